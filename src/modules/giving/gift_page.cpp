#include "modules/giving/gift_page.hpp"

#include "modules/giving/paper/paper_text.hpp"
#include "modules/giving/portal_text.hpp"
#include "pages/html.hpp"

namespace boai::giving {
namespace {

namespace say = portal_text;
using pages::Html;

void append_fact(Html& html, Text label, std::string_view value, Language language) {
    if (!value.empty()) {
        html.raw("<div>").element("dt", label.in(language)).element("dd", value).raw("</div>");
    }
}

std::string donor_shown(const ReceiptContent& receipt, Language language) {
    if (receipt.is_donor_erased) {
        return std::string { paper_text::erased.in(language) };
    }
    return receipt.donor.empty() ? std::string { say::anonymous.in(language) } : receipt.donor;
}

std::string state_shown(const ReceiptContent& receipt, Language language) {
    if (receipt.refunded.fen == 0) {
        return std::string { say::in_the_book.in(language) };
    }
    return compose(say::refunded, { grouped(receipt.refunded) }).in(language);
}

/// Why the receipt does not hold, first of all.
void append_fault(Html& html, const ReceiptContent& receipt, Language language) {
    if (receipt.standing == Standing::stands) {
        return;
    }
    html.raw("<p class=\"fault\" role=\"alert\"><strong>");
    if (receipt.standing == Standing::reversed) {
        html.text(paper_text::reversed_note.in(language)).raw("</strong></p>");
        return;
    }
    if (receipt.replaced_by.empty()) {
        html.text(paper_text::not_replaced.in(language)).raw("</strong></p>");
        return;
    }
    html.text(compose(paper_text::replaced, { receipt.replaced_by }).in(language))
        .raw("</strong> ");
    html.link("/r/" + receipt.replaced_by, receipt.replaced_by).raw("</p>");
}

void append_facts(Html& html, const ReceiptContent& receipt, Language language) {
    const auto purpose = receipt.purpose.empty() ? std::string { say::unrestricted.in(language) }
                                                 : receipt.purpose;
    html.raw("<dl class=\"facts\">");
    append_fact(html, say::receipt, receipt.number, language);
    append_fact(html, say::donor, donor_shown(receipt, language), language);
    append_fact(html, say::amount, grouped(receipt.amount), language);
    append_fact(html, say::day, to_string(receipt.day), language);
    append_fact(html, say::purpose, purpose, language);
    append_fact(html, say::channel, receipt.channel, language);
    append_fact(html, say::branch, receipt.organisation.in(language), language);
    append_fact(html, say::state, state_shown(receipt, language), language);
    html.raw("</dl>");
}

void append_actions(Html& html, const GiftView& view, const std::string& path, Language language) {
    const bool is_donors = !view.token.empty();
    html.raw("<p class=\"actions\">");
    html.link(path + "/receipt.pdf", (is_donors ? say::own_pdf : say::public_pdf).in(language));
    if (is_donors && view.receipt.standing == Standing::stands) {
        html.link(path + "/certificate.pdf", say::certificate_pdf.in(language));
    }
    html.link(path + "?print=1", say::print.in(language));
    html.link("/disclosure.csv?receipt=" + view.receipt.number, say::csv.in(language)).raw("</p>");
}

} // namespace

pages::Page gift_page(const GiftView& view, Language language) {
    const auto& receipt = view.receipt;
    const auto path = "/r/" + receipt.number + (view.token.empty() ? "" : "/" + view.token);
    const bool stands = receipt.standing == Standing::stands;
    Html html;
    html.raw("<article class=\"card receipt\"><h1>")
        .text(say::receipt_title.in(language))
        .raw("</h1>");
    append_fault(html, receipt, language);
    if (stands) {
        html.element("p", say::gift_lead.in(language));
    }
    if (!view.token.empty()) {
        html.raw("<p class=\"own\">").text(say::own_lead.in(language)).raw("</p>");
    }
    append_facts(html, receipt, language);
    append_actions(html, view, path, language);
    html.raw("</article>");
    return {
        .title = std::string { say::receipt_title.in(language) } + " " + receipt.number,
        .path = path,
        .body = html.take(),
        .society = view.society,
    };
}

} // namespace boai::giving
