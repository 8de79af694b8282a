#include "payments/account_file.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace boai::payments {
namespace {

constexpr std::string_view heading = "# Accounts at payment services. Written by `boai payments "
                                     "set`; read when the server starts.\n";
constexpr std::array<std::string_view, 8> names_of_wechat { "branch", "channel",  "collection",
                                                            "mchid",  "appid",    "api_key",
                                                            "key",    "simulated" };
constexpr std::array<std::string_view, 7> names_of_alipay { "branch",   "channel",   "collection",
                                                            "app_id",   "seller_id", "key",
                                                            "simulated" };

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

bool is_known(Service service, std::string_view name) {
    const std::span<const std::string_view> names = service == Service::wechat
        ? std::span<const std::string_view> { names_of_wechat }
        : std::span<const std::string_view> { names_of_alipay };
    return std::ranges::find(names, name) != names.end();
}

/// Takes one line that is neither empty nor a comment; false when it makes no sense.
bool take_line(std::string_view line, std::vector<AccountSection>& sections) {
    for (const auto service : { Service::wechat, Service::alipay }) {
        if (line == "[" + std::string { name_of(service) } + "]") {
            sections.push_back({ .service = service, .values = {} });
            return true;
        }
    }
    const auto equals = line.find('=');
    if (sections.empty() || equals == std::string_view::npos) {
        return false;
    }
    auto& section = sections.back();
    const auto name = trimmed(line.substr(0, equals));
    const bool is_twice = name != "key" && !section.value(name).empty();
    if (!is_known(section.service, name) || is_twice) {
        return false;
    }
    section.values.emplace_back(name, trimmed(line.substr(equals + 1)));
    return true;
}

} // namespace

std::string_view AccountSection::value(std::string_view name) const {
    const auto found = std::ranges::find(values, name, [](const auto& pair) -> const auto& {
        return pair.first;
    });
    return found == values.end() ? std::string_view {} : std::string_view { found->second };
}

std::vector<std::string_view> AccountSection::all(std::string_view name) const {
    std::vector<std::string_view> found;
    for (const auto& [known, held] : values) {
        if (known == name) {
            found.emplace_back(held);
        }
    }
    return found;
}

void AccountSection::set(std::string_view name, std::string_view value) {
    std::erase_if(values, [&](const auto& pair) { return pair.first == name; });
    if (!value.empty()) {
        values.emplace_back(name, value);
    }
}

Result<std::vector<AccountSection>> parse_account_file(std::string_view text) {
    std::vector<AccountSection> sections;
    std::size_t number = 0;
    while (!text.empty()) {
        const auto end = text.find('\n');
        const auto line = trimmed(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        ++number;
        if (!line.empty() && !line.starts_with('#') && !take_line(line, sections)) {
            return fail(
                Errc::invalid,
                compose(
                    { "支付账户文件第 {} 行无法读取",
                      "line {} of the file of payment accounts cannot be read" },
                    { std::to_string(number) }
                )
            );
        }
    }
    return sections;
}

std::string account_file_text(const std::vector<AccountSection>& sections) {
    std::string text { heading };
    for (const auto& section : sections) {
        text.append("\n[").append(name_of(section.service)).append("]\n");
        for (const auto& [name, value] : section.values) {
            text.append(name).append(" = ").append(value).append("\n");
        }
    }
    return text;
}

} // namespace boai::payments
