/// \file
/// GiveReader: what the pages for giving directly show, out of the book and the accounts.
#pragma once

#include "modules/giving/payments/give_pages.hpp"
#include "modules/giving/payments/payment_commands.hpp"
#include "modules/module.hpp"
#include "payments/accounts.hpp"
#include "record/engine.hpp"

#include <optional>
#include <string>

namespace boai::giving {

/// Threads: any one thread.
class GiveReader {
public:
    /// `parts` and `connection` outlive the reader.
    GiveReader(const modules::RouteParts& parts, storage::Connection& connection)
        : parts_(parts)
        , connection_(connection)
        , tree_(parts.engine.branches()) { }

    /// The form of a branch, or of the first that takes payments; with a campaign of its own
    /// chosen when `campaign` is one. Errors: as storage.
    Result<GiveView> form(std::string_view branch_code, Id campaign, Language language);
    /// The order of this number with what its page shows. Errors: not_found, the same for a wrong
    /// number and for wrong letters.
    Result<OrderView> order(std::string_view number, std::string_view token, Language language);

private:
    [[nodiscard]] const record::BranchInfo* branch_of(std::string_view code) const;
    [[nodiscard]] std::vector<const record::BranchInfo*> taking() const;
    [[nodiscard]] std::string society(Language language) const;
    Result<const record::BranchInfo*> branch_of_campaign(Id campaign);
    Result<void> add_campaigns(GiveView& view, Id branch, Id chosen);
    Result<void> add_purposes(GiveView& view, Id branch);
    Result<void> add_receipt(OrderView& view, const record::BranchInfo& branch);
    Result<std::string> name_of(const PaymentOrder& order, Id branch);

    const modules::RouteParts& parts_;
    storage::Connection& connection_;
    std::shared_ptr<const record::BranchTree> tree_;
};

/// What the form asks for, as the command takes it. Errors: invalid, with the fields.
Result<PlaceOrder>
read_give_form(const GiveForm& form, const payments::Accounts& accounts, std::string_view branch);

} // namespace boai::giving
