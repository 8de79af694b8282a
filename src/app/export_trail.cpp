#include "app/export_trail.hpp"

#include "identity/audit_event.hpp"

namespace boai::app {

Result<void> note_export(Book& book, const std::vector<Id>& branches, const ExportNote& note) {
    for (const auto branch : branches) {
        TRY(book.writer().run(branch, [&](storage::Transaction& tx) {
            return identity::add_event(
                book.engine(),
                tx,
                { branch, book.clock().now() },
                { .kind = identity::AuditKind::data_exported,
                  .record = std::string { note.record },
                  .detail = note.detail,
                  .reason = note.reason }
            );
        }));
    }
    return {};
}

} // namespace boai::app
