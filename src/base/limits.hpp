/// \file
/// Every limit that somebody outside the program can meet, in one place. docs/formats/limits.md is
/// the table at the end as people read it; a test holds the two equal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace boai::limits {

// Requests.
inline constexpr std::size_t request_body_bytes_max = 1U << 20U;
inline constexpr std::size_t bulk_body_bytes_max = 64U << 20U;
inline constexpr std::size_t session_body_bytes_max = 16U << 10U;
inline constexpr std::size_t form_body_bytes_max = 4U << 10U;
inline constexpr std::size_t payment_notice_bytes_max = 32U << 10U;
inline constexpr std::size_t bodies_bytes_max = 256U << 20U;
inline constexpr std::size_t header_bytes_max = 16U << 10U;
inline constexpr std::size_t connections_max = 4096;
inline constexpr std::size_t event_listeners_max = 2'000;
inline constexpr std::size_t event_bytes_waiting_max = 256U << 10U;
inline constexpr int request_timeout_s = 30;
inline constexpr int idle_timeout_s = 75;
inline constexpr std::size_t slowest_bytes_per_second = 2U << 10U;
inline constexpr std::size_t readings_waiting_max = 2'000;
inline constexpr std::size_t sign_ins_waiting_max = 64;
inline constexpr std::size_t writer_queue_max = 16'384;
inline constexpr std::size_t writer_batch_max = 1'000;

// Lists and files of them.
inline constexpr std::size_t page_rows_max = 500;
inline constexpr std::size_t page_rows_default = 50;
inline constexpr std::size_t list_parameters_max = 1'000;
inline constexpr std::size_t filter_values_max = 200;
inline constexpr std::size_t search_characters_max = 200;
inline constexpr std::size_t search_rows_max = 50'000;
inline constexpr std::size_t cursor_bytes_max = 16'384;
inline constexpr std::size_t exports_running_max = 4;
inline constexpr std::size_t public_files_running_max = 16;
inline constexpr int export_time_s = 3'600;

// Commands.
inline constexpr std::size_t request_key_bytes_max = 200;
inline constexpr std::size_t reason_bytes_max = 2'000;
inline constexpr std::size_t bulk_lines_max = 500'000;

// Imported files.
inline constexpr std::size_t import_rows_max = 1'000'000;
inline constexpr std::size_t import_columns_max = 256;
inline constexpr std::size_t import_cell_bytes_max = 32'768;
inline constexpr std::size_t unpacked_bytes_max = 512U << 20U;

// Papers attached to records.
inline constexpr std::size_t attachment_bytes_max = 10U << 20U;
inline constexpr std::size_t attachments_per_record_max = 30;
inline constexpr std::size_t attachment_name_bytes_max = 240;

// People who sign in, and visitors.
inline constexpr std::int64_t attempts_burst = 20;
inline constexpr std::int64_t attempts_per_minute = 12;
inline constexpr std::int64_t failures_before_lockout = 5;
inline constexpr std::int64_t lockout_minutes = 15;
inline constexpr std::int64_t lockout_hours_max = 24;
inline constexpr std::int64_t session_hours = 24;
inline constexpr std::int64_t session_idle_hours = 2;
inline constexpr std::int64_t first_link_hours = 24;
inline constexpr std::int64_t invitation_days = 7;
inline constexpr std::int64_t name_searches_burst = 20;
inline constexpr std::int64_t name_searches_per_minute = 30;
inline constexpr std::int64_t orders_burst = 10;
inline constexpr std::int64_t orders_per_minute = 6;
inline constexpr std::int64_t refused_notices_burst = 60;
inline constexpr std::int64_t refused_notices_per_minute = 60;
inline constexpr std::int64_t refused_notices_kept_daily = 200;

/// One limit, told.
struct Limit {
    std::string_view name;
    std::int64_t value = 0;
    std::string_view unit;
    std::string_view about;
    /// Status and code of what is beyond it; empty when nothing is refused for it.
    std::string_view answer {};
};

