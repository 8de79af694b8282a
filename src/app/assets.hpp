/// \file
/// The files of the front end, inside the program.
#pragma once

#include "http/embedded_file.hpp"

#include <span>

namespace boai::app {

/// Style sheets, script and mark of the public pages.
[[nodiscard]] std::span<const http::EmbeddedFile> portal_files();
/// The console as built into web/dist; empty when it was not built.
[[nodiscard]] std::span<const http::EmbeddedFile> console_files();

} // namespace boai::app
