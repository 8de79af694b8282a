#include "modules/giving/disclosure/disclosure_routes.hpp"

#include "base/json_text.hpp"
#include "modules/giving/disclosure/calendar_reader.hpp"
#include "modules/giving/disclosure/notice_checks.hpp"
#include "modules/giving/disclosure/notice_reader.hpp"
#include "modules/signed_in_routes.hpp"

#include <algorithm>

namespace boai::giving {
namespace {

using http::PathValues;
using http::Request;

constexpr std::string_view reads_notices = "giving.disclosure_notice.read";

/// Rows a preview shows; the rest is in the notice.
constexpr std::size_t rows_shown = 50;

class DisclosureEndpoints {
public:
    DisclosureEndpoints(const modules::RouteParts& parts, modules::ReadMoneyMoves read_moves)
        : engine_(parts.engine)
        , read_moves_(std::move(read_moves))
        , routes_(parts) {
        add("/api/v1/giving/notices/{id}/preview", &DisclosureEndpoints::preview);
        add("/api/v1/giving/calendar", &DisclosureEndpoints::calendar);
    }

private:
    struct Asked {
        const Request& request;
        const record::Actor& actor;
        storage::Connection& connection;
        std::string id; ///< of the path; empty where there is none
    };

    using Answering = Result<std::string> (DisclosureEndpoints::*)(const Asked&);

    void add(const char* pattern, Answering answering) {
        routes_.add(
            http::Method::get,
            pattern,
            [this, answering](
                const Request& request, const PathValues& path, const modules::SignedIn& actor
            ) -> Result<http::Response> {
                auto lease = TRY(engine_.readers().lend());
                auto json = storage::in_snapshot(*lease, [&](storage::Connection& snapshot) {
                    return (this->*answering)({ request, *actor, snapshot, path["id"] });
                });
                return http::json_response(TRY(std::move(json)));
            }
        );
    }

    /// The branches that this actor may read notices of.
    [[nodiscard]] std::vector<Id> readable(const record::Actor& actor) const {
        std::vector<Id> branches;
        const auto tree = engine_.branches();
        for (const auto& branch : tree->all()) {
            if (actor.may(reads_notices, branch.id)) {
                branches.push_back(branch.id);
            }
        }
        return branches;
    }

    static void write_findings(std::string& out, const std::vector<NoticeFinding>& findings) {
        JsonArray list { out };
        for (const auto& finding : findings) {
            JsonObject { list.item() }
                .text("severity", finding.severity == Severity::error ? "error" : "warning")
                .text("code", finding.code)
                .text("message", finding.message);
        }
    }

    static void write_balances(std::string& out, const Notice& notice) {
        JsonArray list { out };
        for (const auto& bucket : notice.buckets) {
            JsonObject { list.item() }
                .text("purpose", notice.purpose_name(bucket.purpose))
                .text("opening", to_string(bucket.opening))
                .text(
                    "received",
                    to_string(
                        bucket.received + bucket.matched + bucket.others + bucket.arrived
                        + bucket.moved_in + bucket.interest
                    )
                )
                .text(
                    "used",
                    to_string(
                        bucket.used + bucket.charged + bucket.returned + bucket.sent
                        + bucket.moved_out
                    )
                )
                .text("closing", to_string(bucket.closing));
        }
    }

    static void write_rows(std::string& out, const Notice& notice) {
        JsonArray list { out };
        for (const auto& row : notice.rows) {
            if (&row - notice.rows.data() >= static_cast<std::ptrdiff_t>(rows_shown)) {
                return;
            }
            JsonObject { list.item() }
                .text("day", to_string(row.day))
                .text("receipt", row.receipt)
                .text("item", row.item)
                .text("amount", row.amount ? to_string(*row.amount) : std::string {})
                .text("purpose", notice.purpose_name(row.purpose));
        }
    }

