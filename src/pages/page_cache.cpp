#include "pages/page_cache.hpp"

#include "http/compression.hpp"

namespace boai::pages {
namespace {

constexpr std::size_t worth_packing_bytes_min = 1U << 10U;
constexpr int thorough = 6; ///< packed once, sent many times

std::size_t bytes_of(const http::Response& response) {
    return response.shared_body->size()
        + (response.shared_gzip_body == nullptr ? 0 : response.shared_gzip_body->size());
}

} // namespace

std::optional<http::Response>
PageCache::find(std::string_view key, std::uint64_t version, bool takes_gzip) {
    auto response = find(key, version);
    if (!response || !takes_gzip || response->shared_gzip_body != nullptr
        || response->shared_body->size() < worth_packing_bytes_min) {
        return response;
    }
    auto packed = http::gzip(*response->shared_body, thorough);
    if (!packed.empty()) {
        response->shared_gzip_body = std::make_shared<const std::string>(std::move(packed));
        keep(std::string { key }, version, *response);
    }
    return response;
}

std::optional<http::Response> PageCache::find(std::string_view key, std::uint64_t version) {
    const std::lock_guard lock { mutex_ };
    const auto at = by_key_.find(key);
    if (at == by_key_.end()) {
        return std::nullopt;
    }
    if (at->second->version != version) {
        drop(at->second);
        return std::nullopt;
    }
    entries_.splice(entries_.begin(), entries_, at->second);
    return at->second->response;
}

void PageCache::keep(std::string key, std::uint64_t version, http::Response& response) {
    if (response.shared_body == nullptr) {
        response.shared_body = std::make_shared<const std::string>(std::move(response.body));
        response.body.clear();
    }
    const std::lock_guard lock { mutex_ };
    if (const auto at = by_key_.find(key); at != by_key_.end()) {
        drop(at->second);
    }
    bytes_ += bytes_of(response);
    entries_.push_front({ std::move(key), version, response });
    by_key_.emplace(entries_.front().key, entries_.begin());
    while (bytes_ > bytes_max_ && entries_.size() > 1) {
        drop(std::prev(entries_.end()));
    }
}

void PageCache::drop(std::list<Entry>::iterator entry) {
    bytes_ -= bytes_of(entry->response);
    by_key_.erase(entry->key);
    entries_.erase(entry);
}

} // namespace boai::pages
