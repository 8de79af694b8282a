#include "modules/giving/public_csv.hpp"

#include "exchange/csv_writer.hpp"
#include "modules/giving/portal_text.hpp"
#include "modules/giving/public_words.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace boai::giving {

namespace say = portal_text;
using exchange::TableValue;

std::string gifts_csv_head(Language language) {
    std::string csv { exchange::csv_byte_order_mark };
    const std::vector<TableValue> row { say::receipt.in(language), say::day.in(language),
                                        say::donor.in(language),   say::amount.in(language),
                                        say::purpose.in(language), say::channel.in(language),
                                        say::branch.in(language),  say::state.in(language) };
    exchange::append_csv_row(csv, row);
    return csv;
}

std::string gifts_csv_rows(const std::vector<PublicGift>& gifts, Language language) {
    std::string csv;
    for (const auto& gift : gifts) {
        const auto donor = donor_shown(gift, language);
        const auto purpose = purpose_shown(gift, language);
        const auto branch = branch_shown(gift, language);
        const auto state = state_shown(gift, language);
        const std::vector<TableValue> row {
            std::string_view { gift.receipt }, gift.day,
            std::string_view { donor },        gift.amount,
            std::string_view { purpose },      std::string_view { gift.channel },
            std::string_view { branch },       std::string_view { state },
        };
        exchange::append_csv_row(csv, row);
    }
    return csv;
}

PublicGiftPages::PublicGiftPages(const PublicQuestion& question, const std::vector<Id>& branches) {
    for (const auto id : branches) {
        branches_.push_back({ .id = id, .question = question });
    }
}

Result<void> PublicGiftPages::refill(PublicReader& reader, Branch& branch) {
    std::vector<PublicGift> gifts;
    TRY(reader.read_branch(branch.question, branch.id, gifts));
    branch.is_read = gifts.size() <= branch.question.limit;
    if (!gifts.empty()) {
        branch.question.before = gifts.back().id;
        branch.question.before_day = gifts.back().day;
    }
    branch.waiting.assign(
        std::make_move_iterator(gifts.begin()), std::make_move_iterator(gifts.end())
    );
    return {};
}

Result<std::vector<PublicGift>> PublicGiftPages::next(PublicReader& reader) {
    for (auto& branch : branches_) {
        if (branch.waiting.empty() && !branch.is_read) {
            TRY(refill(reader, branch));
        }
    }
    std::vector<PublicGift> merged;
    while (true) {
        Branch* latest = nullptr;
        for (auto& branch : branches_) {
            if (!branch.waiting.empty()
                && (latest == nullptr || is_later(branch.waiting.front(), latest->waiting.front())
                )) {
                latest = &branch;
            }
        }
        if (latest == nullptr) {
            return merged;
        }
        merged.push_back(std::move(latest->waiting.front()));
        latest->waiting.pop_front();
        // What comes next in this branch may come before what waits in the others.
        if (latest->waiting.empty() && !latest->is_read) {
            return merged;
        }
    }
}

} // namespace boai::giving
