/// \file
/// Attachment: a file that belongs to a record: an invoice, a contract, a proof of payment.
#pragma once

#include "record/record_type.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace boai::attachments {

enum class PaperKind : std::uint8_t { invoice, contract, approval, proof, list, photo, other };
enum class PaperState : std::uint8_t { kept, withdrawn, erased };

/// The bytes themselves are sealed in a table of their own, with the attachment's own key.
struct Attachment {
    std::string record; ///< the type of the record it belongs to, such as "spending.payment"
    std::string owner; ///< that record's id
    PaperKind kind = PaperKind::other;
    std::string name; ///< of the file; people write names of people into it
    std::string media_type; ///< by the file's content
    std::int64_t size = 0; ///< in bytes
    std::string sha256; ///< of the bytes, 64 hexadecimal digits
    PaperState state = PaperState::kept;
    std::optional<std::int64_t> entry; ///< the leaf that commits to the hash
};

extern const record::RecordType attachment_type;

} // namespace boai::attachments

namespace boai::record {

inline constexpr Choice attachments_paper_kinds[] = {
    { "invoice", { "发票", "Invoice" } },
    { "contract", { "合同", "Contract" } },
    { "approval", { "批件", "Approval" } },
    { "proof", { "付款凭证", "Proof of payment" } },
    { "list", { "名单或签收表", "List or sign-off sheet" } },
    { "photo", { "照片", "Photograph" } },
    { "other", { "其他", "Other" } },
};
template <>
inline constexpr std::span<const Choice> choices_of<attachments::PaperKind> {
    attachments_paper_kinds
};

inline constexpr Choice attachments_paper_states[] = {
    { "kept", { "已存档", "Kept" } },
    { "withdrawn", { "已撤回", "Withdrawn" } },
    { "erased", { "内容已删除", "Content erased" } },
};
template <>
inline constexpr std::span<const Choice> choices_of<attachments::PaperState> {
    attachments_paper_states
};

} // namespace boai::record
