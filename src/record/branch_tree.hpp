/// \file
/// BranchTree: the societies above and below one another, held in memory.
#pragma once

#include "base/id.hpp"
#include "base/result.hpp"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace boai::record {

/// One branch as everybody needs to know it.
struct BranchInfo {
    Id id;
    Id parent;  ///< none for the root
    std::string code;
    std::string name_zh;
    std::string name_en;
    std::string level;
    bool closed = false; ///< takes nothing new; what was booked there stands
};

/// Immutable once made. Threads: any.
class BranchTree {
public:
    BranchTree() = default;
    explicit BranchTree(std::vector<BranchInfo> branches);

    [[nodiscard]] const std::vector<BranchInfo>& all() const { return branches_; }

    [[nodiscard]] const BranchInfo* find(Id id) const;
    /// Its code, as long as the tree lasts; empty when there is no such branch.
    [[nodiscard]] std::string_view code_of(Id id) const;
    [[nodiscard]] const BranchInfo* find_code(std::string_view code) const;
    /// By code or id, as people and programs write it. Errors: not_found.
    [[nodiscard]] Result<const BranchInfo*> resolve(std::string_view code_or_id) const;
    /// The branch and all below it, sorted by id.
    [[nodiscard]] std::vector<Id> subtree(Id root) const;
    /// The branch and all above it, nearest first.
    [[nodiscard]] std::vector<Id> path_up(Id branch) const;
    [[nodiscard]] const BranchInfo* root() const;

private:
    std::vector<BranchInfo> branches_;
    std::unordered_map<Id, std::size_t> by_id_;
};

}  // namespace boai::record
