/// \file
/// Signed notes: a text with signatures below it, each by a named key.
/// Source: C2SP signed-note v1.0.0.
#pragma once

#include "base/result.hpp"
#include "crypto/signature.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace boai::journal {

/// The kinds of keys read here; the number is the first byte of the key.
enum class KeyKind : std::uint8_t {
    ed25519 = 0x01, ///< signs the text itself
    cosignature = 0x04, ///< signs the text with the time: a witness (tlog-cosignature v1.0.1)
};

/// A key as others know it. Text form ("vkey"): name+id+base64(kind and key).
struct Verifier {
    std::string name; ///< no space, no plus
    KeyKind kind = KeyKind::ed25519;
    crypto::PublicKey key {};

    /// The four bytes that tell keys of one name apart.
    [[nodiscard]] std::string id() const;
    [[nodiscard]] std::string vkey() const;
    friend bool operator==(Verifier const&, Verifier const&) = default;
};

/// Errors: invalid when it is no vkey, or its id is not that of its key.
Result<Verifier> parse_vkey(std::string_view text);

/// One line of signature.
struct NoteSignature {
    std::string name;
    std::string id; ///< four bytes
    std::string bytes; ///< what follows the id
};

/// Text, which ends in a line end, and signatures.
struct Note {
    std::string text;
    std::vector<NoteSignature> signatures;
};

/// Errors: invalid when it is no note: no signature, a control character, a torn line.
Result<Note> parse_note(std::string_view bytes);
[[nodiscard]] std::string to_text(Note const& note);

/// One line of signature, with its line end.
[[nodiscard]] std::string to_text(NoteSignature const& signature);
/// Reads one such line. Errors: invalid.
Result<NoteSignature> parse_signature_line(std::string_view line);

/// Signs a text. `key` must be that of the verifier.
[[nodiscard]] NoteSignature
sign(std::string_view text, Verifier const& verifier, crypto::SigningKey const& key);
/// Signs a text as a witness, at a time in whole seconds since 1970.
[[nodiscard]] NoteSignature cosign(
    std::string_view text,
    std::uint64_t unix_seconds,
    Verifier const& verifier,
    crypto::SigningKey const& key
);

/// A signature that was found good; `unix_seconds` is 0 but for witnesses.
struct Signer {
    Verifier verifier;
    std::uint64_t unix_seconds = 0;
};

/// The known keys that have signed the note; unknown ones are passed over.
/// Errors: invalid when a known key's signature is false. Threads: any.
Result<std::vector<Signer>> signers_of(Note const& note, std::span<Verifier const> known);

} // namespace boai::journal
