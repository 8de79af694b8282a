// One cell of a list: amounts, days, totals in words. What is read can be written and read again.
#include "base/money.hpp"
#include "base/time.hpp"
#include "exchange/amount_reading.hpp"
#include "exchange/day_reading.hpp"
#include "exchange/header_words.hpp"
#include "exchange/known_layout.hpp"
#include "exchange/text_cleaning.hpp"
#include "exchange/total_label.hpp"
#include "expect.hpp"

namespace boai::exchange {
namespace {

using fuzz::expect;

void check_cell(std::string_view raw) {
    const auto clean = clean_text(raw);
    expect(clean_text(clean) == clean, "clean text stays as it is");
    if (const auto amount = read_amount(clean, AmountUnit::yuan)) {
        const auto again = read_amount(to_string(*amount), AmountUnit::yuan);
        expect(again.has_value() && *again == *amount, "an amount reads back");
    }
    if (const auto amount = parse_money(raw)) {
        const auto again = parse_money(to_string(*amount));
        expect(again.has_value() && *again == *amount, "money reads back");
    }
    if (const auto day = read_day(clean)) {
        const auto again = read_day(to_string(*day));
        expect(again.has_value() && *again == *day, "a day reads back");
    }
    if (const auto day = parse_day(raw)) {
        expect(to_string(*day) == raw, "a day has one way of writing");
    }
    if (const auto at = parse_instant(raw)) {
        const auto again = parse_instant(to_string(*at));
        expect(again.has_value() && *again == *at, "an instant reads back");
    }
    static_cast<void>(find_day(clean));
    static_cast<void>(find_total(clean));
    static_cast<void>(read_total_label(clean));
    static_cast<void>(layout_heading(raw));
    static_cast<void>(meaning_of_header(header_words(raw), gift_fields()));
}

} // namespace
} // namespace boai::exchange

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer looks for this name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    boai::exchange::check_cell({ reinterpret_cast<const char*>(data), size });
    return 0;
}
