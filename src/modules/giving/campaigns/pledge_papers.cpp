// What papers a pledge takes and lets go: its agreement, and the donor's consent to another
// purpose.
#include "modules/giving/campaigns/pledge.hpp"
#include "modules/giving/module.hpp"

#include <array>

namespace boai::giving {
namespace {

using attachments::Change;
using attachments::PaperKind;

constexpr Text settled_already { "已付清或已终止的认捐，附件不能撤回",
                                 "papers of a pledge that is paid in full or ended stay" };
constexpr Text consented_already { "变更用途所依据的附件不能撤回",
                                   "papers that a change of purpose rests on cannot be withdrawn" };

Result<bool> has_consent(record::Queries queries, const record::Head& pledge) {
    const std::array params { storage::Param { pledge.branch }, storage::Param { pledge.id } };
    bool is_consented = false;
    TRY(queries(
        "SELECT count(*) FROM giving_pledge_consent WHERE branch_id = $1 AND pledge = $2",
        params,
        [&](const storage::Row& row) -> Result<void> {
            is_consented = row.number(0) > 0;
            return {};
        }
    ));
    return is_consented;
}

/// While the pledge is open a wrong paper goes. What a change of purpose or the settled whole rests
/// on stays; more may come.
Result<void> check_pledge_papers(
    record::Queries queries, const record::Loaded& owner, PaperKind, Change change
) {
    if (change == Change::attach) {
        return {};
    }
    if (owner.as<Pledge>().state != PledgeState::open) {
        return fail(Errc::conflict, settled_already);
    }
    const bool is_consented = TRY(has_consent(queries, owner.head));
    return is_consented ? fail(Errc::conflict, consented_already) : Result<void> {};
}

} // namespace

constinit const attachments::Holder pledge_papers { "giving.pledge",
                                                    "giving.record_pledge",
                                                    check_pledge_papers };

} // namespace boai::giving
