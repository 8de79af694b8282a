#include "modules/giving/disclosure/notice_note.hpp"

namespace boai::giving {
namespace {

using record::field;
using record::NumberField;
using record::PlainField;
using record::Privacy;
using record::ReferenceField;
using record::TextField;

constexpr record::FieldSpec note_fields[] = {
    field<&NoticeNote::notice>(ReferenceField { .label = { "款物公示", "Disclosure notice" },
                                                .to = "giving.disclosure_notice",
                                                .required = true,
                                                .in_list = true,
                                                .privacy = Privacy::open }),
    field<&NoticeNote::text>(TextField { .label = { "说明内容", "What it says" },
                                         .max_length = 1000,
                                         .required = true,
                                         .in_list = true,
                                         .multiline = true,
                                         .privacy = Privacy::open }),
    field<&NoticeNote::day>(PlainField {
        .label = { "日期", "Day" }, .required = true, .in_list = true, .privacy = Privacy::open }),
    field<&NoticeNote::entry>(NumberField {
        .label = { "分录号", "Entry" }, .min = 0, .read_only = true, .privacy = Privacy::open }),
};

constexpr record::Key note_keys[] = { { .columns = "notice, id" } };

constexpr record::RecordType declared_note = record::of<NoticeNote>({
    .name = "giving.notice_note",
    .title = { "公示更正说明", "Correction note" },
    .fields = note_fields,
    .permissions = { .read = "giving.notice_note.read", .created_by_command = true },
    .keys = note_keys,
});
static_assert(record::consistent<NoticeNote>(declared_note));

} // namespace

constinit const record::RecordType notice_note_type = declared_note;

} // namespace boai::giving
