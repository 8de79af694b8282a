/// \file
/// Commands of attachments: attach, withdraw, erase.
#pragma once

#include "attachments/holder.hpp"
#include "record/command.hpp"

#include <memory>
#include <string>
#include <vector>

namespace boai::attachments {

/// The input of "attachments.attach". The file comes beside the described fields, by the endpoint
/// for it; its hash is among them, so that a caller's key stands for one file.
struct Attach {
    std::string record;
    std::string owner;
    PaperKind kind = PaperKind::other;
    std::string name;
    std::string sha256;
    std::shared_ptr<const std::string> content;
};

/// Keeps a file that the program itself made for the record `attachment.owner`: row, sealed bytes,
/// and the leaf that commits to their hash; its id. Size, hash and leaf are filled in here.
/// Errors: as ledger::check; invalid when the name is none a file may have.
Result<Id>
keep_made_file(record::CommandContext& context, Attachment attachment, std::string_view bytes);

/// Destroys the content of every paper of a record, withdrawn ones too, as attachments.erase does
/// of one: bytes and key go, rows and leaves stay. For modules that erase whom a record names.
/// Errors: as storage.
Result<void> erase_papers(record::CommandContext& context, Id owner);

/// The fields that are described; `content` is not.
[[nodiscard]] std::span<const record::FieldSpec> attach_fields();

[[nodiscard]] std::vector<record::CommandType> attachment_commands(const Holders& holders);

} // namespace boai::attachments
