#include "attachments/attachment_routes.hpp"

#include "attachments/attachment_commands.hpp"
#include "attachments/store.hpp"
#include "base/json_text.hpp"
#include "base/limits.hpp"
#include "base/workers.hpp"
#include "crypto/hash.hpp"
#include "http/percent.hpp"
#include "http/problem.hpp"
#include "http/router.hpp"
#include "record/engine.hpp"
#include "record/kind.hpp"

#include <algorithm>

namespace boai::attachments {
namespace {

using http::Method;
using http::PathValues;
using http::Request;
using http::Responder;
using http::Response;
using record::Loaded;
using ActorPtr = std::shared_ptr<const record::Actor>;

constexpr std::string_view withdrawing = "attachments.attach";
constexpr std::string_view looking = "查看附件 (looking at attachments)";

std::string_view word(PaperKind kind) {
    return record::choice_of(kind).value;
}

Result<PaperKind> kind_of(const std::string& text) {
    const auto words = record::choices_of<PaperKind>;
    const auto found = std::ranges::find(words, text, &record::Choice::value);
    if (found == words.end()) {
        return fail_field("kind", Text { "没有这种附件", "there is no such kind of attachment" });
    }
    return static_cast<PaperKind>(found - words.begin());
}

class Endpoints {
public:
    Endpoints(const modules::RouteParts& parts, const Holders& holders)
        : parts_(parts)
        , holders_(holders) { }

    void add() {
        add(Method::get, "/api/v1/attachments", &Endpoints::list);
        add(Method::get, "/api/v1/attachments/{id}/content", &Endpoints::content);
        parts_.router.add(
            Method::post,
            "/api/v1/attachments",
            [this](Request request, const PathValues&, const Responder& respond) {
                auto shared = std::make_shared<Request>(std::move(request));
                offer([this, shared, respond] { attach(*shared, respond); }, respond);
            },
            limits::attachment_bytes_max
        );
    }

private:
    using Answering = Result<Response> (Endpoints::*)(const Request&, const std::string& id);

    void add(Method method, const char* pattern, Answering answering) {
        parts_.router.add(
            method,
            pattern,
            [this, answering](Request request, const PathValues& path, const Responder& respond) {
                auto shared = std::make_shared<Request>(std::move(request));
                const auto work = [this, shared, id = path["id"], answering, respond] {
                    auto response = (this->*answering)(*shared, id);
                    respond(response ? std::move(*response) : http::problem(response.error()));
                };
                offer(work, respond);
            }
        );
    }

    void offer(std::function<void()> work, const Responder& respond) {
        if (!workers_.offer(std::move(work))) {
            respond(http::problem(
                { Errc::unavailable, Text { "正忙，请稍后重试", "busy; try again shortly" }, {} }
            ));
        }
    }

    /// The branches where the actor may read both the papers and the record they belong to.
    Result<std::vector<Id>>
    readable(const record::Actor& actor, const record::RecordType& holder) const {
        std::vector<Id> branches;
        for (const auto& branch : parts_.engine.branches()->all()) {
            if (actor.may(attachment_type.permissions.read, branch.id)
                && actor.may(holder.permissions.read, branch.id)) {
                branches.push_back(branch.id);
            }
        }
        if (branches.empty()) {
            return fail(Errc::forbidden, Text { "没有权限", "not permitted" });
        }
        return branches;
    }

    Result<const record::RecordTable*> holder_of(const std::string& name) const {
        const auto* table = parts_.engine.registry().find_record(name);
        if (table == nullptr) {
            return fail(Errc::not_found, Text { "没有这类记录", "there are no such records" });
        }
        return table;
    }

    /// Notes that names or bytes are shown in full. Errors: as the audit trail.
    Result<void>
    note(const Request& request, const ActorPtr& actor, const record::Head& head) const {
        return parts_.note_opening ? parts_.note_opening({ .actor = actor,
                                                           .record = attachment_type.name,
                                                           .branch = head.branch,
                                                           .id = head.id,
                                                           .reason = std::string { looking },
                                                           .peer = request.peer })
                                   : Result<void> {};
    }

    /// The record whose papers are asked for, in any branch where the actor may see it.
    Result<Loaded> owner_of(const Request& request, const record::Actor& actor) const {
        const auto* table = TRY(holder_of(request.parameter("record").value_or("")));
        const auto branches = TRY(readable(actor, table->type()));
        const auto id = TRY(parse_id(request.parameter("owner").value_or("")));
        auto lease = TRY(parts_.engine.readers().lend());
        return table->load_in(record::queries_of(*lease), branches, id);
    }

    Result<Response> list(const Request& request, const std::string&) {
        const auto actor = TRY(parts_.authenticate(request));
        const auto owner = TRY(owner_of(request, *actor));
        const auto branch = owner.head.branch;
        const auto& table = parts_.engine.registry().table(attachment_type);
        auto lease = TRY(parts_.engine.readers().lend());
        const auto queries = record::queries_of(*lease);
        const auto found = TRY(attachments_of(queries, table, branch, to_string(owner.head.id)));
        const bool in_full = actor->may(attachment_type.permissions.reveal, branch);
        std::vector<Id> makers;
        makers.reserve(found.size());
        for (const auto& loaded : found) {
            makers.push_back(loaded.head.created_by);
        }
        if (in_full && !found.empty()) {
            TRY(note(request, actor, found.front().head));
        }
        const auto names = TRY(parts_.user_names(queries, makers));
        std::string json = R"({"attachments":)";
        {
            JsonArray rows { json };
            for (const auto& loaded : found) {
                write_row(
                    rows.item(),
                    loaded,
                    { in_full, may_withdraw(*actor, queries, owner, loaded.as<Attachment>()) },
                    names
                );
            }
        }
        return http::json_response(json + "}");
    }

