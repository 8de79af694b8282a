#include "modules/giving/payments/give_routes.hpp"

#include "base/limits.hpp"
#include "base/workers.hpp"
#include "http/percent.hpp"
#include "http/problem.hpp"
#include "http/router.hpp"
#include "modules/giving/paper/donor_link.hpp"
#include "modules/giving/payments/give_reader.hpp"
#include "modules/giving/payments/give_text.hpp"
#include "text/normalise.hpp"

#include <map>

namespace boai::giving {
namespace {

using http::Method;
using http::PathValues;
using http::Request;
using http::Responder;
using http::Response;
using pages::Preferences;

DonorKind kind_of(std::string_view word) {
    for (std::size_t i = 0; i < std::size(record::giving_donor_kinds); ++i) {
        if (record::giving_donor_kinds[i].value == word) {
            return static_cast<DonorKind>(i);
        }
    }
    return DonorKind::anonymous;
}

/// What was sent: the form and the branch it is for.
struct Sent {
    GiveForm form;
    std::string branch;
};

Sent read_sent(const Request& request) {
    std::map<std::string, std::string, std::less<>> values;
    for (auto& [name, value] : http::parse_form(request.body)) {
        values[name] = std::move(value);
    }
    return { { .amount = values["amount"],
               .use = values["use"],
               .donor_kind = kind_of(values["donor_kind"]),
               .name = values["name"],
               .publish = values["publish"] == "yes",
               .service = values["service"] },
             values["branch"] };
}

/// Where the donor goes on: an order's page, under letters nobody can guess.
Response redirect(const std::string& to) {
    Response response { .status = 303, .content_type = "" };
    response.headers.emplace_back("Location", to);
    return response;
}

class GivePages {
public:
    explicit GivePages(modules::RouteParts parts)
        : parts_(std::move(parts))
        , workers_(1) { }

    void add() {
        parts_.router.add(
            Method::get,
            "/give",
            [this](const Request& request, const PathValues&, Responder respond) {
                const auto campaign = parse_id(request.parameter("campaign").value_or(""));
                show_form(
                    pages::preferences_of(request),
                    { {}, request.parameter("branch").value_or("") },
                    campaign.value_or(Id {}),
                    {},
                    std::move(respond)
                );
            }
        );
        parts_.router.add(
            Method::post,
            "/give",
            [this](const Request& request, const PathValues&, Responder respond) {
                place(request, std::move(respond));
            },
            limits::form_body_bytes_max
        );
        parts_.router.add(
            Method::get,
            "/give/{order}/{token}",
            [this](const Request& request, const PathValues& path, Responder respond) {
                show_order(
                    pages::preferences_of(request), path["order"], path["token"], std::move(respond)
                );
            }
        );
    }

private:
    using Make = std::function<Result<Response>(GiveReader& reader)>;

    /// Answers on a worker, from a snapshot.
    void read(const Preferences& preferences, const Responder& respond, Make make) {
        const auto work = [this, preferences, respond, make = std::move(make)] {
            const auto answer = [&]() -> Result<Response> {
                auto lease = TRY(parts_.engine.readers().lend());
                return storage::in_snapshot(*lease, [&](storage::Connection& connection) {
                    GiveReader reader { parts_, connection };
                    return make(reader);
                });
            };
            auto response = answer();
            respond(response ? std::move(*response) : refusal(response.error(), preferences));
        };
        if (!workers_.offer(work)) {
            const Error busy { Errc::unavailable,
                               Text { "访问的人太多，请稍后再试",
                                      "too many visitors; try again shortly" },
                               {} };
            respond(refusal(busy, preferences));
        }
    }

    [[nodiscard]] Response
    page(pages::Page page, const Preferences& preferences, int status = 200) const {
        page.lockup = parts_.lockup;
        return pages::html_response(pages::render(page, preferences), preferences, status);
    }

    [[nodiscard]] Response refusal(const Error& error, const Preferences& preferences) const {
        const auto* root = parts_.engine.branches()->root();
        const auto language = preferences.language;
        const auto society = root == nullptr ? std::string_view {}
            : language == Language::zh       ? std::string_view { root->name_zh }
                                             : std::string_view { root->name_en };
        const auto title = error.code == Errc::not_found ? give_text::no_order : give_text::title;
        auto shown = pages::notice(title, error.message, society, language);
        shown.path = "/give";
        auto response = page(std::move(shown), preferences, http::status_of(error.code));
        constexpr std::int64_t soon_s = 10;
        if (response.status == 429 || response.status == 503) {
            http::set_retry_after(response, soon_s);
        }
        return response;
    }

