#include "crypto/hash.hpp"
#include "crypto/random.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace boai::crypto {
namespace {

TEST(Sha256, gives_the_digests_of_the_standard) {
    EXPECT_EQ(
        hex(view(sha256(""))), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
    EXPECT_EQ(
        hex(view(sha256("abc"))), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
    EXPECT_EQ(
        hex(view(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"))),
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    );
    EXPECT_EQ(
        hex(view(sha256(std::string(1'000'000, 'a')))),
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    );
}

TEST(Sha256, gives_the_same_in_pieces_and_begins_again_after_finish) {
    Sha256 hash;
    for (int round = 0; round < 2; ++round) {
        hash.update("a");
        hash.update("");
        hash.update("bc");
        EXPECT_EQ(hash.finish(), sha256("abc"));
    }
}

TEST(Base64, gives_the_texts_of_the_rfc) {
    EXPECT_EQ(base64(""), "");
    EXPECT_EQ(base64("f"), "Zg==");
    EXPECT_EQ(base64("fo"), "Zm8=");
    EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
    EXPECT_EQ(base64_url("\xfb\xff"), "-_8");
}

TEST(Base64, reads_what_it_writes_for_every_length) {
    for (std::size_t size = 0; size < 70; ++size) {
        auto const bytes = random_bytes(size);
        EXPECT_EQ(*parse_base64(base64(bytes)), bytes);
        EXPECT_EQ(*parse_base64_url(base64_url(bytes)), bytes);
        EXPECT_EQ(*parse_hex(hex(bytes)), bytes);
    }
}

TEST(Base64, refuses_what_is_not_base_64) {
    for (auto const* text : { "Zg", "Zg=", "Z", "Zg==x", "Z g=", "Zh==", "-_8=" }) {
        EXPECT_FALSE(parse_base64(text).has_value()) << text;
        EXPECT_FALSE(parse_base64("AA\xAF/"));  // the low seven bits are those of a slash
    }
    EXPECT_FALSE(parse_base64_url("Zg==").has_value());
    EXPECT_FALSE(parse_base64_url("+/8").has_value());
}

TEST(Hex, reads_either_case_and_refuses_the_rest) {
    EXPECT_EQ(*parse_hex("00fFAb"), std::string("\x00\xff\xab", 3));
    for (auto const* text : { "0", "0g", "00 ", "0x00" }) {
        EXPECT_FALSE(parse_hex(text).has_value()) << text;
    }
}

TEST(ConstantTime, compares_by_content_and_length) {
    EXPECT_TRUE(equal_in_constant_time("", ""));
    EXPECT_TRUE(equal_in_constant_time("same", "same"));
    EXPECT_FALSE(equal_in_constant_time("same", "sama"));
    EXPECT_FALSE(equal_in_constant_time("same", "same "));
}

TEST(Random, tokens_are_safe_in_urls_and_never_repeat) {
    std::set<std::string> seen;
    for (int round = 0; round < 1000; ++round) {
        auto const token = random_token();
        EXPECT_EQ(token.size(), 43U);
        EXPECT_TRUE(std::ranges::all_of(token, [](char c) {
            return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
                || c == '-' || c == '_';
        }));
        EXPECT_TRUE(seen.insert(token).second);
    }
}

}  // namespace
}  // namespace boai::crypto
