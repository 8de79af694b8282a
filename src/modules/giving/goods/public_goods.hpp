/// \file
/// What the public may read of gifts in kind: masked rows with what was given.
#pragma once

#include "modules/giving/goods/goods_gift.hpp"
#include "modules/giving/public_gifts.hpp"
#include "record/engine.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace boai::giving {

/// One line as everybody may see it.
struct PublicGoodsLine {
    std::string item;
    std::string specification;
    std::int64_t quantity = 0; ///< as counted
    std::string unit;
    std::optional<Money> value; ///< none without an invoice or a proof of fair value
};

/// One gift in kind as everybody may see it.
struct PublicGoods {
    Id id;
    Id branch;
    std::string receipt; ///< empty when it has none
    Day day;
    std::string donor; ///< masked
    DonorKind donor_kind = DonorKind::person;
    Money value; ///< of the lines that have one
    std::string recipient; ///< of goods that went straight to a unit; empty when they are in store
    std::string campaign;
    std::string purpose; ///< empty for unrestricted
    std::string branch_zh;
    std::string branch_en;
    std::vector<PublicGoodsLine> lines;
};

/// What was taken in a period and, if given, for one campaign.
struct PublicGoodsTotals {
    Money value;
    std::int64_t gifts = 0;
};

/// Reads for the public, over all branches of the book: gifts that were taken and stand.
class PublicGoodsReader {
public:
    PublicGoodsReader(record::Engine& engine, storage::Connection& connection)
        : engine_(engine)
        , connection_(connection)
        , tree_(engine.branches()) { }

    /// Latest day first, at most the question's limit; `more` says whether there are others behind.
    /// The question's receipt means nothing here. Errors: as storage.
    Result<std::vector<PublicGoods>> find(const PublicQuestion& question, bool& more);
    Result<PublicGoodsTotals> totals(const PublicQuestion& question);

private:
    Result<void> read_branch(const PublicQuestion& question, Id branch, std::vector<PublicGoods>&);
    Result<void> read_lines(PublicGoods& goods);
    [[nodiscard]] PublicGoods public_form(const record::Loaded& loaded) const;

    record::Engine& engine_;
    storage::Connection& connection_;
    std::shared_ptr<const record::BranchTree> tree_;
    std::map<Id, std::string> names_; ///< of channels, campaigns and purposes
};

} // namespace boai::giving
