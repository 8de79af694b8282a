/// \file
/// What a fuzz target holds to be true; a fuzzer takes the end of the program for a finding.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace boai::fuzz {

/// Ends the program, saying what does not hold, unless it does.
inline void expect(bool holds, const char* what) {
    if (!holds) {
        static_cast<void>(std::fprintf(stderr, "does not hold: %s\n", what));
        std::abort();
    }
}

}  // namespace boai::fuzz
