/// \file
/// What is given away as open data, read from the book.
#pragma once

#include "modules/giving/disclosure/open_data.hpp"
#include "modules/giving/public_gifts.hpp"
#include "modules/module.hpp"
#include "record/engine.hpp"
#include "storage/connection.hpp"

#include <vector>

namespace boai::giving {

/// A gift as a grant to the branch that received it.
[[nodiscard]] OpenGrant
grant_of(const PublicGift& gift, const record::BranchTree& tree, Language language);

/// On one snapshot, over all branches of the book. Errors: as storage.
class OpenDataReader {
public:
    OpenDataReader(
        const record::Engine& engine,
        storage::Connection& connection,
        const modules::ReadMoneyMoves& read_moves,
        Language language
    )
        : engine_(engine)
        , connection_(connection)
        , read_moves_(read_moves)
        , tree_(engine.branches())
        , language_(language) { }

    /// Payments and allocations, by day. Who was paid is not told.
    Result<std::vector<OpenGrant>> spending();
    /// Each purpose of each branch that has moved money.
    Result<std::vector<IatiActivity>> activities();

private:
    struct Purposes;

    Result<void> read_income(Purposes& purposes);
    Result<void> read_uses(Purposes& purposes);
    [[nodiscard]] std::string name_of(Id branch) const;
    [[nodiscard]] std::string code_of(Id branch) const;

    const record::Engine& engine_;
    storage::Connection& connection_;
    const modules::ReadMoneyMoves& read_moves_;
    std::shared_ptr<const record::BranchTree> tree_;
    Language language_;
};

} // namespace boai::giving
