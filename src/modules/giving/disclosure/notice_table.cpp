#include "modules/giving/disclosure/notice_table.hpp"

#include "exchange/csv_writer.hpp"
#include "exchange/xlsx_writer.hpp"
#include "modules/giving/disclosure/notice_sums.hpp"
#include "modules/giving/disclosure/notice_words.hpp"
#include "modules/giving/portal_text.hpp"

#include <algorithm>

namespace boai::giving {
namespace {

namespace say = portal_text;
namespace word = notice_words;
using exchange::TableValue;
using modules::MoneyMoveKind;

Text word_of_row(NoticeRowKind kind) {
    switch (kind) {
    case NoticeRowKind::gift:
        return word::gift;
    case NoticeRowKind::goods:
        return word::goods;
    case NoticeRowKind::returned:
        return word::gift_returned;
    case NoticeRowKind::goods_returned:
        return word::goods_returned;
    case NoticeRowKind::match_returned:
        return word::match_returned;
    default:
        return record::choice_of(match_kind_of(kind).value_or(MatchKind::platform)).label;
    }
    return word::gift;
}

Text word_of_use(MoneyMoveKind kind) {
    switch (kind) {
    case MoneyMoveKind::payment:
        return word::payment;
    case MoneyMoveKind::payment_return:
        return word::payment_return;
    case MoneyMoveKind::fee:
        return word::fee;
    case MoneyMoveKind::fee_in:
        return word::fee_in;
    case MoneyMoveKind::allocation:
        return word::allocation;
    case MoneyMoveKind::allocation_return:
        return word::allocation_return;
    case MoneyMoveKind::arrival:
        return word::arrival;
    case MoneyMoveKind::charge:
        return word::charge;
    case MoneyMoveKind::charge_return:
        return word::charge_return;
    case MoneyMoveKind::interest:
        return word::interest;
    case MoneyMoveKind::interest_return:
        return word::interest_return;
    }
    return word::payment;
}

bool goes_out(MoneyMoveKind kind) {
    return kind == MoneyMoveKind::payment || kind == MoneyMoveKind::fee
        || kind == MoneyMoveKind::allocation || kind == MoneyMoveKind::charge
        || kind == MoneyMoveKind::interest_return;
}

struct TableColumn {
    Text heading;
    int width = 0; ///< in characters
    TableValue (*value)(const NoticeLine& line) = nullptr;
};

template <std::string_view NoticeLine::* Member>
TableValue text_of(const NoticeLine& line) {
    return line.*Member;
}

constexpr TableColumn table_columns[] = {
    { word::place,
      8,
      [](const NoticeLine& line) -> TableValue { return static_cast<std::int64_t>(line.number); } },
    { word::kind, 14, text_of<&NoticeLine::kind> },
    { say::day, 12, [](const NoticeLine& line) -> TableValue { return line.day; } },
    { say::receipt, 22, text_of<&NoticeLine::receipt> },
    { say::donor, 24, text_of<&NoticeLine::donor> },
    { word::amount_or_value,
      18,
      [](const NoticeLine& line) -> TableValue {
          return line.amount ? TableValue { *line.amount } : TableValue {};
      } },
    { say::goods_item, 20, text_of<&NoticeLine::item> },
    { say::goods_specification, 16, text_of<&NoticeLine::specification> },
    { word::quantity,
      10,
      [](const NoticeLine& line) -> TableValue {
          return line.quantity == 0 ? TableValue {} : TableValue { line.quantity };
      } },
    { say::goods_unit, 10, text_of<&NoticeLine::unit> },
    { say::purpose, 20, text_of<&NoticeLine::purpose> },
    { word::campaign_of, 24, text_of<&NoticeLine::campaign> },
    { say::branch, 24, text_of<&NoticeLine::branch> },
    { word::level, 10, text_of<&NoticeLine::level> },
    { word::title_of_use, 28, text_of<&NoticeLine::title> },
    { word::other_branch, 24, text_of<&NoticeLine::other> },
};

void fill_values(const NoticeLine& line, std::vector<TableValue>& values) {
    values.clear();
    for (const auto& column : table_columns) {
        values.push_back(column.value(line));
    }
}

using SheetRow = std::vector<TableValue>;

/// The subtotals with their heading, below an empty row.
Result<void> write_subtotals(exchange::XlsxWriter& sheet, const NoticeTable& table) {
    const auto in = table.language();
    TRY(sheet.add_row(SheetRow {}));
    TRY(sheet.add_row(SheetRow { word::subtotals.in(in) }));
    TRY(sheet.add_row(SheetRow { word::level.in(in),
                                 say::purpose.in(in),
                                 word::gift_count.in(in),
                                 word::gifts.in(in),
                                 word::returned.in(in),
                                 word::matched_yuan.in(in),
                                 word::goods_count.in(in),
                                 word::goods_value.in(in),
                                 word::unpriced.in(in) }));
    for (const auto& sum : table.notice().notice.subtotals) {
        TRY(sheet.add_row(SheetRow { table.level(sum.level),
                                     table.purpose(sum.purpose),
                                     sum.gifts,
                                     sum.amount,
                                     sum.returned,
                                     sum.matched,
                                     sum.goods,
                                     sum.goods_value,
                                     sum.unpriced }));
    }
    const auto& totals = table.notice().notice.totals;
    return sheet.add_row(SheetRow { word::total.in(in),
                                    std::string_view {},
                                    totals.gifts,
                                    totals.amount,
                                    totals.returned,
                                    totals.matched,
                                    totals.goods,
                                    totals.goods_value,
                                    totals.unpriced });
}

/// The tables of sums, each below an empty row.
Result<void> write_sums(exchange::XlsxWriter& sheet, const NoticeTable& table) {
    const auto in = table.language();
    for (const auto& sums : sums_of(table)) {
        TRY(sheet.add_row(SheetRow {}));
        TRY(sheet.add_row(SheetRow { sums.title.in(in) }));
        SheetRow values;
        for (const auto& headings : { sums.names, sums.amounts }) {
            for (const auto& heading : headings) {
                values.emplace_back(heading.in(in));
            }
        }
        TRY(sheet.add_row(values));
        for (const auto& row : sums.rows) {
            values.assign(row.names.begin(), row.names.end());
            values.insert(values.end(), row.amounts.begin(), row.amounts.end());
            TRY(sheet.add_row(values));
        }
    }
    return {};
}

} // namespace

std::span<const record::Choice> level_words(const record::Registry& registry) {
    const auto* table = registry.find_record("society.branch");
    const auto* field = table == nullptr ? nullptr : table->type().find_field("level");
    return field == nullptr ? std::span<const record::Choice> {} : field->choices;
}

std::size_t NoticeTable::size() const {
    return notice_.notice.rows.size() + notice_.notice.uses.size();
}

std::string_view NoticeTable::purpose(Id id) const {
    if (id.empty()) {
        return say::unrestricted.in(language_);
    }
    const auto& all = notice_.notice.purposes;
    const auto found = std::ranges::find(all, id, &NoticeThing::id);
    return found == all.end() ? std::string_view {} : std::string_view { found->name };
}

std::string_view NoticeTable::level(std::string_view known) const {
    const auto found = std::ranges::find(levels_, known, &record::Choice::value);
    return found == levels_.end() ? known : found->label.in(language_);
}

std::string_view NoticeTable::match(MatchKind kind) const {
    return record::choice_of(kind).label.in(language_);
}

std::string_view NoticeTable::branch(Id id) const {
    const auto* found = notice_.notice.find_branch(id);
    if (found == nullptr) {
        return {};
    }
    return language_ == Language::zh ? found->name_zh : found->name_en;
}

std::string NoticeTable::about() const {
    const auto& summary = notice_.summary;
    return summary.campaign.empty() ? std::string { word::everything.in(language_) }
                                    : summary.campaign;
}

std::string NoticeTable::issue() const {
    const auto& one = notice_.summary.notice;
    return compose(word::issue, { std::to_string(one.year), std::to_string(one.number) })
        .in(language_);
}

std::string NoticeTable::period() const {
    const auto& one = notice_.notice;
    return compose(word::period_of, { local_text(one.begins), local_text(one.ends) }).in(language_);
}

NoticeLine NoticeTable::gift_line(const NoticeRow& row, std::size_t index) const {
    NoticeLine line { .number = index + 1,
                      .kind = word_of_row(row.kind).in(language_),
                      .day = row.day,
                      .receipt = row.receipt };
    line.donor = notice_.donor(index);
    const bool is_match = match_kind_of(row.kind) || row.kind == NoticeRowKind::match_returned;
    if (line.donor.empty() && !is_match) {
        line.donor = say::anonymous.in(language_);
    }
    const bool is_back = row.kind == NoticeRowKind::returned
        || row.kind == NoticeRowKind::goods_returned || row.kind == NoticeRowKind::match_returned;
    line.amount = row.amount && is_back ? std::optional { -*row.amount } : row.amount;
    line.item = row.item;
    line.specification = row.specification;
    line.quantity = row.quantity;
    line.unit = row.unit;
    line.purpose = purpose(row.purpose);
    const auto& campaigns = notice_.notice.campaigns;
    if (const auto found = std::ranges::find(campaigns, row.campaign, &NoticeThing::id);
        found != campaigns.end()) {
        line.campaign = found->name;
    }
    line.branch = branch(row.branch);
    line.level = level(notice_.notice.level_of(row.branch));
    return line;
}

NoticeLine NoticeTable::use_line(const NoticeUse& use, std::size_t index) const {
    NoticeLine line { .number = index + 1,
                      .kind = word_of_use(use.kind).in(language_),
                      .day = use.day,
                      .amount = goes_out(use.kind) ? -use.amount : use.amount };
    line.purpose = purpose(use.purpose);
    line.branch = branch(use.branch);
    line.level = level(notice_.notice.level_of(use.branch));
    line.title = use.title;
    line.other = branch(use.other);
    line.is_within = use.is_within;
    return line;
}

NoticeLine NoticeTable::line(std::size_t index) const {
    const auto& one = notice_.notice;
    return index < one.rows.size() ? gift_line(one.rows[index], index)
                                   : use_line(one.uses[index - one.rows.size()], index);
}

std::string notice_csv(const NoticeTable& table) {
    std::string csv { exchange::csv_byte_order_mark };
    std::vector<TableValue> values;
    for (const auto& column : table_columns) {
        values.emplace_back(column.heading.in(table.language()));
    }
    exchange::append_csv_row(csv, values);
    for (std::size_t at = 0; at < table.size(); ++at) {
        fill_values(table.line(at), values);
        exchange::append_csv_row(csv, values);
    }
    return csv;
}

Result<std::string> notice_xlsx(const NoticeTable& table) {
    std::vector<exchange::WrittenColumn> columns;
    for (const auto& column : table_columns) {
        columns.push_back({ std::string { column.heading.in(table.language()) }, column.width });
    }
    auto sheet
        = TRY(exchange::XlsxWriter::create(std::string { word::rows.in(table.language()) }, columns)
        );
    std::vector<TableValue> values;
    for (std::size_t at = 0; at < table.size(); ++at) {
        fill_values(table.line(at), values);
        TRY(sheet.add_row(values));
    }
    TRY(write_subtotals(sheet, table));
    TRY(write_sums(sheet, table));
    return sheet.finish();
}

} // namespace boai::giving
