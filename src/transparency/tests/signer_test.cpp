// Signing the branches' logs: what is stored, guarded and published, on both databases.
#include "transparency/log_audit.hpp"
#include "transparency/rollback.hpp"
#include "transparency/signer.hpp"
#include "transparency/tests/signed_log.hpp"

#include <gmock/gmock.h>

#include <fstream>

namespace boai::transparency {
namespace {

using test::city;
using test::county;
using ::testing::HasSubstr;

class SignerTest : public test::SignedLogTest {
protected:
    Result<std::string> decide_to_go_on() {
        Guard guard { folder_.file("signed_heads") };
        const auto session = database_->connect_reader();
        StoredLog log { **session, city };
        const auto heads = TRY(find_rollback(log, guard));
        const Rollback rollback { city, "320700", "the disk was lost", clock_.now() };
        return accept_rollback(*writer_, guard, rollback, heads, [](storage::Transaction&) {
            return Result<void> {};
        });
    }

    std::vector<std::string> audit_faults() {
        const auto session = database_->connect_reader();
        const auto remembered = Guard { folder_.file("signed_heads") }.read();
        const auto checks = audit_log(**session, city, *vault_, *remembered);
        EXPECT_TRUE(checks);
        std::vector<std::string> found;
        for (const auto& check : *checks) {
            if (!check.fault.empty()) {
                found.push_back(check.check + ": " + check.fault);
            }
        }
        return found;
    }
};

TEST_P(SignerTest, signs_each_log_that_has_grown_under_its_own_name) {
    ASSERT_TRUE(signer_->begin());
    EXPECT_EQ(published_->find(city), nullptr) << "an empty log has nothing to show";
    grow(city, 3);
    ASSERT_TRUE(signer_->sign());
    EXPECT_EQ(shown(city).origin, "give.example.org/log/320700");
    EXPECT_EQ(shown(city).head, naive_head(city, 3));
    EXPECT_EQ(published_->find(county), nullptr);
    grow(county, 1);
    ASSERT_TRUE(signer_->sign());
    EXPECT_EQ(shown(county).head, naive_head(county, 1));
    EXPECT_NE(verifier(city).key, verifier(county).key);
}

TEST_P(SignerTest, stores_every_tile_of_every_size_it_signs) {
    ASSERT_TRUE(signer_->begin());
    for (const std::uint64_t more : { 1U, 254U, 1U, 1U, 255U, 300U, 65'300U, 70'000U }) {
        grow(city, more);
        ASSERT_TRUE(signer_->sign());
        const auto head = shown(city).head;
        EXPECT_EQ(head, naive_head(city, head.size)) << head.size;
        const auto session = database_->connect_reader();
        StoredLog log { **session, city };
        const auto from_tiles = log.head_at(head.size, head.size);
        ASSERT_TRUE(from_tiles) << from_tiles.error().message.en;
        EXPECT_EQ(*from_tiles, head);
        if (more < 1000) {
            for (const auto& name : journal::tiles_of(head.size)) {
                const bool is_bundle = name.level == journal::TileName::entries_level;
                const auto tile = is_bundle ? log.bundle(name) : log.tile(name);
                EXPECT_TRUE(tile) << journal::path_of(name);
            }
        }
    }
}

TEST_P(SignerTest, goes_on_where_the_last_run_of_the_program_ended) {
    ASSERT_TRUE(signer_->begin());
    grow(city, 300);
    ASSERT_TRUE(signer_->sign());
    grow(city, 5);
    start();
    ASSERT_TRUE(signer_->begin());
    EXPECT_EQ(shown(city).head.size, 300U) << "what was signed is shown again";
    ASSERT_TRUE(signer_->sign());
    EXPECT_EQ(shown(city).head, naive_head(city, 305));
    start();
    ASSERT_TRUE(signer_->begin());
    EXPECT_EQ(shown(city).head.size, 305U);
}

TEST_P(SignerTest, two_programs_signing_one_log_never_shorten_a_tile) {
    ASSERT_TRUE(signer_->begin());
    grow(city, 10);
    ASSERT_TRUE(signer_->sign());
    PublishedLogs others;
    Signer other { { *readers_,
                     *writer_,
                     *vault_,
                     clock_,
                     others,
                     folder_.file("signed_heads"),
                     [] { return std::vector<LogBranch> {}; },
                     url_ } };
    ASSERT_TRUE(other.begin());
    grow(city, 400);
    ASSERT_TRUE(other.sign());
    ASSERT_TRUE(signer_->sign());
    EXPECT_EQ(others.find(city)->note, published_->find(city)->note);
    EXPECT_EQ(shown(city).head, naive_head(city, 410));
    start();
    ASSERT_TRUE(signer_->begin());
    grow(city, 1);
    ASSERT_TRUE(signer_->sign()) << "the tiles still give the signed root";
}

TEST_P(SignerTest, the_name_of_a_log_stays_once_something_is_signed_under_it) {
    ASSERT_TRUE(signer_->begin());
    url_ = "http://boai.example.cn";
    start();
    ASSERT_TRUE(signer_->begin());
    EXPECT_EQ(verifier(city).name, "boai.example.cn/log/320700") << "nothing was signed yet";
    const auto key = verifier(city).key;
    url_ = "";
    start();
    ASSERT_TRUE(signer_->begin());
    EXPECT_EQ(verifier(city).name, "boai.example.cn/log/320700") << "nothing else was said";
    grow(city, 1);
    ASSERT_TRUE(signer_->sign());
    url_ = "https://elsewhere.example.org";
    start();
    ASSERT_TRUE(signer_->begin());
    EXPECT_EQ(verifier(city).name, "boai.example.cn/log/320700");
    EXPECT_EQ(verifier(city).key, key);
}

TEST_P(SignerTest, an_address_that_cannot_name_a_log_is_refused) {
    url_ = "https://give+take.example.org";
    start();
    const auto refused = signer_->begin();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::invalid);
}

TEST_P(SignerTest, a_book_that_knows_less_than_was_signed_is_refused) {
    ASSERT_TRUE(signer_->begin());
    grow(city, 300);
    ASSERT_TRUE(signer_->sign());
    tamper("DELETE FROM journal_leaf WHERE idx >= 290");
    tamper("UPDATE journal_size SET size = 290");
    tamper("DELETE FROM journal_checkpoint");
    tamper("DELETE FROM journal_tile");
    start();
    const auto refused = signer_->begin();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::conflict);
    EXPECT_THAT(refused.error().message.en, HasSubstr("holds 290 entries"));
    EXPECT_THAT(refused.error().message.en, HasSubstr("--accept-rollback"));
}

