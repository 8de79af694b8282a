/// \file
/// ZipFile: reads the parts of a zip archive held in memory, and stops an archive that unpacks
/// to more than the limit.
#pragma once

#include "base/function_ref.hpp"
#include "base/result.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct zip;

namespace boai::exchange {

/// Takes the next piece of an unpacked part; an error ends the reading.
using ChunkSink = FunctionRef<Result<void>(std::string_view)>;

/// An open archive. Borrows the bytes it was opened on. Threads: one.
class ZipFile {
public:
    /// Errors: invalid when the bytes are no whole zip archive; over_limit when the parts say
    /// they unpack to more than limits::unpacked_bytes_max.
    [[nodiscard]] static Result<ZipFile> open(std::string_view bytes);

    [[nodiscard]] bool has(const std::string& part) const;

    /// Unpacks one part piece by piece.
    /// Errors: not_found; invalid when damaged or encrypted; over_limit when all parts read so
    /// far are more than limits::unpacked_bytes_max; and those of `sink`.
    [[nodiscard]] Result<void> read(const std::string& part, ChunkSink sink);

private:
    struct Closer {
        void operator()(zip* archive) const;
    };

    explicit ZipFile(zip* archive)
        : archive_(archive) { }

    std::unique_ptr<zip, Closer> archive_;
    std::uint64_t unpacked_bytes_ = 0;
};

}  // namespace boai::exchange
