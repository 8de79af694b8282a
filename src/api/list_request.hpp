/// \file
/// The parameters of a list, from an address or from a body.
#pragma once

#include "record/list.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace boai::api {

/// Names and values as they came; a name may come more than once.
using Parameters = std::vector<std::pair<std::string, std::string>>;

/// Reads a flat JSON object whose members are the parameters of a list; an array stands for a
/// parameter that comes more than once. Errors: invalid.
Result<Parameters> parameters_of_json(std::string_view json);

/// Makes the query of a list; its branches are not set. Errors: invalid, naming the parameter.
Result<record::ListQuery> list_query_of(const Parameters& parameters);

/// The value of the first parameter of this name; empty when there is none.
[[nodiscard]] std::string_view find_parameter(const Parameters& parameters, std::string_view name);

/// Whether a parameter such as `subtree` is switched on.
[[nodiscard]] bool is_on(const Parameters& parameters, std::string_view name);

} // namespace boai::api
