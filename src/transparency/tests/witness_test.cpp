// The witness as a log meets it, and the cosigner against it.
#include "transparency/cosigner.hpp"
#include "transparency/tests/signed_log.hpp"
#include "transparency/witness.hpp"

#include <gmock/gmock.h>

#include <future>

namespace boai::transparency {
namespace {

using test::city;
using ::testing::HasSubstr;
using ::testing::StartsWith;

crypto::SigningKey key_from(char letter) {
    std::array<std::uint8_t, crypto::seed_size> seed {};
    seed.fill(static_cast<std::uint8_t>(letter));
    return crypto::SigningKey { seed };
}

/// A log in memory that can be made to fork.
class OtherLog {
public:
    explicit OtherLog(std::string text = "entry ")
        : text_(std::move(text)) { }

    [[nodiscard]] std::string checkpoint(std::uint64_t size) const {
        return to_text(journal::sign_checkpoint({ verifier.name, head(size) }, verifier, key));
    }

    [[nodiscard]] std::string request(std::uint64_t old_size, std::uint64_t size) const {
        const auto read = [&](int level, std::uint64_t index) { return hash(level, index); };
        return to_text(journal::AddCheckpoint {
            old_size, *journal::consistency_proof(old_size, size, read), checkpoint(size) });
    }

    crypto::SigningKey key = key_from('L');
    journal::Verifier verifier { .name = "example.org/log/1", .key = key.public_key() };

private:
    Result<journal::Hash> hash(int level, std::uint64_t index) const {
        if (level == 0) {
            return journal::leaf_hash(text_ + std::to_string(index));
        }
        return journal::node_hash(*hash(level - 1, 2 * index), *hash(level - 1, 2 * index + 1));
    }

    [[nodiscard]] journal::TreeHead head(std::uint64_t size) const {
        const auto read = [&](int level, std::uint64_t index) { return hash(level, index); };
        return { size, *journal::root_of(size, read) };
    }

    std::string text_;
};

class WitnessTest : public ::testing::TestWithParam<storage::Dialect> {
protected:
    void SetUp() override {
        policy_.logs.push_back({ log_.verifier, "" });
        open();
    }

    void open() {
        witness_.reset();
        auto opened = Witness::open(*database_, policy_, verifier_, key_, clock_);
        ASSERT_TRUE(opened) << opened.error().message.en;
        witness_ = std::move(*opened);
    }

    WitnessReply ask(const std::string& body) {
        std::promise<WitnessReply> promise;
        witness_->add_checkpoint(body, [&](WitnessReply reply) {
            promise.set_value(std::move(reply));
        });
        return promise.get_future().get();
    }

