// Closing reads what came since the period signed last. Over random books it must say what adding
// up everything says, for the newest period and, as the audit asks, for every one before.
#include "modules/giving/statements/closing.hpp"
#include "modules/giving/tests/statements_fixture.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <random>

namespace boai::giving {
namespace {

using test::failure_of;

/// Adds everything up, from the first line and entry to the last.
class NaiveClosing {
public:
    NaiveClosing(record::Queries queries, ClosingAsked asked)
        : queries_(queries)
        , asked_(std::move(asked)) { }

    ledger::ReconciliationTold run() {
        closed_ = *closed_periods(queries_, asked_.branch, asked_.account);
        std::erase_if(closed_, [&](const ClosedPeriod& each) { return each.ends >= asked_.ends; });
        entries_ = *account_entries(queries_, asked_.branch, asked_.account);
        std::erase_if(entries_, [&](const AccountEntry& each) {
            return asked_.before && each.entry >= *asked_.before;
        });
        told_ = { .account = asked_.account, .begins = asked_.begins, .ends = asked_.ends };
        read();
        add();
        return told_;
    }

private:
    struct Item {
        std::int64_t match = 0;
        Day day; ///< on which it counts
        std::int64_t amount = 0;
    };

    void read() {
        const std::array params { storage::Param { asked_.branch },
                                  storage::Param { asked_.account } };
        EXPECT_TRUE(queries_(
            "SELECT entry, match_number FROM giving_book_item WHERE branch_id = $1 AND account = "
            "$2 AND state = 'matched'",
            params,
            [&](const storage::Row& row) -> Result<void> {
                matches_[row.number(0)] = row.number(1);
                return {};
            }
        ));
        EXPECT_TRUE(queries_(
            "SELECT day, amount, CASE WHEN state = 'matched' THEN match_number ELSE 0 END FROM "
            "giving_statement_line WHERE branch_id = $1 AND account = $2 AND state <> 'undone'",
            params,
            [&](const storage::Row& row) -> Result<void> {
                lines_.push_back({ row.number(2), row.day(0), row.number(1) });
                return {};
            }
        ));
        EXPECT_TRUE(queries_(
            "SELECT begins, ends, opening, closing FROM giving_statement WHERE branch_id = $1 AND "
            "account = $2 ORDER BY begins",
            params,
            [&](const storage::Row& row) -> Result<void> {
                told_.opening = row.day(0) <= asked_.begins ? row.number(2) : told_.opening;
                told_.closing = row.day(1) <= asked_.ends ? row.number(3) : told_.closing;
                return {};
            }
        ));
    }

    /// When the last of a match is there; what the log does not hold yet never is.
    [[nodiscard]] bool is_settled(std::int64_t match) const {
        std::size_t known = 0;
        for (const auto& line : lines_) {
            if (line.match == match && line.day > asked_.ends) {
                return false;
            }
        }
        for (const auto& entry : entries_) {
            const auto at = matches_.find(entry.entry);
            const bool is_in = at != matches_.end() && at->second == match;
            known += is_in ? 1U : 0U;
            if (is_in && counted_on(closed_, entry.entry, entry.day) > asked_.ends) {
                return false;
            }
        }
        const auto all
            = std::ranges::count(matches_, match, [](const auto& each) { return each.second; });
        return match != 0 && known == static_cast<std::size_t>(all);
    }

    void add() {
        for (const auto& line : lines_) {
            if (line.day >= asked_.begins && line.day <= asked_.ends) {
                (line.amount > 0 ? told_.received : told_.paid) += std::abs(line.amount);
            }
            if (line.day <= asked_.ends && !is_settled(line.match)) {
                told_.open_lines += line.amount;
                told_.open_line_count += 1;
            }
        }
        const auto since = closed_.empty() ? asked_.begins : closed_.front().begins;
        std::int64_t before = 0;
        for (const auto& entry : entries_) {
            told_.book += entry.day <= asked_.ends ? entry.amount : 0;
            const auto day = counted_on(closed_, entry.entry, entry.day);
            const auto at = matches_.find(entry.entry);
            const auto match = at == matches_.end() ? 0 : at->second;
            if (day < since && match == 0) {
                before += entry.amount;
            } else if (day <= asked_.ends && !is_settled(match)) {
                told_.open_entries += entry.amount;
                told_.open_entry_count += 1;
            }
        }
        told_.brought_forward = closed_.empty()
            ? told_.opening - before
            : closed_.back().brought_forward + told_.opening - closed_.back().closing;
    }

