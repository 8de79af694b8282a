/// \file
/// A new book to measure with: a society, its channels, purposes and campaigns, and a token.
#pragma once

#include "base/id.hpp"
#include "base/result.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace boai::bench {

/// A campaign with the purpose of its gifts; none when they are unrestricted.
struct BenchCampaign {
    Id id;
    Id purpose;
};

/// What a gift may refer to, and who may record it.
struct BenchBook {
    std::filesystem::path folder;
    std::string token; ///< of a program that brings gifts in and reads them
    std::vector<Id> channels;
    std::vector<BenchCampaign> campaigns;

    /// The headers that name the caller.
    [[nodiscard]] std::string authorization() const {
        return "Authorization: Bearer " + token + "\r\n";
    }

    [[nodiscard]] std::string database() const { return (folder / "boai.db").string(); }
};

inline constexpr std::string_view bench_branch = "320700";

/// The number of the branch's receipt that was issued this year as the `number`th.
[[nodiscard]] std::string receipt_of_this_year(std::size_t number);

/// Makes the book in a new folder. Errors: as app::Book::create.
Result<BenchBook> make_bench_book(const std::filesystem::path& folder);

/// Makes a copy of a book that is not open, in the place of an earlier copy.
/// Errors: unavailable.
Result<BenchBook> copy_book(const BenchBook& book, const std::filesystem::path& folder);

} // namespace boai::bench
