// Who may do what: the matrix of roles as a golden, and every endpoint asked by every role.
#include "identity/roles.hpp"
#include "support/golden.hpp"
#include "support/test_site.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace boai {
namespace {

using identity::Role;
using test::ApiScenario;
using test::Person;

/// Who may ask an endpoint that is not made from a record, a command or a figure. An endpoint that
/// is in neither list fails the walk: say here who may ask it.
enum class Who : std::uint8_t {
    everybody,  ///< without an account too
    signed_in,  ///< whoever has an account, about his own things
    maker,      ///< whoever made the import that is asked for, and nobody else
    importers,  ///< giving.commit_import
    goods_listers, ///< giving.record_goods
    goods_counters, ///< giving.count_goods
    statement_bringers, ///< giving.import_statement
    statement_readers, ///< giving.statement_line.read
    undoers,    ///< giving.undo_import
    batch_readers,
    gift_readers,
    campaign_readers, ///< giving.campaign.read
    pledge_readers, ///< giving.pledge.read
    notice_readers, ///< giving.disclosure_notice.read
    emergency_readers, ///< emergency.emergency.read
    goods_readers, ///< giving.goods_gift.read
    spending_readers, ///< spending.payment.read
    paper_readers,
    paper_openers,
    paper_bringers,
    batch_and_gift_readers,
    voided_and_gift_readers,
};

const std::map<std::string_view, Who> fixed_endpoints {
    { "GET /give", Who::everybody },
    { "GET /give/{order}/{token}", Who::everybody },
    { "POST /give", Who::everybody },
    { "POST /pay/alipay/notice", Who::everybody },
    { "POST /pay/wechat/notice", Who::everybody },
    { "GET /", Who::everybody },
    { "GET /api/v1/attachments", Who::paper_readers },
    { "GET /api/v1/attachments/{id}/content", Who::paper_openers },
    { "GET /api/v1/emergencies", Who::emergency_readers },
    { "GET /api/v1/emergencies/{id}/board", Who::emergency_readers },
    { "GET /api/v1/events", Who::everybody },
    { "GET /api/v1/goods-imports/{id}", Who::maker },
    { "GET /api/v1/imports", Who::importers },
    { "GET /api/v1/giving/calendar", Who::notice_readers },
    { "GET /api/v1/giving/campaigns", Who::campaign_readers },
    { "GET /api/v1/giving/campaigns/{id}", Who::campaign_readers },
    { "GET /api/v1/giving/campaigns/{id}/payouts", Who::campaign_readers },
    { "GET /api/v1/giving/campaigns/{id}/payouts.csv", Who::campaign_readers },
    { "GET /api/v1/giving/campaigns/{id}/reconciliation", Who::campaign_readers },
    { "GET /api/v1/giving/campaigns/{id}/reconciliation.csv", Who::campaign_readers },
    { "GET /api/v1/giving/deadlines", Who::campaign_readers },
    { "GET /api/v1/giving/goods-to-count", Who::goods_readers },
    { "GET /api/v1/giving/instalments", Who::pledge_readers },
    { "GET /api/v1/giving/notices/{id}/preview", Who::notice_readers },
    { "GET /api/v1/imports/{id}", Who::batch_readers },
    { "GET /api/v1/imports/{id}/doubts", Who::maker },
    { "GET /api/v1/imports/{id}/errors.xlsx", Who::maker },
    { "GET /api/v1/imports/{id}/events", Who::maker },
    { "GET /api/v1/meta", Who::signed_in },
    { "GET /api/v1/openapi.json", Who::everybody },
    { "GET /api/v1/records/giving.gift/{id}/certificate.pdf", Who::gift_readers },
    { "GET /api/v1/records/giving.gift/{id}/receipt.pdf", Who::gift_readers },
    { "GET /api/v1/records/giving.goods_gift/{id}/certificate.pdf", Who::goods_readers },
    { "GET /api/v1/records/giving.goods_gift/{id}/receipt.pdf", Who::goods_readers },
    { "GET /api/v1/records/giving.import_batch/{id}/receipts.pdf", Who::batch_and_gift_readers },
    { "GET /api/v1/records/giving.voided_receipt/{id}/receipt.pdf", Who::voided_and_gift_readers },
    { "GET /api/v1/reconciliation/{id}", Who::statement_readers },
    { "GET /api/v1/reconciliation/{id}/lines.csv", Who::statement_readers },
    { "GET /api/v1/session", Who::signed_in },
    { "GET /api/v1/statement-imports/{id}", Who::maker },
    { "GET /api/v1/spending/funds", Who::spending_readers },
    { "GET /api/v1/spending/totals", Who::spending_readers },
    { "GET /api/v1/spending/transit", Who::spending_readers },
    { "GET /api/v1/spending/waiting", Who::spending_readers },
    { "GET /api/v1/spending/waiting/{step}", Who::spending_readers },
    { "GET /api/v1/trace/gift/{id}", Who::gift_readers },
    { "GET /assets/{path*}", Who::everybody },
    { "GET /campaigns/{id}", Who::everybody },
    { "GET /campaigns/{id}/teams/{team}", Who::everybody },
    { "GET /console", Who::everybody },
    { "GET /console/", Who::everybody },
    { "GET /console/{path*}", Who::everybody },
    { "GET /disclosure", Who::everybody },
    { "GET /disclosure.csv", Who::everybody },
    { "GET /goods", Who::everybody },
    { "GET /goods.csv", Who::everybody },
    { "GET /healthz", Who::everybody },
    { "GET /log/{code}/checkpoint", Who::everybody },
    { "GET /log/{code}/proof/{index}", Who::everybody },
    { "GET /log/{code}/tile/{path*}", Who::everybody },
    { "GET /log/{code}/vkey", Who::everybody },
    { "GET /metrics", Who::everybody },
    { "GET /notices", Who::everybody },
    { "GET /open-data", Who::everybody },
    { "GET /open-data/gifts.csv", Who::everybody },
    { "GET /open-data/gifts.json", Who::everybody },
    { "GET /open-data/iati.xml", Who::everybody },
    { "GET /open-data/spending.csv", Who::everybody },
    { "GET /open-data/spending.json", Who::everybody },
    { "GET /notices/{number}", Who::everybody },
    { "GET /notices/{number}/content.json", Who::everybody },
    { "GET /r/{receipt}", Who::everybody },
    { "GET /r/{receipt}/amendment.tlog-proof", Who::everybody },
    { "GET /r/{receipt}/gift.tlog-proof", Who::everybody },
    { "GET /r/{receipt}/receipt.pdf", Who::everybody },
    { "GET /r/{receipt}/{token}", Who::everybody },
    { "GET /r/{receipt}/{token}/certificate.pdf", Who::everybody },
    { "GET /r/{receipt}/{token}/donor.tlog-proof", Who::everybody },
    { "GET /r/{receipt}/{token}/receipt.pdf", Who::everybody },
    { "GET /readyz", Who::everybody },
    { "POST /api/v1/attachments", Who::paper_bringers },
    { "POST /api/v1/goods-counts", Who::goods_counters },
    { "POST /api/v1/goods-imports", Who::goods_listers },
    { "POST /api/v1/goods-imports/{id}/commit", Who::maker },
    { "POST /api/v1/goods-imports/{id}/plan", Who::maker },
    { "POST /api/v1/imports", Who::importers },
    { "POST /api/v1/imports/{id}/commit", Who::maker },
    { "POST /api/v1/imports/{id}/plan", Who::maker },
    { "POST /api/v1/imports/{id}/undo", Who::undoers },
    { "POST /api/v1/session", Who::everybody },
    { "POST /api/v1/session/first", Who::everybody },
    { "POST /api/v1/session/link", Who::everybody },
    { "POST /api/v1/session/password", Who::signed_in },
    { "POST /api/v1/session/second-factor", Who::signed_in },
    { "POST /api/v1/statement-imports", Who::statement_bringers },
    { "POST /api/v1/statement-imports/{id}/commit", Who::maker },
    { "POST /api/v1/statement-imports/{id}/plan", Who::maker },
    { "PUT /api/v1/session/second-factor", Who::signed_in },
    { "DELETE /api/v1/session", Who::signed_in },
    { "DELETE /api/v1/session/second-factor", Who::signed_in },
    { "POST /disclosure", Who::everybody },
    { "POST /disclosure.csv", Who::everybody },
};

/// One request and the capabilities it needs, all of them; none when nobody may.
struct Visit {
    ApiScenario scenario;
    std::vector<std::string> needs;
    bool is_for_nobody = false;
};

http::Method method_of(std::string_view name) {
    static const std::map<std::string_view, http::Method> methods {
        { "GET", http::Method::get },       { "POST", http::Method::post },
        { "PUT", http::Method::put },       { "PATCH", http::Method::patch },
        { "DELETE", http::Method::remove },
    };
    return methods.at(name);
}

std::string replaced(std::string text, std::string_view name, const std::string& value) {
    const auto at = text.find(name);
    return at == std::string::npos ? text : text.replace(at, name.size(), value);
}

/// Whoever may not sees 401, 403, or 404 as if there were no such thing.
bool is_refusal(int status) {
    return status == 401 || status == 403 || status == 404;
}

class Permissions : public ::testing::TestWithParam<storage::Dialect> {
protected:
    void SetUp() override {
        if (IsSkipped()) {
            return;
        }
        add_one_of_each();
        people_.emplace_back("nobody", Person {});
        people_.emplace_back("no_role", site_.add_person("norole", {}));
        for (const auto& choice : record::identity_roles) {
            const auto role = static_cast<Role>(&choice - record::identity_roles);
            const std::string name { choice.value };
            people_.emplace_back(name, site_.add_person(name, role));
        }
    }

