#include "exchange/statement_plan.hpp"

#include "exchange/header_words.hpp"
#include "exchange/statement_rows.hpp"
#include "exchange/text_cleaning.hpp"
#include "exchange/workbook_reader.hpp"

#include <algorithm>

namespace boai::exchange {
namespace {

std::vector<std::string> headings_of(const Table& table) {
    std::vector<std::string> headings;
    headings.reserve(table.columns.size());
    for (const auto& column : table.columns) {
        headings.push_back(layout_heading(column.header));
    }
    return headings;
}

/// Gives each column its field by its heading alone. The first words of a field go before the
/// others, whichever column comes first; only memos are joined.
void find_meanings(Table& table) {
    const auto headings = headings_of(table);
    const auto all = statement_fields();
    for (auto& column : table.columns) {
        column.field.reset();
        column.block = 0;
    }
    for (std::size_t field = 0; field < all.size(); ++field) {
        for (const auto alias : all[field].aliases) {
            const auto at = std::ranges::find(headings, alias);
            if (at == headings.end()) {
                continue;
            }
            auto& column = table.columns[static_cast<std::size_t>(at - headings.begin())];
            column.field = column.field ? column.field : std::optional { field };
            if (field != line_memo && column.field == field) {
                break;
            }
        }
    }
}

bool has_field(const Table& table, StatementField field) {
    return std::ranges::any_of(table.columns, [&](const TableColumn& column) {
        return column.field == std::size_t { field };
    });
}

bool is_statement(const Table& table) {
    const bool has_money = has_field(table, line_amount) || has_field(table, line_received)
        || has_field(table, line_paid);
    return has_money && has_field(table, line_day);
}

/// The day that stands in a title behind one of these words.
std::optional<Day>
day_behind(const std::vector<std::string>& titles, std::initializer_list<std::string_view> words) {
    constexpr std::size_t reach = 40;
    for (const auto& title : titles) {
        for (const auto word : words) {
            const auto at = title.find(word);
            if (at == std::string::npos) {
                continue;
            }
            auto text = std::string_view { title }.substr(at + word.size(), reach);
            const auto next = text.find("日期");
            text = text.substr(0, next);
            const auto day = find_day(text);
            if (day && day->year) {
                return day->resolve(Day { 100'000 });
            }
        }
    }
    return std::nullopt;
}

void take_layout(const Table& table, StatementPlan& plan) {
    const auto headings = headings_of(table);
    if (const auto* own = find_statement_layout(headings)) {
        plan.layout = own->name;
        plan.channel = own->channel;
    } else if (const auto* bank = find_known_layout(headings)) {
        plan.layout = bank->name;
        plan.channel = bank->channel;
    } else if (has_field(table, line_balance)) {
        plan.channel = "bank";
    }
}

/// How many lines do not follow from the one before, and the first that does not.
struct Following {
    std::size_t breaks = 0;
    std::optional<BalanceBreak> first;
};

Following follow(const std::vector<PlannedStatementLine>& lines) {
    Following following;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const auto& before = lines[i - 1].balance;
        const auto& line = lines[i];
        if (!before || !line.balance || *before + line.amount == *line.balance) {
            continue;
        }
        following.breaks += 1;
        if (!following.first) {
            following.first = BalanceBreak { line.row, *before, line.amount, *line.balance };
        }
    }
    return following;
}

/// Oldest first, by the running balance where there is one, else by the days.
void put_in_order(StatementPlan& plan) {
    auto& lines = plan.lines;
    if (lines.size() < 2) {
        return;
    }
    auto turned = lines;
    std::ranges::reverse(turned);
    const auto forward = follow(lines).breaks;
    const auto backward = follow(turned).breaks;
    const bool is_descending = lines.front().day > lines.back().day;
    plan.is_newest_first = backward < forward || (backward == forward && is_descending);
    if (plan.is_newest_first) {
        lines = std::move(turned);
    }
    const bool has_balance = std::ranges::any_of(lines, [](const PlannedStatementLine& line) {
        return line.balance.has_value();
    });
    if (!has_balance) {
        std::ranges::stable_sort(lines, {}, &PlannedStatementLine::day);
    }
}

bool ends_at_midnight(const std::vector<std::string>& titles) {
    return std::ranges::any_of(titles, [](const std::string& title) {
        const auto at = title.find("终止");
        return at != std::string::npos && title.find("00:00:00", at) != std::string::npos;
    });
}

void add_up(StatementPlan& plan, bool is_to_midnight) {
    for (const auto& line : plan.lines) {
        auto& sum = line.amount.fen > 0 ? plan.received : plan.paid;
        sum = sum + (line.amount.fen > 0 ? line.amount : -line.amount);
        plan.begins = std::min(plan.begins.value_or(line.day), line.day);
        plan.ends = std::max(plan.ends.value_or(line.day), line.day);
    }
    plan.broken = follow(plan.lines).first;
    if (plan.lines.empty()) {
        return;
    }
    // A period to midnight of a day ends the day before.
    if (is_to_midnight && *plan.ends > plan.lines.back().day) {
        plan.ends = *plan.ends + -1;
    }
    const auto& first = plan.lines.front();
    const auto& last = plan.lines.back();
    plan.opening = first.balance ? std::optional { *first.balance - first.amount } : plan.opening;
    plan.closing = last.balance ? last.balance : plan.closing;
}

Table find_statement(
    const Workbook& workbook,
    std::size_t index,
    const StatementPlanRequest& request,
    StatementPlan& plan
) {
    const auto& sheet = workbook.sheets[index];
    const auto all = statement_fields();
    const auto chosen = std::ranges::find(request.choices, index, &SheetChoice::index);
    if (chosen != request.choices.end()) {
        return find_table(workbook, sheet, all, &chosen->mapping);
    }
    auto table = find_table(workbook, sheet, all, nullptr);
    if (const auto* profile = choose_profile(request.profiles, table)) {
        const auto mapping = mapping_of(*profile, all);
        const auto mapped = find_table(workbook, sheet, all, &mapping);
        if (is_statement(mapped)) {
            plan.profile = profile->name;
            return mapped;
        }
    }
    find_meanings(table);
    return table;
}

void read_sheet(
    const Workbook& workbook, std::size_t index, const Table& table, StatementPlan& plan
) {
    const auto& sheet = workbook.sheets[index];
    plan.sheet = index;
    plan.sheet_name = sheet.name;
    plan.columns = table.columns;
    if (table.header) {
        plan.header_row = sheet.row(*table.header).front().row + 1;
    }
    take_layout(table, plan);
    plan.begins = day_behind(table.titles, { "起始日期", "开始日期", "起始时间", "起:" });
    plan.ends = day_behind(table.titles, { "终止日期", "截止日期", "结束日期", "终止时间" });
    plan.is_begin_stated = plan.begins.has_value();
    plan.is_end_stated = plan.ends.has_value();
    if (table.foreign_currency) {
        plan.problem = foreign_currency_problem(*table.foreign_currency);
        return;
    }
    StatementRows { workbook, sheet, table, plan }.read();
    put_in_order(plan);
    add_up(plan, ends_at_midnight(table.titles));
    if (plan.lines.empty() && plan.refused.empty()) {
        plan.problem = Text { "没有找到任何一笔收支", "no line was found" };
    }
}

} // namespace

Result<StatementPlan> plan_statement(std::string_view bytes, const StatementPlanRequest& request) {
    const auto workbook = TRY(read_workbook(bytes));
    StatementPlan plan { .file_hash = sha256_hex(bytes) };
    bool is_found = false;
    for (std::size_t i = 0; i < workbook.sheets.size(); ++i) {
        if (workbook.sheets[i].row_count() == 0) {
            continue;
        }
        const auto table = find_statement(workbook, i, request, plan);
        if (!is_found && (is_statement(table) || plan.columns.empty())) {
            plan.columns = table.columns;
            plan.sheet = i;
        }
        if (is_statement(table) && is_found) {
            plan.warnings.emplace_back(compose(
                { "工作表“{}”也像对账单，没有读取；请另存为单独的文件",
                  "sheet {} looks like a statement too and is not read; save it as a file of its "
                  "own" },
                { workbook.sheets[i].name }
            ));
        } else if (is_statement(table)) {
            is_found = true;
            read_sheet(workbook, i, table, plan);
        }
    }
    if (!is_found) {
        plan.problem
            = Text { "没有找到日期列和金额列；请指定各列的含义",
                     "no column of days and amounts was found; say what the columns mean" };
    }
    return plan;
}

} // namespace boai::exchange
