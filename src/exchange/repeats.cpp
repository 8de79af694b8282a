#include "exchange/repeats.hpp"

#include <sodium.h>

#include <algorithm>
#include <unordered_map>

namespace boai::exchange {
namespace {

void append_number(std::string& out, std::int64_t number) {
    out.append(reinterpret_cast<const char*>(&number), sizeof number);
}

/// References by the first gift that has them; later ones are duplicates inside the file.
using FirstByReference = std::unordered_map<std::string_view, std::size_t>;

void mark_duplicate(ImportPlan& plan, PlannedGift& gift, Text reason, std::string existing) {
    gift.state = GiftState::duplicate;
    plan.duplicates.push_back({ gift.sheet, gift.row, std::nullopt, reason, std::move(existing) });
}

FirstByReference mark_duplicates_inside(ImportPlan& plan) {
    FirstByReference first;
    first.reserve(plan.gifts.size());
    for (std::size_t i = 0; i < plan.gifts.size(); ++i) {
        auto& gift = plan.gifts[i];
        if (gift.reference.empty()) {
            continue;
        }
        if (!first.emplace(gift.reference, i).second) {
            mark_duplicate(
                plan,
                gift,
                { .zh = "这个单号在本文件前面已经出现，不再入账。",
                  .en
                  = "This reference number stands earlier in the file; it is not booked twice." },
                {}
            );
        }
    }
    return first;
}

Result<void>
mark_known_references(ImportPlan& plan, const FirstByReference& first, const KnownGifts& known) {
    if (!known.find_references || first.empty()) {
        return {};
    }
    // In the order of the file, which is mostly that of the numbers: little is left to sort.
    std::vector<std::string> references;
    references.reserve(first.size());
    for (const auto& gift : plan.gifts) {
        if (!gift.reference.empty() && gift.state == GiftState::accepted) {
            references.push_back(gift.reference);
        }
    }
    std::ranges::sort(references);
    auto found = TRY(known.find_references(references));
    for (auto& reference : found) {
        const auto at = first.find(reference.reference);
        if (at != first.end() && plan.gifts[at->second].state == GiftState::accepted) {
            mark_duplicate(
                plan,
                plan.gifts[at->second],
                { .zh = "这个单号已经入账，不再入账。",
                  .en = "This reference number is in the book; it is not booked twice." },
                std::move(reference.existing)
            );
        }
    }
    return {};
}

std::vector<FingerprintCount> count_fingerprints(std::span<const PlannedGift> gifts) {
    std::vector<std::uint64_t> all;
    all.reserve(gifts.size());
    for (const auto& gift : gifts) {
        if (gift.reference.empty()) {
            all.push_back(gift.fingerprint);
        }
    }
    std::ranges::sort(all);
    std::vector<FingerprintCount> counts;
    for (const auto fingerprint : all) {
        if (counts.empty() || counts.back().fingerprint != fingerprint) {
            counts.push_back({ fingerprint, 0, {} });
        }
        ++counts.back().count;
    }
    return counts;
}

/// As many gifts are doubtful as the book holds, the first of the file first.
Result<void> mark_doubts(ImportPlan& plan, const KnownGifts& known) {
    const auto counts = count_fingerprints(plan.gifts);
    if (!known.find_fingerprints || counts.empty()) {
        return {};
    }
    std::unordered_map<std::uint64_t, FingerprintCount> held;
    auto found = TRY(known.find_fingerprints(counts));
    for (auto& count : found) {
        held.emplace(count.fingerprint, std::move(count));
    }
    for (auto& gift : plan.gifts) {
        const auto at = gift.reference.empty() ? held.find(gift.fingerprint) : held.end();
        if (at == held.end() || at->second.count == 0) {
            continue;
        }
        --at->second.count;
        gift.state = GiftState::doubtful;
        plan.doubts.push_back(
            { gift.sheet,
              gift.row,
              gift.column,
              Text { .zh = "以前导入过同一捐赠人、同一天、同样金额的一笔。请确认是否同一笔。",
                     .en
                     = "An earlier import holds the same donor, day and amount. Decide whether it "
                       "is the same gift." },
              at->second.existing }
        );
    }
    return {};
}

}  // namespace

void mark_fingerprints(std::span<PlannedGift> gifts, const std::array<unsigned char, 16>& key) {
    static_assert(crypto_shorthash_KEYBYTES == 16 && crypto_shorthash_BYTES == 8);
    std::string content;
    for (auto& gift : gifts) {
        content = gift.donor_name;
        append_number(content, gift.amount.fen);
        append_number(content, gift.day ? gift.day->number : INT32_MIN);
        crypto_shorthash(
            reinterpret_cast<unsigned char*>(&gift.fingerprint),
            reinterpret_cast<const unsigned char*>(content.data()),
            content.size(),
            key.data()
        );
    }
}

std::string content_digest(std::span<const PlannedGift> gifts) {
    std::vector<std::pair<std::uint64_t, std::string_view>> rows;
    rows.reserve(gifts.size());
    for (const auto& gift : gifts) {
        rows.emplace_back(gift.fingerprint, gift.reference);
    }
    std::ranges::sort(rows);
    std::string content;
    for (const auto& [fingerprint, reference] : rows) {
        append_number(content, static_cast<std::int64_t>(fingerprint));
        append_number(content, static_cast<std::int64_t>(reference.size()));
        content += reference;
    }
    return sha256_hex(content);
}

Result<void> mark_repeats(ImportPlan& plan, const KnownGifts* known) {
    const auto first = mark_duplicates_inside(plan);
    if (known == nullptr) {
        return {};
    }
    if (known->find_import && !plan.gifts.empty()) {
        plan.same_file = TRY(known->find_import(plan.file_hash, plan.content_digest));
    }
    TRY(mark_known_references(plan, first, *known));
    return mark_doubts(plan, *known);
}

}  // namespace boai::exchange
