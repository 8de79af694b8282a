#include "journal/note.hpp"

#include "crypto/hash.hpp"

#include <algorithm>

namespace boai::journal {
namespace {

constexpr std::string_view dash = "\xE2\x80\x94 ";
constexpr std::size_t id_size = 4;
constexpr std::size_t time_size = 8;
constexpr std::size_t signatures_max = 100;

std::string_view bytes_of(crypto::PublicKey const& key) {
    return { reinterpret_cast<char const*>(key.data()), key.size() };
}

std::string kind_and_key(Verifier const& verifier) {
    return static_cast<char>(verifier.kind) + std::string { bytes_of(verifier.key) };
}

bool is_key_name(std::string_view name) {
    return !name.empty() && std::ranges::none_of(name, [](char c) {
        return static_cast<unsigned char>(c) <= ' ' || c == '+' || c == '\x7F';
    });
}

std::unexpected<Error> no_note() {
    return fail(Errc::invalid, Text { "不是签名文本（signed note）", "this is not a signed note" });
}

std::unexpected<Error> no_key() {
    return fail(Errc::invalid, Text { "不是验证公钥（vkey）", "this is not a verifier key" });
}

/// What a witness signs. Source: C2SP tlog-cosignature v1.0.1.
std::string witnessed(std::string_view text, std::uint64_t unix_seconds) {
    return "cosignature/v1\ntime " + std::to_string(unix_seconds) + "\n" + std::string { text };
}

std::string big_endian(std::uint64_t number) {
    std::string bytes(time_size, '\0');
    for (auto at = bytes.rbegin(); at != bytes.rend(); ++at, number >>= 8U) {
        *at = static_cast<char>(number & 0xFFU);
    }
    return bytes;
}

std::uint64_t from_big_endian(std::string_view bytes) {
    std::uint64_t number = 0;
    for (const char byte : bytes) {
        number = number << 8U | static_cast<unsigned char>(byte);
    }
    return number;
}

bool has_control_character(std::string_view text) {
    return std::ranges::any_of(text, [](char c) {
        return static_cast<unsigned char>(c) < ' ' && c != '\n';
    });
}

/// The time of a good signature. Errors: invalid.
Result<std::uint64_t>
check(std::string_view text, NoteSignature const& signature, Verifier const& verifier) {
    std::string_view bytes = signature.bytes;
    std::string message { text };
    std::uint64_t unix_seconds = 0;
    if (verifier.kind == KeyKind::cosignature && bytes.size() > time_size) {
        unix_seconds = from_big_endian(bytes.substr(0, time_size));
        bytes.remove_prefix(time_size);
        message = witnessed(text, unix_seconds);
    }
    if (!crypto::is_signed(message, bytes, verifier.key)) {
        return fail(
            Errc::invalid,
            compose({ "{} 的签名不对", "the signature of {} is false" }, { verifier.name })
        );
    }
    return unix_seconds;
}

} // namespace

std::string Verifier::id() const {
    const auto digest = crypto::sha256(name + "\n" + kind_and_key(*this));
    return std::string { crypto::view(digest).substr(0, id_size) };
}

std::string Verifier::vkey() const {
    return name + "+" + crypto::hex(id()) + "+" + crypto::base64(kind_and_key(*this));
}

Result<Verifier> parse_vkey(std::string_view text) {
    const auto first = text.find('+');
    const auto second = first == std::string_view::npos ? first : text.find('+', first + 1);
    if (second == std::string_view::npos) {
        return no_key();
    }
    const auto bytes = crypto::parse_base64(text.substr(second + 1));
    if (!bytes || bytes->size() != 1 + crypto::public_key_size) {
        return no_key();
    }
    Verifier verifier { .name = std::string { text.substr(0, first) },
                        .kind = static_cast<KeyKind>(bytes->front()) };
    std::copy(bytes->begin() + 1, bytes->end(), verifier.key.begin());
    const bool known = verifier.kind == KeyKind::ed25519 || verifier.kind == KeyKind::cosignature;
    if (!known || !is_key_name(verifier.name) || verifier.vkey() != text) {
        return no_key();
    }
    return verifier;
}

std::string to_text(NoteSignature const& signature) {
    return std::string { dash } + signature.name + " "
        + crypto::base64(signature.id + signature.bytes) + "\n";
}

Result<NoteSignature> parse_signature_line(std::string_view line) {
    if (!line.starts_with(dash) || !line.ends_with('\n')) {
        return no_note();
    }
    line.remove_prefix(dash.size());
    line.remove_suffix(1);
    const auto space = line.find(' ');
    const auto name = line.substr(0, space);
    if (space == std::string_view::npos || !is_key_name(name)) {
        return no_note();
    }
    const auto bytes = crypto::parse_base64(line.substr(space + 1));
    if (!bytes || bytes->size() <= id_size) {
        return no_note();
    }
    return NoteSignature { std::string { name },
                           bytes->substr(0, id_size),
                           bytes->substr(id_size) };
}

Result<Note> parse_note(std::string_view bytes) {
    const auto end = bytes.rfind("\n\n");
    if (end == std::string_view::npos || has_control_character(bytes)) {
        return no_note();
    }
    Note note { std::string { bytes.substr(0, end + 1) }, {} };
    auto rest = bytes.substr(end + 2);
    while (!rest.empty()) {
        const auto line_end = rest.find('\n');
        if (line_end == std::string_view::npos || note.signatures.size() == signatures_max) {
            return no_note();
        }
        note.signatures.push_back(TRY(parse_signature_line(rest.substr(0, line_end + 1))));
        rest.remove_prefix(line_end + 1);
    }
    if (note.signatures.empty()) {
        return no_note();
    }
    return note;
}

std::string to_text(Note const& note) {
    auto text = note.text + "\n";
    for (auto const& signature : note.signatures) {
        text += to_text(signature);
    }
    return text;
}

NoteSignature sign(std::string_view text, Verifier const& verifier, crypto::SigningKey const& key) {
    return { verifier.name, verifier.id(), key.sign(text) };
}

NoteSignature cosign(
    std::string_view text,
    std::uint64_t unix_seconds,
    Verifier const& verifier,
    crypto::SigningKey const& key
) {
    return { verifier.name,
             verifier.id(),
             big_endian(unix_seconds) + key.sign(witnessed(text, unix_seconds)) };
}

Result<std::vector<Signer>> signers_of(Note const& note, std::span<Verifier const> known) {
    std::vector<Signer> signers;
    for (auto const& signature : note.signatures) {
        const auto verifier = std::ranges::find_if(known, [&](Verifier const& each) {
            return each.name == signature.name && each.id() == signature.id;
        });
        if (verifier != known.end()) {
            const auto time = TRY(check(note.text, signature, *verifier));
            signers.push_back({ *verifier, time });
        }
    }
    return signers;
}

} // namespace boai::journal