    void show_form(
        const Preferences& preferences,
        const Sent& sent,
        Id campaign,
        const std::vector<Message>& faults,
        Responder respond
    ) {
        read(
            preferences,
            std::move(respond),
            [this, preferences, sent, campaign, faults](GiveReader& reader) -> Result<Response> {
                auto view = TRY(reader.form(sent.branch, campaign, preferences.language));
                const auto chosen = view.form.use;
                view.form = sent.form;
                view.form.use = chosen.empty() ? sent.form.use : chosen;
                view.faults = faults;
                constexpr int good = 200;
                constexpr int invalid = 422;
                auto response = page(
                    give_page(view, preferences.language),
                    preferences,
                    faults.empty() ? good : invalid
                );
                if (!faults.empty()) {
                    keep_private(response);
                }
                return response;
            }
        );
    }

    void show_faults(
        const Preferences& preferences, const Sent& sent, const Error& error, Responder respond
    ) {
        std::vector<Message> faults;
        faults.reserve(error.fields.size());
        for (const auto& [field, message] : error.fields) {
            faults.push_back(message);
        }
        if (faults.empty()) {
            faults.push_back(error.message);
        }
        show_form(preferences, sent, {}, faults, std::move(respond));
    }

    void place(const Request& request, Responder respond) {
        const auto preferences = pages::preferences_of(request);
        auto sent = read_sent(request);
        sent.form.name = text::clean(sent.form.name);
        sent.form.amount = text::normalise(sent.form.amount);
        if (const auto admitted = parts_.admit_order(request.peer); !admitted) {
            respond(refusal(admitted.error(), preferences));
            return;
        }
        auto order = read_give_form(sent.form, *parts_.payments, sent.branch);
        const auto* branch = parts_.engine.branches()->find_code(sent.branch);
        if (!order || branch == nullptr) {
            const Error no_service { Errc::invalid, give_text::need_service, {} };
            show_faults(preferences, sent, order ? no_service : order.error(), std::move(respond));
            return;
        }
        parts_.engine.submit(
            { .actor = payment_actor(),
              .command = parts_.engine.registry().find_command(place_order_name),
              .branch = branch->id,
              .input = std::make_shared<PlaceOrder>(std::move(*order)),
              .key = {},
              .reason = {} },
            [this, preferences, sent, respond](Result<record::Outcome> outcome) {
                if (outcome) {
                    respond(redirect(
                        "/give/" + number_in(outcome->json) + "/"
                        + order_token(parts_.engine.vault(), outcome->id)
                    ));
                    return;
                }
                const auto code = outcome.error().code;
                const bool is_input
                    = code == Errc::invalid || code == Errc::conflict || code == Errc::not_found;
                if (is_input) {
                    show_faults(preferences, sent, outcome.error(), respond);
                } else {
                    respond(refusal(outcome.error(), preferences));
                }
            }
        );
    }

    void show_order(
        const Preferences& preferences,
        const std::string& number,
        const std::string& token,
        Responder respond
    ) {
        read(
            preferences,
            std::move(respond),
            [this, preferences, number, token](GiveReader& reader) -> Result<Response> {
                const auto view = TRY(reader.order(number, token, preferences.language));
                auto response = page(order_page(view, preferences.language), preferences);
                keep_private(response);
                return response;
            }
        );
    }

    /// The number in the answer of place_order, which writes it last.
    static std::string number_in(const std::string& json) {
        constexpr std::string_view name = "\"number\":\"";
        const auto at = json.find(name);
        const auto begin = at == std::string::npos ? json.size() : at + name.size();
        return json.substr(begin, json.find('"', begin) - begin);
    }

    modules::RouteParts parts_;
    Workers workers_;
};

} // namespace

std::shared_ptr<void> add_give_routes(const modules::RouteParts& parts) {
    if (parts.payments == nullptr) {
        return nullptr;
    }
    auto pages = std::make_shared<GivePages>(parts);
    pages->add();
    return pages;
}

} // namespace boai::giving
