/// \file
/// Receipts and certificates of thanks as PDF. Pure: they get what they show.
#pragma once

#include "base/result.hpp"
#include "modules/giving/paper/receipt_content.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace boai::giving {

/// What it is printed on: a sheet, or a roll of thermal paper, whose pages are as long as needed.
enum class Paper : std::uint8_t { a5, roll_80mm, roll_58mm };

/// Chinese with English beneath, or one of them.
enum class Languages : std::uint8_t { both, zh, en };

struct PaperStyle {
    Paper paper = Paper::a5;
    Languages languages = Languages::both;
    Instant made; ///< stands in the file
    std::string_view lockup; ///< the society's own picture, a PNG; empty for none
};

/// "a5", "80mm", "58mm". Nothing for another word.
[[nodiscard]] std::optional<Paper> parse_paper(std::string_view word);

/// One file with a receipt to each page. Errors: unavailable without Chinese type; invalid when
/// the lockup is no PNG. Threads: any.
Result<std::string> receipts_pdf(std::span<const ReceiptContent> receipts, const PaperStyle& style);

/// A certificate of thanks, A4 lying. `style.paper` means nothing here. Errors: as receipts_pdf.
Result<std::string> certificate_pdf(const ReceiptContent& gift, const PaperStyle& style);

} // namespace boai::giving
