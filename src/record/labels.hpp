/// \file
/// Labels: what stands for a record where another refers to it, such as a campaign's name.
#pragma once

#include "record/actor.hpp"
#include "record/branch_tree.hpp"
#include "record/json.hpp"
#include "record/record_table.hpp"
#include "record/registry.hpp"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace boai::record {

/// A record whose personal label was written in full.
struct OpenedLabel {
    std::string_view record;
    Id branch;
    Id id;
};

/// The labels of the records that some rows refer to; personal ones masked unless they are opened.
class Labels {
public:
    /// The label of the record `field` refers to; null when there is none to show.
    [[nodiscard]] const std::string* find(const FieldSpec& field, Id id) const;

    /// The same for a record of this type.
    [[nodiscard]] const std::string* find(std::string_view record, Id id) const;

    void set(std::string_view record, Id id, std::string label) {
        labels_.insert_or_assign({ record, id }, std::move(label));
    }

    /// What was opened, each of which belongs into the audit trail.
    [[nodiscard]] std::span<const OpenedLabel> opened() const { return opened_; }

    void note_opened(OpenedLabel label) { opened_.push_back(label); }

private:
    std::vector<OpenedLabel> opened_;
    std::map<std::pair<std::string_view, Id>, std::string> labels_;
};

/// Where labels are looked for, and for whom.
struct LabelSources {
    const Registry& registry;
    const BranchTree& branches;
    const Actor& actor;
    /// full: personal labels are opened where the actor may open that record's personal values.
    Show show = Show::masked;
};

/// Resolves the references of `rows` in one query per record type referred to. Left out are
/// records the actor may not read in the branch of the row that refers to them.
Result<Labels> labels_of(
    const LabelSources& sources,
    Queries queries,
    const RecordType& type,
    std::span<const Loaded> rows
);

/// What stands for the record itself; "" when it has no label.
[[nodiscard]] std::string label_of(
    const RecordType& type,
    std::string_view branch_code,
    const void* record,
    Show show = Show::masked
);

/// The records to be labelled, and the tree their branches stand in.
struct LabelPlace {
    const RecordTable& table;
    const BranchTree& tree;
    const Actor* opener = nullptr; ///< opens the personal ones where it may; null to mask all
};

/// Labels of records of one type by their ids, in the branches given.
Result<void> add_labels(
    Labels& labels,
    Queries queries,
    const LabelPlace& place,
    std::span<const Id> branches,
    std::span<const Id> ids
);

} // namespace boai::record
