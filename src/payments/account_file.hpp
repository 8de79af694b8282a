/// \file
/// The file of payment accounts as text: sections of names and values. What the values mean is
/// accounts.hpp's. Format: docs/formats/payments.md.
#pragma once

#include "base/result.hpp"
#include "payments/notice.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace boai::payments {

/// One account as it stands in the file; the only name that comes more than once is "key".
struct AccountSection {
    Service service = Service::wechat;
    std::vector<std::pair<std::string, std::string>> values;

    /// The first value of this name; empty when there is none.
    [[nodiscard]] std::string_view value(std::string_view name) const;
    /// All values of this name, in order.
    [[nodiscard]] std::vector<std::string_view> all(std::string_view name) const;
    /// Puts a value in the place of the one of this name.
    void set(std::string_view name, std::string_view value);
};

/// Errors: invalid, naming the line.
Result<std::vector<AccountSection>> parse_account_file(std::string_view text);
/// What parse_account_file reads, with a heading.
[[nodiscard]] std::string account_file_text(const std::vector<AccountSection>& sections);

} // namespace boai::payments
