#include "crypto/password.hpp"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace boai::crypto {
namespace {

/// The least that Argon2id takes: the rules are the same at every cost.
constexpr PasswordCost cheap { .passes = 1, .memory_bytes = 8192 };

TEST(Password, is_verified_by_its_own_hash_only) {
    auto const stored = hash_password("秋天的第一杯奶茶2026", cheap);
    ASSERT_TRUE(stored.has_value());
    EXPECT_TRUE(stored->starts_with("$argon2id$v=19$m=8,t=1,p=1$")) << *stored;
    EXPECT_TRUE(verify_password(*stored, "秋天的第一杯奶茶2026"));
    EXPECT_FALSE(verify_password(*stored, "秋天的第一杯奶茶2027"));
    EXPECT_FALSE(verify_password(*stored, ""));
}

TEST(Password, hashes_differently_each_time) {
    EXPECT_NE(*hash_password("correct horse", cheap), *hash_password("correct horse", cheap));
}

TEST(Password, is_hashed_at_the_stated_cost) {
    auto const stored = hash_password("correct horse battery");
    ASSERT_TRUE(stored.has_value());
    EXPECT_TRUE(stored->starts_with("$argon2id$v=19$m=65536,t=3,p=1$")) << *stored;
    EXPECT_TRUE(verify_password(*stored, "correct horse battery"));
    EXPECT_FALSE(needs_rehash(*stored));
}

TEST(Password, asks_for_a_new_hash_when_the_cost_has_changed) {
    auto const stored = hash_password("correct horse", cheap);
    EXPECT_FALSE(needs_rehash(*stored, cheap));
    EXPECT_TRUE(needs_rehash(*stored));
    EXPECT_TRUE(needs_rehash("rubbish"));
}

TEST(Password, is_refused_for_an_unknown_login_or_a_damaged_hash) {
    EXPECT_FALSE(verify_password("", "no such login"));
    EXPECT_FALSE(verify_password("rubbish", "rubbish"));
    EXPECT_FALSE(verify_password(std::string(500, '$'), "rubbish"));
    auto damaged = *hash_password("correct horse", cheap);
    damaged.back() = damaged.back() == 'A' ? 'B' : 'A';
    EXPECT_FALSE(verify_password(damaged, "correct horse"));
}

TEST(Password, is_refused_when_too_long_to_hash) {
    std::string const endless(password_bytes_max + 1, 'x');
    EXPECT_EQ(hash_password(endless, cheap).error().code, Errc::invalid);
    EXPECT_FALSE(verify_password(*hash_password("correct horse", cheap), endless));
}

TEST(Password, may_be_verified_by_many_threads) {
    auto const stored = hash_password("correct horse", cheap);
    std::vector<std::jthread> threads;
    threads.reserve(8);
    for (int number = 0; number < 8; ++number) {
        threads.emplace_back([&stored] {
            for (int round = 0; round < 20; ++round) {
                EXPECT_TRUE(verify_password(*stored, "correct horse"));
            }
        });
    }
}

TEST(PasswordRules, accept_long_and_uncommon_ones) {
    for (auto const* password : { "correct horse battery",
                                  "mqRz7-pLkw2",
                                  "海州湾的风吹过老码头",
                                  "Xu8!vw-29bq",
                                  "summer of 69 in LYG",
                                  "passing words by",
                                  "abc-river-9-stone" }) {
        EXPECT_TRUE(check_password(password, "zhou.min").has_value()) << password;
    }
}

struct Refusal {
    char const* password;
    char const* reason;
};

TEST(PasswordRules, refuse_short_plain_common_and_login_bearing_ones) {
    for (auto const& [password, reason] : std::vector<Refusal> {
             { "", "10 characters" },
             { "mqRz7-pLk", "10 characters" },
             { "红十字会志愿者一", "10 characters" },
             { "aaaaaaaaaaaa", "different" },
             { "1212121212121", "different" },
             { "zhou.min-2026", "login" },
             { "my-ZHOU.MIN-key", "login" },
             { "password123", "commonest" },
             { "Password!2026", "commonest" },
             { "PASSWORD1234", "commonest" },
             { "1234567890", "commonest" },
             { "12345678910", "commonest" },
             { "0987654321", "commonest" },
             { "123456789a", "commonest" },
             { "a123456789", "commonest" },
             { "abcdefghij", "commonest" },
             { "qwertyuiop", "commonest" },
             { "1qaz2wsx3edc", "commonest" },
             { "woaini1314520", "commonest" },
             { "administrator", "commonest" },
             { "Admin@123456", "commonest" },
             { "RedCross2026", "commonest" },
             { "5201314520", "commonest" },
         }) {
        auto const refused = check_password(password, "zhou.min");
        ASSERT_FALSE(refused.has_value()) << password;
        EXPECT_EQ(refused.error().code, Errc::invalid);
        EXPECT_EQ(refused.error().fields.at(0).field, "password");
        EXPECT_TRUE(refused.error().message.en.contains(reason)) << password;
    }
    EXPECT_FALSE(check_password(std::string(1025, 'x') + "abcd", "zhou.min").has_value());
}

TEST(PasswordRules, say_nothing_of_the_password_itself) {
    auto const refused = check_password("password123", "zhou.min");
    EXPECT_FALSE(refused.error().message.en.contains("password123"));
    EXPECT_FALSE(refused.error().message.zh.contains("password123"));
}

}  // namespace
}  // namespace boai::crypto
