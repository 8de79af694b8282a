#include "modules/spending/spending_figures.hpp"

#include <array>

namespace boai::spending {
namespace {

using figures::Cell;
using figures::Cells;
using storage::Row;

constexpr std::string_view unrestricted = "unrestricted";

constexpr figures::KeyWord purpose_words[] = { { unrestricted, { "非定向", "Unrestricted" } } };
constexpr figures::KeyWord category_words[] = {
    { "programme", { "业务活动", "Programme" } },
    { "management", { "管理", "Management" } },
    { "fundraising", { "筹资", "Fundraising" } },
};

constexpr figures::Dimension dimensions[] = {
    { "purpose", { "用途", "Purpose" }, "giving.purpose", purpose_words },
    { "category", { "支出类别", "Category" }, {}, category_words },
};

/// Every payment and every return of one, each on its own day.
constexpr std::string_view entries_sql = R"(
SELECT branch_id, paid_on, coalesce(purpose, 0), category, CAST(sum(amount) AS BIGINT)
FROM spending_payment WHERE paid_on IS NOT NULL
GROUP BY branch_id, paid_on, coalesce(purpose, 0), category
UNION ALL
SELECT r.branch_id, r.day, coalesce(p.purpose, 0), p.category, CAST(-sum(r.amount) AS BIGINT)
FROM spending_payment_return r
JOIN spending_payment p ON p.branch_id = r.branch_id AND p.id = r.payment
GROUP BY r.branch_id, r.day, coalesce(p.purpose, 0), p.category
)";

Result<Cells> recount(figures::Queries queries) {
    Cells cells;
    TRY(queries(entries_sql, {}, [&](const Row& row) -> Result<void> {
        const auto add = [&](std::string_view dimension, std::string key) {
            cells[Cell { row.id(0), std::string { dimension }, std::move(key), row.day(1) }]
                += row.number(4);
        };
        add("", "");
        add("purpose", row.number(2) == 0 ? std::string { unrestricted } : to_string(row.id(2)));
        add("category", std::string { row.text(3) });
        return {};
    }));
    std::erase_if(cells, [](const auto& cell) { return cell.second == 0; });
    return cells;
}

} // namespace

constinit const figures::Definition spending_amount {
    .name = "spending.amount",
    .title = { "支出", "Spending" },
    .meaning
    = { "已支付的用款，减去退回的款项；系统内拨款不计",
        "payments made, less what came back; money sent to other branches is not counted" },
    .unit = figures::Unit::fen,
    .dimensions = dimensions,
    .capability = "spending.payment.read",
    .record = "spending.payment",
    .recount = recount,
};

void post_spending(
    storage::Transaction& tx, Id branch, Day day, const Payment& payment, Money amount
) {
    const auto purpose
        = payment.purpose.empty() ? std::string { unrestricted } : to_string(payment.purpose);
    const auto category = record::choice_of(payment.category).value;
    const std::array under {
        figures::Under { "purpose", purpose },
        figures::Under { "category", category },
    };
    figures::post(tx, spending_amount, { branch, day, under }, amount.fen);
}

} // namespace boai::spending