    static void write_preview(std::string& out, const ReadNotice& read) {
        const auto& totals = read.notice.totals;
        JsonObject object { out };
        object.number("gifts", totals.gifts)
            .text("amount", to_string(totals.amount))
            .text("returned", to_string(totals.returned))
            .text("matched", to_string(totals.matched))
            .text("receivable", to_string(totals.receivable))
            .text("held", to_string(totals.held))
            .number("goods", totals.goods)
            .text("goods_value", to_string(totals.goods_value))
            .number("unpriced", totals.unpriced)
            .text("used", to_string(totals.used))
            .text("closing", to_string(totals.closing))
            .number("rows", static_cast<std::int64_t>(read.notice.rows.size()));
        write_findings(object.key("findings"), check_notice(read.notice, read.ground));
        write_balances(object.key("balances"), read.notice);
        write_rows(object.key("first_rows"), read.notice);
    }

    /// What the notice would say and what would be found in it now. Errors: conflict once it is
    /// published.
    Result<std::string> preview(const Asked& asked) {
        const auto id = TRY(parse_id(asked.id));
        const auto branches = readable(asked.actor);
        if (branches.empty()) {
            return fail(Errc::forbidden, Text { "没有权限", "not permitted" });
        }
        const auto queries = record::queries_of(asked.connection);
        const auto& table = engine_.registry().table(disclosure_notice_type);
        const auto loaded = TRY(table.load_in(queries, branches, id));
        const auto& declared = loaded.as<DisclosureNotice>();
        if (declared.state != NoticeState::draft && declared.state != NoticeState::checked) {
            return fail(
                Errc::conflict,
                Text { "已公示或放弃，没有预览", "it is published or dropped: there is no preview" }
            );
        }
        NoticeReader reader { engine_, queries, read_moves_ };
        const auto read = TRY(reader.read(loaded.head.branch, declared));
        std::string json;
        write_preview(json, read);
        return json;
    }

    void write_due(JsonArray& list, const record::BranchInfo& branch, const DisclosureDue& due) {
        const auto rules = clock_rules();
        const auto rule = std::ranges::find(rules, due.clock, &ClockRule::clock);
        JsonObject { list.item() }
            .text("branch", branch.code)
            .text("branch_name", Message { branch.name_zh, branch.name_en })
            .text("clock", record::choice_of(due.clock).value)
            .text("title", record::choice_of(due.clock).label)
            .text("source", rule->source)
            .text("campaign", due.campaign.empty() ? "" : to_string(due.campaign))
            .text("purpose", due.purpose.empty() ? "" : to_string(due.purpose))
            .text("name", due.name)
            .text("since", to_string(due.since))
            .text("due", to_string(due.due))
            .number("days", due.due - local_day(engine_.clock().now()))
            .text("state", word_of(due.state))
            .text("met_on", due.met_on ? to_string(*due.met_on) : std::string {})
            .text("met_by", due.met_by)
            .text("link", due.link);
    }

    /// ?branch=CODE (with those below it for &subtree=1), else all that may be read.
    Result<std::string> calendar(const Asked& asked) {
        const auto tree = engine_.branches();
        auto branches = readable(asked.actor);
        if (const auto code = asked.request.parameter("branch")) {
            const auto* branch = TRY(tree->resolve(*code));
            const auto wanted = asked.request.parameter("subtree") ? tree->subtree(branch->id)
                                                                   : std::vector<Id> { branch->id };
            std::erase_if(branches, [&](Id id) {
                return std::ranges::find(wanted, id) == wanted.end();
            });
        }
        if (branches.empty()) {
            return fail(Errc::forbidden, Text { "没有权限", "not permitted" });
        }
        const auto today = local_day(engine_.clock().now());
        std::string json = R"({"deadlines":)";
        {
            JsonArray list { json };
            for (const auto id : branches) {
                const auto ground = TRY(read_calendar(
                    engine_, record::queries_of(asked.connection), read_moves_, id, today
                ));
                for (const auto& due : disclosure_calendar(ground)) {
                    write_due(list, *tree->find(id), due);
                }
            }
        }
        return json + "}";
    }

    record::Engine& engine_;
    modules::ReadMoneyMoves read_moves_;
    modules::SignedInRoutes routes_;
};

} // namespace

std::shared_ptr<void>
add_disclosure_routes(const modules::RouteParts& parts, modules::ReadMoneyMoves read_moves) {
    return std::make_shared<DisclosureEndpoints>(parts, std::move(read_moves));
}

} // namespace boai::giving
