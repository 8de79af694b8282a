#include "modules/giving/paper/paper_request.hpp"

#include "record/engine.hpp"

namespace boai::giving {

Result<PaperStyle> style_of(const modules::RouteParts& parts, const http::Request& request) {
    const auto paper = parse_paper(request.parameter("paper").value_or("a5"));
    if (!paper) {
        return fail_field("paper", Text { "可选 a5、80mm、58mm", "choose a5, 80mm or 58mm" });
    }
    const auto language = request.parameter("lang").value_or("");
    PaperStyle style { .paper = *paper, .made = parts.engine.clock().now() };
    style.languages = language == "zh" ? Languages::zh
        : language == "en"             ? Languages::en
                                       : Languages::both;
    if (parts.lockup_png) {
        style.lockup = *parts.lockup_png;
    }
    return style;
}

http::Response pdf_response(std::string pdf, const std::string& name) {
    http::Response response { .content_type = "application/pdf", .body = std::move(pdf) };
    response.headers.emplace_back("Content-Disposition", "inline; filename=\"" + name + ".pdf\"");
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

} // namespace boai::giving
