#include "ledger/leaf.hpp"

#include "base/json_text.hpp"

#include <simdjson.h>

#include <array>
#include <charconv>

namespace boai::ledger {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

Error not_a_leaf() {
    return { Errc::corrupt,
             Text { "日志里有一条不是账目", "a leaf of the log is not an entry of the ledger" },
             {} };
}

void append_lines(std::string& out, std::span<const Line> lines) {
    JsonArray array { out };
    for (const auto& line : lines) {
        JsonArray parts { array.item() };
        append_json(parts.item(), line.fund.code);
        append_json(parts.item(), line.account);
        append_json(parts.item(), line.commodity);
        parts.item().append("\"").append(std::to_string(line.amount)).append("\"");
    }
}

void append_goods(std::string& out, std::span<const GoodsTold> goods) {
    JsonArray array { out };
    for (const auto& one : goods) {
        JsonObject told { array.item() };
        told.text("lot", one.lot).text("commodity", one.commodity).text("item", one.item);
        if (!one.specification.empty()) {
            told.text("specification", one.specification);
        }
        told.text("unit", one.unit).text("value_basis", one.value_basis);
    }
}

/// The amounts of a reconciliation by their names in the leaf, in its order.
struct ReconciledAmount {
    std::string_view name;
    std::int64_t ReconciliationTold::* amount;
};

constexpr std::array reconciled_amounts {
    ReconciledAmount { "opening", &ReconciliationTold::opening },
    ReconciledAmount { "received", &ReconciliationTold::received },
    ReconciledAmount { "paid", &ReconciliationTold::paid },
    ReconciledAmount { "closing", &ReconciliationTold::closing },
    ReconciledAmount { "book", &ReconciliationTold::book },
    ReconciledAmount { "brought_forward", &ReconciliationTold::brought_forward },
    ReconciledAmount { "open_lines", &ReconciliationTold::open_lines },
    ReconciledAmount { "open_line_count", &ReconciliationTold::open_line_count },
    ReconciledAmount { "open_entries", &ReconciliationTold::open_entries },
    ReconciledAmount { "open_entry_count", &ReconciliationTold::open_entry_count },
};

void append_reconciliation(std::string& out, const ReconciliationTold& told) {
    JsonObject object { out };
    object.text("account", told.account)
        .text("begins", to_string(told.begins))
        .text("ends", to_string(told.ends));
    for (const auto& [name, amount] : reconciled_amounts) {
        object.text(name, std::to_string(told.*amount));
    }
}

template <class T>
bool take(object from, const char* name, T& value) {
    return from[name].get(value) == simdjson::SUCCESS;
}

/// An absent member is left as it is; one of another type is a fault.
bool take_text(object from, const char* name, std::string& value) {
    element found;
    if (from[name].get(found) != simdjson::SUCCESS) {
        return true;
    }
    std::string_view text;
    if (found.get(text) != simdjson::SUCCESS) {
        return false;
    }
    value = text;
    return true;
}

bool take_number(std::string_view text, std::int64_t& value) {
    const auto* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    return error == std::errc {} && stop == end;
}

bool take_lines(array from, std::vector<Leaf::Line>& lines) {
    for (const element item : from) {
        array parts;
        if (item.get(parts) != simdjson::SUCCESS || parts.size() != 4) {
            return false;
        }
        std::string_view texts[4];
        for (std::size_t i = 0; i < 4; ++i) {
            if (parts.at(i).get(texts[i]) != simdjson::SUCCESS) {
                return false;
            }
        }
        auto& line = lines.emplace_back();
        line.fund = texts[0];
        line.account = texts[1];
        line.commodity = texts[2];
        if (!take_number(texts[3], line.amount)) {
            return false;
        }
    }
    return true;
}

bool take_commitments(object from, std::vector<Commitment>& commitments) {
    for (const auto& [name, value] : from) {
        std::string_view hash;
        if (value.get(hash) != simdjson::SUCCESS) {
            return false;
        }
        commitments.push_back({ std::string { name }, std::string { hash } });
    }
    return true;
}

bool take_corrected(object from, std::optional<std::uint64_t>& corrects) {
    std::string text;
    std::int64_t number = 0;
    if (!take_text(from, "corrects", text)) {
        return false;
    }
    if (!text.empty()) {
        if (!take_number(text, number) || number < 0) {
            return false;
        }
        corrects = static_cast<std::uint64_t>(number);
    }
    return true;
}

bool take_day(object from, const char* name, Day& day) {
    std::string text;
    const bool is_there = take_text(from, name, text);
    const auto parsed = parse_day(text);
    day = parsed.value_or(Day {});
    return is_there && parsed.has_value();
}

/// An absent one is left out.
bool take_reconciliation(object from, std::optional<ReconciliationTold>& told) {
    object found;
    if (!take(from, "reconciliation", found)) {
        return true;
    }
    told.emplace();
    bool good = take_text(found, "account", told->account)
        && take_day(found, "begins", told->begins) && take_day(found, "ends", told->ends);
    for (const auto& [name, amount] : reconciled_amounts) {
        std::string text;
        good = good && take_text(found, name.data(), text)
            && take_number(text, told.value().*amount);
    }
    return good;
}

} // namespace

