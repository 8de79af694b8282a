/// \file
/// A log written out as files, to be served by anything that serves files.
#pragma once

#include "transparency/published.hpp"
#include "transparency/stored_log.hpp"

#include <filesystem>

namespace boai::transparency {

/// Writes checkpoint, vkey, tiles and bundles below `folder`, laid out as C2SP tlog-tiles v0.1.0;
/// the checkpoint last, so that it never covers what is not there. The number of files.
/// Errors: not_found when nothing is signed yet; unavailable when they cannot be written.
Result<std::size_t> export_files(StoredLog& log, const std::filesystem::path& folder);

/// The newest checkpoint with the signatures of witnesses. Errors: not_found when there is none.
Result<PublishedCheckpoint> newest_with_cosignatures(StoredLog& log);

} // namespace boai::transparency
