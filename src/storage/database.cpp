#include "storage/database.hpp"

#include "storage/postgresql/postgresql_database.hpp"
#include "storage/sqlite/sqlite_database.hpp"

#include <utility>

namespace boai::storage {

Result<std::unique_ptr<Database>> Database::open(const Location& location) {
    return location.is_postgresql() ? open_postgresql(location.text) : open_sqlite(location.text);
}

Result<ReaderPool::Lease> ReaderPool::lend() {
    std::unique_lock lock { mutex_ };
    returned_.wait(lock, [&] { return !idle_.empty() || open_ < count_max_; });
    if (!idle_.empty()) {
        auto connection = std::move(idle_.back());
        idle_.pop_back();
        return Lease { *this, std::move(connection) };
    }
    ++open_;
    lock.unlock();
    auto made = database_.connect_reader();
    if (!made) {
        lock.lock();
        --open_;
        returned_.notify_one();
        return std::unexpected(std::move(made).error());
    }
    return Lease { *this, std::move(*made) };
}

ReaderPool::Lease::~Lease() {
    if (connection_ == nullptr) {
        return;
    }
    connection_->rollback();
    const std::lock_guard lock { pool_->mutex_ };
    if (connection_->is_lost()) {
        --pool_->open_;
    } else {
        pool_->idle_.push_back(std::move(connection_));
    }
    pool_->returned_.notify_one();
}

}  // namespace boai::storage
