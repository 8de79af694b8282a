/// \file
/// CompoundFile: the container of .xls and other old office files.
#pragma once

#include "base/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace boai::exchange {

/// The refusal of an old office file that is cut off or altered.
[[nodiscard]] std::unexpected<Error> xls_damaged();

/// A read-only view of a compound file held in memory.
/// Source: [MS-CFB], sections 2.2 to 2.6.
class CompoundFile {
public:
    /// The bytes every compound file begins with.
    static constexpr std::string_view signature { "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8 };

    /// Borrows `bytes`. Errors: invalid when damaged or cut off.
    [[nodiscard]] static Result<CompoundFile> open(std::string_view bytes);

    /// Whether there is a stream of this name (ASCII, any case).
    [[nodiscard]] bool has(std::string_view name) const;

    /// The whole of a stream. Errors: not_found; invalid when its chain is broken.
    [[nodiscard]] Result<std::string> read(std::string_view name) const;

private:
    struct Stream {
        std::string name;
        std::uint32_t start = 0;
        std::uint64_t size = 0;
    };

    [[nodiscard]] Result<void> read_sector_table();
    [[nodiscard]] Result<void> read_directory();
    [[nodiscard]] Result<void> read_small_sectors();
    /// The sector of this number; empty when beyond the end of the file.
    [[nodiscard]] std::string_view sector(std::uint32_t number) const;
    [[nodiscard]] Result<std::string> read_chain(std::uint32_t start, std::uint64_t size_max) const;
    [[nodiscard]] Result<std::string> read_small_chain(const Stream& stream) const;

    std::string_view bytes_;
    std::size_t sector_bytes_ = 512;
    std::uint64_t small_stream_bytes_max_ = 4096;
    std::vector<std::uint32_t> next_sector_;
    std::vector<std::uint32_t> next_small_sector_;
    std::string small_sectors_;
    std::vector<Stream> streams_;  ///< the root entry first
};

}  // namespace boai::exchange
