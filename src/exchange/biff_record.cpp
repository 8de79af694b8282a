#include "exchange/biff_record.hpp"

#include "exchange/charset.hpp"
#include "exchange/little_endian.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace boai::exchange {
namespace {

/// Joins UTF-16 units to characters; half a pair becomes the replacement character.
class Utf16Joiner {
public:
    explicit Utf16Joiner(std::string& out)
        : out_(out) { }

    void add(std::uint16_t unit) {
        const bool low = unit >= 0xDC00 && unit <= 0xDFFF;
        if (high_ != 0 && low) {
            append_utf8(out_, 0x10000U + ((high_ - 0xD800U) << 10U) + (unit - 0xDC00U));
            high_ = 0;
            return;
        }
        finish();
        if (unit >= 0xD800 && unit <= 0xDBFF) {
            high_ = unit;
        } else {
            append_utf8(out_, low ? replacement : unit);
        }
    }

    void finish() {
        if (high_ != 0) {
            append_utf8(out_, replacement);
            high_ = 0;
        }
    }

private:
    static constexpr std::uint32_t replacement = 0xFFFD;

    std::string& out_;
    std::uint32_t high_ = 0;
};

}  // namespace

bool BiffStream::continues() const {
    return at_ + 4 <= stream_.size()
        && little_endian<std::uint16_t>(stream_, at_) == biff::continuation;
}

Result<bool> BiffStream::next(BiffRecord& record) {
    record.pieces.clear();
    if (at_ + 4 > stream_.size()) {
        return false;
    }
    record.kind = little_endian<std::uint16_t>(stream_, at_);
    do {
        const auto length = little_endian<std::uint16_t>(stream_, at_ + 2);
        if (at_ + 4 + length > stream_.size()) {
            return fail(
                Errc::invalid,
                Text {
                    .zh = "文件不完整。请用表格软件打开，另存为 .xlsx 后再导入。",
                    .en = "The file is cut off. Open it in a spreadsheet program, save it as .xlsx "
                          "and import that.",
                }
            );
        }
        record.pieces.push_back(stream_.substr(at_ + 4, length));
        at_ += 4U + length;
    } while (continues());
    return true;
}

bool BiffText::to_data() {
    while (at_ >= pieces_[piece_].size()) {
        if (piece_ + 1 >= pieces_.size()) {
            overrun_ = true;
            return false;
        }
        ++piece_;
        at_ = 0;
    }
    return true;
}

void BiffText::skip(std::size_t bytes) {
    while (bytes > 0 && to_data()) {
        const auto step = std::min(bytes, rest().size());
        at_ += step;
        bytes -= step;
    }
}

std::uint8_t BiffText::byte() {
    return to_data() ? static_cast<std::uint8_t>(pieces_[piece_][at_++]) : std::uint8_t { 0 };
}

std::uint16_t BiffText::word() {
    const auto low = byte();
    return static_cast<std::uint16_t>(low | (byte() << 8U));
}

std::uint32_t BiffText::double_word() {
    const std::uint32_t low = word();
    return low | (static_cast<std::uint32_t>(word()) << 16U);
}

/// Where a text runs into the next piece, that piece repeats the flag of wide characters.
void BiffText::string(std::size_t length, std::string& out) {
    constexpr std::uint8_t wide_flag = 1;
    constexpr std::uint8_t reading_aid_flag = 4;
    constexpr std::uint8_t rich_flag = 8;
    out.clear();
    const auto flags = byte();
    const std::size_t runs = (flags & rich_flag) != 0 ? word() : 0;
    const std::size_t aid_bytes = (flags & reading_aid_flag) != 0 ? double_word() : 0;
    bool wide = (flags & wide_flag) != 0;
    Utf16Joiner joiner { out };
    while (length > 0) {
        if (at_ >= pieces_[piece_].size()) {
            if (!to_data()) {
                break;
            }
            wide = (byte() & wide_flag) != 0;
        }
        const auto width = wide ? std::size_t { 2 } : std::size_t { 1 };
        const auto available = rest();
        const auto count = std::min(length, available.size() / width);
        for (std::size_t i = 0; i < count; ++i) {
            joiner.add(
                wide ? little_endian<std::uint16_t>(available, i * 2)
                     : static_cast<std::uint8_t>(available[i])
            );
        }
        at_ += count == 0 ? available.size() : count * width;
        length -= count;
    }
    joiner.finish();
    skip(runs * 4);
    skip(aid_bytes);
}

std::string decimal_text(double value) {
    constexpr double fixed_from = 1e-6;
    constexpr double fixed_below = 1e17;
    if (!std::isfinite(value)) {
        return {};
    }
    std::array<char, 64> buffer {};
    const auto size = std::abs(value);
    const bool fixed = value == 0 || (size >= fixed_from && size < fixed_below);
    const auto end = std::to_chars(
        buffer.data(),
        buffer.data() + buffer.size(),
        value,
        fixed ? std::chars_format::fixed : std::chars_format::scientific
    );
    return { buffer.data(), end.ptr };
}

std::string decimal_text_of_rk(std::uint32_t rk) {
    const bool hundredths = (rk & 1U) != 0;
    if ((rk & 2U) == 0) {
        const auto value = std::bit_cast<double>(static_cast<std::uint64_t>(rk & ~3U) << 32U);
        return decimal_text(hundredths ? value / 100 : value);
    }
    const auto whole = static_cast<std::int32_t>(rk) >> 2;
    if (!hundredths) {
        return std::to_string(whole);
    }
    const auto size = std::abs(whole);
    const auto cents = std::to_string(size % 100);
    return (whole < 0 ? "-" : "") + std::to_string(size / 100) + "." + (cents.size() < 2 ? "0" : "")
        + cents;
}

}  // namespace boai::exchange
