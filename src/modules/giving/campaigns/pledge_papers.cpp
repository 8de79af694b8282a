// What papers a pledge takes: its agreement, and the donor's consent to another purpose.
#include "modules/giving/module.hpp"

namespace boai::giving {
namespace {

using attachments::Change;
using attachments::PaperKind;

/// What a promise or a consent rests on stays; more may come.
Result<void> check_pledge_papers(const record::Loaded&, PaperKind, Change change) {
    if (change == Change::withdraw) {
        return fail(
            Errc::conflict, Text { "认捐的附件不能撤回", "papers of a pledge cannot be withdrawn" }
        );
    }
    return {};
}

} // namespace

constinit const attachments::Holder pledge_papers { "giving.pledge",
                                                    "giving.record_pledge",
                                                    check_pledge_papers };

} // namespace boai::giving
