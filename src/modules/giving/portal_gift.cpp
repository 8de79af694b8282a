// The pages and papers of one gift.
#include "modules/giving/campaigns/match_view.hpp"
#include "modules/giving/gift_entries.hpp"
#include "modules/giving/gift_page.hpp"
#include "modules/giving/gift_proof.hpp"
#include "modules/giving/goods/goods_entries.hpp"
#include "modules/giving/import_request.hpp"
#include "modules/giving/paper/donor_link.hpp"
#include "modules/giving/paper/paper_reader.hpp"
#include "modules/giving/paper/paper_request.hpp"
#include "modules/giving/portal.hpp"
#include "modules/giving/portal_text.hpp"
#include "modules/giving/trace_view.hpp"
#include "transparency/log_key.hpp"

namespace boai::giving {
namespace {

namespace say = portal_text;
using http::Method;
using http::PathValues;
using http::Request;
using http::Responder;
using http::Response;

Error no_such_receipt() {
    return { Errc::not_found, say::no_such_gift_hint, {} };
}

/// An answer to the donor's own address is for the donor alone.
void keep_private(const GiftAddress& address, Response& response) {
    if (!address.token.empty()) {
        giving::keep_private(response);
    }
}

/// Finds the receipt of an address and checks the donor's letters.
/// Errors: not_found, the same for a wrong number and for wrong letters.
Result<Printed>
find_printed(PaperReader& reader, const crypto::Vault& vault, const GiftAddress& address) {
    const auto number = parse_receipt(address.receipt);
    if (!number) {
        return std::unexpected(no_such_receipt());
    }
    auto printed = TRY(reader.find(*number));
    const bool is_known = printed
        && (address.token.empty()
            || is_donor_token(vault, printed->gift.head.id, printed->number, address.token));
    if (!is_known) {
        return std::unexpected(no_such_receipt());
    }
    return std::move(*printed);
}

DonorTold told_of(const Printed& printed) {
    return printed.is_of_goods ? goods_donor_told(printed.gift) : donor_told(printed.gift);
}

/// What the proof box needs; nothing where no log is kept.
Result<std::optional<ProofView>> proof_view_of(
    const modules::RouteParts& parts,
    storage::Connection& connection,
    const Printed& printed,
    const GiftAddress& address
) {
    const auto gift = told_of(printed);
    const auto branch = printed.gift.head.branch;
    if (parts.logs == nullptr || !gift.entry) {
        return std::optional<ProofView> {};
    }
    const auto key = TRY(transparency::find_key(connection, branch));
    if (!key) {
        return std::optional<ProofView> {};
    }
    ProofView view { .branch_code = printed.number.branch_code,
                     .vkey = key->verifier.vkey(),
                     .entry = *gift.entry,
                     .donor_entry = gift.donor_entry,
                     .witnesses = parts.logs->witnesses() };
    const auto published = parts.logs->find(branch);
    const auto covers = [&](std::int64_t entry) {
        return published != nullptr && published->size > static_cast<std::uint64_t>(entry);
    };
    view.is_published = covers(*gift.entry);
    view.amendments = TRY(amendments_of(record::queries_of(connection), gift));
    std::erase_if(view.amendments, [&](const Amendment& each) { return !covers(each.entry); });
    if (!address.token.empty()) {
        const auto disclosure
            = TRY(disclose_donor(record::queries_of(connection), parts.engine.vault(), gift));
        view.has_donors = disclosure.has_value();
    }
    return std::optional { std::move(view) };
}

/// Empty for what only the donor may see. The proof comes with the next checkpoint, which may be
/// published a moment after the book shows it: so its size is part of the key.
std::string gift_page_key(
    const modules::RouteParts& parts,
    const GiftAddress& address,
    const pages::Preferences& preferences
) {
    const auto number = parse_receipt(address.receipt);
    if (!address.token.empty() || !number) {
        return {};
    }
    const auto tree = parts.engine.branches();
    const auto* branch = tree->find_code(number->branch_code);
    const auto published
        = parts.logs == nullptr || branch == nullptr ? nullptr : parts.logs->find(branch->id);
    return key_of(
        "/r/" + address.receipt + ' ' + std::to_string(published ? published->size : 0), preferences
    );
}

/// Errors: invalid when the number of the amendment is none.
Result<ProofAsked> proof_asked(const Request& request) {
    if (request.path.ends_with("/donor.tlog-proof")) {
        return ProofAsked { ProofOf::donor };
    }
    if (!request.path.ends_with("/amendment.tlog-proof")) {
        return ProofAsked { ProofOf::gift };
    }
    ProofAsked asked { ProofOf::amendment };
    if (request.parameter("number")) {
        asked.amendment = TRY(count_parameter(request, "number", 0));
    }
    return asked;
}

Copy copy_of(const GiftAddress& address) {
    return address.token.empty() ? Copy::everybodys : Copy::donors;
}

} // namespace

Result<Response> Portal::answer_gift(
    PublicReader& reader, const GiftAddress& address, const pages::Preferences& preferences
) {
    const auto language = preferences.language;
    PaperReader papers { parts_, reader.connection() };
    const auto printed = find_printed(papers, engine_.vault(), address);
    if (!printed && printed.error().code == Errc::not_found) {
        const auto page
            = pages::notice(say::no_such_gift, say::no_such_gift_hint, society(language), language);
        constexpr int not_found = 404;
        return pages::html_response(document(page, preferences), preferences, not_found);
    }
    if (!printed) {
        return std::unexpected(printed.error());
    }
    GiftView view { .society = society(language), .token = address.token };
    view.receipt = TRY(papers.content(*printed, copy_of(address)));
    if (!printed->is_of_goods) {
        const auto today = local_day(engine_.clock().now());
        const auto tree = engine_.branches();
        view.trace = TRY(trace_of(reader.connection(), *tree, printed->gift, today));
        const auto& head = printed->gift.head;
        view.matches = TRY(
            view_matches_of_gift(record::queries_of(reader.connection()), head.branch, head.id)
        );
    }
    view.proof = TRY(proof_view_of(parts_, reader.connection(), *printed, address));
    auto response
        = pages::html_response(document(gift_page(view, language), preferences), preferences);
    keep_private(address, response);
    return response;
}

void Portal::serve_gift(const Request& request, const GiftAddress& address, Responder respond) {
    const auto preferences = pages::preferences_of(request);
    serve(
        gift_page_key(parts_, address, preferences),
        preferences,
        std::move(respond),
        [this, preferences, address](PublicReader& reader) {
            return answer_gift(reader, address, preferences);
        }
    );
}

void Portal::serve_paper(const Request& request, const GiftAddress& address, Responder respond) {
    const auto preferences = pages::preferences_of(request);
    const auto style = style_of(parts_, request);
    if (!style) {
        respond(refusal(style.error(), preferences));
        return;
    }
    const auto key = address.token.empty()
        ? "/r/" + address.receipt + "/receipt.pdf?" + request.query
        : std::string {};
    serve(
        key,
        preferences,
        std::move(respond),
        [this, address, style = *style](PublicReader& reader) -> Result<Response> {
            PaperReader papers { parts_, reader.connection() };
            const auto printed = TRY(find_printed(papers, engine_.vault(), address));
            const auto content = TRY(papers.content(printed, copy_of(address)));
            auto response = pdf_response(TRY(receipts_pdf({ &content, 1 }, style)), content.number);
            keep_private(address, response);
            return response;
        }
    );
}

void Portal::serve_certificate(
    const Request& request, const GiftAddress& address, Responder respond
) {
    const auto preferences = pages::preferences_of(request);
    const auto style = style_of(parts_, request);
    if (!style) {
        respond(refusal(style.error(), preferences));
        return;
    }
    serve(
        {},
        preferences,
        std::move(respond),
        [this, address, style = *style](PublicReader& reader) -> Result<Response> {
            PaperReader papers { parts_, reader.connection() };
            const auto printed = TRY(find_printed(papers, engine_.vault(), address));
            if (printed.standing != Standing::stands) {
                return std::unexpected(no_such_receipt());
            }
            const auto content = TRY(papers.content(printed, copy_of(address)));
            auto response = pdf_response(
                TRY(certificate_pdf(content, style)), "certificate-" + content.number
            );
            keep_private(address, response);
            return response;
        }
    );
}

void Portal::serve_proof(const Request& request, const GiftAddress& address, Responder respond) {
    const auto preferences = pages::preferences_of(request);
    const auto asked = proof_asked(request);
    if (!asked) {
        respond(refusal(asked.error(), preferences));
        return;
    }
    serve(
        {},
        preferences,
        std::move(respond),
        [this, address, asked = *asked](PublicReader& reader) -> Result<Response> {
            PaperReader papers { parts_, reader.connection() };
            const auto printed = TRY(find_printed(papers, engine_.vault(), address));
            if (parts_.logs == nullptr) {
                return std::unexpected(no_such_receipt());
            }
            Response response { .content_type = "text/plain; charset=utf-8" };
            response.body = TRY(gift_proof(
                { engine_.vault(), *parts_.logs, prover_ },
                reader.connection(),
                told_of(printed),
                asked
            ));
            response.headers.emplace_back(
                "Content-Disposition",
                "attachment; filename=\"" + proof_file(address.receipt, asked) + '"'
            );
            response.headers.emplace_back("Cache-Control", "no-cache");
            keep_private(address, response);
            return response;
        }
    );
}

void Portal::add_gift_routes() {
    using Serve = void (Portal::*)(const Request&, const GiftAddress&, Responder);
    const auto add = [this](const char* pattern, Serve serve_it) {
        parts_.router.add(
            Method::get,
            pattern,
            [this, serve_it](const Request& request, const PathValues& path, Responder respond) {
                (this->*serve_it)(request, { path["receipt"], path["token"] }, std::move(respond));
            }
        );
    };
    add("/r/{receipt}", &Portal::serve_gift);
    add("/r/{receipt}/receipt.pdf", &Portal::serve_paper);
    add("/r/{receipt}/gift.tlog-proof", &Portal::serve_proof);
    add("/r/{receipt}/amendment.tlog-proof", &Portal::serve_proof);
    add("/r/{receipt}/{token}", &Portal::serve_gift);
    add("/r/{receipt}/{token}/receipt.pdf", &Portal::serve_paper);
    add("/r/{receipt}/{token}/donor.tlog-proof", &Portal::serve_proof);
    add("/r/{receipt}/{token}/certificate.pdf", &Portal::serve_certificate);
}

} // namespace boai::giving
