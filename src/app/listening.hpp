/// \file
/// What every server of the program needs: where it listens, and when it ends.
#pragma once

#include "base/result.hpp"
#include "http/server.hpp"

#include <csignal>
#include <string>

namespace boai::app {

/// HOST:PORT. Errors: invalid.
Result<http::ServerOptions> parse_address(const std::string& text, std::size_t threads);

/// Blocks the signals that end the program in this thread and those it starts.
sigset_t hold_signals();

/// Waits until one of them comes.
void wait_for(const sigset_t& signals);

} // namespace boai::app
