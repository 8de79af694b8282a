/// \file
/// Inserting rows while the next ones are being made.
#pragma once

#include "storage/connection.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace boai::storage {

/// Gathered rows on their way into the tables, in the order they are written.
struct GatheredRows {
    struct OfTable {
        const InsertShape* shape = nullptr;
        std::vector<Param> values; ///< rows laid end to end
    };

    std::vector<OfTable> tables;
    std::deque<std::string> texts; ///< what the values borrow from
};

/// A thread that inserts rows of a transaction. From `begin` to the end of `finish` the connection
/// is its own: whoever shares it finishes first. Threads: one owner.
class InsertAhead {
public:
    InsertAhead();
    InsertAhead(const InsertAhead&) = delete;
    InsertAhead& operator=(const InsertAhead&) = delete;
    ~InsertAhead();

    /// Waits for the rows before and begins with these.
    /// Errors: of the rows before; these are not begun then.
    Result<void> begin(Connection& connection, GatheredRows rows);
    /// Waits for the rows begun. Errors: theirs, told once.
    Result<void> finish();

private:
    void loop();

    std::mutex mutex_;
    std::condition_variable changed_;
    Connection* connection_ = nullptr; ///< while rows are under way
    GatheredRows rows_;
    Result<void> outcome_;
    bool stopping_ = false;
    std::thread thread_; // last: it starts when all else is there
};

} // namespace boai::storage
