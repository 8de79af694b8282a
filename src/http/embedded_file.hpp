/// \file
/// One file that cmake/embed.cmake put into the program.
#pragma once

#include <string_view>

namespace boai::http {

/// `path` is relative to the embedded folder, with '/'. A text file may be followed by its packed
/// twin, `path` with ".gz".
struct EmbeddedFile {
    std::string_view path;
    std::string_view bytes;
};

}  // namespace boai::http