/// The limits in the order they are told.
inline constexpr Limit table[] = {
    { "request_body_bytes_max",
      request_body_bytes_max,
      "bytes",
      "an ordinary request's body",
      "413 over_limit" },
    { "bulk_body_bytes_max",
      bulk_body_bytes_max,
      "bytes",
      "NDJSON of a command, or a file to import",
      "413 over_limit" },
    { "session_body_bytes_max",
      session_body_bytes_max,
      "bytes",
      "bodies under `/api/v1/session`",
      "413 over_limit" },
    { "form_body_bytes_max", form_body_bytes_max, "bytes", "the public forms", "413 over_limit" },
    { "payment_notice_bytes_max",
      payment_notice_bytes_max,
      "bytes",
      "a notice of a payment service",
      "413 over_limit" },
    { "bodies_bytes_max",
      bodies_bytes_max,
      "bytes",
      "all bodies being read or answered together",
      "503 unavailable" },
    { "header_bytes_max",
      header_bytes_max,
      "bytes",
      "all headers of a request, its address among them",
      "431 over_limit" },
    { "connections_max",
      connections_max,
      "connections",
      "open at the same time, fewer when the system allows fewer files",
      "503 unavailable" },
    { "event_listeners_max",
      event_listeners_max,
      "streams",
      "open event streams",
      "503 unavailable" },
    { "event_bytes_waiting_max",
      event_bytes_waiting_max,
      "bytes",
      "unsent events of one listener; a slower one is dropped" },
    { "request_timeout_s",
      request_timeout_s,
      "seconds",
      "for a request to arrive, with more time for a body that keeps coming",
      "408 over_limit" },
    { "slowest_bytes_per_second",
      slowest_bytes_per_second,
      "bytes a second",
      "the pace at which a body or an answer must move" },
    { "idle_timeout_s", idle_timeout_s, "seconds", "until an unused connection is closed" },
    { "readings_waiting_max",
      readings_waiting_max,
      "requests",
      "waiting for a thread that reads",
      "503 unavailable" },
    { "writer_queue_max", writer_queue_max, "commands", "waiting for a commit", "429 over_limit" },
    { "sign_ins_waiting_max",
      sign_ins_waiting_max,
      "requests",
      "waiting for a thread that checks passwords",
      "429 over_limit" },
    { "page_rows_max",
      page_rows_max,
      "rows",
      "`limit` of one page of a list; 50 when it is left out",
      "422 invalid" },
    { "list_parameters_max",
      list_parameters_max,
      "parameters",
      "in one question for a list",
      "422 invalid" },
    { "filter_values_max", filter_values_max, "values", "of one field in a filter", "422 invalid" },
    { "search_characters_max", search_characters_max, "characters", "of `q`", "422 invalid" },
    { "search_rows_max",
      search_rows_max,
      "rows",
      "looked through for `q` at a time; the answer says so and goes on by its cursor" },
    { "cursor_bytes_max", cursor_bytes_max, "bytes", "of `cursor`", "422 invalid" },
    { "exports_running_max",
      exports_running_max,
      "files",
      "being made of lists at the same time; their rows are not limited",
      "429 over_limit" },
    { "public_files_running_max",
      public_files_running_max,
      "files",
      "of the public disclosure being downloaded at the same time",
      "503 unavailable" },
    { "export_time_s",
      export_time_s,
      "seconds",
      "until a file that is still being downloaded is broken off" },
    { "request_key_bytes_max",
      request_key_bytes_max,
      "bytes",
      "of `Idempotency-Key`, visible characters",
      "422 invalid" },
    { "reason_bytes_max", reason_bytes_max, "bytes", "of a reason", "422 invalid" },
    { "bulk_lines_max", bulk_lines_max, "lines", "in one NDJSON request", "413 over_limit" },
    { "import_rows_max", import_rows_max, "rows", "of one imported file", "413 over_limit" },
    { "import_columns_max",
      import_columns_max,
      "columns",
      "of one imported sheet",
      "413 over_limit" },
    { "import_cell_bytes_max",
      import_cell_bytes_max,
      "bytes",
      "of one imported cell",
      "413 over_limit" },
    { "unpacked_bytes_max",
      unpacked_bytes_max,
      "bytes",
      "of a sheet file when unpacked",
      "413 over_limit" },
    { "attachment_bytes_max",
      attachment_bytes_max,
      "bytes",
      "of one attached file",
      "413 over_limit" },
    { "attachments_per_record_max",
      attachments_per_record_max,
      "files",
      "attached to one record, withdrawn ones not counted",
      "409 conflict" },
    { "attachment_name_bytes_max",
      attachment_name_bytes_max,
      "bytes",
      "of an attached file's name",
      "422 invalid" },
    { "attempts_burst",
      attempts_burst,
      "attempts",
      "to prove a password or a link from one address, at once",
      "429 over_limit" },
    { "attempts_per_minute", attempts_per_minute, "attempts", "of the same over time" },
    { "failures_before_lockout",
      failures_before_lockout,
      "failures",
      "of one login until it has to wait",
      "429 over_limit" },
    { "lockout_minutes",
      lockout_minutes,
      "minutes",
      "of the first wait; each one after it is twice as long" },
    { "lockout_hours_max", lockout_hours_max, "hours", "of the longest wait" },
    { "session_hours",
      session_hours,
      "hours",
      "a session lasts, whatever is done with it",
      "401 unauthenticated" },
    { "session_idle_hours",
      session_idle_hours,
      "hours",
      "a session lasts without any request",
      "401 unauthenticated" },
    { "first_link_hours",
      first_link_hours,
      "hours",
      "the first administrator's one-time link lasts",
      "401 unauthenticated" },
    { "invitation_days",
      invitation_days,
      "days",
      "any other one-time link lasts",
      "401 unauthenticated" },
    { "name_searches_burst",
      name_searches_burst,
      "searches",
      "for a donor's name from one address, at once",
      "429 over_limit" },
    { "name_searches_per_minute", name_searches_per_minute, "searches", "of the same over time" },
    { "orders_burst",
      orders_burst,
      "orders",
      "to give from one address, at once",
      "429 over_limit" },
    { "orders_per_minute", orders_per_minute, "orders", "of the same over time" },
    { "refused_notices_burst",
      refused_notices_burst,
      "notices",
      "of payments from one address that are not signed as they should, at once",
      "429 over_limit" },
    { "refused_notices_per_minute",
      refused_notices_per_minute,
      "notices",
      "of the same over time" },
    { "refused_notices_kept_daily",
      refused_notices_kept_daily,
      "notices",
      "of the same kept in the book a day; more are refused without a trace" },
};

} // namespace boai::limits
