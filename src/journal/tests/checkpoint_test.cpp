#include "journal/checkpoint.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace boai::journal {
namespace {

// The worked example: every text below was made by another program.
constexpr std::string_view log_vkey
    = "log.example.org/charity+e40aa930+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4";
constexpr std::string_view witness_vkey
    = "witness.example.org/w1+f3c080b6+BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X";
constexpr std::string_view checkpoint_3
    = "log.example.org/charity\n3\n1BhuPAWmIM5hOX6Di/vXbm8n5tfaoTxZ64Ko4JRgjhw=\n\n"
      "— log.example.org/charity "
      "5AqpMA2uz7zevqZcOomzONLr98DcswpZjYMEZQXwjTRMGxnbFsIL2PXWnFbVwbcWSHe7nQBIb1xxi16YIDtVy5rtDAE="
      "\n";
constexpr std::string_view cosignature
    = "— witness.example.org/w1 "
      "88CAtgAAAABpVbkANEZ1c+pYONuQLwUDXzEJNuK5oGsSzxlF1ctVlAdKVIsL2mhXKGEgCCZxs/"
      "Fn47w1XzXaShoTWYqw9q"
      "J75mz1Bw==\n";
constexpr std::string_view witness_request
    = "old 3\n"
      "+TGWLwkXw0bURyk8B7aHrhYJ9wA/ikSganXEFFseGSk=\n"
      "XHEX+57bDOw4cleJEQXaamYWciryRwg+LW7aZxUpzcU=\n"
      "+zPf97nye5TVdDHTxy4yaOXdqcTePSsNNKs0FG1uaAY=\n"
      "Sjy3ROCi+xW0tMBFuF4oJe5wEq4ltsIRHzQaM2Ifxec=\n"
      "\n"
      "log.example.org/charity\n5\nJ/tawbfXKLV4YvjbWtH9s/b4+SgVUoQsIkLPq6l/hkY=\n\n"
      "— log.example.org/charity "
      "5AqpMLJd7k0Zfxcb4jyI5bapDqFfMk7O8m3P7ZDWOKwBCNu0SObt5N2nh5NebA7bmV3d9pwHeOBjSwPi2HNMbfawCQA="
      "\n";
constexpr std::uint64_t witnessed_at = 0x6955b900;

std::string proof_text() {
    return "c2sp.org/tlog-proof@v1\nindex 1\n"
           "KhWNiv1I4/iMtBld/bKp5IF9lfpX/TREDZP5quXE+Cs=\n"
           "+TGWLwkXw0bURyk8B7aHrhYJ9wA/ikSganXEFFseGSk=\n\n"
        + std::string { checkpoint_3 } + std::string { cosignature };
}

crypto::SigningKey log_key() {
    std::array<std::uint8_t, crypto::seed_size> seed {};
    for (std::size_t i = 0; i < seed.size(); ++i) {
        seed[i] = static_cast<std::uint8_t>(i);
    }
    return crypto::SigningKey { seed };
}

Verifier log_verifier() {
    return parse_vkey(log_vkey).value();
}

Verifier witness_verifier() {
    return parse_vkey(witness_vkey).value();
}

TEST(VerifierKey, is_read_and_written_alike) {
    const auto verifier = log_verifier();
    EXPECT_EQ(verifier.vkey(), log_vkey);
    EXPECT_EQ(verifier.name, "log.example.org/charity");
    EXPECT_EQ(crypto::hex(verifier.id()), "e40aa930");
    EXPECT_EQ(verifier.key, log_key().public_key());
    EXPECT_EQ(witness_verifier().kind, KeyKind::cosignature);
}

TEST(VerifierKey, is_refused_when_any_character_is_changed) {
    for (std::size_t i = 0; i < log_vkey.size(); ++i) {
        std::string changed { log_vkey };
        changed[i] = static_cast<char>(changed[i] ^ 1);
        EXPECT_FALSE(parse_vkey(changed)) << i;
    }
    for (const auto* text : { "", "a", "a+b", "+e40aa930+AQ==", "a b+00000000+AQ==" }) {
        EXPECT_FALSE(parse_vkey(text)) << text;
    }
}

TEST(Checkpoint, is_signed_byte_for_byte_as_in_the_worked_example) {
    const auto note = parse_note(checkpoint_3).value();
    const auto checkpoint = parse_checkpoint(note.text).value();
    EXPECT_EQ(checkpoint.head.size, 3U);
    EXPECT_EQ(to_text(sign_checkpoint(checkpoint, log_verifier(), log_key())), checkpoint_3);
    EXPECT_EQ(open_checkpoint(note, log_verifier(), {}).value().checkpoint, checkpoint);
}

TEST(Checkpoint, is_refused_when_malformed) {
    constexpr std::string_view root = "1BhuPAWmIM5hOX6Di/vXbm8n5tfaoTxZ64Ko4JRgjhw=\n";
    const auto parse = [&](std::string_view before, std::string_view after = "") {
        std::string text { before };
        return parse_checkpoint(text.append(root).append(after)).has_value();
    };
    EXPECT_TRUE(parse("a\n3\n"));
    EXPECT_TRUE(parse("a\n3\n", "an extension\n"));
    EXPECT_FALSE(parse("\n3\n"));
    EXPECT_FALSE(parse("a\n03\n"));
    EXPECT_FALSE(parse("a\n+3\n"));
    EXPECT_FALSE(parse("a\n-3\n"));
    EXPECT_FALSE(parse("a\n99999999999999999999\n"));
    EXPECT_FALSE(parse("a\n0\n")); // the empty log has the empty root
    EXPECT_FALSE(parse("a\n3\n", "\n"));
    EXPECT_FALSE(parse("a\n3\n", "no line end"));
    EXPECT_FALSE(parse_checkpoint("a\n3\nAAAA\n"));
}

TEST(Note, is_refused_when_torn) {
    for (const auto* text : { "",
                              "a\n",
                              "a\n\n",
                              "a\n\n— b\n",
                              "a\n\n— b AAAA\n",
                              "a\n\n— b AAAAAA==",
                              "a\n\nx b AAAAAAA=\n",
                              "a\r\n\n— b AAAAAAA=\n",
                              "a\tb\n\n— b AAAAAAA=\n" }) {
        EXPECT_FALSE(parse_note(text)) << text;
    }
    std::string many { "a\n\n" };
    for (int i = 0; i < 101; ++i) {
        many += "— b AAAAAAA=\n";
    }
    EXPECT_FALSE(parse_note(many));
}

TEST(Note, of_a_strange_key_is_passed_over_and_of_a_known_one_must_be_true) {
    auto note = parse_note(checkpoint_3).value();
    note.signatures.push_back(parse_signature_line(cosignature).value());
    const std::vector both { log_verifier(), witness_verifier() };
    EXPECT_EQ(signers_of(note, both).value().size(), 2U);
    EXPECT_EQ(signers_of(note, std::span { both }.first(1)).value().size(), 1U);
    note.signatures.back().bytes.back() ^= 1;
    EXPECT_TRUE(signers_of(note, std::span { both }.first(1)));
    EXPECT_EQ(signers_of(note, both).error().code, Errc::invalid);
    EXPECT_FALSE(open_checkpoint(note, witness_verifier(), {}));
}

TEST(Cosignature, tells_who_and_when) {
    auto note = parse_note(checkpoint_3).value();
    note.signatures.push_back(parse_signature_line(cosignature).value());
    const std::vector known { witness_verifier() };
    const auto opened = open_checkpoint(note, log_verifier(), known).value();
    ASSERT_EQ(opened.witnesses.size(), 1U);
    EXPECT_EQ(opened.witnesses.front().verifier, known.front());
    EXPECT_EQ(opened.witnesses.front().unix_seconds, witnessed_at);
}

TEST(Cosignature, is_read_from_what_cosign_writes) {
    const auto key = crypto::SigningKey::make();
    const Verifier witness { "another.example/w", KeyKind::cosignature, key.public_key() };
    auto note = parse_note(checkpoint_3).value();
    note.signatures.push_back(cosign(note.text, 1'700'000'000, witness, key));
    const std::vector known { witness };
    const auto read = parse_note(to_text(note)).value();
    EXPECT_EQ(
        open_checkpoint(read, log_verifier(), known).value().witnesses.front().unix_seconds,
        1'700'000'000U
    );
}

TEST(WitnessRequest, is_the_one_of_the_worked_example_and_consistent) {
    const auto request = parse_add_checkpoint(witness_request).value();
    EXPECT_EQ(request.old_size, 3U);
    EXPECT_EQ(to_text(request), witness_request);
    const auto older = parse_checkpoint(parse_note(checkpoint_3).value().text).value();
    const auto note = parse_note(request.note).value();
    const auto newer = open_checkpoint(note, log_verifier(), {}).value().checkpoint;
    EXPECT_TRUE(verify_consistency(older.head, newer.head, request.consistency));
}

TEST(WitnessRequest, is_refused_when_malformed) {
    for (const auto* text :
         { "", "old 3\n", "old x\n\nn", "old 3\nAAAA\n\nn", "old 3\n\n", "new 3\n\nn" }) {
        EXPECT_FALSE(parse_add_checkpoint(text)) << text;
    }
    std::string many { "old 3\n" };
    for (int i = 0; i < 64; ++i) {
        many += "1BhuPAWmIM5hOX6Di/vXbm8n5tfaoTxZ64Ko4JRgjhw=\n";
    }
    EXPECT_FALSE(parse_add_checkpoint(many + "\nnote"));
}

TEST(Proof, of_the_worked_example_holds) {
    const auto proof = parse_proof(proof_text()).value();
    EXPECT_EQ(to_text(proof), proof_text());
    const std::vector known { witness_verifier() };
    const auto proven = verify_proof(proof, "bravo", log_verifier(), known).value();
    EXPECT_EQ(proven.index, 1U);
    EXPECT_EQ(proven.checkpoint.head.size, 3U);
    EXPECT_EQ(proven.witnesses.size(), 1U);
    EXPECT_FALSE(verify_proof(proof, "brave", log_verifier(), known));
    EXPECT_FALSE(verify_proof(proof, "alpha", log_verifier(), known));
}

TEST(Proof, carries_what_the_reader_needs_beside_it) {
    auto proof = parse_proof(proof_text()).value();
    proof.extra = std::string { "\0leaf\n", 6 };
    EXPECT_EQ(parse_proof(to_text(proof)).value().extra, proof.extra);
}

TEST(Proof, is_refused_when_any_bit_is_flipped) {
    const auto good = proof_text();
    const std::vector known { witness_verifier() };
    std::size_t lost_witnesses = 0;
    for (std::size_t i = 0; i < good.size() * 8; ++i) {
        auto changed = good;
        changed[i / 8] = static_cast<char>(changed[i / 8] ^ (1 << i % 8));
        const auto proof = parse_proof(changed);
        const auto proven = proof ? verify_proof(*proof, "bravo", log_verifier(), known)
                                  : Result<Proven> { std::unexpected(proof.error()) };
        // A witness whose name or id was changed is a stranger; what the log signed stands.
        if (proven && proven->witnesses.empty()) {
            EXPECT_GT(i / 8, good.size() - cosignature.size());
            ++lost_witnesses;
        } else {
            EXPECT_FALSE(proven) << "bit " << i % 8 << " of byte " << i / 8;
        }
    }
    EXPECT_GT(lost_witnesses, 0U);
}

TEST(Proof, is_refused_when_cut_at_any_place) {
    const auto good = proof_text();
    const auto signed_end = good.size() - cosignature.size();
    for (std::size_t size = 0; size < good.size(); ++size) {
        const auto proof = parse_proof(std::string_view { good }.substr(0, size));
        const bool holds = proof && verify_proof(*proof, "bravo", log_verifier(), {});
        EXPECT_EQ(holds, size == signed_end) << size;
    }
}

} // namespace
} // namespace boai::journal