TEST_P(SignerTest, a_book_with_another_history_of_the_same_length_is_refused) {
    ASSERT_TRUE(signer_->begin());
    grow(city, 300);
    ASSERT_TRUE(signer_->sign());
    tamper("DELETE FROM journal_leaf WHERE idx >= 290");
    tamper("UPDATE journal_size SET size = 290");
    tamper("DELETE FROM journal_checkpoint");
    tamper("DELETE FROM journal_tile");
    for (int i = 0; i < 20; ++i) {
        ASSERT_TRUE(enter(city, "another entry"));
    }
    start();
    const auto refused = signer_->begin();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::conflict);
}

TEST_P(SignerTest, a_log_taken_up_from_a_backup_goes_on_under_a_name_of_its_own) {
    ASSERT_TRUE(signer_->begin());
    grow(city, 200);
    ASSERT_TRUE(signer_->sign());
    const auto before = verifier(city);
    for (const std::uint64_t lost : { 300U, 400U }) {
        Guard guard { folder_.file("signed_heads") };
        ASSERT_TRUE(guard.advance({ { city, { lost, journal::leaf_hash("lost") } } }));
        start();
        ASSERT_FALSE(signer_->begin());
        clock_.set({ clock_.now().milliseconds + 60'000 });
        ASSERT_TRUE(decide_to_go_on());
        ASSERT_TRUE(signer_->begin());
        EXPECT_EQ(published_->find(city), nullptr) << "nothing under the name that was given up";
        grow(city, 10);
        ASSERT_TRUE(signer_->sign());
        EXPECT_THAT(audit_faults(), ::testing::IsEmpty());
    }
    EXPECT_EQ(shown(city).head.size, 222U);
    EXPECT_EQ(shown(city).origin, "give.example.org/log/320700/since-1590000120");
    EXPECT_EQ(verifier(city).key, before.key);
    EXPECT_EQ(before.name, "give.example.org/log/320700");
    EXPECT_EQ(verifier(county).name, "give.example.org/log/320722") << "that of others stays";
    tamper("UPDATE journal_key SET origin = 'give.example.org/log/320700' WHERE branch_id = 11");
    EXPECT_THAT(audit_faults(), ::testing::Not(::testing::IsEmpty()));
}

TEST_P(SignerTest, a_log_of_which_nothing_signed_is_left_goes_on_under_a_name_of_its_own) {
    ASSERT_TRUE(signer_->begin());
    Guard guard { folder_.file("signed_heads") };
    ASSERT_TRUE(guard.advance({ { city, { 5, journal::leaf_hash("lost") } } }));
    ASSERT_TRUE(decide_to_go_on());
    start();
    ASSERT_TRUE(signer_->begin());
    ASSERT_TRUE(signer_->sign());
    EXPECT_EQ(shown(city).origin, "give.example.org/log/320700/since-1590000000");
    EXPECT_THAT(audit_faults(), ::testing::IsEmpty());
}

TEST_P(SignerTest, a_checkpoint_stored_before_the_guard_was_told_is_taken_over) {
    ASSERT_TRUE(signer_->begin());
    grow(city, 5);
    ASSERT_TRUE(signer_->sign());
    std::filesystem::copy_file(folder_.file("signed_heads"), folder_.file("older"));
    grow(city, 5);
    ASSERT_TRUE(signer_->sign());
    // As if the program had been killed between the commit and the guard.
    std::filesystem::rename(folder_.file("older"), folder_.file("signed_heads"));
    start();
    ASSERT_TRUE(signer_->begin());
    EXPECT_EQ(shown(city).head.size, 10U);
    const auto remembered = Guard { folder_.file("signed_heads") }.read();
    ASSERT_TRUE(remembered);
    EXPECT_EQ(remembered->at(city), naive_head(city, 10));
}

TEST_P(SignerTest, nothing_is_published_while_the_guard_cannot_be_written) {
    ASSERT_TRUE(signer_->begin());
    std::filesystem::create_directory(folder_.file("signed_heads.new"));
    grow(city, 5);
    EXPECT_FALSE(signer_->sign());
    EXPECT_EQ(published_->find(city), nullptr);
    std::filesystem::remove(folder_.file("signed_heads.new"));
    ASSERT_TRUE(signer_->sign());
    EXPECT_EQ(shown(city).head.size, 5U);
}

TEST_P(SignerTest, tiles_that_do_not_give_the_signed_root_stop_the_signing) {
    ASSERT_TRUE(signer_->begin());
    grow(city, 5);
    ASSERT_TRUE(signer_->sign());
    const std::string nonsense(5 * sizeof(journal::Hash), 'x');
    tamper("UPDATE journal_tile SET hashes = $1", storage::Param::blob(nonsense));
    std::filesystem::remove(folder_.file("signed_heads"));
    start();
    ASSERT_TRUE(signer_->begin());
    grow(city, 1);
    const auto refused = signer_->sign();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::corrupt);
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    SignerTest,
    ::testing::ValuesIn(boai::test::TempDatabase::kinds()),
    boai::test::TempDatabase::name_of
);

TEST(GuardFile, remembers_the_largest_head_of_each_log) {
    const boai::test::TempFolder folder;
    Guard guard { folder.file("signed_heads") };
    EXPECT_TRUE(guard.read()->empty());
    const journal::TreeHead five { 5, journal::leaf_hash("five") };
    const journal::TreeHead nine { 9, journal::leaf_hash("nine") };
    ASSERT_TRUE(guard.advance({ { city, nine }, { county, five } }));
    ASSERT_TRUE(guard.advance({ { city, five } }));
    EXPECT_EQ(*guard.read(), (SignedHeads { { city, nine }, { county, five } }));
    ASSERT_TRUE(guard.accept(city, five));
    EXPECT_EQ(guard.read()->at(city), five);
}

TEST(GuardFile, a_damaged_file_is_told_and_never_taken_for_an_empty_one) {
    const boai::test::TempFolder folder;
    Guard guard { folder.file("signed_heads") };
    ASSERT_TRUE(guard.advance({ { city, { 5, journal::leaf_hash("five") } } }));
    std::ifstream in { guard.file(), std::ios::binary };
    const std::string whole { std::istreambuf_iterator<char> { in }, {} };
    for (std::size_t size = 0; size < whole.size(); ++size) {
        std::ofstream { guard.file(), std::ios::binary } << whole.substr(0, size);
        const auto read = guard.read();
        const bool is_heading_alone = whole.find('\n') + 1 == size;
        EXPECT_EQ(read.has_value(), is_heading_alone) << size;
    }
}

} // namespace
} // namespace boai::transparency
