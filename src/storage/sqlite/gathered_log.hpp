/// \file
/// Writes of SQLite's log in large pieces.
#pragma once

struct sqlite3_vfs;

namespace boai::storage {

/// The file system to open a book on: the one SQLite takes by default, except that what is written
/// to a write-ahead log is gathered until the log is synced, read or large. SQLite writes each page
/// of a log as two small pieces that straddle the pages of the disk's cache, and these calls are a
/// sixth of the writer's time when gifts come one by one.
/// A commit must sync (synchronous=FULL): another session reads the pages of a commit as soon as
/// it is over. A piece that cannot be written is an error of that sync or read, and none of the
/// gathered pieces count; the commit fails as it does when the sync itself does.
/// Threads: any.
/// Source: sqlite.org/vfs.html; the order of writes and syncs is that of SQLite's wal.c.
[[nodiscard]] sqlite3_vfs* log_gathering_vfs();

} // namespace boai::storage
