#include "exchange/charset.hpp"

#include <unicode/ucnv.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <array>
#include <memory>

namespace boai::exchange {
namespace {

std::unexpected<Error> not_text() {
    return fail(
        Errc::invalid,
        Text {
            .zh = "这不是能读的表格文件。请导入 .xlsx、.xls、.ods 或 .csv 文件。",
            .en = "This is not a spreadsheet file. Import an .xlsx, .xls, .ods or .csv file.",
        }
    );
}

bool is_utf8(std::string_view bytes) {
    UErrorCode status = U_ZERO_ERROR;
    std::int32_t length = 0;
    u_strFromUTF8(
        nullptr, 0, &length, bytes.data(), static_cast<std::int32_t>(bytes.size()), &status
    );
    return status == U_BUFFER_OVERFLOW_ERROR || status == U_ZERO_ERROR
        || status == U_STRING_NOT_TERMINATED_WARNING;
}

/// Control characters that no text holds; a file with one is something else.
bool has_binary_bytes(std::string_view text) {
    return std::ranges::any_of(text, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x09 || (byte > 0x0D && byte < 0x1A) || (byte > 0x1B && byte < 0x20);
    });
}

struct ConverterCloser {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};

/// UTF-16 without a mark shows in the zero bytes of its digits and delimiters.
const char* utf16_without_mark(std::string_view bytes) {
    std::array<std::size_t, 2> zeros {};
    const auto sample = std::min<std::size_t>(bytes.size(), 4096);
    for (std::size_t i = 0; i < sample; ++i) {
        zeros[i % 2] += bytes[i] == '\0' ? 1U : 0U;
    }
    if (zeros[1] > sample / 20 && zeros[0] == 0) {
        return "UTF-16LE";
    }
    return zeros[0] > sample / 20 && zeros[1] == 0 ? "UTF-16BE" : nullptr;
}

}  // namespace

Result<std::string> to_utf8(const char* charset, std::string_view bytes) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, ConverterCloser> from { ucnv_open(charset, &status) };
    const std::unique_ptr<UConverter, ConverterCloser> to { ucnv_open("UTF-8", &status) };
    if (U_FAILURE(status) != 0) {
        return not_text();
    }
    ucnv_setToUCallBack(from.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    std::string out;
    std::array<char, 1U << 14U> piece {};
    std::array<UChar, 1U << 13U> pivot {};
    UChar* pivot_source = pivot.data();
    UChar* pivot_target = pivot.data();
    const char* source = bytes.data();
    bool first = true;
    do {
        char* target = piece.data();
        status = U_ZERO_ERROR;
        ucnv_convertEx(
            to.get(),
            from.get(),
            &target,
            piece.data() + piece.size(),
            &source,
            bytes.data() + bytes.size(),
            pivot.data(),
            &pivot_source,
            &pivot_target,
            pivot.data() + pivot.size(),
            first ? 1 : 0,
            1,
            &status
        );
        first = false;
        out.append(piece.data(), static_cast<std::size_t>(target - piece.data()));
    } while (status == U_BUFFER_OVERFLOW_ERROR);
    if (U_FAILURE(status) != 0) {
        return not_text();
    }
    return out;
}

Result<std::string> decode_text(std::string_view bytes) {
    Result<std::string> text;
    if (bytes.starts_with("\xEF\xBB\xBF")) {
        bytes.remove_prefix(3);
    }
    if (bytes.starts_with("\xFF\xFE")) {
        text = to_utf8("UTF-16LE", bytes.substr(2));
    } else if (bytes.starts_with("\xFE\xFF")) {
        text = to_utf8("UTF-16BE", bytes.substr(2));
    } else if (const auto* const charset = utf16_without_mark(bytes); charset != nullptr) {
        text = to_utf8(charset, bytes);
    } else if (is_utf8(bytes)) {
        text = std::string { bytes };
    } else {
        text = to_utf8("GB18030", bytes);
    }
    if (!text || has_binary_bytes(*text)) {
        return not_text();
    }
    return text;
}

void append_utf8(std::string& out, std::uint32_t code) {
    const auto tail
        = [&](unsigned shift) { out += static_cast<char>(0x80U | ((code >> shift) & 0x3FU)); };
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0U | (code >> 6U));
        tail(0);
    } else if (code < 0x10000) {
        out += static_cast<char>(0xE0U | (code >> 12U));
        tail(6);
        tail(0);
    } else {
        out += static_cast<char>(0xF0U | (code >> 18U));
        tail(12);
        tail(6);
        tail(0);
    }
}

}  // namespace boai::exchange
