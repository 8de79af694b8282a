#include "app/demo_disclosure.hpp"

#include "app/demo_call.hpp"
#include "app/demo_spending.hpp"
#include "base/json_text.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace boai::app {
namespace {

using Actor = std::shared_ptr<const record::Actor>;

constexpr std::int64_t demo_hour_ms = 3'600'000;

class Discloser {
public:
    Discloser(Book& book, Id city)
        : book_(book)
        , city_(city) { }

    Result<void> meet() {
        maker_ = TRY(add_demo_person(book_, city_, { "demo.disclosure", "顾言" }));
        checker_ = TRY(add_demo_person(book_, city_, { "demo.supervisor", "沈清源" }));
        return {};
    }

    /// Three hours, from the switch on to the switch off.
    Result<void> exercise(FixedClock& clock, Id campaign) {
        std::string json;
        JsonObject { json }
            .text("name", "防汛应急演练（演示）")
            .text("level", "fourth")
            .text("campaign", to_string(campaign));
        emergency_ = TRY(run(maker_, "emergency.open_emergency", json));
        TRY(duty(maker_, "take_over", "接到演练指令，三个收款台到位"));
        clock.set(clock.now() + demo_hour_ms);
        TRY(duty(maker_, "note", "向各县区通报接收口径和公示时间"));
        TRY(duty(checker_, "take_over", "交接完毕"));
        clock.set(clock.now() + demo_hour_ms);
        TRY(duty(checker_, "note", "核对收款台与银行流水，无差错"));
        json.clear();
        JsonObject { json }
            .text("emergency", to_string(emergency_))
            .text("conclusion", "演练结束：收款、值班交接和公示流程正常，无滞留。");
        TRY(run(checker_, "emergency.close_emergency", json));
        return {};
    }

    /// What was entered up to the last full hour.
    Result<Id> publish(Id campaign, Instant now) {
        const auto id = TRY(draft(campaign, now));
        const auto notice = R"({"notice":")" + to_string(id) + '"';
        TRY(run(maker_, "giving.check_notice", notice + R"(,"accepted":"演示数据，已逐项核对"})"));
        TRY(run(checker_, "giving.publish_notice", notice + "}"));
        return id;
    }

    Result<void> annotate(Id notice, std::string_view text) {
        std::string json;
        JsonObject { json }.text("notice", to_string(notice)).text("text", text);
        TRY(run(checker_, "giving.annotate_notice", json));
        return {};
    }

private:
    Result<Id> run(const Actor& actor, std::string_view command, const std::string& json) {
        const auto done = TRY(run_demo_call(book_, { actor, command, city_, json }));
        return done.id;
    }

    Result<void> duty(const Actor& actor, std::string_view kind, std::string_view text) {
        std::string json;
        JsonObject { json }
            .text("emergency", to_string(emergency_))
            .text("kind", kind)
            .text("text", text);
        TRY(run(actor, "emergency.enter_duty", json));
        return {};
    }

    /// The oldest gifts of a demo were given within the last year.
    Result<Id> draft(Id campaign, Instant now) {
        constexpr std::int32_t days_back = 340;
        constexpr std::int64_t ahead_h = 8; // on the wall in China
        const auto hours = now.milliseconds / demo_hour_ms + ahead_h;
        std::string json;
        {
            JsonObject object { json };
            object.text("begins_on", to_string(local_day(now) + -days_back))
                .text("ends_on", to_string(local_day(now)))
                .number("ends_hour", hours % 24);
            if (!campaign.empty()) {
                object.text("campaign", to_string(campaign));
            }
        }
        return run(maker_, "giving.draft_notice", json);
    }

    Book& book_;
    Id city_;
    Actor maker_;
    Actor checker_;
    Id emergency_;
};

} // namespace

Result<void> add_demo_disclosure(
    Book& book,
    FixedClock& clock,
    Instant now,
    Id city,
    const std::vector<DisclosedCampaign>& campaigns
) {
    Discloser discloser { book, city };
    TRY(discloser.meet());
    const auto has_purpose = [](const DisclosedCampaign& one) { return !one.second.empty(); };
    const auto appeal = std::ranges::find_if_not(campaigns, has_purpose);
    const auto raised = std::ranges::find_if(campaigns, has_purpose);
    if (appeal != campaigns.end()) {
        TRY(discloser.exercise(clock, appeal->first));
    }
    clock.set(now);
    TRY(discloser.publish({}, now));
    if (raised == campaigns.end()) {
        return {};
    }
    const auto notice = TRY(discloser.publish(raised->first, now));
    return discloser.annotate(notice, "首批被褥的发放地点应为“示例街道”，金额和数量不变（演示）。");
}

} // namespace boai::app
