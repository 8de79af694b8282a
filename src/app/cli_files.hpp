/// \file
/// What the sub-commands that take files of an office share.
#pragma once

#include "app/book.hpp"

#include <string>

namespace boai::app {

/// The bytes of a file. Errors: not_found when it cannot be read; over_limit beyond 64 MiB.
Result<std::string> read_input_file(const std::string& path);

/// The channel with this code, of the branch or one above; none for an empty code.
/// Errors: not_found.
Result<Id> channel_named(Book& book, Id branch, const std::string& code);

/// The code of a channel; empty for none.
Result<std::string> channel_code(Book& book, Id channel);

} // namespace boai::app
