#include "transparency/cosigner.hpp"

#include "journal/checkpoint.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace boai::transparency {
namespace {

using storage::InsertShape;
using storage::Kind;
using storage::Param;

const InsertShape cosignature_rows {
    "journal_cosignature",
    { { "branch_id" }, { "size" }, { "name", Kind::text }, { "line", Kind::text } },
    "ON CONFLICT (branch_id, size, name) DO UPDATE SET line = "
    "excluded.line"
};

constexpr int size_tries_max = 3;

std::unexpected<Error> refused(const std::string& witness, int status) {
    return fail(
        Errc::invalid,
        compose(
            { "见证方 {} 拒绝了检查点（{}）：{}",
              "the witness {} refuses the checkpoint ({}): {}" },
            { witness,
              std::to_string(status),
              status == 404       ? "unknown log"
                  : status == 403 ? "unknown key"
                  : status == 422 ? "not consistent with what it has seen"
                                  : "not understood" }
        )
    );
}

std::unexpected<Error> behind(const std::string& witness, std::uint64_t seen, std::uint64_t ours) {
    return fail(
        Errc::conflict,
        compose(
            { "见证方 {} 见过 {} 条的日志，而本账本只有 {} "
              "条：账本回退了，已停止公布。请恢复更新的备份",
              "the witness {} has seen {} entries of this log, and the book has {}: the book was "
              "rolled back, and nothing more of the log is published. Restore a newer backup" },
            { witness, std::to_string(seen), std::to_string(ours) }
        )
    );
}

/// The size in a body "SIZE\n"; nothing when it is something else.
std::optional<std::uint64_t> size_in(const WitnessAnswer& answer) {
    auto digits = std::string_view { answer.body };
    if (!answer.content_type.starts_with("text/x.tlog.size") || !digits.ends_with('\n')) {
        return std::nullopt;
    }
    digits.remove_suffix(1);
    std::uint64_t size = 0;
    const auto* const end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, size);
    return error == std::errc {} && stop == end && !digits.empty() ? std::optional { size }
                                                                   : std::nullopt;
}

std::string address_of(const journal::PolicyWitness& witness) {
    return witness.url + (witness.url.ends_with('/') ? "" : "/") + "add-checkpoint";
}

/// The witness's own true signature among the lines it answered; empty when there is none.
std::string
true_line(std::string_view lines, const journal::Verifier& witness, const std::string& note_text) {
    while (!lines.empty()) {
        const auto line = lines.substr(0, std::min(lines.size(), lines.find('\n') + 1));
        if (line.empty()) {
            break;
        }
        lines.remove_prefix(line.size());
        auto signature = journal::parse_signature_line(line);
        if (!signature) {
            continue;
        }
        const journal::Note note { note_text, { *signature } };
        const auto signers = journal::signers_of(note, { &witness, 1 });
        if (signers && !signers->empty()) {
            return std::string { line };
        }
    }
    return {};
}

} // namespace

std::vector<journal::Signer> Cosigner::signers(const std::string& note) const {
    const auto parsed = journal::parse_note(note);
    const auto keys = parts_.policy.witness_keys();
    auto found = parsed ? journal::signers_of(*parsed, keys)
                        : Result<std::vector<journal::Signer>> { std::vector<journal::Signer> {} };
    return found ? std::move(*found) : std::vector<journal::Signer> {};
}

void Cosigner::take(Id branch, PublishedCheckpoint checkpoint) {
    if (parts_.policy.is_satisfied(signers(checkpoint.note))) {
        parts_.published.publish(branch, checkpoint);
    }
    const std::lock_guard lock { mutex_ };
    taken_[branch] = std::move(checkpoint);
}

Result<void> Cosigner::round() {
    auto taken = [&] {
        const std::lock_guard lock { mutex_ };
        return std::exchange(taken_, {});
    }();
    Result<void> first_error;
    for (auto& [branch, checkpoint] : taken) {
        auto outcome = cosign(branch, checkpoint);
        if (parts_.policy.is_satisfied(signers(checkpoint.note))) {
            parts_.published.publish(branch, checkpoint);
        }
        if (!outcome) {
            const std::lock_guard lock { mutex_ };
            taken_.try_emplace(branch, std::move(checkpoint));
            if (first_error) {
                first_error = std::move(outcome);
            }
        }
    }
    return first_error;
}

Result<void> Cosigner::cosign(Id branch, PublishedCheckpoint& checkpoint) {
    Result<void> first_error;
    for (const auto& witness : parts_.policy.witnesses) {
        const auto has = signers(checkpoint.note);
        if (witness.url.empty()
            || std::ranges::find(has, witness.verifier, &journal::Signer::verifier) != has.end()) {
            continue;
        }
        auto line = ask(witness, branch, checkpoint);
        auto outcome = line ? keep(branch, checkpoint.size, witness.verifier.name, *line)
                            : Result<void> { std::unexpected(line.error()) };
        if (outcome) {
            checkpoint.note += *line;
        } else if (first_error) {
            first_error = std::move(outcome);
        }
    }
    return first_error;
}

Result<std::string>
Cosigner::request_of(Id branch, const PublishedCheckpoint& checkpoint, std::uint64_t old_size) {
    auto lease = TRY(parts_.readers.lend());
    StoredLog log { *lease, branch };
    const auto read
        = [&](int level, std::uint64_t index) { return log.hash(level, index, checkpoint.size); };
    const journal::AddCheckpoint request {
        old_size,
        TRY(journal::consistency_proof(old_size, checkpoint.size, read)),
        checkpoint.note,
    };
    return to_text(request);
}

Result<std::string> Cosigner::ask(
    const journal::PolicyWitness& witness, Id branch, const PublishedCheckpoint& checkpoint
) {
    auto& seen = seen_[{ branch, witness.name }];
    for (int tries = 0; tries < size_tries_max; ++tries) {
        const auto body = TRY(request_of(branch, checkpoint, std::min(seen, checkpoint.size)));
        const auto answer = TRY(parts_.send(address_of(witness), body));
        if (answer.status == 200) {
            const auto parsed = TRY(journal::parse_note(checkpoint.note));
            auto line = true_line(answer.body, witness.verifier, parsed.text);
            if (line.empty()) {
                return fail(
                    Errc::invalid,
                    compose(
                        { "见证方 {} 的签名不对", "the signature of the witness {} is false" },
                        { witness.name }
                    )
                );
            }
            seen = checkpoint.size;
            return line;
        }
        const auto size = answer.status == 409 ? size_in(answer) : std::nullopt;
        if (!size) {
            return refused(witness.name, answer.status);
        }
        if (*size > checkpoint.size) {
            // Nobody but us signs this log: what it has seen, this book has signed and lost.
            parts_.published.stop(branch);
            return behind(witness.name, *size, checkpoint.size);
        }
        seen = *size;
    }
    return refused(witness.name, 409);
}

Result<void>
Cosigner::keep(Id branch, std::uint64_t size, const std::string& name, std::string& line) {
    return parts_.writer.run(branch, [&](storage::Transaction& tx) {
        const std::array row { Param { branch },
                               Param { static_cast<std::int64_t>(size) },
                               Param { name },
                               Param { line } };
        return tx.insert(cosignature_rows, row);
    });
}

} // namespace boai::transparency
