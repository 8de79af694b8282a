#include "modules/giving/kept_disclosure.hpp"

#include <algorithm>
#include <limits>

namespace boai::giving {
namespace {

/// Where the rows of the answer stand before.
GiftPlace start_of(const PublicQuestion& question) {
    constexpr GiftPlace none { Day { std::numeric_limits<std::int32_t>::max() }, {} };
    const auto after_period = question.to ? GiftPlace { *question.to + 1, {} } : none;
    const auto after_page
        = question.before.empty() ? none : GiftPlace { question.before_day, question.before };
    return std::min(after_period, after_page);
}

/// As many rows as a page shows and one more, whose day tells whether the period goes on.
PublicQuestion list_question(PublicQuestion question) {
    question.from.reset();
    question.limit += 1;
    return question;
}

PublicTotals until(const std::vector<RunningTotals>& totals, Day day) {
    const auto after = std::ranges::upper_bound(totals, day, {}, &RunningTotals::day);
    return after == totals.begin() ? PublicTotals {} : std::prev(after)->until;
}

PublicTotals totals_of(const std::vector<RunningTotals>& totals, const PublicQuestion& question) {
    const bool has_days = !question.from || !question.to || *question.from <= *question.to;
    if (totals.empty() || !has_days) {
        return {};
    }
    const auto last = question.to ? until(totals, *question.to) : totals.back().until;
    return question.from ? last - until(totals, *question.from + -1) : last;
}

ShownRows rows_of(std::shared_ptr<const GiftRows> list, const PublicQuestion& question) {
    const auto& rows = list->rows;
    const auto in_period = [&](const GiftRows::Row& row) {
        return !question.from || row.place.day >= *question.from;
    };
    const auto end = std::ranges::find_if_not(rows, in_period);
    const auto count = static_cast<std::size_t>(end - rows.begin());
    const auto shown = std::min(count, question.limit);
    return { std::move(list), shown, count > shown };
}

std::size_t bytes_of(const GiftRows& list) {
    return sizeof(list) + list.html.size() + list.rows.size() * sizeof(GiftRows::Row);
}

std::size_t bytes_of(const std::vector<RunningTotals>& totals) {
    return sizeof(totals) + totals.size() * sizeof(RunningTotals);
}

} // namespace

Result<DisclosureAnswer>
read_answer(PublicReader& reader, const PublicQuestion& question, Language language) {
    const auto page = TRY(reader.find(question));
    DisclosureAnswer answer { .rows = shown_rows(page.gifts, page.more, language) };
    if (question.receipt.empty()) {
        answer.totals = TRY(reader.totals(question.campaign, question.from, question.to));
    }
    answer.campaigns = std::make_shared<const std::vector<PublicCampaign>>(TRY(reader.published()));
    return answer;
}

bool has_parts(const PublicQuestion& question) {
    return question.receipt.empty() && question.name.empty();
}

Result<void> read_missing(
    PublicReader& reader, const PublicQuestion& question, Language language, DisclosureParts& parts
) {
    if (parts.list == nullptr) {
        const auto page = TRY(reader.find(list_question(question)));
        parts.list = std::make_shared<const GiftRows>(gift_rows(page.gifts, language));
    }
    if (parts.totals == nullptr) {
        parts.totals = std::make_shared<const std::vector<RunningTotals>>(
            TRY(reader.running_totals(question.campaign))
        );
    }
    if (parts.campaigns == nullptr) {
        parts.campaigns
            = std::make_shared<const std::vector<PublicCampaign>>(TRY(reader.published()));
    }
    return {};
}

DisclosureAnswer answer_of(const PublicQuestion& question, DisclosureParts parts) {
    return { rows_of(std::move(parts.list), question),
             totals_of(*parts.totals, question),
             std::move(parts.campaigns) };
}

DisclosureParts
KeptDisclosure::find(const PublicQuestion& question, Language language, std::uint64_t version) {
    const std::lock_guard lock { mutex_ };
    if (version != version_) {
        return {};
    }
    DisclosureParts found { .campaigns = campaigns_ };
    if (const auto at = totals_.find(question.campaign); at != totals_.end()) {
        found.totals = at->second;
    }
    if (const auto of = lists_.find({ language, question.campaign }); of != lists_.end()) {
        // A list that begins later is the same list when no row stands in between.
        const auto start = start_of(question);
        const auto at = of->second.lower_bound(start);
        const bool is_same = at != of->second.end()
            && (at->second->rows.empty() || at->second->rows.front().place < start);
        found.list = is_same ? at->second : nullptr;
    }
    return found;
}

void KeptDisclosure::keep(
    const PublicQuestion& question,
    Language language,
    std::uint64_t version,
    const DisclosureParts& parts
) {
    const std::lock_guard lock { mutex_ };
    if (version < version_) {
        return;
    }
    if (version > version_ || bytes_ > bytes_max_) {
        lists_.clear();
        totals_.clear();
        bytes_ = 0;
    }
    version_ = version;
    campaigns_ = parts.campaigns;
    if (totals_.insert_or_assign(question.campaign, parts.totals).second) {
        bytes_ += bytes_of(*parts.totals);
    }
    auto& lists = lists_[{ language, question.campaign }];
    if (lists.insert_or_assign(start_of(question), parts.list).second) {
        bytes_ += bytes_of(*parts.list);
    }
}

} // namespace boai::giving
