#include "record/branch_tree.hpp"

#include <algorithm>

namespace boai::record {

BranchTree::BranchTree(std::vector<BranchInfo> branches)
    : branches_(std::move(branches)) {
    for (std::size_t i = 0; i < branches_.size(); ++i) {
        by_id_.emplace(branches_[i].id, i);
    }
}

const BranchInfo* BranchTree::find(Id id) const {
    const auto at = by_id_.find(id);
    return at == by_id_.end() ? nullptr : &branches_[at->second];
}

std::string_view BranchTree::code_of(Id id) const {
    const auto* found = find(id);
    return found == nullptr ? std::string_view {} : found->code;
}

const BranchInfo* BranchTree::find_code(std::string_view code) const {
    const auto at = std::ranges::find(branches_, code, &BranchInfo::code);
    return at == branches_.end() ? nullptr : &*at;
}

Result<const BranchInfo*> BranchTree::resolve(std::string_view code_or_id) const {
    if (const auto* found = find_code(code_or_id)) {
        return found;
    }
    if (const auto id = parse_id(code_or_id)) {
        if (const auto* found = find(*id)) {
            return found;
        }
    }
    return fail(
        Errc::not_found,
        compose({ "没有代码为 {} 的机构", "there is no branch with the code {}" }, { code_or_id })
    );
}

std::vector<Id> BranchTree::path_up(Id branch) const {
    std::vector<Id> path;
    for (const auto* at = find(branch); at != nullptr && path.size() <= branches_.size();
         at = find(at->parent)) {
        path.push_back(at->id);
    }
    return path;
}

std::vector<Id> BranchTree::subtree(Id root) const {
    std::vector<Id> ids;
    for (const auto& branch : branches_) {
        const auto path = path_up(branch.id);
        if (std::ranges::find(path, root) != path.end()) {
            ids.push_back(branch.id);
        }
    }
    std::ranges::sort(ids);
    return ids;
}

const BranchInfo* BranchTree::root() const {
    const auto at = std::ranges::find_if(branches_, [](const auto& b) { return b.parent.empty(); });
    return at == branches_.end() ? nullptr : &*at;
}

}  // namespace boai::record
