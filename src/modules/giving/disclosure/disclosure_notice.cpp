#include "modules/giving/disclosure/disclosure_notice.hpp"

#include "modules/giving/limits.hpp"

#include <charconv>
#include <cstdio>

namespace boai::giving {
namespace {

using record::field;
using record::NumberField;
using record::PlainField;
using record::Privacy;
using record::ReferenceField;
using record::TextField;

/// Sums over all of a society's gifts.
constexpr std::int64_t notice_sum_max = 1'000'000'000'000'000;

constexpr record::FieldSpec notice_fields[] = {
    field<&DisclosureNotice::scope>(PlainField {
        .label = { "公示范围", "Scope" }, .in_list = true, .privacy = Privacy::open }),
    field<&DisclosureNotice::campaign>(ReferenceField { .label = { "募捐活动", "Campaign" },
                                                        .to = "giving.campaign",
                                                        .in_list = true,
                                                        .privacy = Privacy::open }),
    field<&DisclosureNotice::begins>(PlainField { .label = { "起始时间", "Begins at" },
                                                  .required = true,
                                                  .in_list = true,
                                                  .privacy = Privacy::open }),
    field<&DisclosureNotice::ends>(PlainField { .label = { "截止时间", "Ends before" },
                                                .required = true,
                                                .in_list = true,
                                                .privacy = Privacy::open }),
    field<&DisclosureNotice::state>(PlainField {
        .label = { "状态", "State" }, .read_only = true, .in_list = true, .privacy = Privacy::open }
    ),
    field<&DisclosureNotice::year>(NumberField { .label = { "公示年度", "Year of the notice" },
                                                 .min = 0,
                                                 .max = 9999,
                                                 .read_only = true,
                                                 .privacy = Privacy::open }),
    field<&DisclosureNotice::number>(NumberField { .label = { "公示期号", "Notice number" },
                                                   .min = 0,
                                                   .read_only = true,
                                                   .in_list = true,
                                                   .privacy = Privacy::open }),
    field<&DisclosureNotice::gifts>(NumberField { .label = { "捐款笔数", "Number of gifts" },
                                                  .min = 0,
                                                  .read_only = true,
                                                  .privacy = Privacy::open }),
    field<&DisclosureNotice::received>(NumberField { .label = { "接收捐款", "Income from gifts" },
                                                     .min = -notice_sum_max,
                                                     .max = notice_sum_max,
                                                     .read_only = true,
                                                     .in_list = true,
                                                     .privacy = Privacy::open }),
    field<&DisclosureNotice::goods_value>(NumberField { .label
                                                        = { "捐物价值", "Value of gifts in kind" },
                                                        .min = -notice_sum_max,
                                                        .max = notice_sum_max,
                                                        .read_only = true,
                                                        .privacy = Privacy::open }),
    field<&DisclosureNotice::used>(NumberField { .label = { "拨付使用", "Spending" },
                                                 .min = -notice_sum_max,
                                                 .max = notice_sum_max,
                                                 .read_only = true,
                                                 .privacy = Privacy::open }),
    field<&DisclosureNotice::closing>(NumberField { .label = { "期末结余", "Closing balance" },
                                                    .min = -notice_sum_max,
                                                    .max = notice_sum_max,
                                                    .read_only = true,
                                                    .privacy = Privacy::open }),
    field<&DisclosureNotice::warnings>(TextField { .label = { "核对提示", "Warnings" },
                                                   .max_length = 4000,
                                                   .read_only = true,
                                                   .multiline = true }),
    field<&DisclosureNotice::accepted>(TextField {
        .label = { "提示的处理说明", "Why it stands with the warnings" },
        .max_length = 500,
        .read_only = true,
        .multiline = true }),
    field<&DisclosureNotice::sha256>(TextField { .label
                                                 = { "公示文件 SHA-256", "SHA-256 of the file" },
                                                 .max_length = 64,
                                                 .read_only = true,
                                                 .privacy = Privacy::open }),
    field<&DisclosureNotice::checked_by>(ReferenceField {
        .label = { "核对人", "Checked by" }, .to = "identity.user", .read_only = true }),
    field<&DisclosureNotice::published_on>(PlainField { .label = { "公示日期", "Published on" },
                                                        .read_only = true,
                                                        .in_list = true,
                                                        .privacy = Privacy::open }),
    field<&DisclosureNotice::published_by>(ReferenceField {
        .label = { "发布人", "Published by" }, .to = "identity.user", .read_only = true }),
    field<&DisclosureNotice::content>(ReferenceField { .label = { "公示文件", "Notice file" },
                                                       .to = "attachments.attachment",
                                                       .read_only = true }),
    field<&DisclosureNotice::entry>(NumberField {
        .label = { "分录号", "Entry" }, .min = 0, .read_only = true, .privacy = Privacy::open }),
};

constexpr record::Key notice_keys[] = {
    { .columns = "year, number",
      .unique = true,
      .where = "number > 0",
      .taken = { "这个公示期号已使用", "is the number of another notice" } },
    { .columns = "state, ends, id" },
};

std::string printed_notice(std::string_view branch_code, const void* record) {
    return notice_text(branch_code, *static_cast<const DisclosureNotice*>(record));
}

std::optional<record::LabelMeant> read_printed_notice(std::string_view typed) {
    auto number = parse_notice(typed);
    if (!number) {
        return std::nullopt;
    }
    return record::LabelMeant { std::move(number->branch_code),
                                { { "year", std::to_string(number->year) },
                                  { "number", std::to_string(number->number) } } };
}

constexpr record::RecordType declared_notice = record::of<DisclosureNotice>({
    .name = "giving.disclosure_notice",
    .title = { "款物公示", "Disclosure notice" },
    .fields = notice_fields,
    .permissions = { .read = "giving.disclosure_notice.read", .created_by_command = true },
    .label_field = "number",
    .label = printed_notice,
    .read_label = read_printed_notice,
    .keys = notice_keys,
});
static_assert(record::consistent<DisclosureNotice>(declared_notice));

/// The whole text as a number; none when it is anything else.
std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t value = 0;
    const auto* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    return error == std::errc {} && stop == end && value > 0 ? std::optional { value }
                                                             : std::nullopt;
}

} // namespace

constinit const record::RecordType disclosure_notice_type = declared_notice;

std::string notice_text(std::string_view branch_code, const DisclosureNotice& notice) {
    if (notice.number == 0) {
        return {};
    }
    char digits[24];
    const auto size
        = std::snprintf(digits, sizeof digits, "%03lld", static_cast<long long>(notice.number));
    return std::string { branch_code } + "-" + std::to_string(notice.year) + "-N"
        + std::string { digits, static_cast<std::size_t>(size) };
}

Result<NoticeNumber> parse_notice(std::string_view text) {
    const auto last = text.rfind("-N");
    const auto middle = last == std::string_view::npos ? last : text.rfind('-', last - 1);
    const auto none
        = [] { return fail(Errc::not_found, Text { "没有这期公示", "there is no such notice" }); };
    if (last == 0 || middle == std::string_view::npos || middle == 0) {
        return none();
    }
    const auto year = whole_number(text.substr(middle + 1, last - middle - 1));
    const auto number = whole_number(text.substr(last + 2));
    if (!year || !number) {
        return none();
    }
    return NoticeNumber { std::string { text.substr(0, middle) }, *year, *number };
}

} // namespace boai::giving
