#include "identity/audit_event.hpp"

#include "record/engine.hpp"
#include "record/validate.hpp"

namespace boai::identity {
namespace {

using record::field;
using record::PlainField;
using record::ReferenceField;
using record::TextField;

constexpr record::FieldSpec fields[] = {
    field<&AuditEvent::kind>(PlainField {
        .label = { "事件", "Event" },
        .read_only = true,
        .in_list = true,
    }),
    field<&AuditEvent::done_by>(ReferenceField {
        .label = { "操作人", "By" },
        .to = "identity.user",
        .read_only = true,
        .in_list = true,
    }),
    field<&AuditEvent::about>(ReferenceField {
        .label = { "对象用户", "About" },
        .to = "identity.user",
        .read_only = true,
        .in_list = true,
    }),
    field<&AuditEvent::record>(TextField {
        .label = { "记录类型", "Record type" },
        .max_length = 100,
        .read_only = true,
        .in_list = true,
    }),
    field<&AuditEvent::record_id>(TextField {
        .label = { "记录编号", "Record id" },
        .max_length = 100,
        .read_only = true,
    }),
    field<&AuditEvent::detail>(TextField {
        .label = { "内容", "Detail" },
        .max_length = 500,
        .read_only = true,
        .in_list = true,
    }),
    field<&AuditEvent::reason>(TextField {
        .label = { "原因", "Reason" },
        .max_length = 2000,
        .read_only = true,
        .in_list = true,
        .multiline = true,
    }),
    field<&AuditEvent::address>(TextField {
        .label = { "来源网段", "From the network" },
        .max_length = 64,
        .read_only = true,
        .in_list = true,
    }),
};

constexpr record::Key keys[] = {
    { .columns = "done_by, id", .where = "done_by IS NOT NULL" },
    { .columns = "record_id", .where = "record_id <> ''" },
};

constexpr record::RecordType declared = record::of<AuditEvent>({
    .name = "identity.audit_event",
    .title = { "审计记录", "Audit event" },
    .fields = fields,
    .permissions = { .read = "identity.audit_event.read", .created_by_command = true },
    .label_field = "kind",
    .keys = keys,
});
static_assert(record::consistent<AuditEvent>(declared));

}  // namespace

constinit const record::RecordType audit_event_type = declared;

Result<void>
add_event(record::Engine& engine, storage::Transaction& tx, EventPlace place, AuditEvent event) {
    TRY(record::validate(fields, &event));
    const record::Head head { place.branch, engine.ids().next(), 1, place.at,
                              place.at,     event.done_by };
    return engine.registry().table(audit_event_type).insert(tx, head, &event);
}

Result<void> add_event(record::CommandContext& context, AuditEvent event) {
    if (event.done_by.empty()) {
        event.done_by = context.actor.user;
    }
    return add_event(context.engine, context.tx, { context.branch, context.now }, std::move(event));
}

}  // namespace boai::identity
