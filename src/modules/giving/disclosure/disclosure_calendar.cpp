#include "modules/giving/disclosure/disclosure_calendar.hpp"

#include <algorithm>

namespace boai::giving {
namespace {

constexpr ClockRule all_clock_rules[] = {
    { ClockKind::campaign_progress,
      { "《慈善法》第七十九条：募捐期限超过六个月的，至少每三个月公开一次",
        "Charity Law art. 79: campaigns of more than six months, at least every three months" },
      3,
      0,
      true },
    { ClockKind::campaign_end,
      { "《慈善法》第七十九条：募捐活动结束后三个月内全面公开",
        "Charity Law art. 79: in full within three months after the campaign ends" },
      3,
      0,
      true },
    { ClockKind::emergency,
      { "《慈善法》第七十二条：应急处置与救援阶段，至少每五日公开一次接收情况",
        "Charity Law art. 72: in an emergency, income at least every five days" },
      0,
      5,
      true },
    { ClockKind::project_progress,
      { "《慈善法》第七十九条：项目实施周期超过六个月的，至少每三个月公开一次",
        "Charity Law art. 79: projects of more than six months, at least every three months" },
      3,
      0,
      true },
    { ClockKind::project_end,
      { "《慈善法》第七十九条：项目结束后三个月内全面公开",
        "Charity Law art. 79: in full within three months after the project ends" },
      3,
      0,
      true },
    { ClockKind::annual,
      { "《慈善组织信息公开办法》：年度工作报告和财务会计报告于次年 5 月 31 日前公开",
        "Order 81: the year's report by 31 May of the next year" },
      0,
      0,
      true },
    { ClockKind::major_move,
      { "《慈善组织信息公开办法》第十三、十四条：重大交易及资金往来发生后三十日内公开内容和金额",
        "Order 81 arts. 13 and 14: content and amount within 30 days" },
      0,
      30,
      true },
    { ClockKind::regular, { "本机构自行规定", "The society's own rule" }, 0, 30, false },
};

/// How often, or within what time.
struct ClockSpan {
    int months = 0;
    int days = 0;

    [[nodiscard]] Day after(Day day, int times = 1) const {
        return months > 0 ? months_later(day, months * times) : day + days * times;
    }
};

/// Marks of one subject; more would be a mistake in its days.
constexpr int marks_max = 1'000;
constexpr int long_months = 6;

class CalendarMaker {
public:
    CalendarMaker(const CalendarGround& ground, int ahead_days)
        : ground_(ground)
        , horizon_(ground.today + ahead_days) { }

    std::vector<DisclosureDue> make() {
        for (const auto& subject : ground_.subjects) {
            const bool is_campaign = !subject.campaign.empty();
            add_progress(
                subject, is_campaign ? ClockKind::campaign_progress : ClockKind::project_progress
            );
            add_end(subject, is_campaign ? ClockKind::campaign_end : ClockKind::project_end);
            add_emergency(subject);
        }
        add_major_moves();
        add_annual();
        add_regular();
        std::ranges::stable_sort(all_, {}, &DisclosureDue::due);
        return std::move(all_);
    }

private:
    /// The span of a duty; none when the society does not follow it.
    [[nodiscard]] std::optional<ClockSpan> span_of(ClockKind clock) const {
        const auto* const rule = std::ranges::find(all_clock_rules, clock, &ClockRule::clock);
        const auto own = std::ranges::find(ground_.clocks, clock, &DisclosureClock::clock);
        const bool is_set = own != ground_.clocks.end();
        if (is_set ? !own->applies : !rule->applies) {
            return std::nullopt;
        }
        if (is_set && own->days > 0) {
            return ClockSpan { 0, static_cast<int>(own->days) };
        }
        return ClockSpan { rule->months, rule->days };
    }

    void add(DisclosureDue due, const DisclosureMade* made) {
        if (made != nullptr) {
            due.met_on = made->on;
            due.met_by = made->label;
            due.link = made->link;
            due.state = made->on <= due.due ? DueState::met : DueState::met_late;
        } else {
            due.state = due.due < ground_.today ? DueState::overdue : DueState::waiting;
        }
        all_.push_back(std::move(due));
    }

    static bool tells_of(const DisclosureMade& made, const CalendarSubject& subject) {
        return subject.campaign.empty() ? made.purpose == subject.purpose
                                        : made.campaign == subject.campaign;
    }

    /// The earliest that fits.
    template <class Fits>
    [[nodiscard]] const DisclosureMade* first_made(Fits fits) const {
        const DisclosureMade* first = nullptr;
        for (const auto& made : ground_.made) {
            if (fits(made) && (first == nullptr || made.on < first->on)) {
                first = &made;
            }
        }
        return first;
    }

    /// A mark every span, up to the subject's end and the horizon; each is met by what was
    /// published after the one before.
    void add_marks(const CalendarSubject& subject, ClockKind clock, const ClockSpan& span) {
        const auto last = std::min(subject.ends.value_or(horizon_), horizon_);
        for (int times = 1; times < marks_max; ++times) {
            const auto due = span.after(subject.begins, times);
            if (due > last) {
                return;
            }
            const auto since = times == 1 ? subject.begins : span.after(subject.begins, times - 1);
            const auto* const made = first_made([&](const DisclosureMade& one) {
                return tells_of(one, subject) && one.on > since;
            });
            add({ .clock = clock,
                  .campaign = subject.campaign,
                  .purpose = subject.purpose,
                  .name = subject.name,
                  .since = since,
                  .due = due },
                made);
        }
    }