    /// A row of every record type, past all rules, for requests that need an existing one.
    void add_one_of_each() {
        auto& book = *site_.book;
        Id gift; // comes before what refers to it
        for (const auto* table : book.registry().records()) {
            const auto& type = table->type();
            const auto id
                = type.name == "society.branch" ? site_.book.county : book.engine().ids().next();
            ids_.emplace(type.name, to_string(id));
            gift = type.name == "giving.gift" ? id : gift;
            if (type.name == "society.branch") {
                continue;
            }
            const auto value = type.make();
            for (const auto& field : type.fields) {
                const auto held = field.get(value.get());
                if (held.is_number() && held.number() < field.options.min) {
                    field.set(value.get(), record::FieldValue { field.options.min });
                }
                if (field.options.references == "giving.gift") {
                    field.set(value.get(), record::FieldValue { gift.value });
                }
            }
            const record::Head head { site_.book.city,        id, 1, site_.book.clock.now(),
                                      site_.book.clock.now(), {} };
            const auto added = book.writer().run(head.branch, [&](storage::Transaction& tx) {
                return table->insert(tx, head, value.get());
            });
            ASSERT_TRUE(added) << type.name << ": " << added.error().message.en;
        }
    }

    [[nodiscard]] std::set<std::string, std::less<>> granted(const std::string& name) {
        for (const auto& choice : record::identity_roles) {
            if (name == choice.value) {
                return site_->identity().roles().of(
                    static_cast<Role>(&choice - record::identity_roles)
                );
            }
        }
        return {};
    }

