/// \file
/// Profile: a mapping learnt once and chosen again by the shape of the header.
#pragma once

#include "exchange/table_finder.hpp"

#include <string>
#include <vector>

namespace boai::exchange {

/// How the columns of one kind of file are read.
struct Profile {
    struct Column {
        std::uint16_t column = 0;  ///< counting from 0
        std::string field;         ///< name of the target field
    };

    std::string name;
    std::string fingerprint;  ///< see header_fingerprint
    std::vector<Column> columns;
    std::optional<AmountUnit> unit;  ///< chosen by the officer against what the file says

    friend bool operator==(const Profile& a, const Profile& b);
};

/// Learns a profile from a table as it is mapped now; `unit` when the officer chose one.
[[nodiscard]] Profile learn_profile(
    std::string name,
    const Table& table,
    std::span<const TargetField> fields,
    std::optional<AmountUnit> unit
);

/// The first profile whose fingerprint is the table's; none when there is none.
[[nodiscard]] const Profile* choose_profile(std::span<const Profile> profiles, const Table& table);

/// The mapping a profile stands for. Fields the caller does not have are left out.
[[nodiscard]] Mapping mapping_of(const Profile& profile, std::span<const TargetField> fields);

/// Writes a profile as one JSON object.
[[nodiscard]] std::string to_json(const Profile& profile);
/// Reads what to_json writes. Errors: invalid.
[[nodiscard]] Result<Profile> profile_from_json(std::string_view json);

}  // namespace boai::exchange
