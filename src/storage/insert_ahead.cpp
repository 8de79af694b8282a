#include "storage/insert_ahead.hpp"

namespace boai::storage {
namespace {

Result<void> insert_all(Connection& connection, const GatheredRows& rows) {
    for (const auto& [shape, values] : rows.tables) {
        TRY(connection.insert(*shape, values));
    }
    return {};
}

} // namespace

InsertAhead::InsertAhead()
    : thread_([this] { loop(); }) { }

InsertAhead::~InsertAhead() {
    {
        const std::lock_guard lock { mutex_ };
        stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

Result<void> InsertAhead::begin(Connection& connection, GatheredRows rows) {
    TRY(finish());
    {
        const std::lock_guard lock { mutex_ };
        rows_ = std::move(rows);
        connection_ = &connection;
    }
    changed_.notify_all();
    return {};
}

Result<void> InsertAhead::finish() {
    std::unique_lock lock { mutex_ };
    changed_.wait(lock, [&] { return connection_ == nullptr; });
    return std::exchange(outcome_, {});
}

void InsertAhead::loop() {
    std::unique_lock lock { mutex_ };
    for (;;) {
        changed_.wait(lock, [&] { return stopping_ || connection_ != nullptr; });
        if (connection_ == nullptr) {
            return;
        }
        auto* const connection = connection_;
        const auto rows = std::exchange(rows_, {});
        lock.unlock();
        auto outcome = insert_all(*connection, rows);
        lock.lock();
        outcome_ = std::move(outcome);
        connection_ = nullptr;
        changed_.notify_all();
    }
}

} // namespace boai::storage
