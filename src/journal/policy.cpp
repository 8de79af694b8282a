#include "journal/policy.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace boai::journal {
namespace {

std::vector<std::string_view> words_of(std::string_view line) {
    std::vector<std::string_view> words;
    while (true) {
        line.remove_prefix(std::min(line.find_first_not_of(" \t\r"), line.size()));
        if (line.empty() || line.starts_with('#')) {
            return words;
        }
        words.push_back(line.substr(0, line.find_first_of(" \t\r")));
        line.remove_prefix(words.back().size());
    }
}

/// Reads the lines of a policy one by one.
class PolicyReader {
public:
    /// False when the line makes no sense where it stands.
    bool read(std::span<const std::string_view> words) {
        const auto keyword = words.front();
        const auto rest = words.subspan(1);
        if (keyword == "log") {
            return read_log(rest);
        }
        if (keyword == "witness") {
            return read_witness(rest);
        }
        if (keyword == "group") {
            return read_group(rest);
        }
        return keyword == "quorum" && read_quorum(rest);
    }

    [[nodiscard]] bool has_quorum() const { return has_quorum_; }

    Policy take() { return std::move(policy_); }

private:
    using Words = std::span<const std::string_view>;

    [[nodiscard]] bool is_known(std::string_view name) const {
        return std::ranges::find(policy_.witnesses, name, &PolicyWitness::name)
            != policy_.witnesses.end()
            || std::ranges::find(policy_.groups, name, &PolicyGroup::name) != policy_.groups.end();
    }

    [[nodiscard]] bool is_free(std::string_view name) const {
        return name != "none" && !is_known(name);
    }

    bool read_log(Words words) {
        if (words.empty() || words.size() > 2) {
            return false;
        }
        auto verifier = parse_vkey(words[0]);
        if (!verifier || verifier->kind != KeyKind::ed25519) {
            return false;
        }
        const std::string url { words.size() == 2 ? words[1] : std::string_view {} };
        policy_.logs.push_back({ std::move(*verifier), url });
        return true;
    }

    bool read_witness(Words words) {
        if (words.size() < 2 || words.size() > 3 || !is_free(words[0])) {
            return false;
        }
        auto verifier = parse_vkey(words[1]);
        if (!verifier || verifier->kind != KeyKind::cosignature) {
            return false;
        }
        const std::string url { words.size() == 3 ? words[2] : std::string_view {} };
        policy_.witnesses.push_back({ std::string { words[0] }, std::move(*verifier), url });
        return true;
    }

    bool read_group(Words words) {
        if (words.size() < 3 || !is_free(words[0])) {
            return false;
        }
        const auto members = words.subspan(2);
        const auto threshold = threshold_of(words[1], members.size());
        if (!threshold
            || !std::ranges::all_of(members, [&](auto name) { return is_known(name); })) {
            return false;
        }
        policy_.groups.push_back(
            { std::string { words[0] }, *threshold, { members.begin(), members.end() } }
        );
        return true;
    }

    static std::optional<std::size_t> threshold_of(std::string_view word, std::size_t members) {
        if (word == "any") {
            return 1;
        }
        if (word == "all") {
            return members;
        }
        std::size_t number = 0;
        const auto* const end = word.data() + word.size();
        const auto [stop, error] = std::from_chars(word.data(), end, number);
        const bool good = error == std::errc {} && stop == end && number >= 1 && number <= members;
        return good ? std::optional { number } : std::nullopt;
    }

    bool read_quorum(Words words) {
        if (words.size() != 1 || has_quorum_ || (words[0] != "none" && !is_known(words[0]))) {
            return false;
        }
        has_quorum_ = true;
        policy_.quorum = words[0];
        return true;
    }

    Policy policy_;
    bool has_quorum_ = false;
};

bool has_signed(const Policy& policy, std::string_view name, std::span<const Signer> signers) {
    const auto witness = std::ranges::find(policy.witnesses, name, &PolicyWitness::name);
    if (witness != policy.witnesses.end()) {
        return std::ranges::find(signers, witness->verifier, &Signer::verifier) != signers.end();
    }
    const auto group = std::ranges::find(policy.groups, name, &PolicyGroup::name);
    if (group == policy.groups.end()) {
        return false;
    }
    const auto count = std::ranges::count_if(group->members, [&](const std::string& member) {
        return has_signed(policy, member, signers);
    });
    return static_cast<std::size_t>(count) >= group->threshold;
}

} // namespace

std::vector<Verifier> Policy::witness_keys() const {
    std::vector<Verifier> keys;
    keys.reserve(witnesses.size());
    for (const auto& witness : witnesses) {
        keys.push_back(witness.verifier);
    }
    return keys;
}

bool Policy::is_satisfied(std::span<const Signer> signers) const {
    return quorum == "none" || has_signed(*this, quorum, signers);
}

Result<Policy> parse_policy(std::string_view text) {
    PolicyReader reader;
    for (int number = 1; !text.empty(); ++number) {
        const auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        const auto words = words_of(line);
        if (!words.empty() && !reader.read(words)) {
            return fail(
                Errc::invalid,
                compose(
                    { "见证策略第 {} 行无法理解", "line {} of the witness policy makes no sense" },
                    { std::to_string(number) }
                )
            );
        }
    }
    if (!reader.has_quorum()) {
        return fail(
            Errc::invalid,
            Text { "见证策略没有 quorum 行", "the witness policy has no line quorum" }
        );
    }
    return reader.take();
}

} // namespace boai::journal
