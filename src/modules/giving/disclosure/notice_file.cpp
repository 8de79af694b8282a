#include "modules/giving/disclosure/notice_file.hpp"

#include "attachments/store.hpp"
#include "base/json_text.hpp"
#include "http/compression.hpp"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <utility>

namespace boai::giving {
namespace {

using modules::MoneyMoveKind;
using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

/// More than a million rows.
constexpr std::size_t notice_bytes_max = 400U << 20U;

constexpr std::string_view file_format = "boai.disclosure_notice.1";

constexpr std::pair<NoticeRowKind, std::string_view> row_words[] = {
    { NoticeRowKind::gift, "gift" },
    { NoticeRowKind::goods, "goods" },
    { NoticeRowKind::returned, "returned" },
    { NoticeRowKind::goods_returned, "goods_returned" },
};

constexpr std::pair<MoneyMoveKind, std::string_view> use_words[] = {
    { MoneyMoveKind::payment, "payment" },
    { MoneyMoveKind::payment_return, "payment_return" },
    { MoneyMoveKind::fee, "fee" },
    { MoneyMoveKind::fee_in, "fee_in" },
    { MoneyMoveKind::allocation, "allocation" },
    { MoneyMoveKind::allocation_return, "allocation_return" },
    { MoneyMoveKind::arrival, "arrival" },
};

/// The amounts of a balance, in the order they are told.
constexpr std::pair<std::string_view, Money NoticeBucket::*> bucket_parts[] = {
    { "opening", &NoticeBucket::opening },     { "received", &NoticeBucket::received },
    { "others", &NoticeBucket::others },       { "arrived", &NoticeBucket::arrived },
    { "moved_in", &NoticeBucket::moved_in },   { "returned", &NoticeBucket::returned },
    { "used", &NoticeBucket::used },           { "sent", &NoticeBucket::sent },
    { "moved_out", &NoticeBucket::moved_out }, { "closing", &NoticeBucket::closing },
};

void write_id(JsonObject& out, std::string_view name, Id id) {
    if (!id.empty()) {
        out.text(name, to_string(id));
    }
}

void write_row(JsonObject& out, const NoticeRow& row, std::string_view donor) {
    out.text("kind", row_words[static_cast<std::size_t>(row.kind)].second)
        .text("gift", to_string(row.gift))
        .text("branch", to_string(row.branch))
        .text("day", to_string(row.day));
    write_id(out, "purpose", row.purpose);
    write_id(out, "campaign", row.campaign);
    if (!row.receipt.empty()) {
        out.text("receipt", row.receipt);
    }
    if (!donor.empty()) {
        out.text("donor", donor);
    }
    if (!row.item.empty()) {
        out.text("item", row.item)
            .text("specification", row.specification)
            .number("quantity", row.quantity)
            .text("unit", row.unit);
    }
    if (row.amount) {
        out.text("amount", to_string(*row.amount));
    }
    if (row.entry) {
        out.number("entry", *row.entry);
    }
}

void write_use(JsonObject& out, const NoticeUse& use) {
    out.text("kind", word_of(use.kind)).text("branch", to_string(use.branch));
    write_id(out, "other", use.other);
    write_id(out, "purpose", use.purpose);
    out.text("day", to_string(use.day)).text("amount", to_string(use.amount));
    if (!use.title.empty()) {
        out.text("title", use.title);
    }
    if (use.entry) {
        out.number("entry", *use.entry);
    }
    if (use.is_within) {
        out.flag("within", true);
    }
}

void write_subtotal(JsonObject& out, const NoticeSubtotal& sum) {
    out.text("level", sum.level);
    write_id(out, "purpose", sum.purpose);
    out.number("gifts", sum.gifts)
        .text("amount", to_string(sum.amount))
        .text("returned", to_string(sum.returned))
        .number("goods", sum.goods)
        .text("goods_value", to_string(sum.goods_value))
        .number("unpriced", sum.unpriced);
}

void write_totals(JsonObject& out, const NoticeTotals& totals) {
    out.number("gifts", totals.gifts)
        .text("amount", to_string(totals.amount))
        .text("returned", to_string(totals.returned))
        .number("goods", totals.goods)
        .text("goods_value", to_string(totals.goods_value))
        .number("unpriced", totals.unpriced)
        .text("used", to_string(totals.used))
        .text("eliminated", to_string(totals.eliminated))
        .text("closing", to_string(totals.closing));
}

void write_names(JsonObject& out, const Notice& notice) {
    {
        JsonArray branches { out.key("branches") };
        for (const auto& branch : notice.branches) {
            JsonObject { branches.item() }
                .text("id", to_string(branch.id))
                .text("code", branch.code)
                .text("zh", branch.name_zh)
                .text("en", branch.name_en)
                .text("level", branch.level);
        }
    }
    for (const auto& [name, things] : { std::pair { "purposes", &notice.purposes },
                                        std::pair { "campaigns", &notice.campaigns } }) {
        JsonArray list { out.key(name) };
        for (const auto& thing : *things) {
            JsonObject { list.item() }
                .text("id", to_string(thing.id))
                .text("code", thing.code)
                .text("name", thing.name);
        }
    }
}

/// Calls `write` with an object for each of `all`.
template <class Things, class Write>
void write_list(JsonObject& out, std::string_view name, const Things& all, Write write) {
    JsonArray list { out.key(name) };
    for (const auto& one : all) {
        JsonObject object { list.item() };
        write(object, one);
    }
}

void write_head(JsonObject& file, const Notice& notice) {
    file.text("format", file_format)
        .text("number", notice.number)
        .text("branch", to_string(notice.branch))
        .text("scope", record::choice_of(notice.scope).value);
    write_id(file, "campaign", notice.campaign);
    file.text("begins", to_string(notice.begins)).text("ends", to_string(notice.ends));
    if (!notice.previous.empty()) {
        file.text("previous", notice.previous);
    }
    file.flag("has_balance", notice.has_balance);
}

void write_notice(std::string& out, const Notice& notice, std::span<const std::string> donors) {
    JsonObject file { out };
    write_head(file, notice);
    write_names(file, notice);
    {
        JsonObject totals { file.key("totals") };
        write_totals(totals, notice.totals);
    }
    write_list(file, "subtotals", notice.subtotals, write_subtotal);
    write_list(file, "balances", notice.buckets, [](JsonObject& one, const NoticeBucket& bucket) {
        write_id(one, "purpose", bucket.purpose);
        for (const auto& [name, part] : bucket_parts) {
            one.text(name, to_string(bucket.*part));
        }
    });
    std::size_t at = 0;
    write_list(file, "rows", notice.rows, [&](JsonObject& one, const NoticeRow& row) {
        write_row(one, row, at < donors.size() ? std::string_view { donors[at] } : "");
        ++at;
    });
    write_list(file, "uses", notice.uses, write_use);
}

/// Reads members of an object; the first that does not fit is remembered.
class NoticeFileReader {
public:
    explicit NoticeFileReader(object from)
        : from_(from) { }

