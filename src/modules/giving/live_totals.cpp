#include "modules/giving/live_totals.hpp"

#include "base/json_text.hpp"

#include <chrono>
#include <map>
#include <vector>

namespace boai::giving {
namespace {

constexpr std::chrono::milliseconds look_every { 500 };

Result<std::string>
totals_json(record::Engine& engine, storage::Connection& connection, Id campaign) {
    PublicReader reader { engine, connection };
    const auto today = local_day(engine.clock().now());
    const auto all = TRY(reader.totals(campaign, {}, {}));
    const auto of_today = TRY(reader.totals(campaign, today, today));
    std::string json;
    JsonObject { json }
        .text("amount", grouped(all.amount))
        .number("gifts", all.gifts)
        .text("today_amount", grouped(of_today.amount))
        .number("today_gifts", of_today.gifts);
    return json;
}

}  // namespace

LiveTotals::LiveTotals(record::Engine& engine)
    : engine_(engine)
    , day_(local_day(engine.clock().now()))
    , thread_([this] { loop(); }) { }

LiveTotals::~LiveTotals() {
    {
        const std::lock_guard lock { mutex_ };
        stopping_ = true;
        for (const auto& listener : listeners_) {
            listener.stream->close();
        }
    }
    wake_.notify_one();
    thread_.join();
}

void LiveTotals::loop() {
    // A session of its own: what others commit is foreign to it, and on SQLite this program's own
    // commits are, too. On PostgreSQL those of a server leave no mark, so they are counted.
    auto connection = engine_.database().connect_reader();
    std::unique_lock lock { mutex_ };
    while (!stopping_) {
        lock.unlock();
        if (!connection) {
            connection = engine_.database().connect_reader();
        }
        if (connection) {
            look(**connection);
        }
        lock.lock();
        wake_.wait_for(lock, look_every, [&] { return stopping_; });
    }
}

void LiveTotals::look(storage::Connection& connection) {
    const auto commits = engine_.writer().counts().commits;
    const auto mark = connection.change_mark();
    const auto today = local_day(engine_.clock().now());
    if (!mark || (*mark == mark_ && commits == commits_ && today == day_)) {
        return;
    }
    mark_ = *mark;
    day_ = today;
    version_.fetch_add(1, std::memory_order_acq_rel);
    commits_.store(commits, std::memory_order_release);
    tell(connection);
}

bool LiveTotals::stands_at(std::uint64_t version) const {
    return version_.load(std::memory_order_acquire) == version
        && commits_.load(std::memory_order_acquire) == engine_.writer().counts().commits;
}

void LiveTotals::tell(storage::Connection& connection) {
    std::vector<Listener> present;
    {
        const std::lock_guard lock { mutex_ };
        present.assign(listeners_.begin(), listeners_.end());
    }
    std::map<Id, std::string> by_campaign;
    std::vector<http::EventStream*> gone;
    for (const auto& [campaign, stream] : present) {
        auto at = by_campaign.find(campaign);
        if (at == by_campaign.end()) {
            const auto json = totals_json(engine_, connection, campaign);
            if (!json) {
                continue;
            }
            at = by_campaign.emplace(campaign, *json).first;
        }
        if (!stream->send("totals", at->second)) {
            gone.push_back(stream.get());
        }
    }
    const std::lock_guard lock { mutex_ };
    for (const auto* stream : gone) {
        listeners_.remove_if([&](const Listener& listener) {
            return listener.stream.get() == stream;
        });
    }
}

Result<Id> LiveTotals::campaign_of(const std::string& topic) const {
    constexpr std::string_view prefix = "campaign:";
    if (topic == "totals") {
        return Id {};
    }
    if (topic.starts_with(prefix)) {
        return parse_id(std::string_view { topic }.substr(prefix.size()));
    }
    return fail(
        Errc::not_found,
        Text { "topic 应为 totals 或 campaign:ID", "the topic must be totals or campaign:ID" }
    );
}

Result<void>
LiveTotals::listen(const std::string& topic, std::shared_ptr<http::EventStream> stream) {
    const auto campaign = TRY(campaign_of(topic));
    auto lease = TRY(engine_.readers().lend());
    stream->send("totals", TRY(totals_json(engine_, *lease, campaign)));
    const std::lock_guard lock { mutex_ };
    listeners_.push_back({ campaign, std::move(stream) });
    return {};
}

} // namespace boai::giving
