/// \file
/// What the public reads of a fundraising plan.
#pragma once

#include "base/text.hpp"
#include "modules/giving/campaigns/fundraising_partner.hpp"
#include "modules/giving/campaigns/fundraising_plan.hpp"
#include "pages/html.hpp"
#include "storage/connection.hpp"

#include <string>
#include <vector>

namespace boai::record {
class Registry;
}

namespace boai::giving {

/// A plan with those it names, and the society that filed it.
struct PublicPlan {
    FundraisingPlan plan;
    std::vector<FundraisingPartner> partners;
    Message organisation;
};

/// The plan's part for everybody; its organisation is left empty. Errors: not_found.
Result<record::Stored<PublicPlan>>
read_public_plan(const record::Registry& registry, storage::Connection& connection, Id id);

/// What the law asks to be shown where funds are raised: organisation, certificate, plan, contact,
/// and how to ask. Source: 慈善法 article 25.
void append_plan(pages::Html& html, const PublicPlan& shown, Language language);

} // namespace boai::giving
