#include "journal/policy.hpp"

#include <gmock/gmock.h>

namespace boai::journal {
namespace {

Verifier key_of(char letter, KeyKind kind) {
    Verifier verifier { .name = std::string { "example.org/" } + letter, .kind = kind };
    verifier.key.fill(static_cast<std::uint8_t>(letter));
    return verifier;
}

std::string log_key_text() {
    return key_of('l', KeyKind::ed25519).vkey();
}

std::string witness_key(char letter) {
    return key_of(letter, KeyKind::cosignature).vkey();
}

Signer signed_by(char letter) {
    return { key_of(letter, KeyKind::cosignature), 1'700'000'000 };
}

std::string sisters() {
    return "# sister societies\n"
           "log "
        + log_key_text()
        + " https://give.example.org/log/320700\n"
          "witness huaian "
        + witness_key('a')
        + " https://a.example.org/\n"
          "witness suqian "
        + witness_key('b')
        + "\n\n"
          "witness press "
        + witness_key('c')
        + " # a newspaper\n"
          "group cities any huaian suqian\n"
          "group both all cities press\n";
}

TEST(Policy, says_whose_signatures_are_enough) {
    const auto policy = parse_policy(sisters() + "quorum both\n");
    ASSERT_TRUE(policy) << policy.error().message.en;
    EXPECT_EQ(policy->logs.front().url, "https://give.example.org/log/320700");
    EXPECT_EQ(policy->witnesses.front().url, "https://a.example.org/");
    EXPECT_EQ(policy->witness_keys().size(), 3U);
    const auto enough = [&](std::vector<Signer> signers) { return policy->is_satisfied(signers); };
    EXPECT_FALSE(enough({}));
    EXPECT_FALSE(enough({ signed_by('a'), signed_by('b') }));
    EXPECT_FALSE(enough({ signed_by('c') }));
    EXPECT_TRUE(enough({ signed_by('b'), signed_by('c') }));
}

TEST(Policy, without_a_quorum_asks_for_nobody) {
    const auto policy = parse_policy("quorum none\n");
    ASSERT_TRUE(policy);
    EXPECT_TRUE(policy->is_satisfied({}));
}

TEST(Policy, counts_a_threshold) {
    const auto policy = parse_policy(sisters() + "group two 2 huaian suqian press\nquorum two\n");
    ASSERT_TRUE(policy) << policy.error().message.en;
    EXPECT_FALSE(policy->is_satisfied(std::vector { signed_by('a') }));
    EXPECT_TRUE(policy->is_satisfied(std::vector { signed_by('a'), signed_by('c') }));
}

TEST(Policy, is_refused_when_a_line_makes_no_sense) {
    for (const auto& lines : { std::string { "" },
                               std::string { "log\nquorum none\n" },
                               "log " + witness_key('a') + "\nquorum none\n",
                               "witness a " + log_key_text() + "\nquorum none\n",
                               "witness none " + witness_key('a') + "\nquorum none\n",
                               sisters() + "witness press " + witness_key('d') + "\nquorum none\n",
                               sisters() + "group late any later\nquorum none\n",
                               sisters() + "group many 3 huaian suqian\nquorum none\n",
                               sisters() + "group none 0 huaian\nquorum none\n",
                               sisters() + "group empty any\nquorum none\n",
                               sisters() + "quorum nobody\n",
                               sisters() + "quorum press\nquorum press\n",
                               sisters() + "quorum press huaian\n",
                               sisters() + "trust everybody\nquorum none\n" }) {
        const auto policy = parse_policy(lines);
        ASSERT_FALSE(policy) << lines;
        EXPECT_EQ(policy.error().code, Errc::invalid);
    }
}

} // namespace
} // namespace boai::journal
