/// \file
/// What an officer sends about a plan: the mapping, and how to book it.
#pragma once

#include "http/message.hpp"
#include "modules/giving/import_service.hpp"

#include <string>
#include <string_view>

namespace boai::giving {

/// The refusal of a body whose `field` is not what the description of the API says.
[[nodiscard]] Error malformed(std::string_view field);

/// A whole number of the query, `other` when it is not given. Errors: invalid.
Result<std::size_t>
count_parameter(const http::Request& request, std::string_view name, std::size_t other);

/// The body of POST /api/v1/imports/{id}/plan.
struct PlanChange {
    ImportChoices choices;
    std::string save_profile;  ///< name to keep the mapping under; empty for not
};

/// Errors: invalid with fields.
Result<PlanChange> read_plan_change(
    std::string_view json, std::span<const exchange::TargetField> fields = exchange::gift_fields()
);

/// The body of POST /api/v1/imports/{id}/commit.
struct CommitRequest {
    CommitChoice choice;
    std::vector<DoubtDecision> decisions;
    std::string reason;  ///< why rows outside the campaign's days belong to it
};

/// Errors: invalid with fields.
Result<CommitRequest> read_commit_request(std::string_view json);

/// The "reason" of a body. Errors: invalid.
Result<std::string> read_reason(std::string_view json);
/// The "match" of a body, "unsaid" for none. Errors: invalid.
Result<std::string> read_match_decision(std::string_view json);

}  // namespace boai::giving
