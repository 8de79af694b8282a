/// \file
/// A disk that fails on command, under SQLite.
#pragma once

#include <memory>

namespace boai::test {

/// While it lives, every SQLite file opened goes through it, and its writes, truncations and syncs
/// can be made to fail. Reading always works. One at a time; it must outlive the connections.
/// Threads: any.
class FaultVfs {
public:
    FaultVfs();
    FaultVfs(const FaultVfs&) = delete;
    FaultVfs& operator=(const FaultVfs&) = delete;
    ~FaultVfs();

    /// From the `nth` (1 is the next) operation on everything fails with `code`, such as
    /// SQLITE_FULL, until `mend`.
    void fail_from(int nth, int code);
    /// The `nth` operation alone fails with `code`.
    void fail_once(int nth, int code);
    void mend();
    /// How many operations have failed since the last command.
    [[nodiscard]] int failures() const;
    /// How many operations there have been.
    [[nodiscard]] int operations() const;

private:
    struct State;
    struct Calls;
    std::unique_ptr<State> state_;
};

}  // namespace boai::test
