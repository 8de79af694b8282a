#include "modules/giving/payments/notice_counts.hpp"

#include "http/metric_text.hpp"
#include "modules/giving/payments/notice_routes.hpp"

#include <simdjson.h>

#include <algorithm>

namespace boai::giving {
namespace {

using http::append_metric;
using http::append_metric_head;
using http::append_metric_value;

constexpr std::array<std::string_view, 8> arrival_words { "booked",   "waiting", "repeated",
                                                          "not_paid", "refused", "known",
                                                          "put_off",  "failed" };
/// The first of those that tell of notices that come more than once.
constexpr auto first_resend = static_cast<std::size_t>(NoticeArrival::known);

/// What waits in the book for an officer.
struct NoticesWaiting {
    std::int64_t count = 0;
    std::int64_t oldest_s = 0;
};

Result<NoticesWaiting> notices_waiting(record::Engine& engine) {
    NoticesWaiting waiting;
    const auto now = engine.clock().now();
    auto lease = TRY(engine.readers().lend());
    for (const auto& branch : engine.branches()->all()) {
        const std::array params { storage::Param { branch.id } };
        TRY(lease->query(
            "SELECT count(*), coalesce(min(created_at), 0) FROM giving_payment_notice WHERE "
            "branch_id = $1 AND outcome = 'waiting'",
            params,
            [&](const storage::Row& row) -> Result<void> {
                if (row.number(0) > 0) {
                    waiting.count += row.number(0);
                    const auto age = (now.milliseconds - row.number(1)) / 1'000;
                    waiting.oldest_s = std::max(waiting.oldest_s, age);
                }
                return {};
            }
        ));
    }
    return waiting;
}

} // namespace

void NoticeCounts::add(const record::Outcome& outcome) {
    simdjson::dom::parser parser;
    simdjson::dom::element answer;
    std::string_view word;
    bool is_known = false;
    if (parser.parse(outcome.json).get(answer) != simdjson::SUCCESS
        || answer["outcome"].get(word) != simdjson::SUCCESS
        || answer["known"].get(is_known) != simdjson::SUCCESS) {
        return;
    }
    const auto* const at = std::ranges::find(arrival_words, word);
    if (is_known) {
        add(NoticeArrival::known);
    } else if (at != arrival_words.end()) {
        add(static_cast<NoticeArrival>(at - arrival_words.begin()));
    }
}

void NoticeCounts::add_answer(std::chrono::milliseconds taken) {
    if (taken > payment_answer_max) {
        ++late_;
    }
}

void NoticeCounts::append(std::string& out, record::Engine& engine) const {
    constexpr std::string_view name = "boai_payment_notices_total";
    append_metric_head(
        out, { name, "Payment notices, each once, by what became of it.", "counter" }
    );
    for (std::size_t i = 0; i < first_resend; ++i) {
        append_metric_value(out, name, "outcome", arrival_words[i], arrivals_[i].load());
    }
    constexpr std::string_view resends = "boai_payment_resends_total";
    append_metric_head(
        out,
        { resends,
          "Times that a notice came again (known) or was to be sent again (put_off, failed); one "
          "notice may be in it several times.",
          "counter" }
    );
    for (auto i = first_resend; i < kinds; ++i) {
        append_metric_value(out, resends, "reason", arrival_words[i], arrivals_[i].load());
    }
    append_metric(
        out,
        { "boai_payment_answers_late_total", "Notices answered after five seconds.", "counter" },
        late_.load()
    );
    if (const auto waiting = notices_waiting(engine)) {
        append_metric(
            out,
            { "boai_payment_notices_waiting", "Notices that wait for an officer.", "gauge" },
            waiting->count
        );
        append_metric(
            out,
            { "boai_payment_notices_oldest_seconds", "Age of the oldest that waits.", "gauge" },
            waiting->oldest_s
        );
    }
}

} // namespace boai::giving
