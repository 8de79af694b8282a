#include "modules/giving/statements/statement_chain.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace boai::giving {
namespace {

using storage::Param;
using storage::Row;

/// A statement of the account, with what it is held against.
struct KeptStatement {
    Id channel;
    Day begins;
    Day ends;
    std::int64_t opening = 0;
    std::int64_t closing = 0;
    std::string file;
    std::string channel_name;
    bool is_channel_closed = false;
};

/// Follows the statements of one account.
class Following {
public:
    Following(record::Queries queries, const ClosingAsked& asked)
        : queries_(queries)
        , asked_(asked) { }

    Result<StatementChain> run() {
        TRY(read_statements());
        TRY(add_statements());
        return std::move(told_);
    }

private:
    Result<void> read_statements() {
        const std::array params { Param { asked_.branch }, Param { asked_.account } };
        return queries_(
            "SELECT s.channel, s.begins, s.ends, s.opening, s.closing, s.file, c.name, c.state "
            "FROM giving_statement s JOIN giving_channel c ON c.id = s.channel WHERE s.branch_id = "
            "$1 AND s.account = $2 AND s.state = 'committed' ORDER BY s.channel, s.begins, s.ends, "
            "s.id",
            params,
            [&](const Row& row) -> Result<void> {
                statements_.push_back({ row.id(0),
                                        row.day(1),
                                        row.day(2),
                                        row.number(3),
                                        row.number(4),
                                        std::string { row.text(5) },
                                        std::string { row.text(6) },
                                        row.text(7) == "closed" });
                return {};
            }
        );
    }

    /// One channel's statements follow each other; what they open and close with is added.
    Result<void> add_channel(std::span<const KeptStatement> statements) {
        std::optional<std::int64_t> opening;
        std::optional<std::int64_t> balance;
        for (const auto& statement : statements) {
            if (balance && *balance != statement.opening) {
                return broken_chain(statement, *balance);
            }
            const bool is_before = statement.ends < asked_.begins;
            const bool is_after = statement.begins > asked_.ends;
            if (is_after) {
                break;
            }
            const bool is_inside
                = statement.begins >= asked_.begins && statement.ends <= asked_.ends;
            if (!is_before && !is_inside) {
                return crossing(statement);
            }
            if (is_inside) {
                opening = opening.value_or(statement.opening);
            }
            balance = statement.closing;
        }
        note_uncovered(statements);
        told_.opening += opening.value_or(balance.value_or(0));
        told_.closing += balance.value_or(0);
        return {};
    }

    /// The days of the period that one channel's statements leave out.
    void note_uncovered(std::span<const KeptStatement> statements) {
        const auto& name = statements.front().channel_name;
        const bool begins_with_nothing = statements.front().opening == 0;
        auto next = begins_with_nothing ? std::max(asked_.begins, statements.front().begins)
                                        : asked_.begins;
        bool is_over = false;
        for (const auto& statement : statements) {
            if (statement.begins > next && next <= asked_.ends) {
                const auto to = std::min(statement.begins + -1, asked_.ends);
                told_.uncovered.push_back({ name, next, to });
            }
            next = std::max(next, statement.ends + 1);
            is_over = statement.is_channel_closed && statement.closing == 0;
        }
        if (next <= asked_.ends && !is_over) {
            told_.uncovered.push_back({ name, next, asked_.ends });
        }
    }

    static std::unexpected<Error>
    broken_chain(const KeptStatement& statement, std::int64_t balance) {
        return fail(
            Errc::conflict,
            compose(
                { "对账单“{}”期初余额 {} 与上一份的期末余额 {} 不符，中间可能缺少对账单",
                  "the statement {} opens with {} and the one before closes with {}; one in "
                  "between "
                  "may be missing" },
                { statement.file,
                  to_string(Money { statement.opening }),
                  to_string(Money { balance }) }
            )
        );
    }

    static std::unexpected<Error> crossing(const KeptStatement& statement) {
        return fail(
            Errc::conflict,
            compose(
                { "对账单“{}”（{} 至 {}）跨出了这一期",
                  "the statement {} ({} to {}) reaches beyond the period" },
                { statement.file, to_string(statement.begins), to_string(statement.ends) }
            )
        );
    }

    Result<void> add_statements() {
        if (statements_.empty()) {
            return fail(
                Errc::conflict,
                Text { "该账户还没有导入对账单", "no statement of this account was imported" }
            );
        }
        for (std::size_t from = 0; from < statements_.size();) {
            auto to = from;
            while (to < statements_.size() && statements_[to].channel == statements_[from].channel
            ) {
                ++to;
            }
            TRY(add_channel(std::span { statements_ }.subspan(from, to - from)));
            from = to;
        }
        return {};
    }

    record::Queries queries_;
    const ClosingAsked& asked_;
    std::vector<KeptStatement> statements_;
    StatementChain told_;
};

} // namespace

Result<StatementChain> follow_statements(record::Queries queries, const ClosingAsked& asked) {
    return Following { queries, asked }.run();
}

} // namespace boai::giving
