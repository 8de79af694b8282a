#include "attachments/attachment.hpp"

#include "base/limits.hpp"

namespace boai::attachments {
namespace {

using record::field;
using record::NumberField;
using record::PlainField;
using record::Privacy;
using record::TextField;

/// "***.pdf": what kind of file it is may be seen.
std::string hide_stem(const void*, std::string_view name) {
    const auto dot = name.rfind('.');
    return "***" + std::string { dot == std::string_view::npos ? "" : name.substr(dot) };
}

constexpr record::FieldSpec fields[] = {
    field<&Attachment::record>(TextField { .label = { "所属记录类型", "Record type" },
                                           .max_length = 100,
                                           .required = true,
                                           .read_only = true,
                                           .in_list = true }),
    field<&Attachment::owner>(TextField {
        .label = { "所属记录", "Record" }, .max_length = 20, .required = true, .read_only = true }),
    field<&Attachment::kind>(PlainField {
        .label = { "附件种类", "Kind" }, .read_only = true, .in_list = true }),
    field<&Attachment::name>(TextField { .label = { "文件名", "File name" },
                                         .max_length = limits::attachment_name_bytes_max,
                                         .read_only = true,
                                         .in_list = true,
                                         .privacy = Privacy::personal,
                                         .mask = hide_stem }),
    field<&Attachment::media_type>(TextField {
        .label = { "文件类型", "Media type" }, .max_length = 100, .read_only = true }),
    field<&Attachment::size>(NumberField { .label = { "大小（字节）", "Size (bytes)" },
                                           .min = 0,
                                           .max = limits::attachment_bytes_max,
                                           .read_only = true,
                                           .in_list = true }),
    field<&Attachment::sha256>(TextField {
        .label = { "SHA-256", "SHA-256" }, .max_length = 64, .read_only = true }),
    field<&Attachment::state>(PlainField {
        .label = { "状态", "State" }, .read_only = true, .in_list = true }),
    field<&Attachment::entry>(NumberField {
        .label = { "分录号", "Entry" }, .min = 0, .read_only = true }),
};

constexpr record::Key keys[] = { { .columns = "owner, id" } };

constexpr record::RecordType declared = record::of<Attachment>({
    .name = "attachments.attachment",
    .title = { "附件", "Attachment" },
    .fields = fields,
    .permissions = { .read = "attachments.attachment.read",
                     .reveal = "attachments.attachment.reveal",
                     .created_by_command = true },
    .label_field = "kind",
    .keys = keys,
});
static_assert(record::consistent<Attachment>(declared));

} // namespace

constinit const record::RecordType attachment_type = declared;

} // namespace boai::attachments
