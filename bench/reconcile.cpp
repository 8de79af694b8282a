/// \file
/// Reconciliation: lines of a statement against gifts, by number, by payer and by suggestion,
/// beside a plain hash join of the same two lists by number and amount alone.
#include "bench/support/bench_main.hpp"
#include "bench/support/measure.hpp"
#include "reconciliation/match.hpp"

#include <algorithm>
#include <random>
#include <string>
#include <unordered_map>
#include <vector>

namespace boai::bench {
namespace {

using reconciliation::BookEntry;
using reconciliation::Line;

constexpr double seconds_max = 5;
constexpr Day first_day { 18'262 }; // 2020-01-01
constexpr std::size_t gifts_a_day = 3'000;

struct Options {
    std::size_t gifts = 100'000;
    std::size_t rounds = 5;
};

/// A statement and the gifts it tells of: two thirds by number, a fifth by payer alone, the rest
/// with masked names, sums of one payer's day, and some that nothing fits.
class Lists {
public:
    explicit Lists(std::size_t gifts) {
        texts_.reserve(gifts * 3);
        for (std::size_t i = 0; i < gifts; ++i) {
            add(static_cast<std::int64_t>(i));
        }
        std::ranges::shuffle(lines, random_);
        std::ranges::shuffle(entries, random_);
    }

    std::vector<Line> lines;
    std::vector<BookEntry> entries;

private:
    std::string_view keep(std::string text) { return texts_.emplace_back(std::move(text)); }

    void add(std::int64_t number) {
        constexpr std::int64_t steps = 500;
        const auto day
            = first_day + static_cast<std::int32_t>(number / std::int64_t { gifts_a_day });
        const auto amount = static_cast<std::int64_t>(random_() % steps + 1) * 100;
        const auto payer = keep("示例" + std::to_string(random_() % 40'000) + "号");
        Line line { .id = number, .day = day, .amount = amount, .payer = payer };
        BookEntry entry { .id = number, .day = day, .amount = amount, .payer = payer };
        constexpr std::uint32_t parts = 100;
        const auto part = random_() % parts;
        if (part < 67) {
            const auto reference = keep("4200" + std::to_string(100'000'000'000 + number));
            line.references = { reference, keep("G" + std::to_string(number)), {} };
            entry.reference = reference;
        } else if (part < 87) {
            line.day = day + static_cast<std::int32_t>(random_() % 3);
        } else if (part < 95) {
            line.payer = keep("*" + std::to_string(random_() % 10) + "号");
        } else if (part < 98) {
            line.amount += 1;
        } else {
            entry.payer = {};
        }
        lines.push_back(line);
        entries.push_back(entry);
    }

    std::vector<std::string> texts_;
    std::mt19937 random_ { 11 };
};

/// What any program does that looks for equal numbers and amounts.
std::size_t hash_join(const Lists& lists) {
    std::unordered_map<std::string, const BookEntry*> by_number;
    by_number.reserve(lists.entries.size());
    for (const auto& entry : lists.entries) {
        if (!entry.reference.empty()) {
            by_number.emplace(
                std::string { entry.reference } + '|' + std::to_string(entry.amount), &entry
            );
        }
    }
    std::size_t found = 0;
    for (const auto& line : lists.lines) {
        const auto& number = line.references.front();
        found += by_number.contains(std::string { number } + '|' + std::to_string(line.amount))
            ? 1U
            : 0U;
    }
    return found;
}

Result<void> run(const Options& options) {
    const Lists lists { options.gifts };
    std::vector<double> ours;
    std::vector<double> exact;
    std::vector<double> join;
    std::size_t proved = 0;
    std::size_t suggested = 0;
    for (std::size_t round = 0; round < options.rounds; ++round) {
        const Stopwatch whole;
        const auto matches = reconciliation::match(lists.lines, lists.entries);
        ours.push_back(whole.seconds());
        proved = suggested = 0;
        for (const auto& match : matches) {
            (reconciliation::is_proof(match.reason) ? proved : suggested) += 1;
        }
        const Stopwatch by_number;
        const auto pairs = reconciliation::match_exactly(lists.lines, lists.entries).size();
        exact.push_back(by_number.seconds());
        const Stopwatch plain;
        const auto joined = hash_join(lists);
        join.push_back(plain.seconds());
        if (joined != pairs) {
            return fail(Errc::internal, Text { "两种方法结果不同", "the join finds other pairs" });
        }
    }
    Report report { "Reconciliation",
                    std::to_string(options.gifts) + " lines against as many gifts, "
                        + std::to_string(proved) + " matched and " + std::to_string(suggested)
                        + " suggested, in memory" };
    report.add("**all passes, s**", ours, 3, at_most(seconds_max));
    report.add("by number alone, s", exact, 3);
    report.add("hash join by number and amount, s", join, 3);
    report.add("all passes over the hash join", ratios(ours, join), 1);
    report.add("by number over the hash join", ratios(exact, join), 1);
    report.print();
    return {};
}

} // namespace
} // namespace boai::bench

int main(int argc, char** argv) {
    boai::bench::Options options;
    return boai::bench::bench_main(
        argc,
        argv,
        "Lines of a statement against gifts",
        [&](CLI::App& app) {
            app.add_option("--gifts", options.gifts)->capture_default_str();
            app.add_option("--rounds", options.rounds)->capture_default_str();
        },
        [&](boai::bench::Setup) { return boai::bench::run(options); }
    );
}
