#include "exchange/gift_plan.hpp"

#include "base/limits.hpp"
#include "crypto/hash.hpp"
#include "exchange/gift_rows.hpp"
#include "exchange/repeats.hpp"
#include "exchange/text_cleaning.hpp"
#include "exchange/workbook_reader.hpp"

#include <algorithm>

namespace boai::exchange {
namespace {

constexpr std::size_t sample_rows = 8;
constexpr std::size_t sample_bytes_max = 200;

std::string without_extension(std::string_view file_name) {
    const auto folder = file_name.find_last_of("/\\");
    file_name.remove_prefix(folder == std::string_view::npos ? 0 : folder + 1);
    return clean_text(file_name.substr(0, std::min(file_name.rfind('.'), file_name.size())));
}

/// Cuts a long text for display without breaking a character.
std::string shortened(std::string text) {
    if (text.size() > sample_bytes_max) {
        auto end = sample_bytes_max;
        while ((static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
            --end;
        }
        text.resize(end);
        text += "…";
    }
    return text;
}

void take_sample(
    const Workbook& workbook, const Sheet& sheet, const Table& table, SheetPlan& plan
) {
    const auto end = std::min(table.first_data + sample_rows, sheet.row_count());
    for (auto i = table.first_data; i < end; ++i) {
        auto& sample = plan.sample.emplace_back(table.columns.size());
        for (const auto& cell : sheet.row(i)) {
            const auto at
                = std::ranges::lower_bound(table.columns, cell.column, {}, &TableColumn::column);
            if (at != table.columns.end() && at->column == cell.column) {
                sample[static_cast<std::size_t>(at - table.columns.begin())]
                    = shortened(clean_text(workbook.text_of(cell)));
            }
        }
    }
}

/// Makes the plan sheet by sheet.
class Planner {
public:
    Planner(const Workbook& workbook, const PlanRequest& request)
        : workbook_(workbook)
        , request_(request) {
        name_day_ = find_day(without_extension(request.file_name));
    }

    Result<ImportPlan> plan(std::string file_hash) {
        plan_.file_hash = std::move(file_hash);
        for (std::size_t i = 0; i < workbook_.sheets.size(); ++i) {
            if (!workbook_.sheets[i].cells.empty()) {
                plan_sheet(i);
            }
        }
        add_up();
        mark_fingerprints(plan_.gifts, request_.fingerprint_key);
        plan_.content_digest = content_digest(plan_.gifts);
        TRY(mark_repeats(plan_, request_.known));
        return std::move(plan_);
    }

private:
    [[nodiscard]] const Mapping* choice_for(std::size_t sheet) const {
        const auto found = std::ranges::find(request_.choices, sheet, &SheetChoice::index);
        return found == request_.choices.end() ? nullptr : &found->mapping;
    }

    void plan_sheet(std::size_t index) {
        const auto& sheet = workbook_.sheets[index];
        SheetPlan sheet_plan;
        sheet_plan.index = index;
        sheet_plan.name = sheet.name;
        const auto table = find_mapped_table(index, sheet_plan);
        for (const auto& title : table.titles) {
            sheet_plan.title += (sheet_plan.title.empty() ? "" : " ") + title;
        }
        sheet_plan.title = shortened(std::move(sheet_plan.title));
        if (table.header) {
            sheet_plan.header_row = sheet.row(*table.header).front().row + 1;
        }
        sheet_plan.columns = table.columns;
        sheet_plan.layout = table.layout;
        take_sample(workbook_, sheet, table, sheet_plan);
        warn(table.warnings, sheet);
        sheet_plan.problem = why_not_read(table, choice_for(index) != nullptr);
        if (!sheet_plan.problem) {
            read_rows(sheet, table, sheet_plan);
        }
        plan_.sheets.push_back(std::move(sheet_plan));
    }

    /// Why a table is no list of gifts of money; nothing when it is one.
    [[nodiscard]] std::optional<Message> why_not_read(const Table& table, bool chosen) const {
        if (!chosen && lists_goods(table)) {
            return Text {
                .zh = "这是物资名单（有品名、规格、数量等列），不是捐款名单，没有读取。请用“"
                      "导入物资清单”登记。",
                .en = "This is a list of goods (items, specifications, quantities), not of gifts "
                      "of money; nothing is read from it. Import it as a list of goods.",
            };
        }
        if (!chosen && table.foreign_currency) {
            return foreign_currency_problem(*table.foreign_currency);
        }
        if (!table.has(FieldKind::amount, request_.fields)) {
            return Text {
                .zh = "没有找到金额列。如果这是捐款名单，请指定金额在哪一列。",
                .en = "No amount column found. If this is a list of gifts, say which column holds "
                      "the amount.",
            };
        }
        return std::nullopt;
    }

    Table find_mapped_table(std::size_t index, SheetPlan& sheet_plan) {
        const auto& sheet = workbook_.sheets[index];
        if (const auto* const mapping = choice_for(index); mapping != nullptr) {
            return find_table(workbook_, sheet, request_.fields, mapping);
        }
        auto table = find_table(workbook_, sheet, request_.fields, nullptr);
        if (const auto* const profile = choose_profile(request_.profiles, table);
            profile != nullptr) {
            sheet_plan.profile = profile->name;
            const auto mapping = mapping_of(*profile, request_.fields);
            table = find_table(workbook_, sheet, request_.fields, &mapping);
        }
        return table;
    }

    void warn(const std::vector<Message>& warnings, const Sheet& sheet) {
        for (const auto& warning : warnings) {
            plan_.warnings.push_back(
                sheet.name.empty()
                    ? warning
                    : Message { sheet.name + "：" + warning.zh, sheet.name + ": " + warning.en }
            );
        }
    }

    void read_rows(const Sheet& sheet, const Table& table, SheetPlan& sheet_plan) {
        auto rows = read_gift_rows(workbook_, sheet, table, request_.fields);
        const auto number = static_cast<std::uint16_t>(plan_.sheets.size());
        sheet_plan.day = day_of_sheet(sheet, table, rows);
        bool day_missing = false;
        for (auto& gift : rows.gifts) {
            gift.sheet = number;
            gift.day = gift.day ? gift.day : sheet_plan.day;
            day_missing = day_missing || !gift.day;
        }
        for (auto& problem : rows.refused) {
            problem.sheet = number;
        }
        if (day_missing) {
            warn(
                { Text {
                    .zh = "有的行没有日期，标题和文件名里也没有。请指定日期。",
                    .en = "Some rows have no day, and neither the title nor the file name has "
                          "one. Choose a day.",
                } },
                sheet
            );
        }
        sheet_plan.rows = rows.gifts.size();
        sheet_plan.refused = rows.refused.size();
        sheet_plan.sum = rows.sum;
        sheet_plan.stated_rows = rows.stated_rows;
        sheet_plan.stated_sum = rows.stated_sum;
        sheet_plan.column_totals = std::move(rows.column_totals);
        take_title_total(table, sheet_plan);
        sheet_plan.footers = std::move(rows.footers);
        warn(rows.warnings, sheet);
        std::ranges::move(rows.gifts, std::back_inserter(plan_.gifts));
        std::ranges::move(rows.refused, std::back_inserter(plan_.refused));
    }

    static void take_title_total(const Table& table, SheetPlan& sheet_plan) {
        if (table.title_total && !sheet_plan.stated_sum) {
            sheet_plan.stated_sum = table.title_total->sum;
            sheet_plan.stated_rows
                = sheet_plan.stated_rows ? sheet_plan.stated_rows : table.title_total->rows;
        }
    }

    /// The officer's day, else the title's, the footer's, the file name's. A day without a year
    /// takes it from the other places; only then from today.
    std::optional<Day> day_of_sheet(const Sheet& sheet, const Table& table, const GiftRows& rows) {
        const auto latest = latest_day(rows);
        const auto resolved = [&](const std::optional<FoundDay>& found, const auto& other) {
            return found ? found->completed_by(other).resolve(latest) : std::nullopt;
        };
        const auto title_day = resolved(table.title_day, name_day_);
        const auto name_day = resolved(name_day_, table.title_day);
        if (title_day && name_day && *title_day != *name_day) {
            warn(
                { compose(
                    { .zh = "标题写的是 {}，文件名写的是 {}，以标题为准。请核对。",
                      .en = "The title says {}, the file name {}; the title is taken. Check it." },
                    { to_string(*title_day), to_string(*name_day) }
                ) },
                sheet
            );
        }
        for (const auto& day : { request_.day, title_day, rows.footer_day, name_day }) {
            if (day) {
                return day;
            }
        }
        return std::nullopt;
    }

    /// A list is no older than the latest day inside it says, and about that old.
    [[nodiscard]] Day latest_day(const GiftRows& rows) const {
        auto latest = rows.footer_day;
        for (const auto& gift : rows.gifts) {
            latest = gift.day && (!latest || *latest < *gift.day) ? gift.day : latest;
        }
        constexpr std::int32_t published_within = 60;
        if (!latest || request_.today < *latest) {
            return request_.today;
        }
        return std::min(Day { latest->number + published_within }, request_.today);
    }

    void add_up() {
        for (const auto& sheet : plan_.sheets) {
            plan_.sum = plan_.sum + sheet.sum;
            if (sheet.stated_sum) {
                plan_.stated_sum = plan_.stated_sum.value_or(Money {}) + *sheet.stated_sum;
                plan_.difference = plan_.difference + (sheet.sum - *sheet.stated_sum);
            }
        }
    }

    const Workbook& workbook_;
    const PlanRequest& request_;
    std::optional<FoundDay> name_day_;
    ImportPlan plan_;
};

} // namespace

std::string sha256_hex(std::string_view bytes) {
    return crypto::hex(crypto::view(crypto::sha256(bytes)));
}

Result<ImportPlan>
plan_import(const Workbook& workbook, std::string file_hash, const PlanRequest& request) {
    return Planner { workbook, request }.plan(std::move(file_hash));
}

Result<ImportPlan> plan_import(std::string_view bytes, const PlanRequest& request) {
    const auto workbook = TRY(read_workbook(bytes));
    return plan_import(workbook, sha256_hex(bytes), request);
}

} // namespace boai::exchange
