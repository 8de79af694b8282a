#include "modules/giving/disclosure/calendar_reader.hpp"

#include "modules/giving/campaign.hpp"
#include "modules/giving/campaigns/fundraising_plan.hpp"
#include "modules/giving/disclosure/disclosure_notice.hpp"
#include "modules/giving/purpose.hpp"
#include "record/rows.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace boai::giving {
namespace {

using record::Loaded;
using storage::Param;

class CalendarReader {
public:
    CalendarReader(
        const record::Engine& engine,
        record::Queries queries,
        const modules::ReadMoneyMoves& read_moves,
        Id branch
    )
        : engine_(engine)
        , queries_(queries)
        , read_moves_(read_moves)
        , branch_(branch) { }

    Result<CalendarGround> read(Day today) {
        ground_.today = today;
        TRY(read_plans());
        TRY(read_campaigns());
        TRY(read_projects());
        TRY(read_moves());
        TRY(read_notices());
        TRY(read_elsewhere());
        TRY(read_clocks());
        TRY(read_first_day());
        return std::move(ground_);
    }

private:
    /// Every record of a type in the branch, in the order they were made.
    template <class Take>
    Result<void> each(const record::RecordType& type, std::string_view order, Take take) {
        const std::array key { Param { branch_ } };
        const auto tail = " WHERE t.branch_id = $1 ORDER BY " + std::string { order };
        return engine_.registry()
            .table(type)
            .select(queries_, tail, key, [&](const Loaded& loaded) -> Result<void> {
                take(loaded);
                return {};
            });
    }

    Result<void> read_plans() {
        return each(fundraising_plan_type, "t.id", [&](const Loaded& loaded) {
            plans_.emplace(loaded.head.id, loaded.as<FundraisingPlan>());
        });
    }

    /// Those raised from the public: the law asks for the others to be told to their donors alone.
    /// Source: 慈善法 article 80.
    Result<void> read_campaigns() {
        return each(campaign_type, "t.begins, t.id", [&](const Loaded& loaded) {
            const auto& campaign = loaded.as<Campaign>();
            purposes_[loaded.head.id] = campaign.purpose;
            if (campaign.state == CampaignState::draft || !campaign.raises_publicly) {
                return;
            }
            CalendarSubject subject { .campaign = loaded.head.id,
                                      .name = campaign.name,
                                      .begins = campaign.begins,
                                      .ends = campaign.ends };
            if (const auto at = plans_.find(campaign.plan); at != plans_.end()) {
                const auto& plan = at->second;
                subject.is_emergency = plan.is_emergency;
                const auto last = plan.last_day();
                subject.ends = subject.ends ? std::min(*subject.ends, last) : last;
                if (plan.disclosed_on) {
                    ground_.made.push_back({ .campaign = loaded.head.id,
                                             .until = *plan.disclosed_on,
                                             .on = *plan.disclosed_on,
                                             .label = plan.filing_number });
                }
            }
            ground_.subjects.push_back(std::move(subject));
        });
    }

    /// Purposes with a term, from the day they were entered.
    Result<void> read_projects() {
        return each(purpose_type, "t.id", [&](const Loaded& loaded) {
            const auto& purpose = loaded.as<Purpose>();
            if (purpose.term) {
                ground_.subjects.push_back({ .purpose = loaded.head.id,
                                             .name = purpose.name,
                                             .begins = local_day(loaded.head.created_at),
                                             .ends = purpose.term });
            }
        });
    }

    Result<void> read_moves() {
        if (!read_moves_) {
            return {};
        }
        for (auto& move : TRY(read_moves_(queries_, branch_))) {
            const bool goes_out = move.kind == modules::MoneyMoveKind::payment
                || move.kind == modules::MoneyMoveKind::allocation;
            if (goes_out) {
                ground_.moves.push_back({ .purpose = move.purpose,
                                          .title = std::move(move.title),
                                          .amount = move.amount,
                                          .day = move.day,
                                          .entered = local_day(move.at) });
            }
        }
        return {};
    }

    /// A campaign's notice accounts for the campaign's purpose as well.
    Result<void> read_notices() {
        const auto tree = engine_.branches();
        const auto code = tree->code_of(branch_);
        return each(disclosure_notice_type, "t.ends, t.id", [&](const Loaded& loaded) {
            const auto& notice = loaded.as<DisclosureNotice>();
            if (notice.state != NoticeState::published || !notice.published_on) {
                return;
            }
            const auto number = notice_text(code, notice);
            DisclosureMade made { .campaign = notice.campaign,
                                  .until = local_day(notice.ends + -1),
                                  .on = *notice.published_on,
                                  .label = number,
                                  .link = "/notices/" + number };
            if (!notice.campaign.empty()) {
                made.purpose = purposes_[notice.campaign];
            }
            ground_.made.push_back(std::move(made));
        });
    }

    Result<void> read_elsewhere() {
        return each(disclosure_elsewhere_type, "t.id", [&](const Loaded& loaded) {
            const auto& one = loaded.as<DisclosureElsewhere>();
            ground_.made.push_back({ .campaign = one.campaign,
                                     .purpose = one.purpose,
                                     .is_annual = one.is_annual,
                                     .until = one.covers_until,
                                     .on = one.published_on,
                                     .label = one.place,
                                     .link = one.link });
        });
    }

    Result<void> read_clocks() {
        return each(disclosure_clock_type, "t.id DESC", [&](const Loaded& loaded) {
            ground_.clocks.push_back(loaded.as<DisclosureClock>());
        });
    }

    Result<void> read_first_day() {
        const std::array key { Param { branch_ } };
        return queries_(
            "SELECT min(day) FROM giving_gift WHERE branch_id = $1",
            key,
            [&](const storage::Row& row) -> Result<void> {
                if (!row.is_null(0)) {
                    ground_.first_day = row.day(0);
                }
                return {};
            }
        );
    }

    const record::Engine& engine_;
    record::Queries queries_;
    const modules::ReadMoneyMoves& read_moves_;
    Id branch_;
    CalendarGround ground_;
    std::map<Id, FundraisingPlan> plans_;
    std::map<Id, Id> purposes_; ///< of campaigns
};

} // namespace

Result<CalendarGround> read_calendar(
    const record::Engine& engine,
    record::Queries queries,
    const modules::ReadMoneyMoves& read_moves,
    Id branch,
    Day today
) {
    return CalendarReader { engine, queries, read_moves, branch }.read(today);
}

} // namespace boai::giving
