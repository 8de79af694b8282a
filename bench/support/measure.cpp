#include "bench/support/measure.hpp"

#include <sys/utsname.h>
#include <sys/vfs.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <thread>
#include <utility>

namespace boai::bench {
namespace {

double load_now() {
    std::array<double, 1> load {};
    return ::getloadavg(load.data(), 1) == 1 ? load[0] : 0;
}

/// "12,345.6"
std::string shown(double value, int decimals) {
    std::array<char, 64> text {};
    std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
    std::string digits { text.data() };
    const auto point = std::min(digits.find('.'), digits.size());
    constexpr std::size_t group = 3;
    for (auto at = point; at > group; at -= group) {
        if (digits[at - group - 1] != '-') {
            digits.insert(at - group, 1, ',');
        }
    }
    return digits;
}

std::string verdict(const Target& target, double value, int decimals) {
    if (target.kind == Target::Kind::none) {
        return "";
    }
    const bool least = target.kind == Target::Kind::at_least;
    const bool met = least ? value >= target.value : value <= target.value;
    return std::string { least ? "at least " : "at most " } + shown(target.value, decimals)
        + (met ? ": met" : ": **missed**");
}

std::string processor() {
    std::ifstream file { "/proc/cpuinfo" };
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("model name")) {
            return line.substr(std::min(line.find(':') + 2, line.size()));
        }
    }
    return "unknown processor";
}

std::string_view file_system(const std::string& folder) {
    struct statfs facts {};
    if (::statfs(folder.c_str(), &facts) != 0) {
        return "unknown";
    }
    constexpr std::array<std::pair<long, std::string_view>, 5> known {
        { { 0xEF53, "ext4" },
          { 0x58465342, "xfs" },
          { 0x9123683E, "btrfs" },
          { 0x01021994, "tmpfs (not durable)" },
          { 0x794C7630, "overlayfs" } }
    };
    for (const auto& [magic, name] : known) {
        if (facts.f_type == magic) {
            return name;
        }
    }
    return "another file system";
}

} // namespace

double median(std::vector<double> values) {
    if (values.empty()) {
        return 0;
    }
    std::ranges::sort(values);
    const auto middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

std::vector<double> ratios(const std::vector<double>& of, const std::vector<double>& to) {
    std::vector<double> all;
    for (std::size_t i = 0; i < of.size(); ++i) {
        all.push_back(of[i] / to[i]);
    }
    return all;
}

Report::Report(std::string title, std::string conditions)
    : title_(std::move(title))
    , conditions_(std::move(conditions))
    , load_at_start_(load_now()) { }

void Report::add(std::string name, const std::vector<double>& rounds, int decimals, Target target) {
    const auto middle = median(rounds);
    std::string line = "| " + std::move(name) + " | " + shown(middle, decimals) + " | ";
    if (rounds.size() > 1) {
        const auto [low, high] = std::ranges::minmax(rounds);
        line += shown(low, decimals) + " - " + shown(high, decimals);
    }
    lines_.push_back(line + " | " + verdict(target, middle, decimals) + " |");
}

void Report::note(std::string sentence) {
    notes_.push_back(std::move(sentence));
}

void Report::print() const {
    std::printf("\n### %s\n\n", title_.c_str());
    std::printf(
        "%s. Load average %.1f before, %.1f after.\n\n",
        conditions_.c_str(),
        load_at_start_,
        load_now()
    );
    std::printf("| | median | range | target |\n|---|---|---|---|\n");
    for (const auto& line : lines_) {
        std::printf("%s\n", line.c_str());
    }
    for (const auto& sentence : notes_) {
        std::printf("\n%s\n", sentence.c_str());
    }
    static_cast<void>(std::fflush(stdout));
}

std::string machine(const std::string& folder) {
    utsname names {};
    ::uname(&names);
    return std::to_string(std::thread::hardware_concurrency()) + " cores (" + processor() + "), "
        + std::string { file_system(folder) } + ", Linux " + names.release;
}

} // namespace boai::bench
