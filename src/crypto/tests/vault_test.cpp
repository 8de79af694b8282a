#include "crypto/vault.hpp"
#include "temporary_folder.hpp"

#include <gtest/gtest.h>

#include <set>
#include <thread>
#include <vector>

namespace boai::crypto {
namespace {

constexpr Id person { 123'456'789 };
constexpr std::string_view name_field = "people.person.name";

class VaultTest : public testing::Test {
protected:
    VaultTest() { EXPECT_TRUE(MasterKey::create(folder_.key_file()).has_value()); }

    [[nodiscard]] Vault open_vault() const {
        return Vault { MasterKey::load(folder_.key_file()).value() };
    }

    TemporaryFolder folder_;
};

bool corrupt(auto const& result) {
    return !result.has_value() && result.error().code == Errc::corrupt;
}

TEST_F(VaultTest, opens_what_it_sealed_also_after_a_restart) {
    auto const made = open_vault().new_subject_key(person);
    for (std::string const& plain : { std::string {},
                                      std::string { "孟小舟" },
                                      std::string("\0\1", 2),
                                      std::string(100'000, 'x') }) {
        auto const sealed = Vault::seal(made.key, name_field, plain);
        EXPECT_EQ(sealed.size(), plain.size() + 41);
        auto const key = open_vault().unwrap(person, made.wrapped.bytes);
        ASSERT_TRUE(key.has_value());
        EXPECT_EQ(*Vault::open(*key, name_field, sealed), plain);
    }
}

TEST_F(VaultTest, seals_the_same_value_differently_each_time) {
    auto const made = open_vault().new_subject_key(person);
    EXPECT_NE(
        Vault::seal(made.key, name_field, "孟小舟"), Vault::seal(made.key, name_field, "孟小舟")
    );
}

TEST_F(VaultTest, leaves_no_trace_of_the_plain_text) {
    auto const made = open_vault().new_subject_key(person);
    EXPECT_FALSE(Vault::seal(made.key, name_field, "孟小舟").contains("孟"));
}

TEST_F(VaultTest, refuses_a_value_with_any_bit_flipped) {
    auto const made = open_vault().new_subject_key(person);
    auto const sealed = Vault::seal(made.key, name_field, "孟小舟");
    for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
        auto bad = sealed;
        bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ (1 << (bit % 8)));
        EXPECT_TRUE(corrupt(Vault::open(made.key, name_field, bad))) << bit;
    }
}

TEST_F(VaultTest, refuses_a_value_cut_or_lengthened) {
    auto const made = open_vault().new_subject_key(person);
    auto const sealed = Vault::seal(made.key, name_field, "孟小舟");
    for (std::size_t size = 0; size < sealed.size(); ++size) {
        EXPECT_TRUE(corrupt(Vault::open(made.key, name_field, sealed.substr(0, size)))) << size;
    }
    EXPECT_TRUE(corrupt(Vault::open(made.key, name_field, sealed + '\0')));
}

TEST_F(VaultTest, refuses_a_value_moved_to_another_field_or_person) {
    auto const vault = open_vault();
    auto const made = vault.new_subject_key(person);
    auto const other = vault.new_subject_key(Id { person.value + 1 });
    auto const sealed = Vault::seal(made.key, name_field, "孟小舟");
    EXPECT_TRUE(corrupt(Vault::open(made.key, "people.person.phone", sealed)));
    EXPECT_TRUE(corrupt(Vault::open(other.key, name_field, sealed)));
}

TEST_F(VaultTest, refuses_a_key_with_any_bit_flipped) {
    auto const vault = open_vault();
    auto const wrapped = vault.new_subject_key(person).wrapped.bytes;
    for (std::size_t bit = 0; bit < wrapped.size() * 8; ++bit) {
        auto bad = wrapped;
        bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ (1 << (bit % 8)));
        EXPECT_TRUE(corrupt(vault.unwrap(person, bad))) << bit;
    }
}

TEST_F(VaultTest, refuses_a_key_cut_destroyed_or_of_another_person) {
    auto const vault = open_vault();
    auto const wrapped = vault.new_subject_key(person).wrapped.bytes;
    for (std::size_t size = 0; size < wrapped.size(); ++size) {
        EXPECT_TRUE(corrupt(vault.unwrap(person, wrapped.substr(0, size)))) << size;
    }
    EXPECT_TRUE(corrupt(vault.unwrap(person, wrapped + '\0')));
    EXPECT_TRUE(corrupt(vault.unwrap(Id { person.value + 1 }, wrapped)));
}

TEST_F(VaultTest, refuses_a_key_of_another_society) {
    TemporaryFolder const other;
    ASSERT_TRUE(MasterKey::create(other.key_file()).has_value());
    Vault const stranger { MasterKey::load(other.key_file()).value() };
    EXPECT_TRUE(corrupt(open_vault().unwrap(person, stranger.new_subject_key(person).wrapped.bytes))
    );
}

TEST_F(VaultTest, after_rotation_older_keys_open_and_can_be_wrapped_anew) {
    auto const before = open_vault();
    auto const made = before.new_subject_key(person);
    auto const sealed = Vault::seal(made.key, name_field, "孟小舟");
    EXPECT_TRUE(before.wrapped_by_newest(made.wrapped.bytes));
    ASSERT_TRUE(MasterKey::rotate(folder_.key_file()).has_value());

    auto const after = open_vault();
    EXPECT_FALSE(after.wrapped_by_newest(made.wrapped.bytes));
    EXPECT_TRUE(after.unwrap(person, made.wrapped.bytes).has_value());
    auto const renewed = after.rewrap(person, made.wrapped.bytes);
    ASSERT_TRUE(renewed.has_value());
    EXPECT_TRUE(after.wrapped_by_newest(renewed->bytes));
    EXPECT_EQ(*Vault::open(*after.unwrap(person, renewed->bytes), name_field, sealed), "孟小舟");
    EXPECT_TRUE(corrupt(before.unwrap(person, renewed->bytes)));
    EXPECT_EQ(before.blind_index("purpose", "text"), after.blind_index("purpose", "text"));
}

TEST_F(VaultTest, blind_index_is_stable_positive_and_apart_by_purpose_and_text) {
    auto const vault = open_vault();
    EXPECT_EQ(
        vault.blind_index(name_field, "孟小舟"), open_vault().blind_index(name_field, "孟小舟")
    );
    std::set<std::int64_t> seen;
    for (int number = 0; number < 2000; ++number) {
        for (auto const* purpose : { "a", "b" }) {
            auto const index = vault.blind_index(purpose, std::to_string(number));
            EXPECT_GT(index, 0);
            EXPECT_TRUE(seen.insert(index).second);
        }
    }
    EXPECT_NE(vault.blind_index("ab", "c"), vault.blind_index("a", "bc"));
}

TEST_F(VaultTest, may_be_used_by_many_threads) {
    auto const vault = open_vault();
    std::vector<std::jthread> threads;
    threads.reserve(4);
    for (int number = 0; number < 4; ++number) {
        threads.emplace_back([&vault, number] {
            for (int round = 0; round < 200; ++round) {
                Id const subject { number * 1000 + round + 1 };
                auto const made = vault.new_subject_key(subject);
                auto const sealed = Vault::seal(made.key, name_field, "孟小舟");
                auto const key = vault.unwrap(subject, made.wrapped.bytes);
                ASSERT_TRUE(key.has_value());
                EXPECT_EQ(*Vault::open(*key, name_field, sealed), "孟小舟");
            }
        });
    }
}

}  // namespace
}  // namespace boai::crypto
