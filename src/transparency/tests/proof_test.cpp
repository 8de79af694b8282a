#include "transparency/proof.hpp"
#include "transparency/tests/signed_log.hpp"

#include <gmock/gmock.h>

namespace boai::transparency {
namespace {

using test::city;

class ProofTest : public test::SignedLogTest { };

TEST_P(ProofTest, of_every_entry_holds_at_sizes_around_the_edges_of_tiles) {
    ASSERT_TRUE(signer_->begin());
    Prover prover;
    for (const std::uint64_t more : { 1U, 254U, 1U, 1U, 255U, 188U }) {
        grow(city, more);
        ASSERT_TRUE(signer_->sign());
        const auto published = published_->find(city);
        const auto session = database_->connect_reader();
        StoredLog log { **session, city };
        const auto key = verifier(city);
        for (std::uint64_t index = 0; index < published->size; index += index < 500 ? 7 : 1) {
            const auto proof = prover.prove(log, index, *published);
            ASSERT_TRUE(proof) << proof.error().message.en;
            const auto proven = journal::verify_proof(*proof, proof->extra, key, {});
            ASSERT_TRUE(proven) << index << " of " << published->size;
        }
        const auto beyond = prover.prove(log, published->size, *published);
        ASSERT_FALSE(beyond);
        EXPECT_EQ(beyond.error().code, Errc::not_found);
    }
}

TEST_P(ProofTest, an_older_checkpoint_can_still_be_proven_against) {
    ASSERT_TRUE(signer_->begin());
    grow(city, 300);
    ASSERT_TRUE(signer_->sign());
    const auto older = published_->find(city);
    grow(city, 70'000);
    ASSERT_TRUE(signer_->sign());
    const auto session = database_->connect_reader();
    StoredLog log { **session, city };
    Prover prover;
    for (const auto& checkpoint : { older, published_->find(city) }) {
        for (const std::uint64_t index : { 0U, 255U, 256U, 299U }) {
            const auto proof = prover.prove(log, index, *checkpoint);
            ASSERT_TRUE(proof) << proof.error().message.en;
            EXPECT_TRUE(journal::verify_proof(*proof, proof->extra, verifier(city), {}));
        }
    }
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    ProofTest,
    ::testing::ValuesIn(boai::test::TempDatabase::kinds()),
    boai::test::TempDatabase::name_of
);

} // namespace
} // namespace boai::transparency
