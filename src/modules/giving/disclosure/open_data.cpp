#include "modules/giving/disclosure/open_data.hpp"

#include "base/json_text.hpp"
#include "crypto/hash.hpp"
#include "exchange/csv_writer.hpp"
#include "pages/html.hpp"

#include <algorithm>

namespace boai::giving {
namespace {

using exchange::TableValue;
using pages::Html;

constexpr std::string_view currency = "CNY";
constexpr std::string_view grant_prefix = "360G-boai-";
constexpr std::string_view licence = "https://creativecommons.org/licenses/by/4.0/";

/// Headings of the standard's spreadsheets.
constexpr std::string_view csv_headings[] = {
    "Identifier",
    "Title",
    "Description",
    "Currency",
    "Amount Awarded",
    "Award Date",
    "Funding Org:0:Identifier",
    "Funding Org:0:Name",
    "Recipient Org:0:Identifier",
    "Recipient Org:0:Name",
    "Grant Programme:0:Title",
};

void append_open_party(std::string& out, std::string_view id, std::string_view name) {
    JsonArray parties { out };
    JsonObject { parties.item() }.text("id", id).text("name", name);
}

/// Amounts are numbers in the standard; they are written from fen and stay exact decimals.
void append_open_amount(JsonObject& object, std::string_view name, Money amount) {
    object.key(name) += to_string(amount);
}

void append_grant(std::string& out, const OpenGrant& grant) {
    JsonObject object { out };
    object.text("id", std::string { grant_prefix } + grant.id)
        .text("title", grant.title)
        .text("description", grant.description)
        .text("currency", currency);
    append_open_amount(object, "amountAwarded", grant.amount);
    object.text("awardDate", to_string(grant.day));
    append_open_party(object.key("fundingOrganization"), grant.from_id, grant.from_name);
    append_open_party(object.key("recipientOrganization"), grant.to_id, grant.to_name);
    if (!grant.programme.empty()) {
        JsonArray programmes { object.key("grantProgramme") };
        JsonObject { programmes.item() }.text("title", grant.programme);
    }
}

Html& append_narrative(Html& html, std::string_view tag, std::string_view words) {
    return html.raw("<")
        .raw(tag)
        .raw("><narrative>")
        .text(words)
        .raw("</narrative></")
        .raw(tag)
        .raw(">");
}

/// Codes of the standard's code lists.
constexpr std::string_view national_organisation = "22";
constexpr std::string_view other_organisation = "90";
constexpr std::string_view role_funding = "1";
constexpr std::string_view role_implementing = "4";
constexpr std::string_view status_implementation = "2";
constexpr std::string_view status_closed = "4";
constexpr std::string_view date_actual_start = "2";
constexpr std::string_view date_planned_end = "3";

void append_open_party(
    Html& html,
    std::string_view role,
    std::string_view type,
    std::string_view id,
    std::string_view name
) {
    html.raw("<participating-org role=\"").raw(role).raw("\" type=\"").raw(type).raw("\"");
    if (!id.empty()) {
        html.raw(" ref=\"").text(id).raw("\"");
    }
    html.raw("><narrative>").text(name).raw("</narrative></participating-org>");
}

void append_activity_date(Html& html, std::string_view type, Day day) {
    html.raw("<activity-date type=\"").raw(type).raw("\" iso-date=\"").text(to_string(day));
    html.raw("\"/>");
}

void append_transaction(Html& html, const IatiTransaction& transaction) {
    const auto day = to_string(transaction.day);
    html.raw("<transaction><transaction-type code=\"")
        .text(std::to_string(static_cast<int>(transaction.kind)))
        .raw("\"/><transaction-date iso-date=\"")
        .text(day)
        .raw("\"/><value currency=\"")
        .raw(currency)
        .raw("\" value-date=\"")
        .text(day)
        .raw("\">")
        .text(to_string(transaction.amount))
        .raw("</value>");
    if (!transaction.description.empty()) {
        append_narrative(html, "description", transaction.description);
    }
    if (!transaction.receiver_id.empty()) {
        html.raw("<receiver-org ref=\"").text(transaction.receiver_id).raw("\"><narrative>");
        html.text(transaction.receiver_name).raw("</narrative></receiver-org>");
    }
    html.raw("</transaction>");
}

void append_activity(Html& html, const IatiActivity& activity, const OpenDataInfo& info) {
    const auto branch = open_branch_id(activity.branch_code);
    const auto language = info.language == Language::zh ? "zh" : "en";
    html.raw("<iati-activity default-currency=\"").raw(currency).raw("\" xml:lang=\"");
    html.raw(language).raw("\" last-updated-datetime=\"").text(to_string(info.made)).raw("\">");
    html.element("iati-identifier", branch + "-" + activity.code);
    html.raw("<reporting-org type=\"").raw(national_organisation).raw("\" ref=\"").text(branch);
    html.raw("\"><narrative>").text(activity.branch_name).raw("</narrative></reporting-org>");
    append_narrative(html, "title", activity.title);
    append_narrative(
        html, "description", activity.description.empty() ? activity.title : activity.description
    );
    append_open_party(
        html, role_funding, other_organisation, {}, Text { "捐赠人", "Donors" }.in(info.language)
    );
    append_open_party(html, role_implementing, national_organisation, branch, activity.branch_name);
    html.raw("<activity-status code=\"")
        .raw(activity.is_closed ? status_closed : status_implementation)
        .raw("\"/>");
    append_activity_date(html, date_actual_start, activity.begins);
    if (activity.ends) {
        append_activity_date(html, date_planned_end, *activity.ends);
    }
    html.raw("<recipient-country code=\"CN\"/>");
    for (const auto& transaction : activity.transactions) {
        append_transaction(html, transaction);
    }
    html.raw("</iati-activity>\n");
}

} // namespace

std::string open_branch_id(std::string_view branch_code) {
    return "XM-BOAI-" + std::string { branch_code };
}

std::string open_donor_id(std::string_view name) {
    constexpr std::size_t digits = 16;
    return "XM-BOAI-D-" + crypto::hex(crypto::view(crypto::sha256(name))).substr(0, digits);
}

std::string_view withheld_id() {
    return "XM-BOAI-WITHHELD";
}

Text withheld_name() {
    return { "姓名未公开", "Name withheld" };
}

std::string open_json_head() {
    return R"({"version":"1.4","grants":[)";
}

std::string open_json_grant(const OpenGrant& grant, bool is_first) {
    std::string json = is_first ? "" : ",\n";
    append_grant(json, grant);
    return json;
}

std::string open_json_end(const OpenDataInfo& info, std::int64_t grants, std::int64_t withheld) {
    const auto said = compose(
        { "共 {} 条，其中 {} 条未公开姓名：只有本人同意公开全名的捐赠人才列出姓名。",
          "{} grants; the names of {} are withheld: donors are named only when they agreed to "
          "it." },
        { std::to_string(grants), std::to_string(withheld) }
    );
    const std::string json = "],";
    std::string rest;
    {
        JsonObject object { rest };
        object.text("title", info.title)
            .text("description", said.in(info.language))
            .text("issued", to_string(info.made))
            .text("license", licence);
        JsonObject { object.key("publisher") }.text("name", info.publisher);
        if (!info.address.empty()) {
            object.text("downloadURL", info.address);
        }
    }
    return json + rest.substr(1);
}

std::string open_csv_head() {
    std::string csv { exchange::csv_byte_order_mark };
    const std::vector<TableValue> row { std::begin(csv_headings), std::end(csv_headings) };
    exchange::append_csv_row(csv, row);
    return csv;
}

std::string open_csv_grant(const OpenGrant& grant) {
    std::string csv;
    const auto id = std::string { grant_prefix } + grant.id;
    const std::vector<TableValue> row {
        std::string_view { id },
        std::string_view { grant.title },
        std::string_view { grant.description },
        currency,
        grant.amount,
        grant.day,
        std::string_view { grant.from_id },
        std::string_view { grant.from_name },
        std::string_view { grant.to_id },
        std::string_view { grant.to_name },
        std::string_view { grant.programme },
    };
    exchange::append_csv_row(csv, row);
    return csv;
}

std::string iati_file(const std::vector<IatiActivity>& activities, const OpenDataInfo& info) {
    Html html;
    html.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    html.raw("<iati-activities version=\"2.03\" generated-datetime=\"");
    html.text(to_string(info.made)).raw("\">\n");
    for (const auto& activity : activities) {
        append_activity(html, activity, info);
    }
    html.raw("</iati-activities>\n");
    return html.take();
}

} // namespace boai::giving
