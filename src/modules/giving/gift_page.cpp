#include "modules/giving/gift_page.hpp"

#include "base/told.hpp"
#include "modules/giving/campaigns/public_teams.hpp"
#include "modules/giving/gift_proof.hpp"
#include "modules/giving/paper/paper_text.hpp"
#include "modules/giving/portal_parts.hpp"
#include "modules/giving/portal_text.hpp"
#include "pages/html.hpp"

namespace boai::giving {
namespace {

namespace say = portal_text;
using pages::Html;

std::string donor_shown(const ReceiptContent& receipt, Language language) {
    if (receipt.is_donor_erased) {
        return std::string { paper_text::erased.in(language) };
    }
    return receipt.donor.empty() ? std::string { say::anonymous.in(language) } : receipt.donor;
}

std::string state_shown(const ReceiptContent& receipt, Language language) {
    if (receipt.is_of_goods()) {
        const auto state = receipt.recipient.empty() ? say::goods_stored : say::goods_delivered;
        return std::string { state.in(language) };
    }
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
    if (!receipt.is_of_goods()) {
        append_fact(html, say::amount, grouped(receipt.amount), language);
    } else if (receipt.amount.fen != 0) {
        append_fact(html, paper_text::proved_value, grouped(receipt.amount), language);
    }
    append_fact(html, say::day, to_string(receipt.day), language);
    append_fact(html, say::purpose, purpose, language);
    append_fact(html, say::channel, receipt.channel, language);
    append_fact(html, paper_text::recipient, receipt.recipient, language);
    append_fact(html, say::branch, receipt.organisation.in(language), language);
    append_fact(html, say::state, state_shown(receipt, language), language);
    html.raw("</dl>");
}

/// What was given in kind, line by line; no price where none is proved.
void append_goods(Html& html, const ReceiptContent& receipt, Language language) {
    html.raw("<section class=\"card\"><h2>").text(say::goods_title.in(language));
    html.raw("</h2><div class=\"rows\"><table class=\"gifts\"><thead><tr><th scope=\"col\">");
    html.text(paper_text::item.in(language)).raw("</th><th class=\"number\" scope=\"col\">");
    html.text(paper_text::quantity.in(language)).raw("</th><th class=\"number\" scope=\"col\">");
    html.text(paper_text::value.in(language)).raw("</th></tr></thead><tbody>");
    const auto cell = [&](std::string_view look, Text heading, std::string_view value) {
        html.raw("<td").raw(look).raw(" data-heading=\"").text(heading.in(language));
        html.raw("\">").text(value).raw("</td>");
    };
    for (const auto& one : receipt.goods) {
        constexpr std::string_view number = " class=\"number\"";
        const auto item = one.item + (one.specification.empty() ? "" : " " + one.specification);
        html.raw("<tr>");
        cell("", paper_text::item, item);
        cell(number, paper_text::quantity, one.quantity);
        cell(number, paper_text::value, one.value ? grouped(*one.value) : "—");
        html.raw("</tr>");
    }
    html.raw("</tbody></table></div><p class=\"hint\">");
    html.text(paper_text::no_price.in(language)).raw("</p></section>");
}

void append_actions(Html& html, const GiftView& view, const std::string& path, Language language) {
    const bool is_donors = !view.token.empty();
    html.raw("<p class=\"actions\">");
    html.link(path + "/receipt.pdf", (is_donors ? say::own_pdf : say::public_pdf).in(language));
    if (is_donors && view.receipt.standing == Standing::stands) {
        html.link(path + "/certificate.pdf", say::certificate_pdf.in(language));
    }
    html.link(path + "?print=1", say::print.in(language));
    const auto* const file = view.receipt.is_of_goods() ? "/goods.csv" : "/disclosure.csv";
    html.link(file + ("?receipt=" + view.receipt.number), say::csv.in(language)).raw("</p>");
}

/// A proof as a file: where it is, and what it is called when it is kept.
struct ProofFile {
    std::string address;
    std::string name;
};

ProofFile public_proof(const GiftView& view, const ProofAsked& asked) {
    const auto& number = view.receipt.number;
    auto address = "/r/" + number + "/gift.tlog-proof";
    if (asked.amendment) {
        address
            = "/r/" + number + "/amendment.tlog-proof?number=" + std::to_string(*asked.amendment);
    }
    return { std::move(address), proof_file(number, asked) };
}

ProofFile donors_proof(const GiftView& view) {
    const auto& number = view.receipt.number;
    return { "/r/" + number + "/" + view.token + "/donor.tlog-proof",
             proof_file(number, { ProofOf::donor }) };
}

/// What shows the gift and who gave: the proof of its entry, then of each that amends it. The
/// newest is the donor's own copy where there is one.
std::vector<ProofFile> proof_chain(const GiftView& view) {
    const auto& amendments = view.proof->amendments;
    std::vector<ProofFile> chain { public_proof(view, { ProofOf::gift }) };
    for (std::size_t i = 1; i <= amendments.size(); ++i) {
        chain.push_back(public_proof(view, { ProofOf::amendment, i }));
    }
    const bool is_newest_shown
        = !amendments.empty() && amendments.back().entry == view.proof->donor_entry;
    if (view.proof->has_donors && is_newest_shown) {
        chain.back() = donors_proof(view);
    }
    return chain;
}

void append_download(Html& html, const ProofFile& file, std::string_view words) {
    html.raw("<a download href=\"").text(file.address).raw("\">").text(words).raw("</a>");
}

/// What an amendment changed, as far as everybody may know it.
Message changed_by(const Amendment& amendment) {
    if (!amendment.kinds) {
        return amendment.is_name_changed ? say::amended_name : say::amended_else;
    }
    const auto from = record::choice_of(amendment.kinds->first).label;
    const auto to = record::choice_of(amendment.kinds->second).label;
    const auto pattern = amendment.is_name_changed ? say::amended_kind_and_name : say::amended_kind;
    return compose_told(pattern, { from, to });
}

/// The gift's entries in the log, each with its proof.
void append_entries(Html& html, const GiftView& view, Language language) {
    const auto& amendments = view.proof->amendments;
    const auto shown_number = [](std::int64_t entry) { return std::to_string(entry + 1); };
    html.raw("<ol class=\"entries\"><li>");
    html.text(compose(say::entry_of_gift, { shown_number(view.proof->entry) }).in(language));
    append_download(html, public_proof(view, { ProofOf::gift }), say::proof_download.in(language));
    for (std::size_t i = 1; i <= amendments.size(); ++i) {
        const auto& each = amendments[i - 1];
        const auto place = std::to_string(i);
        const auto changed = changed_by(each);
        html.raw("</li><li>");
        html.text(compose_told(
                      say::entry_of_amendment,
                      { shown_number(each.entry), local_text(each.at), place, changed }
        )
                      .in(language));
        append_download(
            html,
            public_proof(view, { ProofOf::amendment, i }),
            compose(say::proof_amendment_download, { place }).in(language)
        );
    }
    html.raw("</li></ol>");
}

/// Links to the proofs as files.
void append_proof_files(Html& html, const GiftView& view, Language language) {
    if (view.proof->amendments.empty()) {
        append_download(
            html, public_proof(view, { ProofOf::gift }), say::proof_download.in(language)
        );
    }
    if (view.proof->has_donors) {
        append_download(html, donors_proof(view), say::proof_own_download.in(language));
    }
}

/// Where the proofs are, with what the script needs to check them.
void append_proof_actions(Html& html, const GiftView& view, Language language) {
    html.raw("<p class=\"actions\"><button type=\"button\" data-check data-scripted hidden>");
    html.text(say::proof_check.in(language)).raw("</button>");
    append_proof_files(html, view, language);
    html.raw("</p>");
    if (const auto count = view.proof->amendments.size(); count > 0) {
        const auto words
            = compose(say::proof_amended, { std::to_string(count), std::to_string(count + 1) });
        html.element("p", words.in(language));
        append_entries(html, view, language);
    }
    if (!view.token.empty()) {
        const auto words = view.proof->has_donors ? say::proof_own_note : say::proof_own_gone;
        html.raw("<p class=\"own\">").text(words.in(language)).raw("</p>");
    }
    html.raw("<div data-verdict role=\"status\"></div><noscript><p>");
    html.text(say::proof_no_script.in(language)).raw("</p></noscript>");
    html.raw("<label class=\"kept\" data-scripted hidden>").text(say::proof_file.in(language));
    html.raw("<input type=\"file\" accept=\".tlog-proof\"></label>");
}

void append_offline(Html& html, const GiftView& view, Language language) {
    const auto& proof = *view.proof;
    html.raw("<details><summary>").text(say::proof_offline.in(language)).raw("</summary><p>");
    html.text(say::proof_offline_text.in(language)).raw("</p><pre tabindex=\"0\">");
    html.text("boai verify");
    for (const auto& file : proof_chain(view)) {
        html.text(" " + file.name);
    }
    html.text(" --key '" + proof.vkey + "'").raw("</pre>");
    if (!proof.witnesses.empty()) {
        html.raw("<p>").text(say::proof_offline_witnesses.in(language));
        html.raw("</p><pre tabindex=\"0\">");
        for (const auto& witness : proof.witnesses) {
            html.text("--witness '" + witness + "'\n");
        }
        html.raw("</pre>");
    }
    html.raw("</details>");
}

/// A key or an address holds no space.
std::string joined(const std::vector<std::string>& parts) {
    std::string all;
    for (const auto& part : parts) {
        all += (all.empty() ? "" : " ") + part;
    }
    return all;
}

void append_proof(Html& html, const GiftView& view, Language language) {
    const auto& proof = *view.proof;
    std::vector<std::string> addresses;
    for (auto& file : proof_chain(view)) {
        addresses.push_back(std::move(file.address));
    }
    html.raw("<section class=\"card proof\" data-fen=\"");
    html.raw(std::to_string(view.receipt.amount.fen)).raw("\" data-entry=\"");
    html.raw(std::to_string(proof.entry));
    if (proof.donor_entry) {
        html.raw("\" data-amended=\"").raw(std::to_string(*proof.donor_entry));
    }
    html.raw("\" data-vkey=\"/log/").text(proof.branch_code);
    html.raw("/vkey\" data-witnesses=\"").text(joined(proof.witnesses));
    html.raw("\" data-proofs=\"").text(joined(addresses)).raw("\"><h2>");
    html.text(say::proof_title.in(language)).raw("</h2><p>");
    html.text((proof.is_published ? say::proof_lead : say::proof_pending).in(language));
    html.raw("</p>");
    if (proof.is_published) {
        append_proof_actions(html, view, language);
        append_offline(html, view, language);
    }
    html.raw("</section>");
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
    if (receipt.is_of_goods()) {
        append_goods(html, receipt, language);
    }
    append_matches_of_gift(html, view.matches, language);
    if (view.trace) {
        append_trace(html, *view.trace, language);
    }
    if (view.proof) {
        append_proof(html, view, language);
    }
    return {
        .title = std::string { say::receipt_title.in(language) } + " " + receipt.number,
        .path = path,
        .body = html.take(),
        .society = view.society,
        .module = view.proof ? "/assets/gift_proof.js" : "",
    };
}

} // namespace boai::giving
