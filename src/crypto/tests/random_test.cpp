#include "crypto/random.hpp"

#include <gtest/gtest.h>

#include <mutex>
#include <set>
#include <thread>
#include <vector>

namespace boai::crypto {
namespace {

TEST(Random, gives_no_bytes_twice_in_any_thread_and_none_that_were_wiped) {
    // Sizes that end anywhere in what is drawn at a time, and one above it.
    constexpr std::size_t sizes[] = { 16, 24, 32, 56, 1'000, 1'024, 1'025, 5'000 };
    constexpr int rounds = 500;
    std::mutex mutex;
    std::set<std::string> seen;
    const auto draw = [&] {
        for (int round = 0; round < rounds; ++round) {
            for (const auto size : sizes) {
                const auto bytes = random_bytes(size);
                ASSERT_EQ(bytes.size(), size);
                EXPECT_FALSE(bytes.ends_with(std::string(16, '\0')));
                const std::lock_guard lock { mutex };
                EXPECT_TRUE(seen.insert(bytes.substr(0, 16)).second);
                EXPECT_TRUE(size < 32 || seen.insert(bytes.substr(size - 16)).second);
            }
        }
    };
    std::vector<std::jthread> threads;
    for (int i = 0; i < 3; ++i) {
        threads.emplace_back(draw);
    }
}

TEST(Random, fills_nothing_when_nothing_is_asked_for) {
    EXPECT_EQ(random_bytes(0), "");
}

}  // namespace
}  // namespace boai::crypto
