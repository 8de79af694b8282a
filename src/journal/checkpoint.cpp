#include "journal/checkpoint.hpp"

#include <algorithm>
#include <charconv>

namespace boai::journal {
namespace {

constexpr std::string_view proof_header = "c2sp.org/tlog-proof@v1";
constexpr std::size_t hashes_max = 63;

std::unexpected<Error> malformed(Text message) {
    return fail(Errc::invalid, message);
}

std::unexpected<Error> no_checkpoint() {
    return malformed({ "不是日志检查点", "this is not a checkpoint" });
}

std::unexpected<Error> no_proof() {
    return malformed({ "不是日志证明（tlog-proof）", "this is not a log proof" });
}

std::unexpected<Error> no_request() {
    return malformed({ "不是见证请求", "this is not a request to a witness" });
}

/// Takes a line without its end; nothing when there is no line end left.
std::optional<std::string_view> take_line(std::string_view& rest) {
    const auto end = rest.find('\n');
    if (end == std::string_view::npos) {
        return std::nullopt;
    }
    const auto line = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    return line;
}

/// A decimal number as a checkpoint writes it: no sign, no leading zero.
std::optional<std::uint64_t> number_in(std::string_view digits) {
    std::uint64_t number = 0;
    auto const* const end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, number);
    const bool plain = digits.size() == 1 || !digits.starts_with('0');
    const bool good = !digits.empty() && plain && error == std::errc {} && stop == end;
    return good ? std::optional { number } : std::nullopt;
}

std::optional<Hash> hash_in(std::string_view line) {
    const auto bytes = crypto::parse_base64(line);
    Hash hash;
    // The same text back: base 64 has several spellings of a last character.
    if (!bytes || bytes->size() != hash.size() || crypto::base64(*bytes) != line) {
        return std::nullopt;
    }
    std::ranges::copy(*bytes, hash.begin());
    return hash;
}

std::string line_of(Hash const& hash) {
    return crypto::base64(crypto::view(hash)) + "\n";
}

/// Lines of hashes up to an empty line, which is taken too.
std::optional<std::vector<Hash>> take_hashes(std::string_view& rest) {
    std::vector<Hash> hashes;
    while (const auto line = take_line(rest)) {
        if (line->empty()) {
            return hashes;
        }
        const auto hash = hash_in(*line);
        if (!hash || hashes.size() == hashes_max) {
            return std::nullopt;
        }
        hashes.push_back(*hash);
    }
    return std::nullopt;
}

/// What follows `label` in a line "label NUMBER".
std::optional<std::uint64_t>
labelled(std::optional<std::string_view> line, std::string_view label) {
    return line && line->starts_with(label) ? number_in(line->substr(label.size())) : std::nullopt;
}

} // namespace

std::string to_text(Checkpoint const& checkpoint) {
    return checkpoint.origin + "\n" + std::to_string(checkpoint.head.size) + "\n"
        + line_of(checkpoint.head.root);
}

Result<Checkpoint> parse_checkpoint(std::string_view text) {
    const auto origin = take_line(text);
    const auto size_line = take_line(text);
    const auto root_line = take_line(text);
    if (!origin || origin->empty() || !size_line || !root_line) {
        return no_checkpoint();
    }
    const auto size = number_in(*size_line);
    const auto root = hash_in(*root_line);
    if (!size || !root || (*size == 0 && *root != empty_root())) {
        return no_checkpoint();
    }
    while (!text.empty()) {
        const auto extension = take_line(text);
        if (!extension || extension->empty()) {
            return no_checkpoint();
        }
    }
    return Checkpoint { std::string { *origin }, { *size, *root } };
}

Note sign_checkpoint(
    Checkpoint const& checkpoint, Verifier const& verifier, crypto::SigningKey const& key
) {
    Note note { to_text(checkpoint), {} };
    note.signatures.push_back(sign(note.text, verifier, key));
    return note;
}

Result<OpenedCheckpoint>
open_checkpoint(Note const& note, Verifier const& log, std::span<Verifier const> witnesses) {
    std::vector<Verifier> known { log };
    known.insert(known.end(), witnesses.begin(), witnesses.end());
    auto signers = TRY(signers_of(note, known));
    const auto own = std::ranges::find(signers, log, &Signer::verifier);
    if (own == signers.end()) {
        return malformed({ "检查点没有日志自己的签名", "the log has not signed this checkpoint" });
    }
    signers.erase(own);
    auto checkpoint = TRY(parse_checkpoint(note.text));
    if (checkpoint.origin != log.name) {
        return malformed({ "检查点属于另一个日志", "this checkpoint is of another log" });
    }
    return OpenedCheckpoint { std::move(checkpoint), std::move(signers) };
}

std::string to_text(AddCheckpoint const& request) {
    auto text = "old " + std::to_string(request.old_size) + "\n";
    for (auto const& hash : request.consistency) {
        text += line_of(hash);
    }
    return text + "\n" + request.note;
}

Result<AddCheckpoint> parse_add_checkpoint(std::string_view body) {
    const auto old_size = labelled(take_line(body), "old ");
    if (!old_size) {
        return no_request();
    }
    auto hashes = take_hashes(body);
    if (!hashes || body.empty()) {
        return no_request();
    }
    return AddCheckpoint { *old_size, std::move(*hashes), std::string { body } };
}

std::string to_text(LogProof const& proof) {
    auto text = std::string { proof_header } + "\n";
    if (!proof.extra.empty()) {
        text += "extra " + crypto::base64(proof.extra) + "\n";
    }
    text += "index " + std::to_string(proof.index) + "\n";
    for (auto const& hash : proof.inclusion) {
        text += line_of(hash);
    }
    return text + "\n" + proof.checkpoint;
}

Result<LogProof> parse_proof(std::string_view text) {
    if (take_line(text) != proof_header) {
        return no_proof();
    }
    LogProof proof;
    auto line = take_line(text);
    constexpr std::string_view extra = "extra ";
    if (line && line->starts_with(extra)) {
        auto bytes = crypto::parse_base64(line->substr(extra.size()));
        if (!bytes) {
            return no_proof();
        }
        proof.extra = std::move(*bytes);
        line = take_line(text);
    }
    const auto index = labelled(line, "index ");
    auto hashes = index ? take_hashes(text) : std::nullopt;
    if (!hashes || text.empty()) {
        return no_proof();
    }
    proof.index = *index;
    proof.inclusion = std::move(*hashes);
    proof.checkpoint = text;
    return proof;
}

Result<Proven> verify_proof(
    LogProof const& proof,
    std::string_view entry,
    Verifier const& log,
    std::span<Verifier const> witnesses
) {
    const auto note = TRY(parse_note(proof.checkpoint));
    auto opened = TRY(open_checkpoint(note, log, witnesses));
    auto const& head = opened.checkpoint.head;
    TRY(verify_inclusion({ proof.index, head.size, leaf_hash(entry), head.root }, proof.inclusion));
    return Proven { std::move(opened.checkpoint), proof.index, std::move(opened.witnesses) };
}

} // namespace boai::journal
