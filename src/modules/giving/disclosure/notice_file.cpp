#include "modules/giving/disclosure/notice_file.hpp"

#include "attachments/store.hpp"
#include "base/json_text.hpp"
#include "http/compression.hpp"
#include "modules/giving/disclosure/notice_file_words.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace boai::giving {
namespace {

namespace words = notice_file_words;
using modules::MoneyMoveKind;

/// More than a million rows.
constexpr std::size_t notice_bytes_max = 400U << 20U;

void write_id(JsonObject& out, std::string_view name, Id id) {
    if (!id.empty()) {
        out.text(name, to_string(id));
    }
}

void write_row(JsonObject& out, const NoticeRow& row, std::string_view donor) {
    out.text("kind", words::rows[static_cast<std::size_t>(row.kind)].second)
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
        .text("matched", to_string(sum.matched))
        .number("goods", sum.goods)
        .text("goods_value", to_string(sum.goods_value))
        .number("unpriced", sum.unpriced);
}

void write_totals(JsonObject& out, const NoticeTotals& totals) {
    out.number("gifts", totals.gifts)
        .text("amount", to_string(totals.amount))
        .text("returned", to_string(totals.returned))
        .text("matched", to_string(totals.matched))
        .text("receivable", to_string(totals.receivable))
        .text("held", to_string(totals.held))
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
        JsonObject object { list.item() }; // NOLINT(misc-const-correctness): most write to it
        write(object, one);
    }
}

template <class T, std::size_t N>
void write_parts(JsonObject& out, const T& sums, const words::Part<T> (&parts)[N]) {
    for (const auto& [name, part] : parts) {
        out.text(name, to_string(sums.*part));
    }
}

void write_receivable(JsonObject& out, const NoticeReceivable& receivable) {
    out.text("kind", words::matches[static_cast<std::size_t>(receivable.kind)].second);
    write_id(out, "purpose", receivable.purpose);
    write_parts(out, receivable, words::receivable);
}

void write_head(JsonObject& file, const Notice& notice) {
    file.text("format", words::format)
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
        write_parts(one, bucket, words::balance);
    });
    write_list(file, "receivables", notice.receivables, write_receivable);
    {
        JsonObject held { file.key("held") };
        write_parts(held, notice.held, words::held);
    }
    std::size_t at = 0;
    write_list(file, "rows", notice.rows, [&](JsonObject& one, const NoticeRow& row) {
        write_row(one, row, at < donors.size() ? std::string_view { donors[at] } : "");
        ++at;
    });
    write_list(file, "uses", notice.uses, write_use);
}

} // namespace

std::string_view word_of(MoneyMoveKind kind) {
    return words::uses[static_cast<std::size_t>(kind)].second;
}

std::string write_notice_file(const Notice& notice, std::span<const std::string> donors) {
    constexpr std::size_t bytes_of_row = 256;
    std::string out;
    out.reserve(notice.rows.size() * bytes_of_row + 4096);
    write_notice(out, notice, donors);
    return out;
}

Result<std::string>
read_notice_bytes(const record::Engine& engine, record::Queries queries, Id branch, Id attachment) {
    const auto& table = engine.registry().table(attachments::attachment_type);
    const auto loaded = TRY(table.load(queries, branch, attachment));
    const auto packed = TRY(attachments::read_content(queries, engine.vault(), loaded));
    return http::gunzip(packed, notice_bytes_max);
}

} // namespace boai::giving