std::string write_leaf(const Entry& entry, std::span<const Commitment> commitments) {
    std::string out;
    out.reserve(384);
    {
        JsonObject leaf { out };
        leaf.number("v", 1)
            .text("type", word_of(entry.kind))
            .text("id", entry.public_id)
            .text("day", to_string(entry.day))
            .text("branch", entry.branch_code);
        if (!entry.receipt.empty()) {
            leaf.text("receipt", entry.receipt);
        }
        if (entry.corrects) {
            leaf.text("corrects", std::to_string(*entry.corrects));
        }
        if (!commitments.empty()) {
            JsonObject hashes { leaf.key("commit") };
            for (const auto& commitment : commitments) {
                hashes.text(commitment.field, commitment.hash);
            }
        }
        if (!entry.goods.empty()) {
            append_goods(leaf.key("goods"), entry.goods);
        }
        if (!entry.published.number.empty()) {
            JsonObject { leaf.key("published") }
                .text("number", entry.published.number)
                .text("sha256", entry.published.sha256);
        }
        if (entry.reconciliation != nullptr) {
            append_reconciliation(leaf.key("reconciliation"), *entry.reconciliation);
        }
        append_lines(leaf.key("lines"), entry.lines);
    }
    return out;
}

struct LeafReader::Parser {
    simdjson::dom::parser parser;
};

LeafReader::LeafReader()
    : parser_(std::make_unique<Parser>()) { }

LeafReader::LeafReader(LeafReader&&) noexcept = default;
LeafReader& LeafReader::operator=(LeafReader&&) noexcept = default;
LeafReader::~LeafReader() = default;

Result<Leaf> LeafReader::read(std::string_view bytes) {
    object root;
    std::int64_t version = 0;
    std::string word;
    std::string day;
    array lines;
    Leaf leaf;
    const bool readable
        = parser_->parser.parse(bytes.data(), bytes.size()).get(root) == simdjson::SUCCESS
        && take(root, "v", version) && version == 1 && take_text(root, "type", word)
        && take_text(root, "id", leaf.id) && take_text(root, "day", day)
        && take_text(root, "branch", leaf.branch) && take_text(root, "receipt", leaf.receipt)
        && take_corrected(root, leaf.corrects) && take(root, "lines", lines)
        && take_lines(lines, leaf.lines) && take_reconciliation(root, leaf.reconciliation);
    if (!readable) {
        return std::unexpected(not_a_leaf());
    }
    object commitments;
    if (take(root, "commit", commitments) && !take_commitments(commitments, leaf.commitments)) {
        return std::unexpected(not_a_leaf());
    }
    const auto kind = kind_of(word);
    const auto parsed_day = parse_day(day);
    if (!kind || !parsed_day) {
        return std::unexpected(not_a_leaf());
    }
    leaf.kind = *kind;
    leaf.day = *parsed_day;
    return leaf;
}

} // namespace boai::ledger
