#include "crypto/keys.hpp"
#include "temporary_folder.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <vector>

namespace boai::crypto {
namespace {

using std::filesystem::perms;

std::string read(std::filesystem::path const& file) {
    std::ifstream stream { file, std::ios::binary };
    return { std::istreambuf_iterator<char> { stream }, {} };
}

void write(std::filesystem::path const& file, std::string const& text) {
    std::ofstream { file, std::ios::binary | std::ios::trunc } << text;
}

std::vector<std::uint8_t> copy_of(LockedBytes const& key) {
    return { key.bytes().begin(), key.bytes().end() };
}

Errc error_of(Result<MasterKey> const& result) {
    return result.has_value() ? Errc {} : result.error().code;
}

TEST(MasterKey, is_created_readable_by_its_owner_only) {
    TemporaryFolder const folder;
    ASSERT_TRUE(MasterKey::create(folder.key_file()).has_value());
    auto const mode = std::filesystem::status(folder.key_file()).permissions();
    EXPECT_EQ(mode, perms::owner_read | perms::owner_write);
    auto const folder_mode = std::filesystem::status(folder.key_file().parent_path()).permissions();
    EXPECT_EQ(folder_mode, perms::owner_all);
}

TEST(MasterKey, is_never_overwritten) {
    TemporaryFolder const folder;
    ASSERT_TRUE(MasterKey::create(folder.key_file()).has_value());
    auto const before = read(folder.key_file());
    auto const again = MasterKey::create(folder.key_file());
    ASSERT_FALSE(again.has_value());
    EXPECT_EQ(again.error().code, Errc::conflict);
    EXPECT_EQ(read(folder.key_file()), before);
}

TEST(MasterKey, says_when_the_file_is_missing) {
    TemporaryFolder const folder;
    EXPECT_EQ(error_of(MasterKey::load(folder.key_file())), Errc::not_found);
}

TEST(MasterKey, is_refused_when_others_may_read_it) {
    TemporaryFolder const folder;
    ASSERT_TRUE(MasterKey::create(folder.key_file()).has_value());
    for (auto const extra : { perms::group_read, perms::others_read, perms::group_write }) {
        std::filesystem::permissions(
            folder.key_file(), perms::owner_read | perms::owner_write | extra
        );
        EXPECT_EQ(error_of(MasterKey::load(folder.key_file())), Errc::forbidden);
    }
}

TEST(MasterKey, gives_the_same_keys_each_time_and_another_for_each_purpose) {
    TemporaryFolder const folder;
    ASSERT_TRUE(MasterKey::create(folder.key_file()).has_value());
    auto const first = MasterKey::load(folder.key_file());
    auto const second = MasterKey::load(folder.key_file());
    std::vector<std::vector<std::uint8_t>> keys { copy_of(*first->wrapping_key(1)) };
    EXPECT_EQ(copy_of(*second->wrapping_key(1)), keys.front());
    for (auto const purpose : { KeyPurpose::blind_index, KeyPurpose::token, KeyPurpose::session }) {
        EXPECT_EQ(copy_of(first->derive(purpose)), copy_of(second->derive(purpose)));
        keys.push_back(copy_of(first->derive(purpose)));
    }
    std::ranges::sort(keys);
    EXPECT_EQ(std::ranges::adjacent_find(keys), keys.end());
}

TEST(MasterKey, rotation_adds_a_key_and_leaves_the_others_standing) {
    TemporaryFolder const folder;
    ASSERT_TRUE(MasterKey::create(folder.key_file()).has_value());
    auto const before = MasterKey::load(folder.key_file());
    ASSERT_TRUE(MasterKey::rotate(folder.key_file()).has_value());
    ASSERT_TRUE(MasterKey::rotate(folder.key_file()).has_value());
    auto const after = MasterKey::load(folder.key_file());
    ASSERT_TRUE(after.has_value());
    EXPECT_EQ(after->numbers(), (std::vector<std::uint16_t> { 1, 2, 3 }));
    EXPECT_EQ(copy_of(*after->wrapping_key(1)), copy_of(*before->wrapping_key(1)));
    EXPECT_NE(copy_of(*after->wrapping_key(2)), copy_of(*after->wrapping_key(1)));
    EXPECT_EQ(
        copy_of(after->derive(KeyPurpose::blind_index)),
        copy_of(before->derive(KeyPurpose::blind_index))
    );
    EXPECT_EQ(after->wrapping_key(4).error().code, Errc::not_found);
    auto const mode = std::filesystem::status(folder.key_file()).permissions();
    EXPECT_EQ(mode, perms::owner_read | perms::owner_write);
}

TEST(MasterKey, rotation_stops_at_64_keys) {
    TemporaryFolder const folder;
    ASSERT_TRUE(MasterKey::create(folder.key_file()).has_value());
    for (int round = 1; round < 64; ++round) {
        ASSERT_TRUE(MasterKey::rotate(folder.key_file()).has_value());
    }
    EXPECT_EQ(MasterKey::rotate(folder.key_file()).error().code, Errc::over_limit);
    EXPECT_EQ(MasterKey::load(folder.key_file())->numbers().size(), 64U);
}

TEST(MasterKey, is_refused_when_any_character_of_a_key_was_altered) {
    TemporaryFolder const folder;
    ASSERT_TRUE(MasterKey::create(folder.key_file()).has_value());
    auto const good = read(folder.key_file());
    for (std::size_t at = good.find('\n') + 1; at + 1 < good.size(); ++at) {
        auto bad = good;
        bad[at] = bad[at] == '7' ? '8' : '7';
        write(folder.key_file(), bad);
        EXPECT_EQ(error_of(MasterKey::load(folder.key_file())), Errc::corrupt) << at;
    }
}

TEST(MasterKey, is_refused_when_the_file_is_empty_cut_or_oversized) {
    TemporaryFolder const folder;
    ASSERT_TRUE(MasterKey::create(folder.key_file()).has_value());
    auto const good = read(folder.key_file());
    auto const line = good.substr(good.find('\n') + 1);
    for (auto const& bad : { std::string {},
                             std::string { "# nothing\n" },
                             good.substr(0, good.size() - 2),
                             good + line,
                             good + "rubbish\n",
                             good + std::string(20'000, '#') }) {
        write(folder.key_file(), bad);
        EXPECT_EQ(error_of(MasterKey::load(folder.key_file())), Errc::corrupt) << bad.size();
    }
}

}  // namespace
}  // namespace boai::crypto
