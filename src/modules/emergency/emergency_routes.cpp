#include "modules/emergency/emergency_routes.hpp"

#include "base/json_text.hpp"
#include "modules/emergency/board_view.hpp"
#include "modules/view_routes.hpp"

#include <set>

namespace boai::emergency {
namespace {

using modules::ViewQuestion;

constexpr std::string_view read_capability = "emergency.emergency.read";

std::string yuan(std::int64_t fen) {
    return to_string(Money { fen });
}

void write_intake(JsonObject& object, const Intake& intake) {
    object.text("amount", yuan(intake.amount)).number("gifts", intake.gifts);
}

class EmergencyEndpoints {
public:
    EmergencyEndpoints(const modules::RouteParts& parts, modules::ReadMoneyWaiting read_waiting)
        : engine_(parts.engine)
        , read_waiting_(std::move(read_waiting))
        , user_names_(parts.user_names)
        , views_(parts, read_capability) {
        views_.add("/api/v1/emergencies", [this](const ViewQuestion& question) {
            return emergencies(question);
        });
        views_.add("/api/v1/emergencies/{id}/board", [this](const ViewQuestion& question) {
            return board(question);
        });
    }

private:
    using Names = std::map<Id, std::string>;

    [[nodiscard]] BoardScope scope_of(const ViewQuestion& question) const {
        return { engine_.registry(), question.queries, question.branches, engine_.clock().now() };
    }

    [[nodiscard]] std::string code_of(Id branch) const {
        const auto tree = engine_.branches();
        const auto* found = tree->find(branch);
        return found == nullptr ? to_string(branch) : found->code;
    }

    [[nodiscard]] Result<Names>
    names_of(const ViewQuestion& question, const std::set<Id>& users) const {
        const std::vector<Id> asked { users.begin(), users.end() };
        return user_names_ && !asked.empty() ? user_names_(question.queries, asked) : Names {};
    }

    static std::string name_in(const Names& names, Id user) {
        const auto at = names.find(user);
        return at == names.end() ? std::string {} : at->second;
    }

    void write_emergency(JsonObject& object, const StoredEmergency& stored, Instant now) const {
        const auto& emergency = stored.value;
        object.text("id", to_string(stored.head.id))
            .text("branch", code_of(stored.head.branch))
            .text("name", emergency.name)
            .text("level", record::choice_of(emergency.level).label)
            .text("state", record::choice_of(emergency.state).value)
            .text("campaign", to_string(emergency.campaign))
            .text("began_on", to_string(emergency.began_on))
            .text("opened_at", to_string(stored.head.created_at))
            .text("ended_at", emergency.ended_at ? to_string(*emergency.ended_at) : "")
            .number("day_number", local_day(now) - emergency.began_on + 1);
    }

    static void write_clock(
        JsonObject& object, std::optional<Day> disclosed_on, const DisclosureClock& clock, Day today
    ) {
        JsonObject { object.key("disclosure") }
            .text("last", disclosed_on ? to_string(*disclosed_on) : "")
            .text("due", to_string(clock.due))
            .number("days_left", clock.due - today)
            .flag("is_late", clock.is_late);
    }

    static void write_duty(JsonObject& object, const DutyCoverage& duty, const Names& names) {
        JsonObject out { object.key("duty") };
        const auto officer = duty.on_duty ? duty.on_duty->officer : Id {};
        out.text("officer", officer.empty() ? "" : to_string(officer))
            .text("name", name_in(names, officer))
            .text("since", duty.on_duty ? to_string(duty.on_duty->since) : "");
        JsonArray gaps { out.key("gaps") };
        for (const auto& gap : duty.gaps) {
            JsonObject { gaps.item() }
                .text("from", to_string(gap.from))
                .text("until", to_string(gap.until));
        }
    }

    Result<std::string> emergencies(const ViewQuestion& question) {
        const auto scope = scope_of(question);
        std::string json = R"({"emergencies":)";
        {
            JsonArray rows { json };
            for (const auto& stored : TRY(view_emergencies(scope))) {
                const auto duty = TRY(view_duty(scope, stored));
                const auto last = TRY(last_disclosed(scope, stored));
                const auto today = local_day(scope.now);
                JsonObject row { rows.item() };
                write_emergency(row, stored, scope.now);
                write_clock(row, last, disclosure_clock(stored.value.began_on, last, today), today);
                std::set<Id> users;
                if (duty.on_duty) {
                    users.insert(duty.on_duty->officer);
                }
                write_duty(row, duty, TRY(names_of(question, users)));
            }
        }
        return json + "}";
    }

