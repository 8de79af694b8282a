/// \file
/// What tests ask of the machine they run on: its programs and its environment.
#pragma once

#include <optional>
#include <string>

namespace boai::test {

/// Runs a line of the shell and waits for it; 0 when it ended well. Threads: one at a time.
[[nodiscard]] int run_in_shell(const std::string& line);

/// What a variable of the environment says; nothing when it is not set. Threads: any.
[[nodiscard]] std::optional<std::string> environment(const char* name);

} // namespace boai::test
