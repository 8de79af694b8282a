/// \file
/// A small made-up line of work with every kind of field, for the tests of the record layer and
/// of the API: parcels, the rounds they go out on, and a command that hands one over.
#pragma once

#include "figures/figure.hpp"
#include "record/command.hpp"
#include "record/record_type.hpp"
#include "record/registry.hpp"
#include "storage/migrations.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace boai::sample {

enum class RoundState : std::uint8_t { draft, open, closed };

/// Shared by the branches below it, cached, with a workflow.
struct Round {
    std::string code;
    std::string name;
    std::optional<Money> budget;
    RoundState state = RoundState::draft;
};

enum class Channel : std::uint8_t { desk, post, van };

/// One field of every kind, two of them sealed.
struct Parcel {
    std::string label;
    std::string note;
    std::string receiver;
    std::string identity_number;
    std::int64_t pieces = 1;
    std::optional<std::int64_t> weight;
    Money value;
    Hours effort;
    Day day;
    std::optional<Instant> handed_at;
    Channel channel = Channel::desk;
    bool fragile = false;
    Id round;
    std::int64_t revision = 0;
};

extern const record::RecordType round_type;
extern const record::RecordType parcel_type;
extern const figures::Definition parcel_value;
extern const figures::Definition parcel_count;

/// Records and the command sample.hand_over.
[[nodiscard]] record::Declarations declarations();
/// The tables as derived from the declarations, with those shared by all records.
[[nodiscard]] std::span<const storage::Migration> migrations();

} // namespace boai::sample

namespace boai::record {

inline constexpr Choice sample_round_states[] = {
    { "draft", { "草稿", "Draft" } },
    { "open", { "进行中", "Open" } },
    { "closed", { "已结束", "Closed" } },
};
template <>
inline constexpr std::span<const Choice> choices_of<sample::RoundState> { sample_round_states };

inline constexpr Choice sample_channels[] = {
    { "desk", { "柜台", "Desk" } },
    { "post", { "邮寄", "Post" } },
    { "van", { "送货车", "Van" } },
};
template <>
inline constexpr std::span<const Choice> choices_of<sample::Channel> { sample_channels };

} // namespace boai::record