    std::string text(const char* name) {
        std::string_view found;
        from_[name].get(found) == simdjson::SUCCESS || (fits_ = false);
        return std::string { found };
    }

    std::string text_or_none(const char* name) {
        std::string_view found;
        return from_[name].get(found) == simdjson::SUCCESS ? std::string { found } : std::string {};
    }

    std::int64_t number(const char* name) {
        std::int64_t found = 0;
        from_[name].get(found) == simdjson::SUCCESS || (fits_ = false);
        return found;
    }

    std::optional<std::int64_t> number_or_none(const char* name) {
        std::int64_t found = 0;
        return from_[name].get(found) == simdjson::SUCCESS ? std::optional { found } : std::nullopt;
    }

    bool flag(const char* name) {
        bool found = false;
        return from_[name].get(found) == simdjson::SUCCESS && found;
    }

    Id id(const char* name) { return parsed(parse_id(text(name))); }

    Id id_or_none(const char* name) {
        const auto found = text_or_none(name);
        return found.empty() ? Id {} : parsed(parse_id(found));
    }

    Money money(const char* name) { return parsed(parse_money(text(name))); }

    Day day(const char* name) { return parsed(parse_day(text(name))); }

    Instant instant(const char* name) { return parsed(parse_instant(text(name))); }

    /// Calls `take` with a reader of each object of a list.
    template <class Take>
    void each(const char* name, Take take) {
        array list;
        if (from_[name].get(list) != simdjson::SUCCESS) {
            fits_ = false;
            return;
        }
        for (const element one : list) {
            object inner;
            if (one.get(inner) != simdjson::SUCCESS) {
                fits_ = false;
                return;
            }
            NoticeFileReader reader { inner };
            take(reader);
            fits_ = fits_ && reader.fits_;
        }
    }

    template <class Take>
    void part(const char* name, Take take) {
        object inner;
        if (from_[name].get(inner) != simdjson::SUCCESS) {
            fits_ = false;
            return;
        }
        NoticeFileReader reader { inner };
        take(reader);
        fits_ = fits_ && reader.fits_;
    }

    template <class T, std::size_t N>
    T word(const char* name, const std::pair<T, std::string_view> (&words)[N]) {
        const auto found = text(name);
        const auto* const at
            = std::ranges::find(words, found, &std::pair<T, std::string_view>::second);
        fits_ = fits_ && at != std::end(words);
        return at == std::end(words) ? T {} : at->first;
    }

    [[nodiscard]] bool fits() const { return fits_; }

private:
    template <class T>
    T parsed(Result<T> read) {
        fits_ = fits_ && read.has_value();
        return read ? *read : T {};
    }

