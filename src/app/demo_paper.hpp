/// \file
/// A sheet of paper for the demo society: one page, one line.
#pragma once

#include "app/book.hpp"
#include "attachments/attachment.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace boai::app {

/// A small whole PDF that says `words` (ASCII letters, digits, spaces).
/// Source: ISO 32000-1 section 7.5.
[[nodiscard]] std::string demo_paper(std::string_view words);

/// Such a sheet as it is put to a record.
struct DemoPaper {
    std::string record; ///< type
    Id owner;
    attachments::PaperKind kind = attachments::PaperKind::invoice;
    std::string name; ///< of the file
    std::string_view words;
};

/// Attaches it. Errors: as attachments.attach.
Result<void> attach_demo_paper(
    Book& book, const std::shared_ptr<const record::Actor>& actor, Id branch, DemoPaper paper
);

} // namespace boai::app