    record::Queries queries_;
    ClosingAsked asked_;
    std::vector<ClosedPeriod> closed_;
    std::vector<AccountEntry> entries_;
    std::map<std::int64_t, std::int64_t> matches_; ///< by entry
    std::vector<Item> lines_;
    ledger::ReconciliationTold told_;
};

class RandomClosingTest : public StatementsTest {
protected:
    static constexpr Day begin_ { 18'353 }; // 2020-04-01
    static constexpr std::int32_t days_ = 5; ///< of a period

    [[nodiscard]] std::int32_t below(std::uint32_t count) {
        return static_cast<std::int32_t>(random_() % count);
    }

    /// Another seed, on a channel and an account of its own.
    void begin_account() {
        random_.seed(seed_);
        const auto code = "s" + std::to_string(seed_);
        bank_ = book_.make(
            "giving.channel.create",
            book_.city,
            R"({"code":")" + code + R"(","name":")" + code + R"(","kind":"alipay"})"
        );
        account_ = "1003/" + code;
        balance_ = 0;
        waiting_.clear();
    }

    void sign_period(const ClosingAsked& asked) {
        const auto drafted
            = draft(to_string(asked.begins), to_string(asked.ends), R"(,"note":"此前的捐款")");
        ASSERT_TRUE(drafted) << failure_of(drafted) << ", seed " << seed_;
        const auto done = sign(drafted->id);
        ASSERT_TRUE(done) << failure_of(done);
    }

    /// Gifts of the period and late ones; most have a line in time, some later, some never.
    void make_events(Day begins) {
        const auto first = "Q" + std::to_string(++made_);
        waiting_.emplace(begins, first + ",,1.00,,");
        fen_.emplace(first, 100);
        for (int i = 0; i < 5; ++i) {
            const auto number = "R" + std::to_string(100'000'000 + ++made_);
            const Money amount { 100 + below(900) };
            const auto day = begins + below(days_);
            const auto what = below(10);
            const auto late = std::max(begin_ + -3, begins + -below(12));
            if (what < 9) {
                gift(
                    "捐赠人" + number, to_string(amount), to_string(what < 7 ? day : late), number
                );
            }
            if (what != 3) {
                const auto on = what == 4 || what == 8 ? day + days_ : day;
                waiting_.emplace(on, number + ",," + to_string(amount) + ",,");
                fen_.emplace(number, amount.fen);
            }
        }
    }

    void import_period(Day begins, Day ends) {
        std::string rows;
        while (!waiting_.empty() && waiting_.begin()->first <= ends) {
            const auto& [day, text] = *waiting_.begin();
            balance_ += fen_.at(text.substr(0, text.find(',')));
            rows += to_string(day) + "," + text + to_string(Money { balance_ }) + "\n";
            waiting_.erase(waiting_.begin());
        }
        const auto done = import(bank_file(rows), covering(to_string(begins), to_string(ends)));
        ASSERT_TRUE(done) << failure_of(done);
    }

    /// Every line and entry that is still open is named.
    void carry(const ClosingAsked& asked) {
        auto lease = book_->readers().lend();
        const auto closing = close_account(record::queries_of(**lease), asked);
        ASSERT_TRUE(closing) << closing.error().message.en;
        std::string lines;
        std::string entries;
        for (const auto& item : closing->in_the_way) {
            (item.line.empty() ? entries : lines)
                += (item.line.empty() ? std::to_string(item.entry) : to_string(item.line)) + " ";
        }
        if (!closing->in_the_way.empty()) {
            const auto more = R"(,"lines":")" + lines + R"(","entries":")" + entries + '"';
            ASSERT_TRUE(of_account("giving.carry_items", more));
        }
    }

    void expect_equal(const ClosingAsked& asked) {
        auto lease = book_->readers().lend();
        const auto queries = record::queries_of(**lease);
        const auto closing = close_account(queries, asked);
        ASSERT_TRUE(closing) << closing.error().message.en;
        EXPECT_EQ(closing->told, (NaiveClosing { queries, asked }.run()))
            << "from " << to_string(asked.begins) << ", seed " << seed_;
        EXPECT_TRUE(closing->told.adds_up());
    }

    /// What the desk finds by its list is what reading everything finds.
    void expect_desk() {
        constexpr std::size_t few = 7;
        EXPECT_EQ(entries_on_desk(account_, "open", few), open_by_full_reading(account_))
            << "seed " << seed_;
        EXPECT_EQ(
            std::ssize(entries_on_desk(account_, "matched", few)),
            book_.number(
                "SELECT count(*) FROM giving_book_item WHERE state = 'matched' AND account = '"
                + account_ + "'"
            )
        );
    }

    std::mt19937 random_;
    std::uint32_t seed_ = 0;
    std::string account_;
    std::int64_t made_ = 0;
    std::int64_t balance_ = 0;
    std::multimap<Day, std::string> waiting_; ///< rows of lines by day
    std::map<std::string, std::int64_t> fen_; ///< by number
};

TEST_P(RandomClosingTest, says_of_each_period_what_adding_up_everything_says) {
    for (seed_ = 1; seed_ <= 4; ++seed_) {
        begin_account();
        std::vector<ClosingAsked> signed_ones;
        for (int period = 0; period < 5; ++period) {
            const auto begins = begin_ + period * days_;
            const ClosingAsked asked { book_.city, account_, begins, begins + days_ + -1 };
            make_events(begins);
            expect_desk();
            import_period(begins, asked.ends);
            expect_desk();
            matched();
            expect_desk();
            carry(asked);
            expect_equal(asked);
            sign_period(asked);
            expect_desk();
            signed_ones.push_back(asked);
            signed_ones.back().before
                = book_.number("SELECT max(entry) FROM giving_reconciliation WHERE state = 'signed'"
                );
            for (const auto& each : signed_ones) {
                expect_equal(each);
            }
        }
    }
    expect_sound();
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    RandomClosingTest,
    ::testing::ValuesIn(test::TempDatabase::kinds()),
    test::TempDatabase::name_of
);

} // namespace
} // namespace boai::giving