    /// The requests that a pattern of the router stands for.
    std::vector<Visit> visits_of(const std::string& endpoint) {
        const auto space = endpoint.find(' ');
        const ApiScenario empty { .name = endpoint,
                                  .method = method_of(endpoint.substr(0, space)),
                                  .target = endpoint.substr(space + 1) };
        if (empty.target.contains("{record}")) {
            return record_visits(empty);
        }
        if (empty.target.contains("{command}")) {
            return command_visits(empty);
        }
        if (empty.target.contains("{figure}")) {
            return figure_visits(empty);
        }
        return {};
    }

    std::vector<Visit> record_visits(const ApiScenario& empty) {
        std::vector<Visit> visits;
        for (const auto* table : site_.book->registry().records()) {
            const auto& type = table->type();
            auto scenario = empty;
            scenario.target = replaced(scenario.target, "{record}", std::string { type.name });
            scenario.target = replaced(scenario.target, "{id}", ids_.find(type.name)->second);
            if (scenario.target.ends_with("/{transition}")) {
                add_transitions(visits, scenario, type);
                continue;
            }
            if (scenario.method != http::Method::get) {
                scenario.body = R"({"branch":"320700"})";
            }
            add_record_visit(visits, scenario, type);
        }
        return visits;
    }

    static void add_transitions(
        std::vector<Visit>& visits, const ApiScenario& pattern, const record::RecordType& type
    ) {
        for (const auto& step : type.transitions) {
            auto scenario = pattern;
            scenario.target = replaced(scenario.target, "{transition}", std::string { step.name });
            scenario.body = R"({"reason":"测试"})";
            std::vector<std::string> needs { std::string { type.permissions.read },
                                             std::string { step.capability } };
            if (type.name == "identity.api_token") {
                needs.emplace_back("identity.user.lock");  // it is somebody else's token
            }
            visits.push_back({ scenario, std::move(needs), step.capability.empty() });
        }
    }

