#include "modules/giving/portal_request.hpp"

namespace boai::giving {
namespace {

using http::Request;

Result<std::optional<Day>> day_parameter(const Request& request, std::string_view name) {
    const auto text = request.parameter(name);
    if (!text || text->empty()) {
        return std::optional<Day> {};
    }
    return std::optional { TRY(parse_day(*text)) };
}

} // namespace

Result<void> read_place(const std::string& text, PublicQuestion& question) {
    const auto point = text.find('.');
    question.before_day = TRY(parse_day(text.substr(0, point)));
    question.before = TRY(parse_id(point == std::string::npos ? "" : text.substr(point + 1)));
    return {};
}

Result<PublicQuestion> question_of(const Request& request) {
    PublicQuestion question;
    question.from = TRY(day_parameter(request, "from"));
    question.to = TRY(day_parameter(request, "to"));
    question.receipt = request.parameter("receipt").value_or("");
    if (const auto campaign = request.parameter("campaign"); campaign && !campaign->empty()) {
        question.campaign = TRY(parse_id(*campaign));
    }
    if (const auto place = request.parameter("before")) {
        TRY(read_place(*place, question));
    }
    return question;
}

} // namespace boai::giving
