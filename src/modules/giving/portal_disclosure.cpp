// The disclosure: by period and campaign, by receipt, and by a donor's name.
#include "http/percent.hpp"
#include "modules/giving/portal.hpp"
#include "modules/giving/portal_request.hpp"
#include "modules/giving/public_csv.hpp"
#include "record/sealing.hpp"

#include <algorithm>
#include <utility>

namespace boai::giving {
namespace {

using http::Request;
using http::Responder;
using http::Response;

/// A value of the form's body: a name must not stand in an address.
std::string form_value(const Request& request, std::string_view wanted) {
    for (const auto& [name, value] : http::parse_form(request.body)) {
        if (name == wanted) {
            return value;
        }
    }
    return {};
}

/// The page of a name search that is asked for: a screen to read, everything to print or keep.
Result<PublicQuestion> name_question(const Request& request, std::string name, bool is_whole) {
    constexpr std::size_t rows_of_page = 20;
    constexpr std::size_t rows_max = 500;
    PublicQuestion question { .name = std::move(name),
                              .limit = is_whole ? rows_max : rows_of_page };
    if (const auto place = form_value(request, "before"); !place.empty()) {
        TRY(read_place(place, question));
    }
    return question;
}

} // namespace

Result<DisclosureAnswer> Portal::disclosure_answer(
    PublicReader& reader, const PublicQuestion& question, const Asked& asked
) {
    const auto language = asked.preferences.language;
    if (has_parts(question) && live_.stands_at(asked.version)) {
        auto parts = disclosure_.find(question, language, asked.version);
        TRY(read_missing(reader, question, language, parts));
        if (live_.stands_at(asked.version)) {
            disclosure_.keep(question, language, asked.version, parts);
            return answer_of(question, std::move(parts));
        }
    }
    // The book has moved on from what is kept: all of one page is read from one snapshot.
    return read_answer(reader, question, language);
}

Response Portal::disclosure_response(
    const PublicQuestion& question, DisclosureAnswer answer, const pages::Preferences& preferences
) const {
    const DisclosureView view { .society = society(preferences.language),
                                .question = question,
                                .answer = std::move(answer) };
    return pages::html_response(
        document(disclosure_page(view, preferences.language), preferences), preferences
    );
}

void Portal::serve_disclosure(const Request& request, const Responder& respond) {
    const auto preferences = pages::preferences_of(request);
    const auto question = question_of(request);
    if (!question) {
        respond(refusal(question.error(), preferences));
        return;
    }
    const Asked asked { key_of("/disclosure?" + request.query, preferences),
                        preferences,
                        live_.version() };
    if (serve_kept(asked, respond)) {
        return;
    }
    auto parts = disclosure_.find(*question, preferences.language, asked.version);
    // From memory the page is made sooner than handed over, and need not take another's place in
    // the cache. Packing it is a worker's work.
    if (has_parts(*question) && parts.are_all_there() && !preferences.takes_gzip) {
        auto answer = answer_of(*question, std::move(parts));
        respond(disclosure_response(*question, std::move(answer), preferences));
        return;
    }
    serve_from_book(
        asked,
        respond,
        [this, asked, question = *question](PublicReader& reader) -> Result<Response> {
            auto answer = TRY(disclosure_answer(reader, question, asked));
            return disclosure_response(question, std::move(answer), asked.preferences);
        }
    );
}

Result<void> Portal::add_goods_of_name(PublicReader& reader, DisclosureView& view) {
    if (!view.question.before.empty()) {
        return {};
    }
    bool more = false;
    PublicGoodsReader goods { engine_, reader.connection() };
    view.goods = TRY(goods.find(view.question, more));
    return {};
}

void Portal::serve_name(const Request& request, Responder respond, bool as_csv) {
    const auto preferences = pages::preferences_of(request);
    auto text = form_value(request, "q");
    constexpr std::size_t name_bytes_max = 600;
    text.resize(std::min(text.size(), name_bytes_max));
    if (parse_receipt(text)) {
        Response response { .status = 303, .content_type = "" };
        response.headers.emplace_back("Location", "/r/" + http::percent_encode(text));
        respond(std::move(response));
        return;
    }
    if (const auto admitted = parts_.admit_search(request.peer); !admitted) {
        respond(refusal(admitted.error(), preferences));
        return;
    }
    // Kept under the name's keyed number, so that the name itself is nowhere in memory for long.
    const auto* field = gift_type.find_field("donor_name");
    const auto number = record::index_of(engine_.vault(), *field, text);
    const auto place = form_value(request, "before");
    const auto key = key_of(
        (as_csv ? "name.csv " : "name ") + std::to_string(number) + " " + place, preferences
    );
    const auto question = name_question(request, text, as_csv || preferences.print);
    if (!question) {
        respond(refusal(question.error(), preferences));
        return;
    }
    serve(
        key,
        preferences,
        std::move(respond),
        [this, preferences, as_csv, question = *question](PublicReader& reader
        ) -> Result<Response> {
            DisclosureView view { .society = society(preferences.language), .question = question };
            PublicPage page;
            if (question.name.empty()) {
                // No name was typed: the form once more, with what else may be asked.
                view.answer.campaigns
                    = std::make_shared<const std::vector<PublicCampaign>>(TRY(reader.published()));
            } else {
                page = TRY(reader.find(question));
                TRY(add_goods_of_name(reader, view));
            }
            if (as_csv) {
                return csv_response(
                    gifts_csv_head(preferences.language)
                    + gifts_csv_rows(page.gifts, preferences.language)
                );
            }
            view.answer.rows = shown_rows(page.gifts, page.more, preferences.language);
            return pages::html_response(
                document(disclosure_page(view, preferences.language), preferences), preferences
            );
        }
    );
}

} // namespace boai::giving