    void add_record_visit(
        std::vector<Visit>& visits, ApiScenario scenario, const record::RecordType& type
    ) {
        const std::string read { type.permissions.read };
        const auto& target = scenario.target;
        if (target.ends_with("/reveal")) {
            scenario.body = R"({"reason":"测试"})";
            visits.push_back({ scenario,
                               { read, std::string { type.permissions.reveal } },
                               type.permissions.reveal.empty() });
            return;
        }
        if (target.ends_with("/search")) {
            scenario.body = "{}";
        }
        if (scenario.method == http::Method::get || target.ends_with("/search")) {
            visits.push_back({ scenario, { read } });
            return;
        }
        const auto verb = scenario.method == http::Method::patch ? ".update" : ".create";
        const auto* command = site_.book->registry().find_command(std::string { type.name } + verb);
        visits.push_back({ scenario,
                           { read, command == nullptr ? "" : command->capability },
                           command == nullptr });
    }

    std::vector<Visit> command_visits(const ApiScenario& empty) {
        std::vector<Visit> visits;
        for (const auto* command : site_.book->registry().commands()) {
            auto scenario = empty;
            scenario.target = replaced(scenario.target, "{command}", command->name);
            scenario.body = R"({"branch":"320700","reason":"测试"})";
            visits.push_back({ scenario, { command->capability }, !command->listed });
        }
        return visits;
    }

    std::vector<Visit> figure_visits(const ApiScenario& empty) {
        std::vector<Visit> visits;
        for (const auto* figure : site_.book->figures()) {
            auto scenario = empty;
            scenario.target = replaced(scenario.target, "{figure}", std::string { figure->name });
            visits.push_back({ scenario, { std::string { figure->capability } } });
        }
        return visits;
    }

    /// Asks as everybody, each allowed or refused as the visit says.
    void walk(const Visit& visit) {
        for (const auto& [name, person] : people_) {
            const auto capabilities = granted(name);
            const bool is_allowed = !visit.is_for_nobody
                && std::ranges::all_of(visit.needs, [&](const std::string& need) {
                       return capabilities.contains(need);
                   });
            const auto response = site_.ask(person, visit.scenario);
            const auto trace = visit.scenario.name + " " + visit.scenario.target + " as " + name
                + ": " + std::to_string(response.status) + " "
                + test::body_of(response).substr(0, 300);
            EXPECT_EQ(is_refusal(response.status), !is_allowed) << trace;
            EXPECT_LT(response.status, 500) << trace;
            if (person.session.empty()) {
                EXPECT_EQ(response.status, 401) << trace;
            }
        }
    }

    /// The record type whose id stands in the address.
    static const char* record_of(Who who) {
        switch (who) {
        case Who::gift_readers:
            return "giving.gift";
        case Who::goods_readers:
            return "giving.goods_gift";
        case Who::campaign_readers:
            return "giving.campaign";
        case Who::notice_readers:
            return "giving.disclosure_notice";
        case Who::emergency_readers:
            return "emergency.emergency";
        case Who::voided_and_gift_readers:
            return "giving.voided_receipt";
        case Who::paper_openers:
            return "attachments.attachment";
        case Who::statement_readers:
            return "giving.channel";
        default:
            return "giving.import_batch";
        }
    }

    /// What readers of one kind of record need.
    static std::string capability_of(Who who) {
        switch (who) {
        case Who::spending_readers:
            return "spending.payment.read";
        case Who::campaign_readers:
            return "giving.campaign.read";
        case Who::pledge_readers:
            return "giving.pledge.read";
        case Who::emergency_readers:
            return "emergency.emergency.read";
        default:
            return "giving.disclosure_notice.read";
        }
    }

    /// The capability that is all an endpoint asks for; none when it asks for others.
    static std::string_view only_need(Who who) {
        switch (who) {
        case Who::importers:
            return "giving.commit_import";
        case Who::goods_listers:
            return "giving.record_goods";
        case Who::goods_counters:
            return "giving.count_goods";
        case Who::statement_bringers:
            return "giving.import_statement";
        case Who::statement_readers:
            return "giving.statement_line.read";
        case Who::batch_readers:
            return "giving.import_batch.read";
        case Who::gift_readers:
            return "giving.gift.read";
        case Who::goods_readers:
            return "giving.goods_gift.read";
        default:
            return {};
        }
    }

