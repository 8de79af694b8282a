#include "modules/giving/campaigns/plan_page.hpp"

#include "modules/giving/public_words.hpp"
#include "record/record_table.hpp"
#include "record/registry.hpp"

#include <array>

namespace boai::giving {
namespace {

using pages::Html;
using storage::Param;

constexpr Text plan_title { "公开募捐信息", "About this public fundraising" };
constexpr Text plan_lead { "依照慈善法第二十五条公布。",
                           "Shown as article 25 of the Charity Law asks." };
constexpr Text organisation { "募捐组织", "Organisation" };
constexpr Text term { "起止时间", "Term" };
constexpr Text term_days { "{} 至 {}", "{} to {}" };
constexpr Text not_filed { "正在办理备案（应对重大突发事件）", "being filed (major emergency)" };
constexpr Text filed_as { "{}（{} 备案）", "{} (filed on {})" };
constexpr Text partner_title { "合作方", "Partners" };
constexpr Text partner_is { "{}：{}（合作协议 {}）", "{}: {} (agreement {})" };

void append_plan_fact(Html& html, Text label, std::string_view value, Language language) {
    if (!value.empty()) {
        html.raw("<div>").element("dt", label.in(language)).element("dd", value).raw("</div>");
    }
}

/// A field of the plan under its own label.
void append_own_fact(
    Html& html, const FundraisingPlan& plan, std::string_view name, Language language
) {
    const auto* field = fundraising_plan_type.find_field(name);
    append_plan_fact(html, field->options.label, field->get(&plan).text(), language);
}

void append_filing(Html& html, const FundraisingPlan& plan, Language language) {
    const auto filing = plan.filed_on
        ? compose(filed_as, { plan.filing_number, to_string(*plan.filed_on) })
        : Message { not_filed };
    const auto* field = fundraising_plan_type.find_field("filing_number");
    append_plan_fact(html, field->options.label, filing.in(language), language);
}

void append_partners(Html& html, const PublicPlan& shown, Language language) {
    for (const auto& partner : shown.partners) {
        const auto told
            = compose(partner_is, { partner.name, partner.part, partner.agreement_number });
        append_plan_fact(html, partner_title, told.in(language), language);
    }
}

} // namespace

Result<record::Stored<PublicPlan>>
read_public_plan(const record::Registry& registry, storage::Connection& connection, Id id) {
    record::Stored<PublicPlan> found;
    const auto queries = record::queries_of(connection);
    const std::array of_id { Param { id } };
    TRY(registry.table(fundraising_plan_type)
            .select(
                queries,
                " WHERE t.id = $1",
                of_id,
                [&](const record::Loaded& loaded) -> Result<void> {
                    found.head = loaded.head;
                    found.value.plan = loaded.as<FundraisingPlan>();
                    return {};
                }
            ));
    if (found.head.id.empty()) {
        return fail(Errc::not_found, Text { "没有这个募捐方案", "there is no such plan" });
    }
    const std::array of_plan { Param { found.head.branch }, Param { id } };
    TRY(registry.table(fundraising_partner_type)
            .select(
                queries,
                " WHERE t.branch_id = $1 AND t.plan = $2 ORDER BY t.id",
                of_plan,
                [&](const record::Loaded& loaded) -> Result<void> {
                    found.value.partners.push_back(loaded.as<FundraisingPartner>());
                    return {};
                }
            ));
    return found;
}

void append_plan(Html& html, const PublicPlan& shown, Language language) {
    const auto& plan = shown.plan;
    html.raw("<section class=\"plan\"><h2>")
        .text(plan_title.in(language))
        .raw("</h2><p class=\"hint\">");
    html.text(plan_lead.in(language)).raw("</p><dl class=\"facts\">");
    append_plan_fact(html, organisation, shown.organisation.in(language), language);
    append_own_fact(html, plan, "certificate_number", language);
    append_own_fact(html, plan, "name", language);
    append_filing(html, plan, language);
    append_own_fact(html, plan, "aim", language);
    const auto days = compose(term_days, { to_string(plan.begins), to_string(plan.last_day()) });
    append_plan_fact(html, term, days.in(language), language);
    for (const auto name : { "region",
                             "person_in_charge",
                             "office_address",
                             "accepting",
                             "bank_account",
                             "beneficiaries",
                             "use" }) {
        append_own_fact(html, plan, name, language);
    }
    const auto* cost = fundraising_plan_type.find_field("cost");
    append_plan_fact(html, cost->options.label, grouped(plan.cost), language);
    append_own_fact(html, plan, "surplus_rule", language);
    append_partners(html, shown, language);
    append_own_fact(html, plan, "contact", language);
    append_own_fact(html, plan, "query_way", language);
    html.raw("</dl></section>");
}

} // namespace boai::giving
