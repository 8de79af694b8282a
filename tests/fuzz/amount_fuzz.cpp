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

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using boai::fuzz::expect;
    using namespace boai::exchange;
    const std::string_view raw { reinterpret_cast<const char*>(data), size };
    const auto clean = clean_text(raw);
    expect(clean_text(clean) == clean, "clean text stays as it is");
    if (const auto amount = read_amount(clean, AmountUnit::yuan)) {
        const auto again = read_amount(boai::to_string(*amount), AmountUnit::yuan);
        expect(again.has_value() && *again == *amount, "an amount reads back");
    }
    if (const auto amount = boai::parse_money(raw)) {
        const auto again = boai::parse_money(boai::to_string(*amount));
        expect(again.has_value() && *again == *amount, "money reads back");
    }
    if (const auto day = read_day(clean)) {
        const auto again = read_day(boai::to_string(*day));
        expect(again.has_value() && *again == *day, "a day reads back");
    }
    if (const auto day = boai::parse_day(raw)) {
        expect(boai::to_string(*day) == raw, "a day has one way of writing");
    }
    if (const auto at = boai::parse_instant(raw)) {
        const auto again = boai::parse_instant(boai::to_string(*at));
        expect(again.has_value() && *again == *at, "an instant reads back");
    }
    static_cast<void>(find_day(clean));
    static_cast<void>(find_total(clean));
    static_cast<void>(read_total_label(clean));
    static_cast<void>(layout_heading(raw));
    static_cast<void>(meaning_of_header(header_words(raw), gift_fields()));
    return 0;
}
