/// \file
/// Guard: the last signed head of each log, remembered outside the database. A restored backup
/// knows less than was signed, and what it would sign next would contradict it.
#pragma once

#include "base/id.hpp"
#include "base/result.hpp"
#include "journal/merkle.hpp"

#include <filesystem>
#include <map>

namespace boai::transparency {

/// Last signed heads by branch.
using SignedHeads = std::map<Id, journal::TreeHead>;

/// One file, replaced in one step. Threads and processes: any.
class Guard {
public:
    /// `file` such as DATA/signed_heads; it need not be there yet.
    explicit Guard(std::filesystem::path file)
        : file_(std::move(file)) { }

    /// Errors: corrupt when it is no guard file; unavailable when it cannot be read.
    [[nodiscard]] Result<SignedHeads> read() const;
    /// Remembers heads that are larger than those remembered; durable on return.
    /// Errors: as read; unavailable when it cannot be written: nothing may be published then.
    Result<void> advance(const SignedHeads& heads);
    /// Remembers this head although it is smaller: the operator has decided so.
    Result<void> accept(Id branch, const journal::TreeHead& head);

    [[nodiscard]] const std::filesystem::path& file() const { return file_; }

private:
    /// Changes what is remembered, alone among all processes.
    template <class F>
    Result<void> change(F&& change_heads);

    std::filesystem::path file_;
};

} // namespace boai::transparency
