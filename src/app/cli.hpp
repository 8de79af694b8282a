/// \file
/// What each sub-command of the program does, apart from how its arguments are read.
#pragma once

#include "app/book.hpp"
#include "base/result.hpp"
#include "journal/policy.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace CLI { // NOLINT(readability-identifier-naming): the library names it so
class App;
}

namespace boai::app {

/// Exit codes of the program; documented in `boai --help` and the man page.
enum class Exit : std::uint8_t {
    good = 0,
    failed = 1,        ///< a fault of the program or the machine
    usage = 2,         ///< the arguments make no sense
    refused = 3,       ///< the input was refused; nothing was changed
    not_found = 4,
    conflict = 5,      ///< exists already, in use, or changed meanwhile
    forbidden = 6,
    unavailable = 7,   ///< try again later
    corrupt = 8,       ///< stored data is damaged, or the audit found a difference
};

[[nodiscard]] Exit exit_for(Errc code);

/// Options every sub-command takes.
struct CommonOptions {
    BookOptions book;
    std::string branch;  ///< code or id; empty for the root
};

/// The branch of --branch, or the root. Errors: not_found.
Result<Id> branch_of(Book& book, const std::string& code_or_id);

/// The refusal of a path that cannot be written to.
[[nodiscard]] Error cannot_write(const std::filesystem::path& path);

/// A moment as the society's wall clock shows it: "2026-11-26 16:30, China time (UTC+8)".
[[nodiscard]] std::string wall_clock(Instant at);

struct InitOptions {
    bool demo = false;
    std::size_t gifts = 3'000;
    std::string code = "000000";
    std::string name_zh;
    std::string name_en;
    std::string public_url; ///< names the logs; empty for the default
};

Result<void> run_init(const CommonOptions& common, const InitOptions& options);

struct ImportOptions {
    std::vector<std::string> files;
    std::string profile;
    std::string channel;   ///< code; empty to find it by the file's words
    std::string campaign;  ///< id
    std::string day;
    bool dry_run = false;
    bool json = false;
    bool good_rows = false;
    std::string doubtful = "skip";  ///< skip, take, or a file of decisions
    std::string doubts_to;          ///< where the doubtful rows are written; empty for nowhere
    bool allow_total_difference = false;
    std::string reason;  ///< why rows outside the campaign's days belong to it
    bool goods = false;  ///< each file is a list of goods, whatever its headers say
    std::string answers;  ///< a file that answers what rows of goods ask; empty for none
    std::string questions_to;  ///< where those questions are written; empty for nowhere
};

/// Exit::refused when any file was refused; a file that is in the book already is not.
Result<Exit> run_import(const CommonOptions& common, const ImportOptions& options);

struct ImportStatementOptions {
    std::vector<std::string> files;
    std::string profile;
    std::string account; ///< code of its channel; empty to find it by the kind of statement
    std::string begins; ///< day, when the file says less than the statement
    std::string ends;
    std::string opening; ///< yuan, when the file gives no balance
    std::string closing;
    bool leave_out_known = false;
    bool dry_run = false;
    bool json = false;
};

/// Exit::refused when any file was refused; a file that is in the book already is not.
Result<Exit>
run_import_statement(const CommonOptions& common, const ImportStatementOptions& options);

struct ExportOptions {
    std::string record = "giving.gift";
    std::string format = "csv";  ///< csv, xlsx or ndjson
    std::string output;          ///< empty for standard output (not xlsx)
    std::string reason;          ///< why; files are opened for a reason only
    bool subtree = true;
};

Result<void> run_export(const CommonOptions& common, const ExportOptions& options);

struct BackupOptions {
    std::string path;
    bool with_keys = false;
    bool force = false;  ///< of a restore: although there is a book
};

/// A copy is made also when the audit trail cannot take the line about it, and says so.
Result<void> run_backup(const CommonOptions& common, const BackupOptions& options);
Result<void> run_restore(const CommonOptions& common, const BackupOptions& options);

/// Prints one line per check. Exit::corrupt when one fails.
Result<Exit> run_audit(const CommonOptions& common);

struct KeyOptions {
    bool accepts_rollback = false;
    std::string reason;
};

/// Prints the verifier key of a branch's log, or decides on a rollback.
Result<void> run_key(const CommonOptions& common, const KeyOptions& options);

struct VerifyOptions {
    std::vector<std::string> files; ///< a .tlog-proof, and those of entries that amend its own
    std::string key; ///< of the log
    std::vector<std::string> witnesses; ///< who must have signed too
    std::string leaf; ///< file of the entry; empty for what the proof brings along
};

/// Checks proofs without any book and says what was checked. Errors: not_found; invalid when one
/// does not hold, or a further one is of no entry that amends the first.
Result<void> run_verify(const VerifyOptions& options);

/// Writes the attached files of a branch and those below it into the folder named as output, each
/// beside the others of its record. Errors: invalid without a reason, which the audit trail keeps;
/// corrupt when one is not what was attached.
Result<void> run_export_files(const CommonOptions& common, const ExportOptions& options);
/// Writes the log of the branch as files, laid out as tlog-tiles, into the folder named as output
/// or in the place of the record.
Result<void> run_export_log(const CommonOptions& common, const ExportOptions& options);

/// Errors: not_found; invalid, naming the line.
Result<journal::Policy> read_policy(const std::string& file);

struct WitnessOptions {
    std::string listen = "127.0.0.1:8090";
    std::string policy; ///< file with the logs it knows; empty for DATA/witness.policy
    std::string name = "boai.local/witness"; ///< of its key, when it is made
};

/// Witnesses the logs of other societies.
Result<void> run_witness(const CommonOptions& common, const WitnessOptions& options);

struct CallOptions {
    std::string command;
    std::string json = "{}";
    std::string id;
    std::string key;
    std::string reason;
};

Result<void> run_call(const CommonOptions& common, const CallOptions& options);

/// The man page of the program, from its description of the arguments, in troff.
[[nodiscard]] std::string man_page(const CLI::App& program, std::string_view version);

Result<void> run_openapi(const CommonOptions& common);
Result<void> run_describe(const CommonOptions& common);
Result<void> run_schema(const CommonOptions& common, const std::string& database);

struct UserOptions {
    std::string action;  ///< create, link, unlock, disable
    std::string login;
    std::string name;
    std::string role;
    std::string public_url = "http://127.0.0.1:8080";  ///< as people reach the server, for links
};

Result<void> run_user(const CommonOptions& common, const UserOptions& options);

struct PaymentsOptions {
    std::string action; ///< show, set or remove
    std::string service = "wechat"; ///< or alipay
    std::string channel; ///< code
    std::string collection; ///< address of the cashier, with {order} and {amount}
    std::string merchant; ///< mchid or seller_id
    std::string app; ///< appid or app_id
    std::string api_key_file;
    std::vector<std::string> keys; ///< files; ID=FILE for WeChat Pay's public keys
};

/// Shows and sets the accounts at payment services in DATA/payments.conf.
Result<void> run_payments(const CommonOptions& common, const PaymentsOptions& options);

struct SimulateOptions {
    std::string what = "payments";
    std::string to; ///< address of the server; empty to prepare the book
};

/// Exit::failed when a notice was not answered as it should.
Result<Exit> run_simulate(const CommonOptions& common, const SimulateOptions& options);

struct ServeOptions {
    std::string address = "127.0.0.1:8080";
    std::string public_url;  ///< as people reach it, for links; empty for http://ADDRESS
    std::vector<std::string> proxies { "127.0.0.1", "::1" };  ///< that are believed
    std::size_t threads = 1;
    std::string policy; ///< file of witnesses; empty for DATA/log.policy, if it is there
};

Result<void> run_serve(const CommonOptions& common, const ServeOptions& options);

}  // namespace boai::app
