#include "modules/giving/gift_rows.hpp"

#include "modules/giving/portal_parts.hpp"
#include "modules/giving/portal_text.hpp"
#include "modules/giving/public_words.hpp"
#include "pages/html.hpp"

namespace boai::giving {
namespace {

namespace say = portal_text;
using pages::Html;

void append_gift_row(Html& html, const PublicGift& gift, Language language) {
    html.raw("<tr>");
    append_cell(html, say::day, to_string(gift.day), language);
    append_cell(html, say::donor, donor_shown(gift, language), language);
    append_cell(html, say::amount, grouped(gift.amount), language, true);
    append_cell(html, say::purpose, purpose_shown(gift, language), language);
    append_cell(html, say::channel, gift.channel, language);
    append_cell(html, say::branch, branch_shown(gift, language), language);
    html.raw("<td data-heading=\"").text(say::receipt.in(language)).raw("\">");
    if (!gift.receipt.empty()) {
        html.link("/r/" + gift.receipt, gift.receipt);
    }
    html.raw("</td></tr>\n");
}

} // namespace

GiftRows gift_rows(std::span<const PublicGift> gifts, Language language) {
    constexpr std::size_t usual_row_bytes = 400;
    GiftRows made;
    made.rows.reserve(gifts.size());
    Html html { gifts.size() * usual_row_bytes };
    for (const auto& gift : gifts) {
        append_gift_row(html, gift, language);
        made.rows.push_back({ { gift.day, gift.id }, html.view().size() });
    }
    made.html = html.take();
    return made;
}

ShownRows shown_rows(std::span<const PublicGift> gifts, bool more, Language language) {
    return { std::make_shared<const GiftRows>(gift_rows(gifts, language)), gifts.size(), more };
}

} // namespace boai::giving
