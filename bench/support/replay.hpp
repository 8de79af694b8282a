/// \file
/// The reference: the rows a run of the program has left, written again by bare prepared
/// statements into a copy of the book of before. So the bytes, tables and indexes are the same,
/// also when later a gift leaves other rows than today.
#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <memory>
#include <string>

namespace boai::bench {

/// The rows that stand in one book and not in another, held in memory. Threads: one.
class Replay {
public:
    /// Reads what `after` has and `before` has not (paths of SQLite files that nobody writes);
    /// it is meant to be the work of `units` gifts. Errors: unavailable.
    static Result<std::unique_ptr<Replay>>
    load(const std::string& before, const std::string& after, std::size_t units);

    Replay(const Replay&) = delete;
    Replay& operator=(const Replay&) = delete;
    virtual ~Replay() = default;

    /// Opens the book that is written to, a copy of `before`: WAL, synchronous=FULL.
    virtual Result<void> open(const std::string& path) = 0;
    virtual Result<void> begin() = 0;
    /// Writes the rows of the next gift; false when there are no more.
    virtual Result<bool> write_unit() = 0;
    /// Adds to the sums that `units` gifts in one commit touch, then commits. `spread`: the gifts
    /// go through the days one after the other, so that a commit meets only its own days' sums;
    /// else each commit meets all of them.
    virtual Result<void> commit(std::size_t units, bool spread) = 0;

    [[nodiscard]] virtual std::size_t units() const = 0;
    /// "gift 1, subject_key 0.9, ...": rows of one gift, and how many sums there are.
    [[nodiscard]] virtual std::string describe() const = 0;

protected:
    Replay() = default;
};

} // namespace boai::bench
