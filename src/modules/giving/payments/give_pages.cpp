#include "modules/giving/payments/give_pages.hpp"

#include "http/percent.hpp"
#include "modules/giving/payments/give_text.hpp"

#include <array>

namespace boai::giving {
namespace {

using pages::Html;

Text name_of_service(PaymentService service) {
    return service == PaymentService::wechat ? give_text::wechat : give_text::alipay;
}

void append_faults(Html& html, const GiveView& view, Language language) {
    if (view.faults.empty()) {
        return;
    }
    html.raw("<div class=\"fault\" role=\"alert\"><p>").text(give_text::correct.in(language));
    html.raw("</p><ul>");
    for (const auto& fault : view.faults) {
        html.element("li", fault.in(language));
    }
    html.raw("</ul></div>");
}

void append_option(Html& html, const std::string& value, std::string_view name, bool chosen) {
    html.raw("<option value=\"").text(value).raw(chosen ? "\" selected>" : "\">");
    html.text(name).raw("</option>");
}

void append_uses(Html& html, const GiveView& view, Language language) {
    html.raw("<label>").text(give_text::use.in(language)).raw("<select name=\"use\">");
    append_option(html, "", give_text::unrestricted.in(language), view.form.use.empty());
    for (const auto& use : view.uses) {
        append_option(html, use.value, use.name, use.value == view.form.use);
    }
    html.raw("</select></label>");
}

void append_donor(Html& html, const GiveForm& form, Language language) {
    struct Kind {
        DonorKind kind = DonorKind::anonymous;
        Text name;
    };

    constexpr std::array kinds { Kind { DonorKind::anonymous, give_text::anonymous },
                                 Kind { DonorKind::person, give_text::person },
                                 Kind { DonorKind::organisation, give_text::organisation },
                                 Kind { DonorKind::alias, give_text::alias } };
    html.raw("<label>").text(give_text::donor.in(language)).raw("<select name=\"donor_kind\">");
    for (const auto& [kind, name] : kinds) {
        const std::string word { record::choice_of(kind).value };
        append_option(html, word, name.in(language), kind == form.donor_kind);
    }
    html.raw("</select></label><label>").text(give_text::name.in(language));
    html.raw("<input name=\"name\" maxlength=\"200\" autocomplete=\"name\" "
             "aria-describedby=\"name-hint\" value=\"")
        .text(form.name)
        .raw("\"></label><p id=\"name-hint\" class=\"hint\">")
        .text(give_text::name_hint.in(language));
    html.raw("</p><label class=\"tick\"><input type=\"checkbox\" name=\"publish\" value=\"yes\"")
        .raw(form.publish ? " checked> " : "> ")
        .text(give_text::publish.in(language))
        .raw("</label>");
}

void append_services(Html& html, const GiveView& view, Language language) {
    html.raw("<fieldset><legend>").text(give_text::service.in(language)).raw("</legend>");
    for (const auto service : view.services) {
        const auto word = record::choice_of(service).value;
        const bool chosen = view.form.service == word || view.services.size() == 1;
        html.raw("<label class=\"tick\"><input type=\"radio\" name=\"service\" required value=\"")
            .text(word)
            .raw(chosen ? "\" checked> " : "\"> ")
            .text(name_of_service(service).in(language))
            .raw("</label>");
    }
    html.raw("</fieldset>");
}

void append_form(Html& html, const GiveView& view, Language language) {
    html.raw("<form class=\"card give\" method=\"post\" action=\"/give\"><p class=\"to\">")
        .text(compose(give_text::to, { view.branch_name }).in(language))
        .raw("</p><input type=\"hidden\" name=\"branch\" value=\"")
        .text(view.branch)
        .raw("\"><label>")
        .text(give_text::amount.in(language))
        .raw("<input name=\"amount\" inputmode=\"decimal\" required autocomplete=\"off\" "
             "maxlength=\"16\" value=\"")
        .text(view.form.amount)
        .raw("\"></label>");
    append_uses(html, view, language);
    append_donor(html, view.form, language);
    append_services(html, view, language);
    html.raw("<button>").text(give_text::go_on.in(language)).raw("</button></form>");
}

void append_branches(Html& html, const GiveView& view, Language language) {
    if (view.branches.empty()) {
        return;
    }
    html.raw("<section><h2>")
        .text(give_text::other_branch.in(language))
        .raw("</h2><p class=\"actions\">");
    for (const auto& branch : view.branches) {
        html.link("/give?branch=" + http::percent_encode(branch.value), branch.name);
    }
    html.raw("</p></section>");
}

/// Where gifts to a campaign are taken: a link to the platform, or that there is none yet.
void append_platform(Html& html, const PlatformCampaign& campaign, Language language) {
    if (campaign.link.empty()) {
        html.raw("<p class=\"hint\">").text(give_text::platform_missing.in(language)).raw("</p>");
        return;
    }
    const auto label = campaign.platform.empty()
        ? Message { give_text::on_the_platform }
        : compose(give_text::on_platform, { campaign.platform });
    html.raw("<p class=\"actions\"><a rel=\"noopener external\" href=\"")
        .text(campaign.link)
        .raw("\">")
        .text(label.in(language))
        .raw("</a></p>");
}

void append_platforms(Html& html, const GiveView& view, Language language) {
    if (view.platforms.empty()) {
        return;
    }
    html.raw("<section><h2>").text(give_text::platform_title.in(language)).raw("</h2><p>");
    html.text(give_text::platform_lead.in(language)).raw("</p><ul class=\"cards\">");
    for (const auto& campaign : view.platforms) {
        html.raw("<li class=\"card\">").element("h3", campaign.name);
        append_platform(html, campaign, language);
        html.raw("</li>");
    }
    html.raw("</ul></section>");
}

void append_order_fact(Html& html, Text label, std::string_view value, Language language) {
    html.raw("<div>").element("dt", label.in(language)).element("dd", value).raw("</div>");
}

/// The code as a picture: dark squares on light, with the quiet zone readers need.
void append_code(Html& html, const documents::QrCode& code, Language language) {
    const auto size = std::to_string(code.width + 2 * documents::quiet_modules);
    html.raw("<svg class=\"code\" role=\"img\" viewBox=\"0 0 ").raw(size).raw(" ").raw(size);
    html.raw("\" aria-label=\"").text(give_text::code_label.in(language)).raw("\"><rect width=\"");
    html.raw(size).raw("\" height=\"").raw(size).raw("\" fill=\"#fff\"/><path fill=\"#000\" d=\"");
    for (int y = 0; y < code.width; ++y) {
        for (int x = 0; x < code.width; ++x) {
            if (code.is_dark(x, y)) {
                html.raw("M").raw(std::to_string(x + documents::quiet_modules));
                html.raw(" ").raw(std::to_string(y + documents::quiet_modules)).raw("h1v1h-1z");
            }
        }
    }
    html.raw("\"/></svg>");
}

void append_facts(Html& html, const OrderView& view, Language language) {
    html.raw("<dl class=\"facts\">");
    append_order_fact(html, give_text::amount, grouped(view.order.amount), language);
    const auto use
        = view.use.empty() ? give_text::unrestricted.in(language) : std::string_view { view.use };
    append_order_fact(html, give_text::use, use, language);
    append_order_fact(html, give_text::order_number, view.order.number, language);
    if (view.order.state == OrderState::open) {
        append_order_fact(html, give_text::pay_until, local_text(view.order.pay_until), language);
    }
    html.raw("</dl>");
}

void append_waiting(Html& html, const OrderView& view, Language language) {
    const auto service = name_of_service(view.order.service).in(language);
    html.element("h1", give_text::order.in(language));
    html.element("p", compose(give_text::to, { view.branch_name }).in(language));
    if (view.is_simulated) {
        html.raw("<p class=\"fault\">").text(give_text::simulated.in(language)).raw("</p>");
    }
    html.raw("<h2>").text(compose(give_text::scan, { service }).in(language)).raw("</h2>");
    if (view.code) {
        append_code(html, *view.code, language);
    }
    if (view.collection.starts_with("https://")) {
        html.raw("<p class=\"actions\">").link(view.collection, give_text::open_here.in(language));
        html.raw("</p>");
    }
    append_facts(html, view, language);
    html.raw("<p class=\"actions\">").link(view.address, give_text::check.in(language));
    html.raw("</p><p class=\"hint\">").text(give_text::check_hint.in(language)).raw("</p>");
}

void append_paid(Html& html, const OrderView& view, Language language) {
    html.element("h1", give_text::paid.in(language));
    html.element("p", compose(give_text::paid_lead, { view.receipt }).in(language));
    append_facts(html, view, language);
    if (!view.receipt_address.empty()) {
        html.raw("<p class=\"actions\">")
            .link(view.receipt_address, give_text::own_page.in(language))
            .raw("</p>");
    }
}

void append_over(Html& html, Text title, Text lead, Language language) {
    html.element("h1", title.in(language)).element("p", lead.in(language));
    html.raw("<p class=\"actions\">").link("/give", give_text::again.in(language)).raw("</p>");
}

} // namespace

void append_way_to_give(Html& html, const CampaignToGive& asked, Language language) {
    const auto& campaign = asked.campaign;
    if (campaign.raises_publicly) {
        append_platform(
            html, { campaign.name, campaign.platform, campaign.platform_link }, language
        );
    } else if (asked.takes_gifts) {
        html.raw("<p class=\"actions\">")
            .link("/give?campaign=" + to_string(asked.id), give_text::title.in(language))
            .raw("</p>");
    }
}

pages::Page give_page(const GiveView& view, Language language) {
    Html html;
    html.raw("<section class=\"hero\">").element("h1", give_text::title.in(language));
    html.element("p", (view.services.empty() ? give_text::none : give_text::lead).in(language));
    if (view.is_simulated) {
        html.raw("<p class=\"fault\">").text(give_text::simulated.in(language)).raw("</p>");
    }
    html.raw("</section>");
    append_faults(html, view, language);
    if (!view.services.empty()) {
        append_form(html, view, language);
    }
    append_branches(html, view, language);
    append_platforms(html, view, language);
    return {
        .title = std::string { give_text::title.in(language) },
        .path = "/give?branch=" + http::percent_encode(view.branch),
        .body = html.take(),
        .society = view.society,
    };
}

pages::Page order_page(const OrderView& view, Language language) {
    Html html;
    html.raw("<section class=\"card receipt order\">");
    switch (view.order.state) {
    case OrderState::open:
        append_waiting(html, view, language);
        break;
    case OrderState::paid:
        append_paid(html, view, language);
        break;
    case OrderState::expired:
        append_over(html, give_text::expired, give_text::expired_lead, language);
        break;
    case OrderState::closed:
        append_over(html, give_text::closed, give_text::closed_lead, language);
        break;
    }
    html.raw("</section>");
    return {
        .title = std::string { give_text::order.in(language) },
        .path = view.address,
        .body = html.take(),
        .society = view.society,
    };
}

} // namespace boai::giving
