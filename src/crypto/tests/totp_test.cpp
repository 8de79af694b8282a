#include "crypto/totp.hpp"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace boai::crypto {
namespace {

/// "12345678901234567890", the secret of both RFCs.
constexpr std::string_view rfc_secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

constexpr Instant at_second(std::int64_t second) {
    return { second * 1000 };
}

TEST(Totp, gives_the_codes_of_rfc_4226) {
    std::vector<std::string> const codes { "755224", "287082", "359152", "969429", "338314",
                                           "254676", "287922", "162583", "399871", "520489" };
    for (std::size_t step = 0; step < codes.size(); ++step) {
        EXPECT_EQ(*totp_code(rfc_secret, static_cast<std::int64_t>(step)), codes[step]);
    }
}

TEST(Totp, gives_the_codes_of_rfc_6238) {
    // The last six of the eight digits in the RFC's appendix B.
    std::vector<std::pair<std::int64_t, std::string>> const vectors {
        { 59, "287082" },         { 1111111109, "081804" }, { 1111111111, "050471" },
        { 1234567890, "005924" }, { 2000000000, "279037" }, { 20000000000, "353130" },
    };
    for (auto const& [second, code] : vectors) {
        EXPECT_EQ(*totp_code(rfc_secret, totp_step(at_second(second))), code);
        EXPECT_EQ(*accept_totp(rfc_secret, code, at_second(second), 0), second / 30);
    }
}

TEST(Totp, accepts_one_step_before_and_after_and_no_more) {
    auto const now = at_second(1234567890);
    auto const present = totp_step(now);
    for (std::int64_t offset = -3; offset <= 3; ++offset) {
        auto const code = totp_code(rfc_secret, present + offset);
        EXPECT_EQ(accept_totp(rfc_secret, *code, now, 0).has_value(), offset >= -1 && offset <= 1)
            << offset;
    }
}

TEST(Totp, refuses_a_code_that_was_used) {
    auto const now = at_second(1234567890);
    auto const used = accept_totp(rfc_secret, "005924", now, 0);
    ASSERT_TRUE(used.has_value());
    EXPECT_EQ(accept_totp(rfc_secret, "005924", now, *used).error().code, Errc::unauthenticated);
    auto const earlier = totp_code(rfc_secret, *used - 1);
    EXPECT_FALSE(accept_totp(rfc_secret, *earlier, now, *used).has_value());
    auto const later = totp_code(rfc_secret, *used + 1);
    EXPECT_EQ(*accept_totp(rfc_secret, *later, now, *used), *used + 1);
}

TEST(Totp, takes_a_code_written_with_a_space_and_nothing_else) {
    auto const now = at_second(1234567890);
    EXPECT_TRUE(accept_totp(rfc_secret, "005 924", now, 0).has_value());
    for (auto const* code : { "", "005925", "5924", "0059240", "-05924", "abcdef" }) {
        EXPECT_FALSE(accept_totp(rfc_secret, code, now, 0).has_value()) << code;
    }
}

TEST(Totp, says_when_the_stored_secret_is_damaged) {
    EXPECT_EQ(accept_totp("not!base32", "123456", at_second(0), 0).error().code, Errc::corrupt);
}

TEST(Totp, makes_secrets_that_an_authenticator_takes) {
    auto const secret = new_totp_secret();
    EXPECT_EQ(secret.size(), 32U);
    EXPECT_EQ(parse_base32(secret)->size(), 20U);
    EXPECT_NE(secret, new_totp_secret());
    EXPECT_EQ(
        totp_uri("ABC234", "zhou min", "博爱"),
        "otpauth://totp/%E5%8D%9A%E7%88%B1:zhou%20min?secret=ABC234"
        "&issuer=%E5%8D%9A%E7%88%B1&algorithm=SHA1&digits=6&period=30"
    );
}

TEST(Base32, gives_the_texts_of_rfc_4648) {
    std::vector<std::pair<std::string, std::string>> const vectors {
        { "", "" },
        { "f", "MY" },
        { "fo", "MZXQ" },
        { "foo", "MZXW6" },
        { "foob", "MZXW6YQ" },
        { "fooba", "MZXW6YTB" },
        { "foobar", "MZXW6YTBOI" },
    };
    for (auto const& [bytes, text] : vectors) {
        EXPECT_EQ(base32(bytes), text);
        EXPECT_EQ(*parse_base32(text), bytes);
    }
    EXPECT_EQ(*parse_base32("mzxw6ytboi"), "foobar");
    for (auto const* text : { "M", "MZX", "MZ", "M1", "MY======", "MZXW6Y" }) {
        EXPECT_FALSE(parse_base32(text).has_value()) << text;
    }
}

}  // namespace
}  // namespace boai::crypto
