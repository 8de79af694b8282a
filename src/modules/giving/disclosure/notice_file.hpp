/// \file
/// The file of a published notice: JSON that holds all of it but the names of donors, so that it
/// may stay as it is for ever. Its SHA-256 stands in the branch's log.
#pragma once

#include "modules/giving/disclosure/notice_content.hpp"
#include "record/engine.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace boai::giving {

/// The file, compact JSON, its members in one order: the same notice is the same bytes. `donors`,
/// when given, adds what each row's donor is called in public; what is kept is written without.
/// Source: docs/formats/notices.md.
[[nodiscard]] std::string
write_notice_file(const Notice& notice, std::span<const std::string> donors = {});

/// Reads files of the first format too. Errors: corrupt when it is no such file.
Result<Notice> parse_notice_file(std::string_view json);

/// The file of a published notice, unpacked; what is packed is checked against the hash of its row.
/// Errors: not_found, corrupt.
Result<std::string>
read_notice_bytes(const record::Engine& engine, record::Queries queries, Id branch, Id attachment);

/// The word of a use in files: "payment".
[[nodiscard]] std::string_view word_of(modules::MoneyMoveKind kind);

} // namespace boai::giving
