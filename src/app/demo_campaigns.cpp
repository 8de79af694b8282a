#include "app/demo_campaigns.hpp"

#include "app/demo_spending.hpp"
#include "base/json_text.hpp"
#include "modules/giving/import_service.hpp"
#include "modules/giving/module.hpp"

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace boai::app {
namespace {

/// A team or somebody's own page; the platform's file knows it by its name.
struct DemoTeam {
    std::string_view kind;
    std::string_view name;
    std::string_view leader;
    std::string_view story;
    std::string_view goal;
};

constexpr std::array demo_teams {
    DemoTeam { "team", "海湾一队", "船厂小浪花", "造船厂的工友们为孩子们的书包而走。", "3000.00" },
    DemoTeam { "team", "云台山队", "茶山来客", "每爬一次云台山，捐一本书。", "2000.00" },
    DemoTeam { "personal_page", "潮生的生日愿望", "潮生", "今年不收礼物，请捐给助学。", "500.00" },
};

/// One row of the platform's file.
struct DemoRow {
    std::int32_t days_ago;
    std::string_view team;
    std::string_view donor;
    std::int64_t given;
    std::array<std::int64_t, 3> match; ///< platform, company, incentive
};

constexpr std::array demo_rows {
    DemoRow { 32, "海湾一队", "*生", 100'00, { 12'50, 50'00, 0 } },
    DemoRow { 32, "海湾一队", "海湾造船示例有限公司", 1'000'00, { 80'00, 500'00, 0 } },
    DemoRow { 31, "云台山队", "*帆", 66'60, { 8'31, 0, 1'07 } },
    DemoRow { 31, "云台山队", "**若水", 200'00, { 21'00, 100'00, 0 } },
    DemoRow { 30, "潮生的生日愿望", "*澜", 88'00, { 9'90, 0, 2'00 } },
    DemoRow { 30, "潮生的生日愿望", "小浪花", 10'00, { 1'10, 0, 0 } },
    DemoRow { 30, "", "", 5'00, { 0, 0, 0 } },
};

/// A pledge, its instalments in days from today, and how many of them were paid on their day.
struct DemoPledge {
    std::string_view donor;
    std::string_view conditions;
    std::int64_t amount; ///< of each instalment, in fen
    std::array<std::int32_t, 3> due;
    std::size_t paid;
};

constexpr std::array demo_pledges {
    DemoPledge {
        "港口物流示例集团", "请在学期末告知受助学生人数。", 5'000'00, { -60, -14, 76 }, 1 },
    DemoPledge { "东方渔具示例厂", "", 800'00, { -55, 5, 65 }, 1 },
};

class Campaigner {
public:
    Campaigner(Book& book, Id city, Id campaign)
        : book_(book)
        , city_(city)
        , campaign_(campaign)
        , today_(local_day(book.clock().now())) { }

    Result<void> meet() {
        officer_ = TRY(add_demo_person(book_, city_, { "demo.campaigns", "季明帆" }));
        return {};
    }

    Result<void> add_teams() {
        for (const auto& team : demo_teams) {
            std::string json;
            JsonObject { json }
                .text("campaign", to_string(campaign_))
                .text("kind", team.kind)
                .text("name", team.name)
                .text("leader", team.leader)
                .text("story", team.story)
                .text("goal", team.goal);
            TRY(run("giving.campaign_team.create", json));
        }
        return {};
    }

    Result<void> add_pledge(const DemoPledge& pledge, Id channel) {
        constexpr std::int32_t agreed_days_ago = 70;
        const Money part { pledge.amount };
        std::string instalments;
        for (const auto days : pledge.due) {
            instalments += to_string(today_ + days) + " " + to_string(part) + "\n";
        }
        std::string json;
        JsonObject { json }
            .text("donor_kind", "organisation")
            .text("donor_name", pledge.donor)
            .text("amount", to_string(Money { part.fen * std::ssize(pledge.due) }))
            .text("agreed_on", to_string(today_ + -agreed_days_ago))
            .text("instalments", instalments)
            .text("campaign", to_string(campaign_))
            .text("conditions", pledge.conditions)
            .text("agreement_number", "DEMO-" + std::to_string(++agreements_));
        const auto made = TRY(run("giving.record_pledge", json));
        for (std::size_t i = 0; i < pledge.paid; ++i) {
            json.clear();
            JsonObject { json }
                .text("donor_kind", "organisation")
                .text("donor_name", pledge.donor)
                .text("amount", to_string(part))
                .text("day", to_string(today_ + pledge.due[i]))
                .text("channel", to_string(channel))
                .text("pledge", to_string(made.id));
            TRY(run("giving.record_gift", json));
        }
        return {};
    }

    /// Imports the platform's file, with its totals stated at its foot.
    Result<void> import_day(std::string_view project) {
        std::string json;
        JsonObject { json }
            .text("code", "gongyi")
            .text("name", "示例公益平台")
            .text("kind", "platform");
        platform_ = TRY(run("giving.channel.create", json)).id;
        auto service = giving::import_service();
        const auto import = TRY(service->plan(
            book_.engine(),
            officer_->user,
            city_,
            { "示例公益日明细.csv", file_of(project) },
            { .channel = platform_ }
        ));
        json.clear();
        JsonObject { json }.text("plan", to_string(import->id));
        TRY(run("giving.commit_import", json));
        return {};
    }

    /// The platform has paid its match and part of the gifts; the company's is still receivable.
    Result<void> settle(Id purpose) {
        const auto claim = TRY(claim_of("platform"));
        std::string json;
        JsonObject { json }
            .text("claim", to_string(claim.id))
            .text("amount", to_string(claim.amount))
            .text("day", to_string(today_ + -12))
            .text("reference", "DEMO-MATCH-1");
        TRY(run("giving.settle_match", json));
        json.clear();
        JsonObject { json }
            .text("channel", to_string(platform_))
            .text("purpose", to_string(purpose))
            .text("amount", "1200.00")
            .text("day", to_string(today_ + -10));
        TRY(run("spending.settle_channel", json));
        return {};
    }

private:
    struct Claim {
        Id id;
        Money amount;
    };

    Result<record::Outcome> run(std::string_view name, const std::string& json) {
        const auto* command = book_.registry().find_command(name);
        std::map<std::string, std::string, std::less<>> envelope;
        auto input = TRY(book_.engine().read_input(*command, json, envelope));
        return book_.engine().run({ officer_, command, city_, std::move(input), {}, {} });
    }

    [[nodiscard]] std::string file_of(std::string_view project) const {
        std::string csv = "订单号,捐赠时间,捐赠项目,团队,捐赠人,公众捐款（元）,腾讯配捐（元）,"
                          "企业配捐（元）,激励金（元）\n";
        std::array<std::int64_t, 4> sums {};
        int order = 0;
        for (const auto& row : demo_rows) {
            csv += "DEMOGY" + std::to_string(++order) + "," + to_string(today_ + -row.days_ago)
                + " 09:30:00," + std::string { project } + "," + std::string { row.team } + ","
                + std::string { row.donor } + "," + to_string(Money { row.given });
            sums[0] += row.given;
            for (std::size_t kind = 0; kind < row.match.size(); ++kind) {
                csv += "," + to_string(Money { row.match[kind] });
                sums[kind + 1] += row.match[kind];
            }
            csv += "\n";
        }
        csv += "合计,,,,";
        for (const auto sum : sums) {
            csv += "," + to_string(Money { sum });
        }
        return csv + "\n";
    }

    Result<Claim> claim_of(std::string_view kind) {
        Claim found;
        const std::array params { storage::Param { city_ },
                                  storage::Param { campaign_ },
                                  storage::Param { kind } };
        auto lease = TRY(book_.readers().lend());
        TRY(lease->query(
            "SELECT id, amount FROM giving_match_claim WHERE branch_id = $1 AND campaign = $2 AND "
            "kind = $3",
            params,
            [&](const storage::Row& row) -> Result<void> {
                found = { row.id(0), row.money(1) };
                return {};
            }
        ));
        return found;
    }

    Book& book_;
    Id city_;
    Id campaign_;
    Day today_;
    Id platform_;
    int agreements_ = 0;
    std::shared_ptr<const record::Actor> officer_;
};

} // namespace

Result<void> add_demo_campaign(Book& book, const DemoCampaign& place) {
    Campaigner campaigner { book, place.city, place.campaign };
    TRY(campaigner.meet());
    TRY(campaigner.add_teams());
    for (const auto& pledge : demo_pledges) {
        TRY(campaigner.add_pledge(pledge, place.bank));
    }
    TRY(campaigner.import_day(place.name));
    return campaigner.settle(place.purpose);
}

} // namespace boai::app
