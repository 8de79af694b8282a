/// \file
/// KnownLayout: the statement of a bank or payment service as its own program exports it.
#pragma once

#include "base/text.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace boai::exchange {

/// A column of a known layout by its heading, reduced as header_words does, and the field it is.
struct LayoutColumn {
    std::string_view heading;
    std::string_view field;  ///< name of a TargetField; several columns may go to a text field
};

/// How one kind of statement is recognised and read. All views point to static storage.
struct KnownLayout {
    Text name;
    std::string_view channel;                     ///< the kind of channel the money comes by
    std::span<const std::string_view> headings;   ///< all must stand in the header
    std::span<const LayoutColumn> columns;        ///< those that the header has are read
    std::string_view direction {};                ///< heading of the column for in and out
    std::span<const std::string_view> outgoing {};  ///< its words for money that went out
    bool signed_amounts = false;                  ///< money that went out stands below zero
};

/// The layouts that are known: a giving day with matches, ICBC, ABC, BOC, UnionPay.
[[nodiscard]] std::span<const KnownLayout> known_layouts();

/// A heading without what stands in square brackets, where bilingual statements say it again in
/// English, reduced as header_words does.
[[nodiscard]] std::string layout_heading(std::string_view header);

/// The layout that has all its headings among these (of layout_heading); null when there is none.
[[nodiscard]] const KnownLayout* find_known_layout(std::span<const std::string> headings);

}  // namespace boai::exchange
