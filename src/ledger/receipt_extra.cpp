#include "ledger/receipt_extra.hpp"

#include "base/json_text.hpp"
#include "crypto/hash.hpp"
#include "ledger/leaf.hpp"

#include <simdjson.h>

#include <algorithm>

namespace boai::ledger {
namespace {

Error unreadable() {
    return { Errc::invalid,
             Text { "证明中所附的内容读不出来", "what goes with the proof cannot be read" },
             {} };
}

Result<Disclosure> parse_disclosure(simdjson::dom::parser& parser, std::string_view line) {
    simdjson::dom::object object;
    std::string_view field;
    std::string_view salt;
    std::string_view value;
    const bool is_good = parser.parse(line.data(), line.size()).get(object) == simdjson::SUCCESS
        && object.size() == 3 && object["field"].get(field) == simdjson::SUCCESS
        && object["salt"].get(salt) == simdjson::SUCCESS
        && object["value"].get(value) == simdjson::SUCCESS;
    if (!is_good) {
        return std::unexpected(unreadable());
    }
    return Disclosure { std::string { field }, std::string { salt }, std::string { value } };
}

/// Errors: invalid.
Result<void>
check_disclosure(const Disclosure& disclosure, const std::vector<Commitment>& commitments) {
    const auto bytes = TRY(crypto::parse_hex(disclosure.salt));
    Salt salt {};
    if (bytes.size() != salt.size() || crypto::hex(bytes) != disclosure.salt) {
        return std::unexpected(unreadable());
    }
    std::ranges::copy(bytes, reinterpret_cast<char*>(salt.data()));
    const auto hash = commit(disclosure.field, salt, disclosure.value);
    const bool is_told = std::ranges::any_of(commitments, [&](const Commitment& commitment) {
        return commitment.field == disclosure.field && commitment.hash == hash;
    });
    if (!is_told) {
        return fail(
            Errc::invalid,
            Text { "所附的内容与账本中密封的不一致",
                   "what goes with the proof is not what the entry commits to" }
        );
    }
    return {};
}

} // namespace

std::string write_extra(std::string_view leaf, const std::vector<Disclosure>& disclosures) {
    std::string extra { leaf };
    for (const auto& disclosure : disclosures) {
        extra += '\n';
        JsonObject { extra }
            .text("field", disclosure.field)
            .text("salt", disclosure.salt)
            .text("value", disclosure.value);
    }
    return extra;
}

Result<ReceiptExtra> read_extra(std::string_view extra) {
    auto end = extra.find('\n');
    ReceiptExtra found { std::string { extra.substr(0, end) }, {} };
    if (end == std::string_view::npos) {
        return found;
    }
    LeafReader reader;
    const auto leaf = reader.read(found.leaf);
    if (!leaf) {
        return std::unexpected(unreadable());
    }
    simdjson::dom::parser parser;
    while (end != std::string_view::npos) {
        extra.remove_prefix(end + 1);
        end = extra.find('\n');
        auto disclosure = TRY(parse_disclosure(parser, extra.substr(0, end)));
        TRY(check_disclosure(disclosure, leaf->commitments));
        found.disclosures.push_back(std::move(disclosure));
    }
    return found;
}

Result<void> check_amends(std::string_view leaf, std::uint64_t index) {
    const auto told = LeafReader {}.read(leaf);
    if (!told || told->kind != EntryKind::amendment || told->corrects != index) {
        return fail(
            Errc::invalid,
            compose(
                { "后一条不是对第 {} 条（从 0 起）的更正",
                  "the further entry does not amend entry number {} (from 0)" },
                { std::to_string(index) }
            )
        );
    }
    return {};
}

} // namespace boai::ledger