    static std::set<Id> users_on(const Board& board) {
        std::set<Id> users;
        for (const auto& desk : board.desks) {
            users.insert(desk.officer);
        }
        for (const auto& line : board.log) {
            users.insert(line.mark.officer);
        }
        if (board.duty.on_duty) {
            users.insert(board.duty.on_duty->officer);
        }
        return users;
    }

    static void write_hours(JsonObject& object, const Board& board, Instant now) {
        constexpr std::int64_t hour_ms = 3'600'000;
        auto at = ((now.milliseconds / hour_ms) + 1) * hour_ms
            - (static_cast<std::int64_t>(board.hours.size()) * hour_ms);
        JsonArray hours { object.key("hours") };
        for (const auto& hour : board.hours) {
            JsonObject row { hours.item() };
            row.text("at", to_string(Instant { at }));
            write_intake(row, hour);
            at += hour_ms;
        }
    }

    static void write_desks(JsonObject& object, const Board& board, const Names& names) {
        JsonArray desks { object.key("desks") };
        for (const auto& desk : board.desks) {
            JsonObject row { desks.item() };
            row.text("officer", to_string(desk.officer))
                .text("name", name_in(names, desk.officer))
                .text("last", to_string(desk.last));
            write_intake(row, desk.intake);
        }
    }

    static void write_backlog(JsonObject& object, const Board& board, Instant now) {
        constexpr std::int64_t minute_ms = 60'000;
        JsonArray rows { object.key("backlog") };
        for (const auto& backlog : board.backlog) {
            const auto since = backlog.oldest.value_or(now);
            JsonObject { rows.item() }
                .text("name", backlog.name)
                .text("title", backlog.title)
                .text("record", backlog.record)
                .number("count", backlog.count)
                .number("minutes", (now.milliseconds - since.milliseconds) / minute_ms);
        }
    }

    static void write_money(JsonObject& object, const Board& board, Day today) {
        JsonArray rows { object.key("money") };
        for (const auto& waiting : board.money) {
            JsonObject { rows.item() }
                .text("step", waiting.step)
                .text("title", waiting.title)
                .number("count", waiting.count)
                .text("amount", to_string(waiting.amount))
                .number("days", waiting.since ? today - *waiting.since : 0)
                .number("late", waiting.late);
        }
    }

    static void write_log(JsonObject& object, const Board& board, const Names& names) {
        JsonArray rows { object.key("log") };
        for (const auto& line : board.log) {
            JsonObject { rows.item() }
                .text("id", to_string(line.id))
                .text("at", to_string(line.mark.at))
                .text("kind", record::choice_of(line.mark.kind).label)
                .text("name", name_in(names, line.mark.officer))
                .text("text", line.text);
        }
    }

    Result<std::string> board(const ViewQuestion& question) {
        const auto id = parse_id(question.path["id"]);
        if (!id) {
            return fail(Errc::not_found, Text { "没有这个突发事件", "there is no such emergency" });
        }
        const auto scope = scope_of(question);
        const auto board = TRY(view_board(scope, *id, read_waiting_));
        const auto names = TRY(names_of(question, users_on(board)));
        std::string json;
        {
            JsonObject object { json };
            write_emergency(object, board.emergency, scope.now);
            object.text("now", to_string(scope.now))
                .text("campaign_name", board.campaign)
                .text("purpose", board.purpose.empty() ? "" : to_string(board.purpose));
            write_intake(object, board.all);
            {
                JsonObject today { object.key("today") };
                write_intake(today, board.today);
            }
            write_clock(object, board.disclosed_on, board.clock, local_day(scope.now));
            write_duty(object, board.duty, names);
            write_hours(object, board, scope.now);
            write_desks(object, board, names);
            write_backlog(object, board, scope.now);
            write_money(object, board, local_day(scope.now));
            write_log(object, board, names);
        }
        return json;
    }

    record::Engine& engine_;
    modules::ReadMoneyWaiting read_waiting_;
    modules::UserNames user_names_;
    modules::ViewRoutes views_;
};

} // namespace

std::shared_ptr<void>
add_emergency_routes(const modules::RouteParts& parts, modules::ReadMoneyWaiting read_waiting) {
    return std::make_shared<EmergencyEndpoints>(parts, std::move(read_waiting));
}

} // namespace boai::emergency