    object from_;
    bool fits_ = true;
};

NoticeRow parse_row(NoticeFileReader& from) {
    NoticeRow row { .kind = from.word("kind", row_words), .gift = from.id("gift") };
    row.branch = from.id("branch");
    row.day = from.day("day");
    row.purpose = from.id_or_none("purpose");
    row.campaign = from.id_or_none("campaign");
    row.receipt = from.text_or_none("receipt");
    row.item = from.text_or_none("item");
    row.specification = from.text_or_none("specification");
    row.quantity = from.number_or_none("quantity").value_or(0);
    row.unit = from.text_or_none("unit");
    if (!from.text_or_none("amount").empty()) {
        row.amount = from.money("amount");
    }
    row.entry = from.number_or_none("entry");
    return row;
}

NoticeUse parse_use(NoticeFileReader& from) {
    NoticeUse use { .kind = from.word("kind", use_words), .branch = from.id("branch") };
    use.other = from.id_or_none("other");
    use.purpose = from.id_or_none("purpose");
    use.day = from.day("day");
    use.amount = from.money("amount");
    use.title = from.text_or_none("title");
    use.entry = from.number_or_none("entry");
    use.is_within = from.flag("within");
    return use;
}

NoticeSubtotal parse_subtotal(NoticeFileReader& from) {
    return { .level = from.text("level"),
             .purpose = from.id_or_none("purpose"),
             .gifts = from.number("gifts"),
             .amount = from.money("amount"),
             .returned = from.money("returned"),
             .goods = from.number("goods"),
             .goods_value = from.money("goods_value"),
             .unpriced = from.number("unpriced") };
}

NoticeTotals parse_totals(NoticeFileReader& from) {
    return { .gifts = from.number("gifts"),
             .amount = from.money("amount"),
             .returned = from.money("returned"),
             .goods = from.number("goods"),
             .goods_value = from.money("goods_value"),
             .unpriced = from.number("unpriced"),
             .used = from.money("used"),
             .eliminated = from.money("eliminated"),
             .closing = from.money("closing") };
}

void parse_names(NoticeFileReader& from, Notice& notice) {
    from.each("branches", [&](NoticeFileReader& one) {
        notice.branches.push_back(
            { one.id("id"), one.text("code"), one.text("zh"), one.text("en"), one.text("level") }
        );
    });
    from.each("purposes", [&](NoticeFileReader& one) {
        notice.purposes.push_back({ one.id("id"), one.text("code"), one.text("name") });
    });
    from.each("campaigns", [&](NoticeFileReader& one) {
        notice.campaigns.push_back({ one.id("id"), one.text("code"), one.text("name") });
    });
}

void parse_lists(NoticeFileReader& from, Notice& notice) {
    from.part("totals", [&](NoticeFileReader& one) { notice.totals = parse_totals(one); });
    from.each("subtotals", [&](NoticeFileReader& one) {
        notice.subtotals.push_back(parse_subtotal(one));
    });
    from.each("balances", [&](NoticeFileReader& one) {
        NoticeBucket bucket { .purpose = one.id_or_none("purpose") };
        for (const auto& [name, part] : bucket_parts) {
            bucket.*part = one.money(std::string { name }.c_str());
        }
        notice.buckets.push_back(bucket);
    });
    from.each("rows", [&](NoticeFileReader& one) { notice.rows.push_back(parse_row(one)); });
    from.each("uses", [&](NoticeFileReader& one) { notice.uses.push_back(parse_use(one)); });
}

std::unexpected<Error> not_a_notice() {
    return fail(Errc::corrupt, Text { "公示文件损坏", "the file is not a notice" });
}

} // namespace

std::string_view word_of(MoneyMoveKind kind) {
    return use_words[static_cast<std::size_t>(kind)].second;
}

std::string write_notice_file(const Notice& notice, std::span<const std::string> donors) {
    constexpr std::size_t bytes_of_row = 256;
    std::string out;
    out.reserve(notice.rows.size() * bytes_of_row + 4096);
    write_notice(out, notice, donors);
    return out;
}

Result<Notice> parse_notice_file(std::string_view json) {
    simdjson::dom::parser parser;
    object root;
    if (parser.parse(json.data(), json.size()).get(root) != simdjson::SUCCESS) {
        return not_a_notice();
    }
    NoticeFileReader from { root };
    Notice notice;
    notice.number = from.text("number");
    notice.branch = from.id("branch");
    notice.scope = from.text("scope") == record::choice_of(NoticeScope::subtree).value
        ? NoticeScope::subtree
        : NoticeScope::branch;
    notice.campaign = from.id_or_none("campaign");
    notice.begins = from.instant("begins");
    notice.ends = from.instant("ends");
    notice.previous = from.text_or_none("previous");
    notice.has_balance = from.flag("has_balance");
    parse_names(from, notice);
    parse_lists(from, notice);
    if (from.text("format") != file_format || !from.fits()) {
        return not_a_notice();
    }
    return notice;
}

Result<std::string>
read_notice_bytes(const record::Engine& engine, record::Queries queries, Id branch, Id attachment) {
    const auto& table = engine.registry().table(attachments::attachment_type);
    const auto loaded = TRY(table.load(queries, branch, attachment));
    const auto packed = TRY(attachments::read_content(queries, engine.vault(), loaded));
    return http::gunzip(packed, notice_bytes_max);
}

} // namespace boai::giving
