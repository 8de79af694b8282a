// What needs no database: positions, movements, leaves and commitments.
#include "crypto/hash.hpp"
#include "ledger/account.hpp"
#include "ledger/commitment.hpp"
#include "ledger/leaf.hpp"
#include "ledger/movement.hpp"
#include "ledger/position.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <numeric>

namespace boai::ledger {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr Fund flood { { 5 }, "F-flood" };

TEST(PositionTest, takes_the_oldest_first_and_goes_around_holes) {
    const Stretch holes[] = { { 0, 5 }, { 20, 10 }, { 30, 5 }, { 90, 10 } };
    const auto taken = take(10, 100, holes, 25);
    EXPECT_THAT(taken.parts, ElementsAre(Stretch { 10, 10 }, Stretch { 35, 15 }));
    EXPECT_EQ(taken.cursor, 50);
    EXPECT_EQ(taken.missing, 0);
}

TEST(PositionTest, says_how_much_is_missing) {
    const Stretch holes[] = { { 15, 5 } };
    const auto taken = take(10, 30, holes, 100);
    EXPECT_THAT(taken.parts, ElementsAre(Stretch { 10, 5 }, Stretch { 20, 10 }));
    EXPECT_EQ(taken.missing, 85);
    EXPECT_THAT(take(10, 10, {}, 1).parts, IsEmpty());
}

TEST(PositionTest, what_is_unspent_lies_behind_the_cursor_and_before_what_was_returned) {
    EXPECT_EQ(still_unspent({ 100, 50 }, 0, 0), (Stretch { 100, 50 }));
    EXPECT_EQ(still_unspent({ 100, 50 }, 10, 120), (Stretch { 120, 20 }));
    EXPECT_EQ(still_unspent({ 100, 50 }, 10, 140).length, 0);
    EXPECT_EQ(still_unspent({ 100, 50 }, 10, 900).length, 0);
    EXPECT_EQ(still_unspent({ 100, 50 }, 50, 0).length, 0);
}

TEST(MovementTest, gives_back_exactly_the_lines) {
    const Fund office = unrestricted_fund();
    const Line lines[] = {
        { flood, "5101", 142'500 }, { flood, "1201/L1", -90'000 }, { flood, "1201/L2", -52'500 },
        { office, "1002", 594 },    { office, "5301", 6 },         { office, "1003/psp", -600 },
    };
    ASSERT_TRUE(check_lines(lines));
    const auto movements = movements_of(lines);
    ASSERT_EQ(movements.size(), 4U);
    for (const auto& line : lines) {
        std::int64_t sum = 0;
        for (const auto& movement : movements) {
            const bool here = movement.fund.id == line.fund.id;
            sum += here && movement.debit == line.account ? movement.amount : 0;
            sum -= here && movement.credit == line.account ? movement.amount : 0;
        }
        EXPECT_EQ(sum, line.amount) << line.account;
    }
    EXPECT_EQ(movements[2].flow, Flow::none) << "from a platform to the bank";
    EXPECT_EQ(movements[3].flow, Flow::out) << "a platform's charge is spent";
}

TEST(AccountTest, the_chart_is_in_order_and_parts_behave_as_their_account) {
    EXPECT_TRUE(std::ranges::is_sorted(chart(), {}, &Account::code));
    ASSERT_NE(find_account("1003/alipay"), nullptr);
    EXPECT_TRUE(find_account("1003/alipay")->money);
    EXPECT_EQ(find_account("1402/320722")->name.zh, "在途拨款");
    EXPECT_EQ(find_account("10"), nullptr);
    EXPECT_EQ(find_account(""), nullptr);
}

/// Source: guide, journal §1.7 "Salted commitment".
TEST(CommitmentTest, is_the_published_vector) {
    Salt salt {};
    std::iota(salt.begin(), salt.end(), std::uint8_t { 0x40 });
    EXPECT_EQ(
        commit("donor", salt, R"({"name":"张三","phone":"13800000000"})"),
        "8e86de1a61a822d638c7717a7c236ab2c50ee699a8c25045dbde4094cbb99db3"
    );
}

TEST(CommitmentTest, the_salt_grows_from_the_key_and_differs_for_each_field_and_record) {
    crypto::SubjectKey key;
    std::ranges::fill(key.bytes(), std::uint8_t { 7 });
    const crypto::SubjectKey other;
    const auto salt = salt_of(key, { "donor", { 1 }, 3 });
    EXPECT_EQ(salt, salt_of(key, { "donor", { 1 }, 3 }));
    EXPECT_NE(salt, salt_of(key, { "donor", { 2 }, 3 }));
    EXPECT_NE(salt, salt_of(key, { "donor", { 1 }, 4 }));
    EXPECT_NE(salt, salt_of(key, { "note", { 1 }, 3 }));
    EXPECT_NE(salt, salt_of(other, { "donor", { 1 }, 3 }));
    const auto told = disclose(key, { "donor", { 1 }, 3 }, "张三");
    const auto bytes = crypto::parse_hex(told.salt);
    ASSERT_TRUE(bytes);
    EXPECT_EQ(
        crypto::hex(crypto::view(crypto::sha256("charity/commit/v1\ndonor\n" + *bytes + "张三"))),
        commit("donor", salt, "张三")
    );
}

TEST(LeafTest, reads_what_it_writes) {
    const Line lines[] = { { flood, "4109", 500 }, { flood, "1002", -500 } };
    const Commitment commitments[] = { { "donor", std::string(64, 'a') } };
    const Entry entry { .kind = EntryKind::refund,
                        .branch = { 101 },
                        .branch_code = "320700",
                        .source = { 9 },
                        .public_id = "0123456789abc",
                        .day = { 20'000 },
                        .receipt = "320700-2026-000001",
                        .corrects = 17,
                        .lines = lines };
    LeafReader reader;
    const auto leaf = reader.read(write_leaf(entry, commitments));
    ASSERT_TRUE(leaf) << leaf.error().message.en;
    EXPECT_EQ(leaf->kind, EntryKind::refund);
    EXPECT_EQ(leaf->id, "0123456789abc");
    EXPECT_EQ(leaf->day.number, 20'000);
    EXPECT_EQ(leaf->receipt, "320700-2026-000001");
    EXPECT_EQ(leaf->corrects, 17U);
    ASSERT_EQ(leaf->commitments.size(), 1U);
    ASSERT_EQ(leaf->lines.size(), 2U);
    EXPECT_EQ(leaf->lines[1].account, "1002");
    EXPECT_EQ(leaf->lines[1].amount, -500);
    for (const auto* wrong :
         { "",
           "{}",
           "[]",
           R"({"v":1,"type":"gift"})",
           R"({"v":2,"type":"gift","day":"2026-01-01","lines":[]})",
           R"({"v":1,"type":"gift","day":"2026-01-01","lines":[["a","b","c"]]})",
           R"({"v":1,"type":"gift","day":"2026-01-01","lines":[["a","b","c",1]]})",
           R"({"v":1,"type":"x","day":"2026-01-01","lines":[]})" }) {
        EXPECT_FALSE(reader.read(wrong)) << wrong;
    }
}

/// The vector of docs/formats/journal.md.
TEST(LeafTest, a_reconciliation_reads_as_the_documents_have_it) {
    const ReconciliationTold told { .account = "1002",
                                    .begins = *parse_day("2026-05-01"),
                                    .ends = *parse_day("2026-05-31"),
                                    .opening = 5'000'000,
                                    .received = 3'484'005,
                                    .paid = 1'351'515,
                                    .closing = 7'132'490,
                                    .book = 7'134'000,
                                    .brought_forward = 0,
                                    .open_lines = -1'510,
                                    .open_line_count = 2,
                                    .open_entries = 0,
                                    .open_entry_count = 0 };
    ASSERT_TRUE(told.adds_up());
    const Entry entry { .kind = EntryKind::reconciliation,
                        .branch_code = "320700",
                        .public_id = "0123456789abcdef0123456789abcdef",
                        .day = *parse_day("2026-06-02"),
                        .reconciliation = &told };
    const auto leaf = write_leaf(entry, {});
    EXPECT_EQ(
        leaf,
        R"({"v":1,"type":"reconciliation","id":"0123456789abcdef0123456789abcdef",)"
        R"("day":"2026-06-02","branch":"320700","reconciliation":{"account":"1002",)"
        R"("begins":"2026-05-01","ends":"2026-05-31","opening":"5000000","received":"3484005",)"
        R"("paid":"1351515","closing":"7132490","book":"7134000","brought_forward":"0",)"
        R"("open_lines":"-1510","open_line_count":"2","open_entries":"0",)"
        R"("open_entry_count":"0"},"lines":[]})"
    );
    LeafReader reader;
    const auto read = reader.read(leaf);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->kind, EntryKind::reconciliation);
    EXPECT_EQ(read->reconciliation, told);
    auto changed = leaf;
    changed.replace(changed.find("\"7134000\""), 9, "\"x134000\"");
    EXPECT_FALSE(reader.read(changed));
}

TEST(ReconciliationTold, adds_up_only_to_the_fen) {
    ReconciliationTold told { .opening = 100, .received = 50, .paid = 30, .closing = 120 };
    told.book = 90;
    told.brought_forward = 10;
    told.open_lines = 25;
    told.open_entries = 5;
    EXPECT_TRUE(told.adds_up());
    for (auto* amount : { &told.opening,
                          &told.paid,
                          &told.closing,
                          &told.book,
                          &told.open_lines,
                          &told.open_entries,
                          &told.brought_forward }) {
        *amount += 1;
        EXPECT_FALSE(told.adds_up());
        *amount -= 1;
    }
}

} // namespace
} // namespace boai::ledger
