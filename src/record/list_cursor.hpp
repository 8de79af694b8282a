/// \file
/// Where a page ended, as a text that callers give back and cannot make up.
#pragma once

#include "base/id.hpp"
#include "base/result.hpp"
#include "crypto/vault.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace boai::record {

/// The place of one row in the order of a list.
struct ListPlace {
    enum class Type : std::uint8_t { null, number, text };
    Type type = Type::null; ///< of the sorted value
    std::int64_t number = 0;
    std::string text;
    Id branch;
    Id id;
};

/// Writes a place. `list` names the list and its order, and is not part of the text.
[[nodiscard]] std::string
write_cursor(const crypto::Vault& vault, std::string_view list, const ListPlace& place);

/// Errors: invalid when it was altered or belongs to another list.
Result<ListPlace>
read_cursor(const crypto::Vault& vault, std::string_view list, std::string_view cursor);

} // namespace boai::record
