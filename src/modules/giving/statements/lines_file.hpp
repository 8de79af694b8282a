/// \file
/// The lines of an account's statements as CSV, with what of the book each is; however many.
#pragma once

#include "record/engine.hpp"

#include <optional>
#include <string>

namespace boai::giving {

/// What is asked for.
struct LinesAsked {
    Id branch;
    std::string account;
    std::string state; ///< as DeskAsked; "all" for every line
    Language language = Language::zh;
};

/// The file in pieces, oldest line first, payers masked. Each piece shows the book as it is then,
/// so that a slow download holds nothing back. Threads: one at a time.
class LinesFile {
public:
    LinesFile(record::Engine& engine, LinesAsked asked);

    /// The next piece, the head with the first; nothing at the end. Errors: as storage.
    Result<std::optional<std::string>> next();

private:
    record::Engine& engine_;
    LinesAsked asked_;
    Day day_; ///< of the last line that was told, and its id
    Id id_;
    bool is_begun_ = false;
    bool is_over_ = false;
};

} // namespace boai::giving
