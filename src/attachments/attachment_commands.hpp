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

/// The fields that are described; `content` is not.
[[nodiscard]] std::span<const record::FieldSpec> attach_fields();

[[nodiscard]] std::vector<record::CommandType> attachment_commands(const Holders& holders);

} // namespace boai::attachments
