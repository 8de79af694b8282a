#include "modules/giving/campaigns/instalments.hpp"

#include <algorithm>

namespace boai::giving {
namespace {

constexpr std::string_view blanks = " \t\r";

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::unexpected<Error> at_line(std::size_t line) {
    return fail_field(
        "instalments",
        compose(
            { "第 {} 行应为“日期 金额”，如 2026-06-01 5000.00",
              "line {} should be a day and an amount, such as 2026-06-01 5000.00" },
            { std::to_string(line) }
        )
    );
}

Result<Instalment> parse_line(std::string_view line, std::size_t number) {
    const auto space = line.find_first_of(blanks);
    if (space == std::string_view::npos) {
        return at_line(number);
    }
    const auto day = parse_day(line.substr(0, space));
    const auto amount = parse_money(trimmed(line.substr(space)));
    if (!day || !amount || amount->fen <= 0) {
        return at_line(number);
    }
    return Instalment { *day, *amount };
}

} // namespace

Result<std::vector<Instalment>> parse_instalments(std::string_view text, Money total) {
    std::vector<Instalment> found;
    Money sum;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const auto end = text.find('\n');
        const auto line = trimmed(text.substr(0, end));
        text = end == std::string_view::npos ? std::string_view {} : text.substr(end + 1);
        if (line.empty()) {
            continue;
        }
        found.push_back(TRY(parse_line(line, number)));
        sum = sum + found.back().amount;
    }
    if (found.empty() || found.size() > instalments_max) {
        return fail_field(
            "instalments", Text { "请填写 1 至 120 期", "must be from 1 to 120 instalments" }
        );
    }
    if (sum != total) {
        return fail_field(
            "instalments",
            compose(
                { "各期合计 {} 元，与认捐金额不符",
                  "come to {} yuan, which is not what is pledged" },
                { to_string(sum) }
            )
        );
    }
    std::ranges::stable_sort(found, {}, &Instalment::due_on);
    return found;
}

std::vector<Money> open_of(std::span<const Instalment> instalments, Money paid) {
    std::vector<Money> open;
    for (const auto& instalment : instalments) {
        const auto settled = std::min(instalment.amount, paid);
        paid = paid - settled;
        open.push_back(instalment.amount - settled);
    }
    return open;
}

} // namespace boai::giving
