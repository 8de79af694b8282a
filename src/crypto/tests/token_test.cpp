#include "crypto/token.hpp"
#include "temporary_folder.hpp"

#include <gtest/gtest.h>

namespace boai::crypto {
namespace {

class TokenTest : public testing::Test {
protected:
    TokenTest() { EXPECT_TRUE(MasterKey::create(folder_.key_file()).has_value()); }

    [[nodiscard]] TokenHasher open_hasher() const {
        return TokenHasher { MasterKey::load(folder_.key_file()).value() };
    }

    TemporaryFolder folder_;
};

constexpr auto kinds = { TokenKind::session, TokenKind::api, TokenKind::one_time };

TEST_F(TokenTest, is_recognised_by_its_hash_also_after_a_restart_and_a_rotation) {
    for (auto const kind : kinds) {
        auto const token = open_hasher().make(kind);
        EXPECT_EQ(token.hash.size(), 32U);
        EXPECT_FALSE(token.hash.contains(token.text));
        EXPECT_TRUE(open_hasher().matches(kind, token.text, token.hash));
        ASSERT_TRUE(MasterKey::rotate(folder_.key_file()).has_value());
        EXPECT_EQ(open_hasher().hash(kind, token.text), token.hash);
    }
}

TEST_F(TokenTest, api_tokens_can_be_told_by_their_beginning) {
    EXPECT_TRUE(open_hasher().make(TokenKind::api).text.starts_with("boai_"));
    EXPECT_EQ(open_hasher().make(TokenKind::session).text.size(), 43U);
}

TEST_F(TokenTest, is_worthless_as_a_token_of_another_kind) {
    auto const hasher = open_hasher();
    for (auto const made : kinds) {
        auto const token = hasher.make(made);
        for (auto const used : kinds) {
            EXPECT_EQ(hasher.matches(used, token.text, token.hash), used == made);
        }
    }
}

TEST_F(TokenTest, is_refused_when_any_character_differs) {
    auto const hasher = open_hasher();
    auto const token = hasher.make(TokenKind::session);
    for (std::size_t at = 0; at < token.text.size(); ++at) {
        auto bad = token.text;
        bad[at] = bad[at] == 'a' ? 'b' : 'a';
        EXPECT_FALSE(hasher.matches(TokenKind::session, bad, token.hash)) << at;
    }
    EXPECT_FALSE(hasher.matches(TokenKind::session, "", token.hash));
    EXPECT_FALSE(hasher.matches(TokenKind::session, token.text, ""));
}

TEST_F(TokenTest, cannot_be_hashed_without_the_master_key) {
    TemporaryFolder const other;
    ASSERT_TRUE(MasterKey::create(other.key_file()).has_value());
    TokenHasher const stranger { MasterKey::load(other.key_file()).value() };
    auto const token = open_hasher().make(TokenKind::api);
    EXPECT_FALSE(stranger.matches(TokenKind::api, token.text, token.hash));
}

}  // namespace
}  // namespace boai::crypto
