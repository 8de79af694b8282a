#include "modules/giving/import_batch.hpp"

namespace boai::giving {
namespace {

using record::field;
using record::NumberField;
using record::PlainField;
using record::ReferenceField;
using record::TextField;

constexpr std::uint32_t differences_length_max = 4000;

constexpr record::FieldSpec fields[] = {
    field<&ImportBatch::file>(TextField { .label = { "文件", "File" },
                                          .max_length = 255,
                                          .required = true,
                                          .in_list = true,
                                          .search = true }),
    field<&ImportBatch::file_hash>(TextField { .label = { "文件指纹", "File hash" },
                                               .max_length = 64 }),
    field<&ImportBatch::content_digest>(TextField { .label = { "内容指纹", "Content digest" },
                                                    .max_length = 64 }),
    field<&ImportBatch::channel>(ReferenceField {
        .label = { "渠道", "Channel" }, .to = "giving.channel", .in_list = true }),
    field<&ImportBatch::campaign>(ReferenceField { .label = { "募捐活动", "Campaign" },
                                                   .to = "giving.campaign" }),
    field<&ImportBatch::rows>(NumberField { .label = { "行数", "Rows" }, .min = 0, .in_list = true }
    ),
    field<&ImportBatch::accepted>(NumberField {
        .label = { "入账行数", "Accepted" }, .min = 0, .in_list = true }),
    field<&ImportBatch::refused>(NumberField {
        .label = { "退回行数", "Refused" }, .min = 0, .in_list = true }),
    field<&ImportBatch::duplicates>(NumberField {
        .label = { "重复行数", "Duplicates" }, .min = 0, .in_list = true }),
    field<&ImportBatch::sum>(NumberField {
        .label = { "入账金额（元）", "Sum (yuan)" }, .min = 0, .in_list = true }),
    field<&ImportBatch::state>(PlainField {
        .label = { "状态", "State" }, .read_only = true, .in_list = true }),
    field<&ImportBatch::matched>(NumberField {
        .label = { "另有配捐（元）", "Matched besides (yuan)" }, .min = 0, .read_only = true }),
    field<&ImportBatch::differences>(TextField {
        .label = { "与文件合计不符", "Differs from the file's totals" },
        .max_length = differences_length_max,
        .multiline = true }),
};

constexpr record::Key keys[] = { { .columns = "file_hash" }, { .columns = "content_digest" } };

constexpr record::RecordType declared = record::of<ImportBatch>({
    .name = "giving.import_batch",
    .title = { "导入批次", "Import" },
    .fields = fields,
    .permissions = { .read = "giving.import_batch.read", .created_by_command = true },
    .label_field = "file",
    .keys = keys,
});
static_assert(record::consistent<ImportBatch>(declared));

}  // namespace

constinit const record::RecordType import_batch_type = declared;

}  // namespace boai::giving
