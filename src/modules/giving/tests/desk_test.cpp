// The desk of an account reads what it shows, however many entries and lines there are.
#include "modules/giving/statements/desk_view.hpp"
#include "modules/giving/tests/statements_fixture.hpp"

#include <gmock/gmock.h>

#include <sstream>

namespace boai::giving {
namespace {

using test::failure_of;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// Queries of a connection that count the rows they give and ask SQLite how it finds them.
class WatchedQueries {
public:
    explicit WatchedQueries(storage::Connection& connection)
        : connection_(connection) { }

    Result<void> operator()(std::string_view sql, storage::Params params, storage::RowSink sink) {
        if (connection_.dialect() == storage::Dialect::sqlite) {
            TRY(connection_.query(
                "EXPLAIN QUERY PLAN " + std::string { sql },
                params,
                [&](const storage::Row& row) -> Result<void> {
                    constexpr int detail = 3;
                    plans_.emplace_back(row.text(detail));
                    return {};
                }
            ));
        }
        return connection_.query(sql, params, [&](const storage::Row& row) -> Result<void> {
            rows_ += 1;
            return sink(row);
        });
    }

    [[nodiscard]] std::int64_t rows() const { return rows_; }

    /// How each table whose name begins so is searched or passed over; empty on PostgreSQL.
    [[nodiscard]] std::vector<std::string> plans_of(std::string_view table) const {
        std::vector<std::string> found;
        for (const auto& plan : plans_) {
            if (plan.contains(" " + std::string { table })) {
                found.push_back(plan);
            }
        }
        return found;
    }

private:
    storage::Connection& connection_;
    std::int64_t rows_ = 0;
    std::vector<std::string> plans_;
};

class DeskTest : public StatementsTest {
protected:
    /// A book with this many gifts, a statement that tells of all but the last five and of four
    /// payments nobody knows, matched; then two gifts more.
    void fill(int gifts) {
        std::ostringstream rows;
        std::int64_t balance = 0;
        for (int i = 0; i < gifts; ++i) {
            const auto number = "G" + std::to_string(i);
            gift("孟小舟", "10.00", "2020-05-02", number);
            if (i < gifts - 5) {
                balance += 1000;
                rows << "2020-05-02," << number << ",孟小舟,10.00,," << to_string(Money { balance })
                     << '\n';
            }
        }
        for (int i = 0; i < 4; ++i) {
            balance += 300;
            rows << "2020-05-03,U" << i << ",,3.00,," << to_string(Money { balance }) << '\n';
        }
        const auto done = import(bank_file(rows.str()));
        ASSERT_TRUE(done) << failure_of(done);
        EXPECT_THAT(matched(), HasSubstr("\"matched\":" + std::to_string(gifts - 5)));
        gift("李若水", "7.00", "2020-05-04", "N1");
        gift("李若水", "8.00", "2020-05-04", "N2");
    }

