/// \file
/// NoticeNote: what is said of a published notice later, such as a correction. The notice itself
/// is never changed.
#pragma once

#include "record/record_type.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace boai::giving {

/// Source: 慈善组织信息公开办法 (Order 81) article 16: a correction stands inside the published
/// item.
struct NoticeNote {
    Id notice;
    std::string text; ///< shown to everybody, so without personal values
    Day day;
    std::optional<std::int64_t> entry; ///< the leaf that tells it, from 0
};

extern const record::RecordType notice_note_type;

} // namespace boai::giving
