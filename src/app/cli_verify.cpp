#include "app/cli.hpp"
#include "journal/checkpoint.hpp"
#include "ledger/receipt_extra.hpp"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <ranges>

namespace boai::app {
namespace {

Result<std::string> read_whole(const std::string& path) {
    std::ifstream stream { path, std::ios::binary };
    std::string bytes { std::istreambuf_iterator<char> { stream }, {} };
    if (!stream) {
        return fail(Errc::not_found, compose({ "读不到 {}", "{} cannot be read" }, { path }));
    }
    return bytes;
}

/// A verifier key as it is typed or copied, perhaps with its line end.
Result<journal::Verifier> read_key(std::string_view text) {
    while (text.ends_with('\n') || text.ends_with(' ') || text.ends_with('\r')) {
        text.remove_suffix(1);
    }
    return journal::parse_vkey(text);
}

std::string time_of(const journal::Signer& signer) {
    return to_string(Instant { static_cast<std::int64_t>(signer.unix_seconds) * 1000 });
}

/// Every witness asked for has signed. Errors: invalid, naming the one that has not.
Result<void>
check_witnesses(const std::vector<journal::Verifier>& asked, const journal::Proven& proven) {
    for (const auto& witness : asked) {
        if (std::ranges::find(proven.witnesses, witness, &journal::Signer::verifier)
            == proven.witnesses.end()) {
            return fail(
                Errc::invalid,
                compose({ "见证方 {} 没有签名", "the witness {} has not signed" }, { witness.name })
            );
        }
    }
    return {};
}

void say(const Message& line) {
    std::printf("  ✓ %s / %s\n", line.zh.c_str(), line.en.c_str());
}

void print_proven(const journal::Proven& proven, std::string_view entry) {
    const auto& head = proven.checkpoint.head;
    std::printf("证明有效 / The proof holds.\n");
    say(compose(
        { "日志 {} 的检查点由该日志的密钥签名，共 {} 条",
          "the checkpoint of log {} over {} entries is signed with the key of the log" },
        { proven.checkpoint.origin, std::to_string(head.size) }
    ));
    say(compose(
        { "这一条是其中第 {} 条（从 0 起），哈希逐级得出已签名的根",
          "the entry is number {} of them (from 0): its hash leads to the signed root" },
        { std::to_string(proven.index) }
    ));
    for (const auto& witness : proven.witnesses) {
        say(compose(
            { "见证方 {} 于 {} 见过同一检查点", "the witness {} saw this same checkpoint at {}" },
            { witness.verifier.name, time_of(witness) }
        ));
    }
    if (proven.witnesses.empty()) {
        std::printf(
            "  未核对见证方 / No witness was asked for: that all people are shown the same log was "
            "not checked.\n"
        );
    }
    std::printf("条目内容 / The entry:\n%.*s\n", static_cast<int>(entry.size()), entry.data());
}

/// What only the holder of the file knows, found to be what the entry commits to.
void print_disclosures(const std::vector<ledger::Disclosure>& disclosures) {
    for (const auto& [field, salt, value] : disclosures) {
        const auto title
            = field == "donor" ? Message { { "捐赠人", "the donor" } } : Message { field, field };
        constexpr Text words { "{}：{}，与条目中密封的一致", "{}: {}, as sealed in the entry" };
        say({ compose(words, { title.zh, value }).zh, compose(words, { title.en, value }).en });
    }
}

/// An entry whose proof holds.
struct Checked {
    std::uint64_t index = 0;
    std::string entry;
};

/// Checks one proof and prints what was found. Errors: as run_verify.
Result<Checked> verify_one(
    const VerifyOptions& options,
    const std::string& file,
    const journal::Verifier& log,
    const std::vector<journal::Verifier>& witnesses
) {
    const auto text = TRY(read_whole(file));
    const auto proof = TRY(journal::parse_proof(text));
    auto extra = TRY(ledger::read_extra(proof.extra));
    auto entry = options.leaf.empty() ? extra.leaf : TRY(read_whole(options.leaf));
    const auto proven = TRY(journal::verify_proof(proof, entry, log, witnesses));
    TRY(check_witnesses(witnesses, proven));
    print_proven(proven, entry);
    if (options.leaf.empty()) {
        print_disclosures(extra.disclosures);
    }
    return Checked { proven.index, std::move(entry) };
}

/// The entry amends the first and comes after the one before it. Errors: invalid.
Result<void> check_follows(const Checked& entry, std::uint64_t first, std::uint64_t before) {
    TRY(ledger::check_amends(entry.entry, first));
    if (entry.index <= before) {
        return fail(
            Errc::invalid,
            compose(
                { "第 {} 条不在第 {} 条之后；请按先后给出各次更正",
                  "entry {} does not come after entry {}; give the amendments in their order" },
                { std::to_string(entry.index), std::to_string(before) }
            )
        );
    }
    return {};
}

/// What was given is told by the first entry, who gave by the last one that amends it.
void print_amended(std::uint64_t first, const std::vector<std::uint64_t>& further) {
    std::string all;
    for (const auto index : further) {
        all += (all.empty() ? "" : ", ") + std::to_string(index);
    }
    const auto origin = std::to_string(first);
    const auto newest = std::to_string(further.back());
    say(compose(
        { "第 {} 条先后更正了第 {} 条的捐赠人：捐了什么以第 {} 条为准，谁捐的以第 {} 条为准",
          "entry {} in turn puts another donor on entry {}: what was given is as entry {} says, "
          "who gave as entry {} says" },
        { all, origin, origin, newest }
    ));
}

} // namespace

Result<void> run_verify(const VerifyOptions& options) {
    const auto log = TRY(read_key(options.key));
    std::vector<journal::Verifier> witnesses;
    witnesses.reserve(options.witnesses.size());
    for (const auto& text : options.witnesses) {
        witnesses.push_back(TRY(read_key(text)));
    }
    const auto& first = options.files.front();
    const auto index = TRY(verify_one(options, first, log, witnesses)).index;
    std::vector<std::uint64_t> further;
    for (const auto& file : options.files | std::views::drop(1)) {
        const auto checked = TRY(verify_one(options, file, log, witnesses));
        TRY(check_follows(checked, index, further.empty() ? index : further.back()));
        further.push_back(checked.index);
    }
    if (!further.empty()) {
        print_amended(index, further);
    }
    return {};
}

} // namespace boai::app
