// What papers a payment and an allocation take, and when.
#include "modules/spending/allocation.hpp"
#include "modules/spending/module.hpp"
#include "modules/spending/payment.hpp"

namespace boai::spending {
namespace {

using attachments::Change;
using attachments::PaperKind;

constexpr Text too_early { "付款后才能上传付款凭证",
                           "the proof of payment can be attached once it is paid" };
constexpr Text seen_already { "已审批所依据的附件不能撤回",
                              "papers that an approval rests on cannot be withdrawn" };
constexpr Text rejected { "已驳回，不能再上传附件",
                          "it was rejected and takes no more attachments" };

/// A paper that somebody decided by stays; more may come.
Result<void>
check_payment(record::Queries, const record::Loaded& owner, PaperKind kind, Change change) {
    const auto state = owner.as<Payment>().state;
    if (kind == PaperKind::proof) {
        const bool is_paid = state == PaymentState::paid || state == PaymentState::proved
            || state == PaymentState::returned;
        if (change == Change::attach) {
            return is_paid ? Result<void> {} : fail(Errc::conflict, too_early);
        }
        return state == PaymentState::paid ? Result<void> {} : fail(Errc::conflict, seen_already);
    }
    if (change == Change::withdraw) {
        return state == PaymentState::requested ? Result<void> {}
                                                : fail(Errc::conflict, seen_already);
    }
    return state == PaymentState::rejected ? fail(Errc::conflict, rejected) : Result<void> {};
}

Result<void>
check_allocation(record::Queries, const record::Loaded& owner, PaperKind, Change change) {
    const auto state = owner.as<Allocation>().state;
    if (change == Change::withdraw) {
        return state == AllocationState::requested ? Result<void> {}
                                                   : fail(Errc::conflict, seen_already);
    }
    return state == AllocationState::rejected ? fail(Errc::conflict, rejected) : Result<void> {};
}

} // namespace

constinit const attachments::Holder payment_papers { "spending.payment",
                                                     "spending.request_payment",
                                                     check_payment };
constinit const attachments::Holder allocation_papers { "spending.allocation",
                                                        "spending.request_payment",
                                                        check_allocation };

} // namespace boai::spending
