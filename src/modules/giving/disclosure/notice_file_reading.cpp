// Reading the file of a published notice.
#include "modules/giving/disclosure/notice_file.hpp"
#include "modules/giving/disclosure/notice_file_words.hpp"

#include <simdjson.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace boai::giving {
namespace {

namespace words = notice_file_words;
using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

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

    /// Nothing where the file is of the first format, which has no such amount.
    Money money_or_none(const char* name) {
        const auto found = text_or_none(name);
        return found.empty() ? Money {} : parsed(parse_money(found));
    }

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
    NoticeRow row { .kind = from.word("kind", words::rows), .gift = from.id("gift") };
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
    NoticeUse use { .kind = from.word("kind", words::uses), .branch = from.id("branch") };
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
             .matched = from.money_or_none("matched"),
             .goods = from.number("goods"),
             .goods_value = from.money("goods_value"),
             .unpriced = from.number("unpriced") };
}

NoticeTotals parse_totals(NoticeFileReader& from) {
    return { .gifts = from.number("gifts"),
             .amount = from.money("amount"),
             .returned = from.money("returned"),
             .matched = from.money_or_none("matched"),
             .receivable = from.money_or_none("receivable"),
             .held = from.money_or_none("held"),
             .goods = from.number("goods"),
             .goods_value = from.money("goods_value"),
             .unpriced = from.number("unpriced"),
             .used = from.money("used"),
             .eliminated = from.money("eliminated"),
             .closing = from.money("closing") };
}

/// Amounts that the first format does not have are none.
template <class T, std::size_t N>
void parse_parts(NoticeFileReader& from, T& sums, const words::Part<T> (&parts)[N]) {
    for (const auto& [name, part] : parts) {
        sums.*part = from.money_or_none(std::string { name }.c_str());
    }
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
        parse_parts(one, bucket, words::balance);
        notice.buckets.push_back(bucket);
    });
    from.each("rows", [&](NoticeFileReader& one) { notice.rows.push_back(parse_row(one)); });
    from.each("uses", [&](NoticeFileReader& one) { notice.uses.push_back(parse_use(one)); });
}

/// What files of the first format do not have.
void parse_apart(NoticeFileReader& from, Notice& notice) {
    from.each("receivables", [&](NoticeFileReader& one) {
        NoticeReceivable receivable { .kind = one.word("kind", words::matches) };
        receivable.purpose = one.id_or_none("purpose");
        parse_parts(one, receivable, words::receivable);
        notice.receivables.push_back(receivable);
    });
    from.part("held", [&](NoticeFileReader& one) { parse_parts(one, notice.held, words::held); });
}

std::unexpected<Error> not_a_notice() {
    return fail(Errc::corrupt, Text { "公示文件损坏", "the file is not a notice" });
}

} // namespace

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
    const auto format = from.text("format");
    if (format == words::format) {
        parse_apart(from, notice);
    }
    if ((format != words::format && format != words::first_format) || !from.fits()) {
        return not_a_notice();
    }
    return notice;
}

} // namespace boai::giving
