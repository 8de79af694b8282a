#include "modules/giving/disclosure/open_data_pages.hpp"

#include "modules/giving/disclosure/notice_words.hpp"
#include "pages/html.hpp"

namespace boai::giving {
namespace {

constexpr Text open_data_lead {
    "捐赠和使用数据以通用格式开放下载，任何人可以再利用（CC BY "
    "4.0）。只有同意公开全名的捐赠人列出姓名，"
    "其余写“姓名未公开”，文件中注明条数。",
    "Gifts and uses for anybody to use again (CC BY 4.0), in formats others "
    "read. Donors are named only "
    "when they agreed to it; the file says how many names are withheld."
};
constexpr Text gifts_360 { "捐赠，360Giving 格式", "Gifts, in the shape of 360Giving" };
constexpr Text spending_360 { "使用与拨付，360Giving 格式", "Uses, in the shape of 360Giving" };
constexpr Text iati { "项目收支，IATI 2.03 活动文件", "Activities, IATI 2.03" };

} // namespace

pages::Page open_data_page(const std::string& society, Language language) {
    pages::Html html;
    html.raw("<h1>")
        .text(notice_words::open_data.in(language))
        .raw("</h1>")
        .element("p", open_data_lead.in(language));
    for (const auto& [name, path] : { std::pair { gifts_360, "/open-data/gifts" },
                                      std::pair { spending_360, "/open-data/spending" } }) {
        html.raw("<h2>").text(name.in(language)).raw("</h2><p class=\"actions\">");
        html.link(std::string { path } + ".json", "JSON");
        html.link(std::string { path } + ".csv", "CSV").raw("</p>");
    }
    html.raw("<h2>").text(iati.in(language)).raw("</h2><p class=\"actions\">");
    html.link("/open-data/iati.xml", "XML").raw("</p>");
    return { .title = std::string { notice_words::open_data.in(language) },
             .path = "/open-data",
             .body = html.take(),
             .society = society };
}

} // namespace boai::giving
