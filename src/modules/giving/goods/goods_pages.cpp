#include "modules/giving/goods/goods_pages.hpp"

#include "exchange/csv_writer.hpp"
#include "http/percent.hpp"
#include "modules/giving/paper/paper_text.hpp"
#include "modules/giving/portal_parts.hpp"
#include "modules/giving/portal_text.hpp"

namespace boai::giving {
namespace {

namespace say = portal_text;
using exchange::TableValue;
using pages::Html;

std::string donor_shown(const PublicGoods& goods, Language language) {
    const bool nameless = goods.donor_kind == DonorKind::anonymous || goods.donor.empty();
    return nameless ? std::string { say::anonymous.in(language) } : goods.donor;
}

std::string purpose_shown(const PublicGoods& goods, Language language) {
    if (!goods.campaign.empty()) {
        return goods.campaign;
    }
    return goods.purpose.empty() ? std::string { say::unrestricted.in(language) } : goods.purpose;
}

std::string place_shown(const PublicGoods& goods, Language language) {
    return goods.recipient.empty() ? std::string { say::goods_stored.in(language) }
                                   : compose(say::goods_went_to, { goods.recipient }).in(language);
}

std::string item_shown(const PublicGoodsLine& line) {
    return line.item + (line.specification.empty() ? "" : " " + line.specification);
}

std::string quantity_shown(const PublicGoodsLine& line) {
    return std::to_string(line.quantity) + " " + line.unit;
}

void append_row(Html& html, const PublicGoods& goods, Language language) {
    html.raw("<tr>");
    append_cell(html, say::day, to_string(goods.day), language);
    append_cell(html, say::donor, donor_shown(goods, language), language);
    html.raw("<td data-heading=\"").text(say::goods_title.in(language)).raw("\">");
    for (const auto& line : goods.lines) {
        html.raw("<div>").text(item_shown(line) + " " + quantity_shown(line)).raw("</div>");
    }
    html.raw("</td>");
    const auto value = goods.value.fen == 0 ? std::string { "—" } : grouped(goods.value);
    append_cell(html, paper_text::proved_value, value, language, true);
    append_cell(html, say::purpose, purpose_shown(goods, language), language);
    append_cell(html, say::goods_place, place_shown(goods, language), language);
    append_cell(
        html, say::branch, language == Language::zh ? goods.branch_zh : goods.branch_en, language
    );
    html.raw("<td data-heading=\"").text(say::receipt.in(language)).raw("\">");
    if (!goods.receipt.empty()) {
        html.link("/r/" + goods.receipt, goods.receipt);
    }
    html.raw("</td></tr>\n");
}

void append_older(Html& html, const GoodsDisclosureView& view, Language language) {
    if (!view.more || view.goods.empty()) {
        return;
    }
    const auto query = query_of(view.question);
    const auto& last = view.goods.back();
    html.raw("<p class=\"actions\">");
    html.link(
        "/goods" + query + (query.empty() ? "?" : "&") + "before=" + to_string(last.day) + "."
            + to_string(last.id),
        say::older_goods.in(language)
    );
    html.raw("</p>");
}

} // namespace

void append_goods_table(Html& html, const std::vector<PublicGoods>& goods, Language language) {
    if (goods.empty()) {
        return;
    }
    html.raw("<div class=\"rows\"><table class=\"gifts\"><caption><span>");
    html.text(say::goods_disclosure.in(language)).raw("</span></caption><thead><tr>");
    for (const auto& heading : { say::day,
                                 say::donor,
                                 say::goods_title,
                                 paper_text::proved_value,
                                 say::purpose,
                                 say::goods_place,
                                 say::branch,
                                 say::receipt }) {
        const bool number = heading == paper_text::proved_value;
        html.raw(number ? "<th class=\"number\" scope=\"col\">" : "<th scope=\"col\">");
        html.text(heading.in(language)).raw("</th>");
    }
    html.raw("</tr></thead><tbody>\n");
    for (const auto& one : goods) {
        append_row(html, one, language);
    }
    html.raw("</tbody></table></div>");
}

pages::Page goods_page(const GoodsDisclosureView& view, Language language) {
    const auto query = query_of(view.question);
    Html html;
    html.raw("<h1>").text(say::goods_disclosure.in(language)).raw("</h1>");
    html.element("p", say::goods_lead.in(language));
    append_filter(html, "/goods", view.question, view.campaigns, language);
    const auto sums = compose(
        say::goods_sums, { grouped_count(view.totals.gifts), grouped(view.totals.value) }
    );
    html.raw("<p class=\"sum\">").text(sums.in(language)).raw("</p>");
    if (view.goods.empty()) {
        html.raw("<p class=\"empty\">").text(say::no_goods.in(language)).raw("</p>");
    }
    append_goods_table(html, view.goods, language);
    append_older(html, view, language);
    html.raw("<p class=\"actions\">");
    html.link("/goods" + query + (query.empty() ? "?" : "&") + "print=1", say::print.in(language));
    html.link("/goods.csv" + query, say::csv.in(language));
    html.link("/disclosure", say::disclosure.in(language)).raw("</p>");
    return {
        .title = std::string { say::goods_disclosure.in(language) },
        .path = "/goods" + query,
        .body = html.take(),
        .society = view.society,
    };
}

std::string goods_csv_head(Language language) {
    std::string csv { exchange::csv_byte_order_mark };
    const std::vector<TableValue> row {
        say::receipt.in(language),
        say::day.in(language),
        say::donor.in(language),
        say::goods_item.in(language),
        say::goods_specification.in(language),
        paper_text::quantity.in(language),
        say::goods_unit.in(language),
        paper_text::value.in(language),
        say::purpose.in(language),
        say::goods_place.in(language),
        say::branch.in(language),
    };
    exchange::append_csv_row(csv, row);
    return csv;
}

std::string goods_csv_rows(const std::vector<PublicGoods>& goods, Language language) {
    std::string csv;
    for (const auto& one : goods) {
        const auto donor = donor_shown(one, language);
        const auto purpose = purpose_shown(one, language);
        const auto place = place_shown(one, language);
        const auto& branch = language == Language::zh ? one.branch_zh : one.branch_en;
        for (const auto& line : one.lines) {
            std::vector<TableValue> row {
                std::string_view { one.receipt },
                one.day,
                std::string_view { donor },
                std::string_view { line.item },
                std::string_view { line.specification },
                line.quantity,
                std::string_view { line.unit },
                std::monostate {},
                std::string_view { purpose },
                std::string_view { place },
                std::string_view { branch },
            };
            constexpr std::size_t value_column = 7;
            if (line.value) {
                row[value_column] = *line.value;
            }
            exchange::append_csv_row(csv, row);
        }
    }
    return csv;
}

} // namespace boai::giving