    /// Whether attachments.withdraw would be carried out, as things stand.
    bool may_withdraw(
        const record::Actor& actor,
        record::Queries queries,
        const Loaded& owner,
        const Attachment& attachment
    ) const {
        const auto holder = std::ranges::find(holders_, attachment.record, &Holder::record);
        return holder != holders_.end() && attachment.state == PaperState::kept
            && actor.may(withdrawing, owner.head.branch)
            && actor.may(holder->capability, owner.head.branch)
            && holder->check(queries, owner, attachment.kind, Change::withdraw).has_value();
    }

    /// What the reader of the list may do.
    struct Allowed {
        bool open = false; ///< see names in full
        bool withdraw = false;
    };

    static void write_row(
        std::string& out,
        const Loaded& loaded,
        Allowed allowed,
        const std::map<Id, std::string>& names
    ) {
        const auto& attachment = loaded.as<Attachment>();
        const auto* field = attachment_type.find_field("name");
        const auto maker = names.find(loaded.head.created_by);
        const auto states = record::choices_of<PaperState>;
        JsonObject { out }
            .text("id", to_string(loaded.head.id))
            .text("kind", word(attachment.kind))
            .text("kind_title", record::choice_of(attachment.kind).label)
            .text(
                "name",
                allowed.open || attachment.name.empty()
                    ? attachment.name
                    : field->options.mask(&attachment, attachment.name)
            )
            .text("media_type", attachment.media_type)
            .number("size", attachment.size)
            .text("sha256", attachment.sha256)
            .text("state", states[static_cast<std::size_t>(attachment.state)].value)
            .flag("may_withdraw", allowed.withdraw)
            .text("at", to_string(loaded.head.created_at))
            .text("by", to_string(loaded.head.created_by))
            .text("by_name", maker == names.end() ? std::string {} : maker->second);
    }

    Result<Response> content(const Request& request, const std::string& text) {
        const auto actor = TRY(parts_.authenticate(request));
        const auto id = TRY(parse_id(text));
        const auto& table = parts_.engine.registry().table(attachment_type);
        const auto everywhere = TRY(readable(*actor, attachment_type));
        auto lease = TRY(parts_.engine.readers().lend());
        const auto queries = record::queries_of(*lease);
        const auto loaded = TRY(table.load_in(queries, everywhere, id));
        const auto& attachment = loaded.as<Attachment>();
        const auto* holder = TRY(holder_of(attachment.record));
        const bool may = actor->may(attachment_type.permissions.reveal, loaded.head.branch)
            && actor->may(holder->type().permissions.read, loaded.head.branch);
        if (!may) {
            return fail(
                Errc::forbidden, Text { "没有查看附件的权限", "not permitted to open attachments" }
            );
        }
        TRY(note(request, actor, loaded.head));
        auto bytes = TRY(read_content(queries, parts_.engine.vault(), loaded));
        Response response { .content_type = attachment.media_type, .body = std::move(bytes) };
        // A file of a stranger: kept, never shown within this site, and never taken for more.
        response.headers = {
            { "Content-Disposition",
              "attachment; filename*=UTF-8''" + http::percent_encode(attachment.name) },
            { "X-Content-Type-Options", "nosniff" },
            { "Content-Security-Policy", "default-src 'none'; sandbox" },
            { "Cache-Control", "private, no-store" },
            { "Cross-Origin-Resource-Policy", "same-origin" },
        };
        return response;
    }

    Result<record::Call> call_of(Request& request) {
        const auto actor = TRY(parts_.authenticate(request));
        const auto owner = TRY(owner_of(request, *actor));
        auto input = std::make_shared<Attach>();
        input->record = request.parameter("record").value_or("");
        input->owner = request.parameter("owner").value_or("");
        input->kind = TRY(kind_of(request.parameter("kind").value_or("other")));
        // Not in the address, which ends up in logs: people write names of people into names.
        const auto name = http::percent_decode(request.header("x-boai-file-name"), false);
        if (!name || !http::is_utf8(*name)) {
            return fail_field(
                "name",
                Text { "X-Boai-File-Name 应为百分号编码的 UTF-8",
                       "X-Boai-File-Name must be percent-encoded UTF-8" }
            );
        }
        input->name = *name;
        input->content = std::make_shared<const std::string>(std::move(request.body));
        input->sha256 = crypto::hex(crypto::view(crypto::sha256(*input->content)));
        return record::Call { .actor = actor,
                              .command
                              = parts_.engine.registry().find_command("attachments.attach"),
                              .branch = owner.head.branch,
                              .input = std::move(input),
                              .key = std::string { request.header("idempotency-key") } };
    }

    void attach(Request& request, const Responder& respond) {
        auto call = call_of(request);
        if (!call) {
            respond(http::problem(call.error()));
            return;
        }
        parts_.engine.submit(std::move(*call), [respond](Result<record::Outcome> outcome) {
            respond(
                outcome ? http::json_response(outcome->json, 201) : http::problem(outcome.error())
            );
        });
    }

    modules::RouteParts parts_;
    Holders holders_;
    Workers workers_ { 1 };
};

} // namespace

std::shared_ptr<void>
add_attachment_routes(const modules::RouteParts& parts, const Holders& holders) {
    auto endpoints = std::make_shared<Endpoints>(parts, holders);
    endpoints->add();
    return endpoints;
}

} // namespace boai::attachments
