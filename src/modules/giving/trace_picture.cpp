#include "modules/giving/trace_picture.hpp"

#include "modules/giving/portal_text.hpp"

#include <algorithm>
#include <functional>
#include <map>

namespace boai::giving {
namespace {

namespace say = portal_text;
using pages::Html;

// The picture is as wide as a phone, in its own units; it grows with the page.
constexpr std::int64_t wide = 320;
constexpr std::int64_t source_right = 72;
constexpr std::int64_t part_left = 114;
constexpr std::int64_t part_right = 124;
constexpr std::int64_t part_height_min = 54; ///< three lines of text
constexpr std::int64_t part_gap = 10;
constexpr std::size_t parts_shown_max = 10;
constexpr std::size_t letters_max = 13;

Text kind_shown(PartKind kind) {
    switch (kind) {
    case PartKind::used:
        return say::part_used;
    case PartKind::fee:
        return say::part_fee;
    case PartKind::travelling:
        return say::part_travelling;
    case PartKind::waiting:
        return say::part_waiting;
    case PartKind::returned:
        return say::part_returned;
    }
    return say::part_used;
}

std::string_view class_of(PartKind kind) {
    switch (kind) {
    case PartKind::used:
    case PartKind::fee:
        return "used";
    case PartKind::travelling:
    case PartKind::waiting:
        return "waiting";
    case PartKind::returned:
        return "returned";
    }
    return "used";
}

std::string title_shown(const GiftPart& part, Language language) {
    const auto kind = std::string { kind_shown(part.kind).in(language) };
    return part.title.empty() ? kind : part.title;
}

/// "3 天后" after the gift; of what waits, how long it has waited.
std::string days_shown(const GiftTrace& trace, const GiftPart& part, Language language) {
    const bool waits = part.kind == PartKind::waiting || part.kind == PartKind::travelling;
    const auto days = std::max(0, waits ? trace.today - part.day : part.day - trace.day);
    if (days == 0) {
        return std::string { (waits ? say::since_today : say::on_the_day).in(language) };
    }
    if (days == 1) {
        return std::string { (waits ? say::day_waiting : say::day_after).in(language) };
    }
    const auto words = waits ? say::days_waiting : say::days_after;
    return compose(words, { std::to_string(days) }).in(language);
}

/// The first letters of a text, with a sign that there are more.
std::string shortened(const std::string& text) {
    std::size_t letters = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80;
        // Chinese letters are twice as wide as others.
        const bool is_wide = static_cast<unsigned char>(text[at]) >= 0xE0;
        letters += begins ? (is_wide ? 2U : 1U) : 0U;
        if (begins && letters > 2 * letters_max) {
            return text.substr(0, at) + "…";
        }
    }
    return text;
}

/// Several parts of one kind as one, as old as the last of them; of what waits, as the first.
GiftPart summed(const std::vector<GiftPart>& parts, Language language) {
    auto sum = parts.front();
    const bool waits = sum.kind == PartKind::waiting || sum.kind == PartKind::travelling;
    sum.amount = {};
    for (const auto& part : parts) {
        sum.amount = sum.amount + part.amount;
        sum.day = waits ? std::min(sum.day, part.day) : std::max(sum.day, part.day);
    }
    if (parts.size() > 1 && sum.kind == PartKind::used) {
        sum.title = compose(say::more_parts, { std::to_string(parts.size()) }).in(language);
    }
    return sum;
}

/// The parts to be drawn. Of a long list, what waits or was given back is one part each, the
/// largest uses stand by themselves and the others together: no ribbon says of money that waits
/// that it was used.
std::vector<GiftPart> drawn_parts(const GiftTrace& trace, Language language) {
    if (trace.parts.size() <= parts_shown_max) {
        return trace.parts;
    }
    std::map<PartKind, std::vector<GiftPart>> by_kind;
    for (const auto& part : trace.parts) {
        by_kind[part.kind].push_back(part);
    }
    auto used = std::move(by_kind[PartKind::used]);
    by_kind.erase(PartKind::used);
    auto shown = used;
    const auto room = parts_shown_max - by_kind.size();
    if (used.size() > room) {
        const auto at = static_cast<std::ptrdiff_t>(room - 1);
        std::ranges::nth_element(used, used.begin() + at, std::greater {}, &GiftPart::amount);
        shown.assign(used.begin(), used.begin() + at);
        std::ranges::stable_sort(shown, {}, &GiftPart::day);
        shown.push_back(summed({ used.begin() + at, used.end() }, language));
    }
    for (const auto& [kind, parts] : by_kind) {
        shown.push_back(summed(parts, language));
    }
    return shown;
}

/// Where one part lies in the picture.
struct Band {
    std::int64_t left_top = 0;
    std::int64_t left_height = 0;
    std::int64_t top = 0;
    std::int64_t height = 0;
};

std::vector<Band> bands_of(const std::vector<GiftPart>& parts, Money whole) {
    std::vector<Band> bands;
    const auto count = static_cast<std::int64_t>(parts.size());
    const auto all = std::max<std::int64_t>(1, whole.fen);
    const auto spare = std::max<std::int64_t>(0, 260 - count * part_height_min);
    std::int64_t top = 0;
    for (const auto& part : parts) {
        // In ten-thousandths; a gift is at most 10^12 fen, so this does not overflow.
        const auto share = part.amount.fen * 10'000 / all;
        const auto height
            = part_height_min + spare * std::min<std::int64_t>(share, 10'000) / 10'000;
        bands.push_back({ 0, std::min<std::int64_t>(share, 10'000), top, height });
        top += height + part_gap;
    }
    const auto full = top - part_gap;
    std::int64_t left = 0;
    for (auto& band : bands) {
        band.left_height = std::max<std::int64_t>(2, full * band.left_height / 10'000);
        band.left_top = left;
        left += band.left_height;
    }
    return bands;
}

std::string number(std::int64_t value) {
    return std::to_string(value);
}

void append_rectangle(
    Html& html, std::string_view style, std::int64_t x, const Band& band, std::int64_t width
) {
    html.raw("<rect class=\"").raw(style).raw("\" x=\"").raw(number(x)).raw("\" y=\"");
    html.raw(number(band.top)).raw("\" width=\"").raw(number(width)).raw("\" height=\"");
    html.raw(number(band.height)).raw("\" rx=\"2\"/>");
}

/// The ribbon from the gift to one part.
void append_ribbon(Html& html, std::string_view style, const Band& band) {
    constexpr auto middle = (source_right + part_left) / 2;
    const auto point = [](std::int64_t x, std::int64_t y) { return number(x) + " " + number(y); };
    const auto left_end = band.left_top + band.left_height;
    const auto end = band.top + band.height;
    html.raw("<path class=\"ribbon ").raw(style).raw("\" d=\"M");
    html.raw(point(source_right, band.left_top)).raw("C").raw(point(middle, band.left_top));
    html.raw(" ").raw(point(middle, band.top)).raw(" ").raw(point(part_left, band.top));
    html.raw("V").raw(number(end)).raw("C").raw(point(middle, end)).raw(" ");
    html.raw(point(middle, left_end)).raw(" ").raw(point(source_right, left_end)).raw("Z\"/>");
}

void append_words(
    Html& html, std::string_view style, std::int64_t x, std::int64_t y, std::string_view words
) {
    html.raw("<text class=\"").raw(style).raw("\" x=\"").raw(number(x)).raw("\" y=\"");
    html.raw(number(y)).raw("\">").text(words).raw("</text>");
}

void append_picture(Html& html, const GiftTrace& trace, Language language) {
    const auto parts = drawn_parts(trace, language);
    const auto bands = bands_of(parts, trace.amount);
    const auto high = bands.back().top + bands.back().height;
    html.raw("<svg class=\"flow\" role=\"img\" aria-labelledby=\"flow-title\" viewBox=\"0 -2 ");
    html.raw(number(wide)).raw(" ").raw(number(high + 4)).raw("\"><title id=\"flow-title\">");
    html.text(say::trace_title.in(language)).raw("</title>");
    append_rectangle(html, "source", 0, { 0, 0, 0, high }, source_right);
    append_words(html, "on-source", 6, high / 2 - 16, say::gift.in(language));
    append_words(html, "on-source small", 6, high / 2 + 2, grouped(trace.amount));
    append_words(html, "on-source small", 6, high / 2 + 19, to_string(trace.day));
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto& part = parts[i];
        const auto& band = bands[i];
        append_ribbon(html, class_of(part.kind), band);
        append_rectangle(html, class_of(part.kind), part_left, band, part_right - part_left);
        const auto x = part_right + 8;
        const auto y = band.top + band.height / 2 - 12;
        append_words(html, "amount", x, y, grouped(part.amount));
        append_words(html, "", x, y + 17, shortened(title_shown(part, language)));
        const auto days = to_string(part.day) + " · " + days_shown(trace, part, language);
        append_words(html, "small", x, y + 33, days);
    }
    html.raw("</svg>");
}

void append_list(Html& html, const GiftTrace& trace, Language language) {
    html.raw("<ol class=\"parts\">");
    for (const auto& part : trace.parts) {
        html.raw("<li class=\"").raw(class_of(part.kind)).raw("\"><strong>");
        html.text(grouped(part.amount)).raw("</strong> <span>");
        html.text(title_shown(part, language));
        const auto& branch = part.branch.in(language);
        if (!branch.empty()) {
            html.text(language == Language::zh ? "，" : ", ").text(branch);
        }
        html.raw("</span> <span class=\"when\">");
        if (!part.title.empty()) {
            html.text(kind_shown(part.kind).in(language)).text(" · ");
        }
        html.text(to_string(part.day)).text(" · ").text(days_shown(trace, part, language));
        html.raw("</span></li>");
    }
    html.raw("</ol>");
}

Money sum_of(const GiftTrace& trace, std::initializer_list<PartKind> kinds) {
    Money sum;
    for (const auto& part : trace.parts) {
        if (std::ranges::find(kinds, part.kind) != kinds.end()) {
            sum = sum + part.amount;
        }
    }
    return sum;
}

} // namespace

void append_trace(Html& html, const GiftTrace& trace, Language language) {
    html.raw("<section class=\"card trace\"><h2>").text(say::trace_title.in(language));
    html.raw("</h2><p>");
    if (trace.parts.empty()) {
        html.text(say::trace_nothing.in(language)).raw("</p></section>");
        return;
    }
    const auto used = sum_of(trace, { PartKind::used, PartKind::fee });
    const auto waiting = sum_of(trace, { PartKind::waiting, PartKind::travelling });
    html.text(compose(say::trace_sums, { grouped(trace.amount), grouped(used), grouped(waiting) })
                  .in(language));
    if (const auto returned = sum_of(trace, { PartKind::returned }); returned.fen > 0) {
        html.text(compose(say::trace_returned, { grouped(returned) }).in(language));
    }
    html.raw("</p>");
    append_picture(html, trace, language);
    append_list(html, trace, language);
    if (!trace.is_whole) {
        html.raw("<p class=\"hint\">").text(say::trace_cut.in(language)).raw("</p>");
    }
    html.raw("<p class=\"hint\">").text(say::trace_rule.in(language)).raw("</p></section>");
}

} // namespace boai::giving
