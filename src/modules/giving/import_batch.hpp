/// \file
/// ImportBatch: one file of gifts booked together, and undone together.
#pragma once

#include "record/record_type.hpp"

#include <cstdint>
#include <string>

namespace boai::giving {

enum class BatchState : std::uint8_t { running, committed, undone };

struct ImportBatch {
    std::string file;
    std::string file_hash;       ///< SHA-256 of the file's bytes, hexadecimal
    std::string content_digest;  ///< of its gifts in any order; equal for a republished list
    Id channel;
    Id campaign;
    std::int64_t rows = 0;
    std::int64_t accepted = 0;
    std::int64_t refused = 0;
    std::int64_t duplicates = 0;
    Money sum;  ///< of the accepted rows
    BatchState state = BatchState::running;
    Money matched; ///< promised on top of the accepted rows; no part of `sum`
    std::string differences; ///< totals the file states that its rows do not come to, a line each
};

extern const record::RecordType import_batch_type;

}  // namespace boai::giving

namespace boai::record {

inline constexpr Choice giving_batch_states[] = {
    { "running", { "正在导入", "Running" }, Tone::wait },
    { "committed", { "已入账", "Committed" }, Tone::good },
    { "undone", { "已撤销", "Undone" }, Tone::quiet },
};
template <>
inline constexpr std::span<const Choice> choices_of<giving::BatchState> { giving_batch_states };

}  // namespace boai::record
