#include "documents/qr_code.hpp"

#include <gtest/gtest.h>

#include <string>

namespace boai::documents {
namespace {

/// Source: ISO/IEC 18004: a ring of seven around a square of three, in three corners.
bool is_finder(const QrCode& code, int left, int top) {
    for (int y = 0; y < 7; ++y) {
        for (int x = 0; x < 7; ++x) {
            const int ring = std::max(std::abs(x - 3), std::abs(y - 3));
            if (code.is_dark(left + x, top + y) != (ring != 2)) {
                return false;
            }
        }
    }
    return true;
}

TEST(QrCode, has_the_finders_that_readers_look_for) {
    const auto code = encode_qr("https://example.org/r/320700-2026-000001");
    ASSERT_TRUE(code);
    EXPECT_EQ(code->width % 4, 1);
    EXPECT_TRUE(is_finder(*code, 0, 0));
    EXPECT_TRUE(is_finder(*code, code->width - 7, 0));
    EXPECT_TRUE(is_finder(*code, 0, code->width - 7));
}

TEST(QrCode, refuses_what_is_empty_or_too_long) {
    for (const auto& text : { std::string {}, std::string(1025, 'x') }) {
        const auto code = encode_qr(text);
        ASSERT_FALSE(code);
        EXPECT_EQ(code.error().code, Errc::over_limit);
    }
}

} // namespace
} // namespace boai::documents
