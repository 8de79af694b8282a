/// \file
/// Papers of records in tests: small made-up files.
#pragma once

#include "attachments/attachment.hpp"
#include "support/test_book.hpp"

#include <string>
#include <string_view>

namespace boai::test {

/// A small PDF attached to a record of the city by the officer; no two names give the same bytes.
/// Errors: as attachments.attach.
Result<record::Outcome> attach_paper(
    TestBook& book,
    std::string_view record,
    Id owner,
    attachments::PaperKind kind,
    const std::string& name = "回单.pdf"
);

} // namespace boai::test
