/// \file
/// What kind of file some bytes are, by themselves and not by what is said of them.
#pragma once

#include "base/result.hpp"

#include <string>
#include <string_view>

namespace boai::attachments {

/// The media type of a file that may be attached: PDF, JPEG, PNG, WebP and HEIC pictures, OFD (the
/// format of electronic invoices), Word and Excel files without programs in them.
/// Errors: invalid when it is none of these.
Result<std::string_view> media_type_of(std::string_view bytes);

/// Whether a name ends as files of this media type do, in either case.
[[nodiscard]] bool fits_name(std::string_view media_type, std::string_view name);

/// A file's name as it is kept: no folder, nothing invisible, at most 240 bytes.
/// Errors: invalid, field "name".
Result<void> check_name(std::string_view name);

} // namespace boai::attachments
