/// \file
/// Steps that a record of spending may take only while it stands in certain states.
#pragma once

#include "base/result.hpp"
#include "record/member.hpp"

#include <algorithm>
#include <initializer_list>

namespace boai::spending {

/// Errors: conflict, told with `called` and the state, unless `state` is one of `wanted`.
template <class State>
Result<void> demand_state(Text called, State state, std::initializer_list<State> wanted) {
    if (std::ranges::find(wanted, state) != wanted.end()) {
        return {};
    }
    const auto& now = record::choice_of(state).label;
    return fail(
        Errc::conflict,
        Message { std::string { called.zh } + "当前为“" + std::string { now.zh }
                      + "”，不能这样办理",
                  "the " + std::string { called.en } + " is " + std::string { now.en }
                      + "; this cannot be done now" }
    );
}

} // namespace boai::spending
