/// \file
/// Medians, ratios and the conditions they were measured under, printed as Markdown.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace boai::bench {

/// Seconds since it was made.
class Stopwatch {
public:
    [[nodiscard]] double seconds() const {
        return std::chrono::duration<double>(Clock::now() - start_).count();
    }

private:
    using Clock = std::chrono::steady_clock;
    Clock::time_point start_ = Clock::now();
};

/// The middle value; the mean of the middle two of an even number; 0 of none.
[[nodiscard]] double median(std::vector<double> values);

/// Run by run, one series over the other. Both have the same length.
[[nodiscard]] std::vector<double>
ratios(const std::vector<double>& of, const std::vector<double>& to);

/// What a figure has to reach.
struct Target {
    enum class Kind : std::uint8_t { none, at_least, at_most };
    Kind kind = Kind::none;
    double value = 0;
};

[[nodiscard]] constexpr Target at_least(double value) {
    return { Target::Kind::at_least, value };
}

[[nodiscard]] constexpr Target at_most(double value) {
    return { Target::Kind::at_most, value };
}

/// One program's results. Prints itself when finished. Threads: one.
class Report {
public:
    /// `conditions` says what is not told by the machine, such as the number of rows.
    Report(std::string title, std::string conditions);

    /// Adds a figure measured once in each round; `decimals` are shown.
    void add(std::string name, const std::vector<double>& rounds, int decimals, Target target = {});
    /// Adds a sentence below the table.
    void note(std::string sentence);
    /// Prints the heading, the conditions and the table.
    void print() const;

private:
    std::string title_;
    std::string conditions_;
    double load_at_start_;
    std::vector<std::string> lines_;
    std::vector<std::string> notes_;
};

/// Cores, processor, file system of `folder` and kernel, in one line.
[[nodiscard]] std::string machine(const std::string& folder);

} // namespace boai::bench