    std::string desk(WatchedQueries& queries, const std::string& state, std::size_t from) {
        const DeskAsked asked { book_.city, "1002", state, from, 10 };
        const auto json = desk_json(book_->engine(), queries, asked);
        EXPECT_TRUE(json) << (json ? "" : json.error().message.en);
        return json.value_or("");
    }
};

TEST_P(DeskTest, reads_by_index_what_it_shows_and_what_came_since_matching) {
    constexpr int gifts = 600;
    constexpr std::int64_t rows_max = 200; ///< two pages, sums, and the newest of each fund
    fill(gifts);
    auto lease = book_->readers().lend();
    for (const auto& [state, from] : { std::pair { "open", 0 },
                                       { "open", 10 },
                                       { "suggested", 0 },
                                       { "matched", 0 },
                                       { "matched", 300 } }) {
        WatchedQueries queries { **lease };
        const auto json = desk(queries, state, static_cast<std::size_t>(from));
        EXPECT_LT(queries.rows(), rows_max) << state << " from " << from;
        EXPECT_THAT(queries.plans_of("ledger_movement"), Each(HasSubstr("flow=?"))) << state;
        EXPECT_THAT(queries.plans_of("m "), Each(HasSubstr("flow=?"))) << state;
        for (const auto* table : { "giving_account_entry", "giving_statement_line", "t " }) {
            EXPECT_THAT(queries.plans_of(table), Each(Not(HasSubstr("SCAN")))) << state;
        }
        EXPECT_THAT(json, HasSubstr(R"("counts":{"matched":595,"open":4})"));
        EXPECT_THAT(json, HasSubstr(R"("book_balance":"6015.00","statement_balance":"5962.00")"));
    }
    EXPECT_EQ(entries_on_desk("1002", "open", 3), open_by_full_reading("1002"));
    EXPECT_EQ(entries_on_desk("1002", "open", 100).size(), 7U);
    EXPECT_EQ(entries_on_desk("1002", "matched", 100).size(), 595U);
    expect_sound();
}

TEST_P(DeskTest, follows_what_is_matched_opened_and_carried_by_hand) {
    gift("孟小舟", "30.00", "2020-04-23", "B9"); // too early to be suggested for the line of May
    gift("李若水", "12.00", "2020-05-03", "B8");
    EXPECT_EQ(entries_on_desk("1002", "open", 10), open_by_full_reading("1002"))
        << "before there is any statement";
    ASSERT_TRUE(import(may()));
    EXPECT_EQ(entries_on_desk("1002", "open", 10).size(), 2U) << "before anything is matched";
    matched();
    const auto before = entries_on_desk("1002", "open", 10);
    ASSERT_EQ(before, open_by_full_reading("1002"));
    const auto entry = std::to_string(before.front());
    const auto carried
        = of_account("giving.carry_items", R"(,"lines":"","entries":")" + entry + '"');
    ASSERT_TRUE(carried) << failure_of(carried);
    EXPECT_EQ(entries_on_desk("1002", "open", 1), before) << "what is carried is open still";
    const auto by_hand = of_account(
        "giving.match_by_hand",
        R"(,"entries":")" + entry + R"(","lines":")" + to_string(line(2)) + '"'
    );
    ASSERT_TRUE(by_hand) << failure_of(by_hand);
    EXPECT_EQ(entries_on_desk("1002", "matched", 1), std::vector { before.front() });
    EXPECT_EQ(entries_on_desk("1002", "open", 1), open_by_full_reading("1002"));
    const auto opened
        = of_account("giving.unmatch", R"(,"match_number":)" + std::to_string(match_of(2)));
    ASSERT_TRUE(opened) << failure_of(opened);
    EXPECT_EQ(entries_on_desk("1002", "open", 1), before);
    EXPECT_THAT(entries_on_desk("1002", "matched", 1), IsEmpty());
}

TEST_P(DeskTest, a_statement_of_earlier_days_brings_up_what_lies_before) {
    gift("孟小舟", "30.00", "2020-03-02", "B9");
    gift("李若水", "12.00", "2020-05-03", "B8");
    ASSERT_TRUE(import(may()));
    matched();
    EXPECT_EQ(entries_on_desk("1002", "open", 10).size(), 1U) << "March is before the statements";
    const auto earlier = import(bank_file("2020-03-01,A1,孟小舟,5.00,,5.00\n"));
    ASSERT_TRUE(earlier) << failure_of(earlier);
    EXPECT_EQ(entries_on_desk("1002", "open", 10).size(), 2U);
    EXPECT_EQ(entries_on_desk("1002", "open", 10), open_by_full_reading("1002"));
    matched();
    EXPECT_EQ(entries_on_desk("1002", "open", 1), open_by_full_reading("1002"));
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    DeskTest,
    ::testing::ValuesIn(test::TempDatabase::kinds()),
    test::TempDatabase::name_of
);

} // namespace
} // namespace boai::giving
