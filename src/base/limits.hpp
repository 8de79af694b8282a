/// \file
/// Every limit of the program, in one place.
#pragma once

#include <cstddef>
#include <cstdint>

namespace boai::limits {

inline constexpr std::size_t request_body_bytes_max = 1U << 20U;     ///< an ordinary request
inline constexpr std::size_t bulk_body_bytes_max = 64U << 20U; ///< NDJSON or an uploaded file
inline constexpr std::size_t header_bytes_max = 16U << 10U; ///< all headers of a request
inline constexpr std::size_t connections_max = 4096;
inline constexpr int request_timeout_s = 30;
inline constexpr int idle_timeout_s = 75;

inline constexpr std::size_t writer_queue_max = 16'384; ///< commands waiting for a commit
inline constexpr std::size_t writer_batch_max = 1'000; ///< commands in one commit
inline constexpr std::size_t page_rows_max = 500; ///< rows in one page of a list
inline constexpr std::size_t page_rows_default = 50;

inline constexpr std::size_t export_rows_max = 200'000; ///< rows in one exported file
inline constexpr std::size_t bulk_lines_max = 500'000; ///< lines in one NDJSON request

inline constexpr std::size_t import_rows_max = 1'000'000; ///< rows in one file
inline constexpr std::size_t import_columns_max = 256;
inline constexpr std::size_t import_cell_bytes_max = 32'768;
inline constexpr std::size_t unpacked_bytes_max = 512U << 20U; ///< a sheet file, unpacked
inline constexpr std::size_t event_listeners_max = 2'000; ///< open event streams

} // namespace boai::limits