    boai::test::TempDatabase database_ { GetParam() };
    FixedClock clock_ { Instant { 1'767'225'600'000 } };
    OtherLog log_;
    journal::Policy policy_;
    crypto::SigningKey key_ = key_from('W');
    journal::Verifier verifier_ { .name = "example.org/witness",
                                  .kind = journal::KeyKind::cosignature,
                                  .key = key_.public_key() };
    std::unique_ptr<Witness> witness_;
};

TEST_P(WitnessTest, signs_a_log_that_only_grows_and_shows_it) {
    for (const auto& [from, to] : { std::pair { 0U, 3U }, { 3U, 3U }, { 3U, 8U }, { 8U, 100U } }) {
        const auto reply = ask(log_.request(from, to));
        ASSERT_EQ(reply.status, 200) << reply.body;
        const auto line = journal::parse_signature_line(reply.body);
        ASSERT_TRUE(line);
        const auto note = *journal::parse_note(log_.checkpoint(to));
        const auto signers = journal::signers_of({ note.text, { *line } }, { &verifier_, 1 });
        ASSERT_TRUE(signers);
        EXPECT_EQ(signers->front().unix_seconds, 1'767'225'600U);
    }
    const auto origin = crypto::hex(crypto::view(crypto::sha256(log_.verifier.name)));
    EXPECT_THAT(*witness_->newest(origin), StartsWith(log_.checkpoint(100)));
    EXPECT_FALSE(witness_->newest("00"));
}

TEST_P(WitnessTest, tells_what_it_has_seen_also_after_a_restart) {
    EXPECT_EQ(ask(log_.request(5, 9)).body, "0\n");
    ASSERT_EQ(ask(log_.request(0, 5)).status, 200);
    open();
    const auto reply = ask(log_.request(0, 9));
    EXPECT_EQ(reply.status, 409);
    EXPECT_EQ(reply.content_type, "text/x.tlog.size");
    EXPECT_EQ(reply.body, "5\n");
}

TEST_P(WitnessTest, refuses_another_history) {
    ASSERT_EQ(ask(log_.request(0, 5)).status, 200);
    const OtherLog fork { "forked " };
    EXPECT_EQ(ask(fork.request(5, 9)).status, 422);
    EXPECT_EQ(ask(fork.request(5, 5)).status, 422) << "the same size with another root";
    EXPECT_EQ(ask(log_.request(5, 9)).status, 200) << "the log itself goes on";
}

TEST_P(WitnessTest, refuses_a_proof_of_nothing_and_an_empty_log_with_a_root) {
    auto with_proof = log_.request(0, 5);
    with_proof.insert(with_proof.find('\n') + 1, "KhWNiv1I4/iMtBld/bKp5IF9lfpX/TREDZP5quXE+Cs=\n");
    EXPECT_EQ(ask(with_proof).status, 422);
    const journal::Checkpoint empty { log_.verifier.name, { 0, journal::leaf_hash("a root") } };
    const auto note = to_text(journal::sign_checkpoint(empty, log_.verifier, log_.key));
    EXPECT_EQ(ask("old 0\n\n" + note).status, 400) << "that is no checkpoint at all";
    EXPECT_EQ(ask(log_.request(0, 5)).status, 200) << "nothing of it is remembered";
}

TEST_P(WitnessTest, refuses_strangers_and_false_signatures) {
    OtherLog stranger;
    stranger.verifier.name = "example.org/log/2";
    EXPECT_EQ(ask(stranger.request(0, 5)).status, 404);
    OtherLog thief;
    thief.key = key_from('T');
    thief.verifier.key = thief.key.public_key();
    EXPECT_EQ(ask(thief.request(0, 5)).status, 403) << "the name of the log, and another key";
    auto bent = log_.request(0, 5);
    bent[bent.size() - 10] = bent[bent.size() - 10] == 'A' ? 'B' : 'A';
    EXPECT_EQ(ask(bent).status, 403);
}

TEST_P(WitnessTest, refuses_what_it_cannot_read_and_remembers_nothing_of_it) {
    const auto good = log_.request(0, 5);
    for (std::size_t size = 0; size < good.size(); ++size) {
        EXPECT_NE(ask(good.substr(0, size)).status, 200) << size;
    }
    EXPECT_EQ(ask("old 6\n" + good.substr(good.find('\n') + 1)).status, 400);
    EXPECT_EQ(ask("old -1\n" + good.substr(good.find('\n') + 1)).status, 400);
    EXPECT_EQ(ask("old 18446744073709551616\n\n" + log_.checkpoint(5)).status, 400);
    EXPECT_EQ(ask(std::string(60'000, '\n')).status, 400);
    std::string many = "old 1\n";
    for (int i = 0; i < 64; ++i) {
        many += "KhWNiv1I4/iMtBld/bKp5IF9lfpX/TREDZP5quXE+Cs=\n";
    }
    EXPECT_EQ(ask(many + "\n" + log_.checkpoint(5)).status, 400);
    EXPECT_EQ(ask(good).status, 200);
}

TEST_P(WitnessTest, of_two_histories_at_once_signs_one) {
    const OtherLog fork { "forked " };
    std::vector<std::future<int>> replies;
    for (int i = 0; i < 20; ++i) {
        const auto body = i % 2 == 0 ? log_.request(0, 5) : fork.request(0, 5);
        auto promise = std::make_shared<std::promise<int>>();
        replies.push_back(promise->get_future());
        witness_->add_checkpoint(body, [promise](const WitnessReply& reply) {
            promise->set_value(reply.status);
        });
    }
    const auto good
        = std::ranges::count_if(replies, [](auto& reply) { return reply.get() == 200; });
    EXPECT_EQ(good, 1);
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    WitnessTest,
    ::testing::ValuesIn(boai::test::TempDatabase::kinds()),
    boai::test::TempDatabase::name_of
);

/// A signed log of the book with a witness that listens to what it is told here.
class CosignerTest : public test::SignedLogTest {
protected:
    void SetUp() override {
        SignedLogTest::SetUp();
        policy_.witnesses.push_back({ "press", verifier_, "https://press.example.org" });
        policy_.quorum = "press";
        ASSERT_TRUE(signer_->begin());
        use_policy();
    }

    void use_policy() {
        cosigner_.emplace(CosignerParts {
            *readers_,
            *writer_,
            *published_,
            policy_,
            [this](const std::string& url, const std::string& body) { return hear(url, body); },
        });
        signer_->hand_over_publishing([this](Id branch, PublishedCheckpoint checkpoint) {
            cosigner_->take(branch, std::move(checkpoint));
        });
    }

    Result<WitnessAnswer> hear(const std::string& url, const std::string& body) {
        EXPECT_EQ(url, "https://press.example.org/add-checkpoint");
        if (!answers_.empty()) {
            auto answer = answers_.front();
            answers_.erase(answers_.begin());
            return answer;
        }
        const auto request = journal::parse_add_checkpoint(body);
        EXPECT_TRUE(request);
        const auto note = *journal::parse_note(request->note);
        const auto head = journal::parse_checkpoint(note.text)->head;
        if (request->old_size != seen_.size) {
            return WitnessAnswer { 409, "text/x.tlog.size", std::to_string(seen_.size) + "\n" };
        }
        EXPECT_TRUE(journal::verify_consistency(seen_, head, request->consistency));
        seen_ = head;
        return WitnessAnswer {
            200, "text/plain", to_text(journal::cosign(note.text, 1'767'225'600, verifier_, key_))
        };
    }

    std::vector<Result<WitnessAnswer>> answers_; ///< instead of true ones, first come
    crypto::SigningKey key_ = key_from('W');
    journal::Verifier verifier_ { .name = "press.example.org/w",
                                  .kind = journal::KeyKind::cosignature,
                                  .key = key_.public_key() };
    journal::Policy policy_;
    journal::TreeHead seen_ { 0, journal::empty_root() };
    std::optional<Cosigner> cosigner_;
};

TEST_P(CosignerTest, publishes_when_the_quorum_has_signed) {
    grow(city, 5);
    ASSERT_TRUE(signer_->sign());
    EXPECT_EQ(published_->find(city), nullptr);
    const auto done = cosigner_->round();
    ASSERT_TRUE(done) << done.error().message.en;
    const auto note = *journal::parse_note(published_->find(city)->note);
    const auto opened = journal::open_checkpoint(note, verifier(city), { &verifier_, 1 });
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->witnesses.size(), 1U);
    grow(city, 500);
    ASSERT_TRUE(signer_->sign());
    EXPECT_EQ(published_->find(city)->size, 5U)
        << "the older one stays until the new one is signed";
    ASSERT_TRUE(cosigner_->round());
    EXPECT_EQ(published_->find(city)->size, 505U);
}

TEST_P(CosignerTest, without_a_quorum_publishes_at_once_and_adds_signatures) {
    policy_.quorum = "none";
    use_policy();
    grow(city, 5);
    ASSERT_TRUE(signer_->sign());
    const auto before = published_->find(city)->note;
    ASSERT_TRUE(cosigner_->round());
    EXPECT_THAT(published_->find(city)->note, StartsWith(before));
    EXPECT_THAT(published_->find(city)->note, HasSubstr("press.example.org/w"));
}

TEST_P(CosignerTest, finds_out_what_the_witness_has_seen_after_a_restart) {
    grow(city, 5);
    ASSERT_TRUE(signer_->sign());
    ASSERT_TRUE(cosigner_->round());
    use_policy();
    grow(city, 5);
    ASSERT_TRUE(signer_->sign());
    ASSERT_TRUE(cosigner_->round());
    EXPECT_EQ(published_->find(city)->size, 10U);
    start();
    use_policy();
    ASSERT_TRUE(signer_->begin());
    EXPECT_EQ(published_->find(city)->size, 10U) << "the stored signature is enough";
}

TEST_P(CosignerTest, a_witness_that_has_seen_more_stops_the_log) {
    grow(city, 5);
    ASSERT_TRUE(signer_->sign());
    seen_ = { 9, journal::leaf_hash("what was lost") };
    const auto stopped = cosigner_->round();
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().code, Errc::conflict);
    EXPECT_THAT(stopped.error().message.en, HasSubstr("rolled back"));
    EXPECT_EQ(published_->find(city), nullptr);
    grow(city, 50);
    ASSERT_TRUE(signer_->sign());
    EXPECT_EQ(entries(city).size(), 55U);
    EXPECT_EQ(published_->find(city), nullptr) << "nothing more is signed";
}

TEST_P(CosignerTest, refusals_and_nonsense_publish_nothing_and_are_tried_again) {
    grow(city, 5);
    ASSERT_TRUE(signer_->sign());
    const auto silent = fail(Errc::unavailable, Text { "无应答", "no answer" });
    const std::string false_line = to_text(journal::cosign("text\n", 1, verifier_, key_));
    const std::vector<Result<WitnessAnswer>> bad {
        Result<WitnessAnswer> { silent },
        WitnessAnswer { 404, "text/plain", "unknown log\n" },
        WitnessAnswer { 403, "", "" },
        WitnessAnswer { 422, "", "" },
        WitnessAnswer { 500, "", "" },
        WitnessAnswer { 409, "text/plain", "5\n" },
        WitnessAnswer { 409, "text/x.tlog.size", "five\n" },
        WitnessAnswer { 409, "text/x.tlog.size", "99999999999999999999\n" },
        WitnessAnswer { 200, "text/plain", "" },
        WitnessAnswer { 200, "text/plain", "no signature\n" },
        WitnessAnswer { 200, "text/plain", false_line },
    };
    for (const auto& answer : bad) {
        answers_ = { answer };
        EXPECT_FALSE(cosigner_->round());
        EXPECT_EQ(published_->find(city), nullptr);
    }
    ASSERT_TRUE(cosigner_->round());
    EXPECT_EQ(published_->find(city)->size, 5U);
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    CosignerTest,
    ::testing::ValuesIn(boai::test::TempDatabase::kinds()),
    boai::test::TempDatabase::name_of
);

} // namespace
} // namespace boai::transparency
