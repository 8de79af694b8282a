#include "modules/emergency/duty_coverage.hpp"

#include <algorithm>

namespace boai::emergency {

DutyCoverage coverage_of(std::span<const DutyMark> marks, Instant from, Instant until) {
    DutyCoverage coverage;
    auto alone_since = from;
    const auto close_gap = [&](Instant at) {
        const auto end = std::clamp(at, from, until);
        if (!coverage.on_duty && alone_since < end) {
            coverage.gaps.push_back({ alone_since, end });
        }
    };
    for (const auto& mark : marks) {
        if (mark.kind == DutyKind::take_over) {
            close_gap(mark.at);
            coverage.on_duty = OnDuty { mark.officer, mark.at };
        } else if (mark.kind == DutyKind::leave && coverage.on_duty
                   && coverage.on_duty->officer == mark.officer) {
            coverage.on_duty.reset();
            alone_since = mark.at;
        }
    }
    close_gap(until);
    return coverage;
}

} // namespace boai::emergency
