/// \file
/// PageCache: rendered answers kept until the book changes.
#pragma once

#include "http/message.hpp"

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace boai::pages {

/// Holds the latest answers in memory, at most `bytes_max` of them. Threads: any.
class PageCache {
public:
    explicit PageCache(std::size_t bytes_max)
        : bytes_max_(bytes_max) { }

    /// The answer kept under `key` if it was made at `version` of the book. The second time one is
    /// asked for by somebody who takes gzip, a packed copy is made and kept beside it.
    [[nodiscard]] std::optional<http::Response>
    find(std::string_view key, std::uint64_t version, bool takes_gzip);
    /// Keeps an answer; its body becomes a shared one.
    void keep(std::string key, std::uint64_t version, http::Response& response);

private:
    struct Entry {
        std::string key;
        std::uint64_t version = 0;
        http::Response response;
    };

    [[nodiscard]] std::optional<http::Response> find(std::string_view key, std::uint64_t version);
    void drop(std::list<Entry>::iterator entry);

    std::size_t bytes_max_;
    std::size_t bytes_ = 0;
    std::mutex mutex_;
    std::list<Entry> entries_; ///< latest used first
    std::unordered_map<std::string_view, std::list<Entry>::iterator> by_key_;
};

} // namespace boai::pages