    void walk_fixed(const std::string& endpoint, Who who) {
        const auto space = endpoint.find(' ');
        ApiScenario scenario { .name = endpoint,
                               .method = method_of(endpoint.substr(0, space)),
                               .target = endpoint.substr(space + 1) };
        const auto* const about = record_of(who);
        if (scenario.target == "/api/v1/attachments") {
            scenario.target
                += "?record=spending.payment&owner=" + ids_.find("spending.payment")->second;
        }
        scenario.target = replaced(scenario.target, "{id}", ids_.find(about)->second);
        scenario.target = replaced(scenario.target, "{step}", "pay");
        constexpr std::array of_a_branch {
            "/api/v1/imports",           "/api/v1/goods-imports",
            "/api/v1/goods-counts",      "/api/v1/giving/goods-to-count",
            "/api/v1/statement-imports", "/api/v1/reconciliation"
        };
        if (std::ranges::any_of(of_a_branch, [&](std::string_view start) {
                return scenario.target.starts_with(start);
            })) {
            scenario.target += "?branch=320700";
        }
        if (scenario.target.ends_with("/undo?branch=320700")) {
            scenario.body = R"({"reason":"测试"})";
        }
        if (const auto need = only_need(who); !need.empty()) {
            return walk({ scenario, { std::string { need } } });
        }
        switch (who) {
        case Who::undoers:
            return walk({ scenario, { "giving.import_batch.read", "giving.undo_import" } });
        case Who::spending_readers:
        case Who::campaign_readers:
        case Who::pledge_readers:
        case Who::notice_readers:
        case Who::emergency_readers:
            scenario.target += "?branch=320700";
            return walk({ scenario, { capability_of(who) } });
        case Who::paper_readers:
            return walk({ scenario, { "attachments.attachment.read", "spending.payment.read" } });
        case Who::paper_openers:
            return walk({ scenario, {}, true }); // its record names no record type
        case Who::paper_bringers:
            return walk({ scenario,
                          { "attachments.attachment.read",
                            "attachments.attach",
                            "spending.payment.read",
                            "spending.request_payment" } });
        case Who::batch_and_gift_readers:
            return walk({ scenario, { "giving.import_batch.read", "giving.gift.read" } });
        case Who::voided_and_gift_readers:
            return walk({ scenario, { "giving.voided_receipt.read", "giving.gift.read" } });
        case Who::maker:
            return walk({ scenario, {}, true });
        default:
            break;
        }
        for (const auto& [name, person] : people_) {
            const auto response = site_.ask(person, scenario);
            const auto trace = endpoint + " as " + name + ": " + std::to_string(response.status);
            const bool needs_account = who == Who::signed_in && person.session.empty();
            EXPECT_LT(response.status, 500) << trace;
            EXPECT_NE(response.status, 403) << trace;
            EXPECT_EQ(response.status == 401, needs_account) << trace;
        }
    }

    test::TestSite site_ { GetParam() };
    std::vector<std::pair<std::string, Person>> people_;
    std::map<std::string_view, std::string> ids_;
};

TEST_P(Permissions, are_as_the_matrix_in_the_golden_says) {
    const auto matrix = identity::permission_matrix(site_.book->registry(), site_.book->figures());
    ASSERT_TRUE(matrix);
    test::expect_golden("permissions.csv", *matrix);
}

TEST_P(Permissions, are_held_by_every_endpoint_for_every_role) {
    auto endpoints = site_->router().list();
    // Whoever has signed out cannot be asked for anything more.
    std::ranges::stable_partition(endpoints, [](const std::string& endpoint) {
        return endpoint != "DELETE /api/v1/session";
    });
    for (const auto& endpoint : endpoints) {
        const auto visits = visits_of(endpoint);
        const auto fixed = fixed_endpoints.find(endpoint);
        EXPECT_TRUE(!visits.empty() || fixed != fixed_endpoints.end())
            << endpoint << " is new: say in fixed_endpoints who may ask it";
        for (const auto& visit : visits) {
            walk(visit);
        }
        if (visits.empty() && fixed != fixed_endpoints.end()) {
            walk_fixed(endpoint, fixed->second);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    Permissions,
    ::testing::ValuesIn(test::TempDatabase::kinds()),
    test::TempDatabase::name_of
);

}  // namespace
}  // namespace boai
