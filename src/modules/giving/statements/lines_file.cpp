#include "modules/giving/statements/lines_file.hpp"

#include "exchange/csv_writer.hpp"
#include "modules/giving/statements/desk_view.hpp"
#include "modules/giving/statements/statement_line.hpp"
#include "record/rows.hpp"

#include <array>
#include <map>
#include <vector>

namespace boai::giving {
namespace {

using exchange::TableValue;
using record::Loaded;
using storage::Param;
using storage::Row;

constexpr std::size_t lines_a_piece = 400;

constexpr std::array lines_file_heads {
    Text { "日期", "Day" },
    Text { "时间", "Time" },
    Text { "金额（元）", "Amount (yuan)" },
    Text { "对方户名", "Other party" },
    Text { "交易单号", "Reference" },
    Text { "商户订单号", "Order number" },
    Text { "状态", "State" },
    Text { "核对依据", "Why matched" },
    Text { "核对组号", "Match number" },
    Text { "分录数", "Number of entries" },
    Text { "分录号", "Entries" },
    Text { "未达说明", "Why carried" },
};

/// The entries of a match: how many, and the first of them.
struct EntriesOfMatch {
    std::int64_t count = 0;
    std::string listed;
};

using EntriesByMatch = std::map<std::int64_t, EntriesOfMatch>;

Result<EntriesByMatch>
entries_of_matches(record::Queries queries, Id branch, const std::vector<Loaded>& lines) {
    EntriesByMatch entries;
    for (const auto& line : lines) {
        if (const auto number = line.as<StatementLine>().match_number; number != 0) {
            entries.try_emplace(number);
        }
    }
    std::vector<Param> params { Param { branch } };
    std::string places;
    for (const auto& [number, none] : entries) {
        params.emplace_back(number);
        places += (places.empty() ? "$" : ", $") + std::to_string(params.size());
    }
    if (entries.empty()) {
        return entries;
    }
    constexpr std::int64_t listed_max = 20;
    TRY(queries(
        "SELECT match_number, entry FROM giving_book_item WHERE branch_id = $1 AND match_number IN "
        "(" + places
            + ") ORDER BY match_number, entry",
        params,
        [&](const Row& row) -> Result<void> {
            auto& match = entries[row.number(0)];
            if (match.count < listed_max) {
                match.listed += (match.count == 0 ? "" : " ") + std::to_string(row.number(1));
            } else if (match.count == listed_max) {
                match.listed += " ...";
            }
            ++match.count;
            return {};
        }
    ));
    return entries;
}

void append_line(
    std::string& csv, const StatementLine& line, const EntriesByMatch& entries, Language language
) {
    const auto* const payer = statement_line_type.find_field("payer");
    const auto masked = payer->options.mask(&line, line.payer);
    const auto match = entries.find(line.match_number);
    const bool is_matched = match != entries.end();
    const std::array<TableValue, lines_file_heads.size()> row {
        line.day,
        std::string_view { line.time_of_day },
        line.amount,
        std::string_view { masked },
        std::string_view { line.reference },
        std::string_view { line.order_number },
        record::choice_of(line.state).label.in(language),
        is_matched ? TableValue { record::choice_of(line.reason).label.in(language) }
                   : TableValue {},
        is_matched ? TableValue { line.match_number } : TableValue {},
        is_matched ? TableValue { match->second.count } : TableValue {},
        is_matched ? TableValue { std::string_view { match->second.listed } } : TableValue {},
        std::string_view { line.note },
    };
    exchange::append_csv_row(csv, row);
}

std::string head_of(Language language) {
    std::string csv { exchange::csv_byte_order_mark };
    std::vector<TableValue> row;
    for (const auto& head : lines_file_heads) {
        row.emplace_back(head.in(language));
    }
    exchange::append_csv_row(csv, row);
    return csv;
}

} // namespace

LinesFile::LinesFile(record::Engine& engine, LinesAsked asked)
    : engine_(engine)
    , asked_(std::move(asked)) { }

Result<std::optional<std::string>> LinesFile::next() {
    if (is_over_) {
        return std::optional<std::string> {};
    }
    auto lease = TRY(engine_.readers().lend());
    const auto queries = record::queries_of(*lease);
    const std::array params { Param { asked_.branch },
                              Param { asked_.account },
                              Param { day_ },
                              Param { id_ },
                              Param { static_cast<std::int64_t>(lines_a_piece) } };
    const auto lines = TRY(record::all_of(
        queries,
        engine_.registry().table(statement_line_type),
        " WHERE t.branch_id = $1 AND t.account = $2 AND t.state IN ("
            + std::string { states_of_desk(asked_.state) }
            + ") AND (t.day > $3 OR (t.day = $3 AND t.id > $4)) ORDER BY t.day, t.id LIMIT $5",
        params
    ));
    const auto entries = TRY(entries_of_matches(queries, asked_.branch, lines));
    auto piece = is_begun_ ? std::string {} : head_of(asked_.language);
    for (const auto& line : lines) {
        append_line(piece, line.as<StatementLine>(), entries, asked_.language);
    }
    is_begun_ = true;
    is_over_ = lines.size() < lines_a_piece;
    if (!lines.empty()) {
        day_ = lines.back().as<StatementLine>().day;
        id_ = lines.back().head.id;
    }
    return std::optional { std::move(piece) };
}

} // namespace boai::giving
