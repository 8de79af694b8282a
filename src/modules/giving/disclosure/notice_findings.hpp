/// \file
/// Putting findings about a notice together; for the files that look for them.
#pragma once

#include "base/told.hpp"
#include "modules/giving/disclosure/notice_checks.hpp"

#include <initializer_list>
#include <string_view>
#include <vector>

namespace boai::giving {

using NoticeFindings = std::vector<NoticeFinding>;

/// `pattern` with `values` put into it.
void add_finding(
    NoticeFindings& findings,
    Severity severity,
    std::string_view code,
    Text pattern,
    std::initializer_list<Told> values
);

/// Two amounts that ought to be the same; an error when they are not. `what` is what they are of.
void compare_sums(
    NoticeFindings& findings, std::string_view code, const Message& what, Money said, Money sum
);

/// What people call a purpose, and no purpose.
[[nodiscard]] Message purpose_told(const Notice& notice, Id purpose);
/// `pattern` with the kind and purpose of a match put into it.
[[nodiscard]] Message
receivable_told(const Notice& notice, const NoticeReceivable& receivable, Text pattern);

} // namespace boai::giving
