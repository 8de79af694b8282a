/// \file
/// Signed logs on either database, for the tests of this room.
#pragma once

#include "transparency/signer.hpp"
#include "transparency/tests/log_book.hpp"

#include <optional>

namespace boai::transparency::test {

/// A city's and a county's log with a signer, a guard and what is published, on either database.
class SignedLogTest : public LogBookTest {
protected:
    void SetUp() override {
        LogBookTest::SetUp();
        ASSERT_TRUE(crypto::MasterKey::create(folder_.file("master.key")));
        auto master = crypto::MasterKey::load(folder_.file("master.key"));
        ASSERT_TRUE(master);
        vault_.emplace(*master);
        readers_.emplace(*database_);
        start();
    }

    void start() {
        published_.emplace();
        signer_.emplace(SignerParts {
            *readers_,
            *writer_,
            *vault_,
            clock_,
            *published_,
            folder_.file("signed_heads"),
            [] { return std::vector<LogBranch> { { city, "320700" }, { county, "320722" } }; },
            url_,
        });
    }

    /// Enters "entry N" for N from the log's size on.
    void grow(Id branch, std::uint64_t count) {
        const auto done = writer_->run(branch, [&](storage::Transaction& tx) -> Result<void> {
            for (std::uint64_t i = 0; i < count; ++i) {
                TRY(append(tx, branch, "entry of " + to_string(branch)));
            }
            return {};
        });
        ASSERT_TRUE(done) << done.error().message.en;
    }

    journal::TreeHead naive_head(Id branch, std::size_t size) {
        journal::Frontier frontier;
        for (const auto& entry : entries(branch)) {
            if (size-- == 0) {
                break;
            }
            frontier.append(
                journal::leaf_hash(entry), [](int, std::uint64_t, const journal::Hash&) { }
            );
        }
        return frontier.head();
    }

    journal::Verifier verifier(Id branch) {
        const auto session = database_->connect_reader();
        const auto key = find_key(**session, branch);
        EXPECT_TRUE(key && *key);
        return (*key)->verifier;
    }

    /// What the branch shows the world, checked.
    journal::Checkpoint shown(Id branch) {
        const auto checkpoint = published_->find(branch);
        if (checkpoint == nullptr) {
            ADD_FAILURE() << "nothing is published";
            return {};
        }
        const auto note = journal::parse_note(checkpoint->note);
        EXPECT_TRUE(note);
        const auto opened = journal::open_checkpoint(*note, verifier(branch), {});
        EXPECT_TRUE(opened) << opened.error().message.en;
        return opened ? opened->checkpoint : journal::Checkpoint {};
    }

    void tamper(std::string_view sql, std::optional<storage::Param> value = {}) {
        const auto session = database_->connect();
        ASSERT_TRUE((*session)->begin());
        const auto params = value ? storage::Params { &*value, 1 } : storage::Params {};
        const auto done = (*session)->execute(sql, params);
        ASSERT_TRUE(done) << done.error().message.en;
        ASSERT_TRUE((*session)->commit());
    }

    boai::test::TempFolder folder_;
    FixedClock clock_ { Instant { 1'590'000'000'000 } };
    std::string url_ = "https://give.example.org/";
    std::optional<crypto::Vault> vault_;
    std::optional<storage::ReaderPool> readers_;
    std::optional<PublishedLogs> published_;
    std::optional<Signer> signer_;
};

} // namespace boai::transparency::test