    void add_progress(const CalendarSubject& subject, ClockKind clock) {
        const auto span = span_of(clock);
        const auto long_after = months_later(subject.begins, long_months);
        const bool is_long = subject.ends.value_or(ground_.today) > long_after;
        if (span && is_long) {
            add_marks(subject, clock, *span);
        }
    }

    void add_end(const CalendarSubject& subject, ClockKind clock) {
        const auto span = span_of(clock);
        if (!span || !subject.ends) {
            return;
        }
        const auto due = span->after(*subject.ends);
        if (due > horizon_) {
            return;
        }
        const auto* const made = first_made([&](const DisclosureMade& one) {
            return tells_of(one, subject) && one.until >= *subject.ends;
        });
        add({ .clock = clock,
              .campaign = subject.campaign,
              .purpose = subject.purpose,
              .name = subject.name,
              .since = *subject.ends,
              .due = due },
            made);
    }

    void add_emergency(const CalendarSubject& subject) {
        const auto span = span_of(ClockKind::emergency);
        if (span && subject.is_emergency) {
            add_marks(subject, ClockKind::emergency, *span);
        }
    }

    [[nodiscard]] Money major_from() const {
        const auto own
            = std::ranges::find(ground_.clocks, ClockKind::major_move, &DisclosureClock::clock);
        const bool is_set = own != ground_.clocks.end() && own->amount.fen > 0;
        return is_set ? own->amount : major_move_default;
    }

    /// Each is met by the first notice of all gifts, or of its purpose, that was made after it was
    /// entered. Those of the last year alone: older ones are in the report.
    void add_major_moves() {
        const auto span = span_of(ClockKind::major_move);
        constexpr int year = 365;
        for (const auto& move : ground_.moves) {
            if (!span || move.amount < major_from() || move.day < ground_.today + -year) {
                continue;
            }
            const auto* const made = first_made([&](const DisclosureMade& one) {
                const bool is_of_all = one.campaign.empty() && one.purpose.empty();
                const bool tells
                    = is_of_all || (!one.purpose.empty() && one.purpose == move.purpose);
                return !one.is_annual && tells && one.until >= move.entered;
            });
            add({ .clock = ClockKind::major_move,
                  .purpose = move.purpose,
                  .name = move.title + " " + grouped(move.amount),
                  .since = move.day,
                  .due = span->after(move.day) },
                made);
        }
    }

    /// The reports of the year before and, once it is near, of this one.
    void add_annual() {
        const auto span = span_of(ClockKind::annual);
        if (!span || !ground_.first_day) {
            return;
        }
        const auto this_year = civil(ground_.today).year;
        for (auto year = std::max(civil(*ground_.first_day).year, this_year - 2); year <= this_year;
             ++year) {
            const auto last = *day_of({ year, 12, 31 });
            const auto due = span->days > 0 ? last + span->days : *day_of({ year + 1, 5, 31 });
            if (due > horizon_) {
                return;
            }
            const auto* const made = first_made([&](const DisclosureMade& one) {
                return one.is_annual && one.until >= last;
            });
            add({ .clock = ClockKind::annual,
                  .name = std::to_string(year),
                  .since = last,
                  .due = due },
                made);
        }
    }

    /// So many days after the last notice of all gifts.
    void add_regular() {
        const auto span = span_of(ClockKind::regular);
        if (!span || !ground_.first_day) {
            return;
        }
        auto since = *ground_.first_day;
        for (const auto& made : ground_.made) {
            if (made.campaign.empty() && made.purpose.empty() && !made.is_annual) {
                since = std::max(since, made.on);
            }
        }
        add({ .clock = ClockKind::regular, .since = since, .due = span->after(since) }, nullptr);
    }

    const CalendarGround& ground_;
    Day horizon_;
    std::vector<DisclosureDue> all_;
};

} // namespace

std::span<const ClockRule> clock_rules() {
    return all_clock_rules;
}

std::vector<DisclosureDue> disclosure_calendar(const CalendarGround& ground, int ahead_days) {
    return CalendarMaker { ground, ahead_days }.make();
}

Day months_later(Day day, int months) {
    auto date = civil(day);
    const auto all = date.year * 12 + date.month - 1 + months;
    date.year = all / 12;
    date.month = all % 12 + 1;
    while (date.day > 28) {
        if (const auto found = day_of(date)) {
            return *found;
        }
        --date.day;
    }
    return day_of(date).value_or(day);
}

std::string_view word_of(DueState state) {
    switch (state) {
    case DueState::met:
        return "met";
    case DueState::met_late:
        return "met_late";
    case DueState::waiting:
        return "waiting";
    case DueState::overdue:
        return "overdue";
    }
    return "waiting";
}

} // namespace boai::giving
