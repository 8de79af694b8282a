/// \file
/// Records as JSON with the labels of what they refer to.
#pragma once

#include "record/branch_tree.hpp"
#include "record/json.hpp"
#include "record/labels.hpp"

#include <string>

namespace boai::api {

/// What rows are written with.
struct RowStyle {
    const record::RecordType& type;
    const record::BranchTree& branches;
    const record::Labels& labels;
    record::Show show = record::Show::masked;
};

/// Appends one record as an object with its "label"; each reference that is set has
/// "<field>_label" beside it.
void append_row(std::string& out, const RowStyle& style, const record::Loaded& row);

/// The type's fields with "<field>_label" are named by this.
[[nodiscard]] std::string label_name(const record::FieldSpec& field);

} // namespace boai::api
