// Checkpoints, signed notes, proofs, keys, policies, bundles and tile paths of a log, as anybody
// may send them. What is read can be written and read again.
#include "expect.hpp"
#include "journal/checkpoint.hpp"
#include "journal/note.hpp"
#include "journal/policy.hpp"
#include "journal/tile.hpp"

namespace boai::journal {
namespace {

using fuzz::expect;

void check_notes(std::string_view text) {
    if (const auto note = parse_note(text)) {
        expect(to_text(*note) == text, "a note is written as it was read");
    }
    if (const auto checkpoint = parse_checkpoint(text)) {
        const auto again = parse_checkpoint(to_text(*checkpoint));
        expect(again && to_text(*again) == to_text(*checkpoint), "a checkpoint reads back");
    }
    if (const auto request = parse_add_checkpoint(text)) {
        const auto again = parse_add_checkpoint(to_text(*request));
        expect(again && to_text(*again) == to_text(*request), "a request for a witness reads back");
    }
    if (const auto proof = parse_proof(text)) {
        const auto again = parse_proof(to_text(*proof));
        expect(again && to_text(*again) == to_text(*proof), "a proof reads back");
    }
}

void check_bundle(std::string_view bytes) {
    const auto entries = parse_bundle(bytes);
    if (!entries) {
        return;
    }
    std::string again;
    for (const auto entry : *entries) {
        expect(append_entry(again, entry).has_value(), "an entry that was read can be written");
    }
    expect(again == bytes, "a bundle is written as it was read");
}

void check_lines(std::string_view text) {
    static_cast<void>(parse_signature_line(text));
    static_cast<void>(parse_policy(text));
    if (const auto verifier = parse_vkey(text)) {
        expect(verifier->vkey() == text, "a key is written as it was read");
    }
    if (const auto tile = parse_tile_path(text)) {
        expect(path_of(*tile) == text, "a tile has one path");
    }
}

} // namespace
} // namespace boai::journal

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer looks for this name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text { reinterpret_cast<const char*>(data), size };
    boai::journal::check_notes(text);
    boai::journal::check_bundle(text);
    boai::journal::check_lines(text);
    return 0;
}
