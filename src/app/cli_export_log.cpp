#include "app/cli.hpp"
#include "transparency/static_export.hpp"

#include <cstdio>

namespace boai::app {

Result<void> run_export_log(const CommonOptions& common, const ExportOptions& options) {
    const auto folder = options.output.empty() ? options.record : options.output;
    if (folder == ExportOptions {}.record) {
        return fail(
            Errc::invalid,
            Text { "请给出目录：boai export --format tlog 目录",
                   "name a folder: boai export --format tlog FOLDER" }
        );
    }
    const SystemClock clock;
    auto book = TRY(Book::open(common.book, clock));
    const auto branch = TRY(branch_of(*book, common.branch));
    auto lease = TRY(book->readers().lend());
    const auto files = TRY(storage::in_snapshot(
        *lease,
        [&](storage::Connection& snapshot) -> Result<std::size_t> {
            transparency::StoredLog log { snapshot, branch };
            return transparency::export_files(log, folder);
        }
    ));
    std::printf("%zu files of the log are in %s.\n", files, folder.c_str());
    return {};
}

} // namespace boai::app
