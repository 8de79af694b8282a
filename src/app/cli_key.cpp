#include "app/cli.hpp"
#include "app/logs.hpp"
#include "identity/audit_event.hpp"
#include "transparency/rollback.hpp"

#include <cstdio>

namespace boai::app {
namespace {

Result<void> print_key(Book& book, Id branch) {
    auto lease = TRY(book.readers().lend());
    const auto found = TRY(transparency::find_key(*lease, branch));
    if (!found) {
        return fail(
            Errc::not_found,
            Text { "这个机构还没有日志密钥；启动一次 boai serve 即可生成",
                   "this branch has no key yet; boai serve makes it" }
        );
    }
    std::printf("%s\n", found->verifier.vkey().c_str());
    return {};
}

Result<void> accept_rollback(Book& book, Id branch, const std::string& reason) {
    transparency::Guard guard { book.options().guard_file() };
    auto lease = TRY(book.readers().lend());
    transparency::StoredLog log { *lease, branch };
    const auto heads = TRY(transparency::find_rollback(log, guard));
    const transparency::Rollback rollback { .branch = branch,
                                            .code = book.engine().branches()->find(branch)->code,
                                            .reason = reason,
                                            .now = book.clock().now() };
    const auto record = [&](storage::Transaction& tx) {
        return identity::add_event(
            book.engine(),
            tx,
            { branch, rollback.now },
            { .kind = identity::AuditKind::configuration_changed,
              .detail = "log rollback accepted: " + std::to_string(heads.was_signed.size)
                  + " entries were signed, " + std::to_string(heads.kept.size) + " are kept",
              .reason = reason }
        );
    };
    const auto origin
        = TRY(transparency::accept_rollback(book.writer(), guard, rollback, heads, record));
    std::printf(
        "The log of %s goes on from %llu entries, under the name %s.\nThe decision is an entry of "
        "the log and of the audit trail. Publish the new key (boai key --branch %s) and give it to "
        "the witnesses: they know the log by its name.\n",
        rollback.code.c_str(),
        static_cast<unsigned long long>(heads.kept.size),
        origin.c_str(),
        rollback.code.c_str()
    );
    return {};
}

} // namespace

Result<void> run_key(const CommonOptions& common, const KeyOptions& options) {
    const SystemClock clock;
    auto book = TRY(Book::open(common.book, clock));
    const auto branch = TRY(branch_of(*book, common.branch));
    if (options.accepts_rollback) {
        const auto hold = TRY(book->database().claim_server());
        return accept_rollback(*book, branch, options.reason);
    }
    return print_key(*book, branch);
}

} // namespace boai::app
