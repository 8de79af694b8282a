#include "app/cli.hpp"
#include "app/export_trail.hpp"
#include "attachments/attachment.hpp"
#include "attachments/store.hpp"
#include "record/rows.hpp"

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>

namespace boai::app {
namespace {

namespace fs = std::filesystem;

/// The ending alone is taken from the name a stranger gave: no name of his becomes a path.
std::string stored_name(const record::Loaded& loaded) {
    const auto& name = loaded.as<attachments::Attachment>().name;
    const auto dot = name.rfind('.');
    return to_string(loaded.head.id) + (dot == std::string::npos ? "" : name.substr(dot));
}

Result<void> write_file(const fs::path& path, const std::string& bytes) {
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    std::ofstream file { path, std::ios::binary };
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    return file ? Result<void> {} : std::unexpected(cannot_write(path));
}

/// Returns how many files of the branch were written.
Result<std::size_t>
write_files(record::Queries queries, Book& book, Id branch, const fs::path& folder) {
    const std::array params { storage::Param { branch } };
    const auto all = TRY(record::all_of(
        queries,
        book.registry().table(attachments::attachment_type),
        " WHERE t.branch_id = $1 AND t.state <> 'erased' ORDER BY t.id",
        params
    ));
    for (const auto& loaded : all) {
        const auto& owner = loaded.as<attachments::Attachment>();
        const auto bytes = TRY(attachments::read_content(queries, book.vault(), loaded));
        TRY(write_file(folder / (owner.record + "-" + owner.owner) / stored_name(loaded), bytes));
    }
    return all.size();
}

} // namespace

Result<void> run_export_files(const CommonOptions& common, const ExportOptions& options) {
    const auto folder = fs::path { options.output.empty() ? options.record : options.output };
    if (folder == ExportOptions {}.record) {
        return fail(
            Errc::invalid,
            Text { "请给出目录：boai export --format files 目录",
                   "name a folder: boai export --format files FOLDER" }
        );
    }
    if (options.reason.empty()) {
        return fail(
            Errc::invalid,
            Text { "附件会以原文导出，请用 --reason 说明原因，原因记入审计记录",
                   "papers are written as they are; say why with --reason, for the audit trail" }
        );
    }
    const SystemClock clock;
    auto book = TRY(Book::open(common.book, clock));
    const auto root = TRY(branch_of(*book, common.branch));
    const auto tree = book->engine().branches();
    TRY(note_export(
        *book,
        tree->subtree(root),
        { .record = attachments::attachment_type.name, .detail = "files", .reason = options.reason }
    ));
    std::size_t files = 0;
    auto lease = TRY(book->readers().lend());
    TRY(storage::in_snapshot(*lease, [&](storage::Connection& snapshot) -> Result<void> {
        const auto queries = record::queries_of(snapshot);
        for (const auto branch : tree->subtree(root)) {
            files += TRY(write_files(queries, *book, branch, folder / tree->find(branch)->code));
        }
        return {};
    }));
    std::printf("%zu attached files are in %s.\n", files, folder.c_str());
    return {};
}

} // namespace boai::app
