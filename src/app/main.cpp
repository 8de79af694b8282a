#include "app/cli.hpp"

#include <CLI/CLI.hpp>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <exception>
#include <functional>

namespace {

using namespace boai;       // NOLINT(google-build-using-namespace): the program's own entry
using namespace boai::app;  // NOLINT(google-build-using-namespace): the program's own entry

constexpr auto description = "Boai (博爱), the one book of a Red Cross society.\n"
                             "Every sub-command says more with --help.";

constexpr auto footer = "Exit codes: 0 done; 1 fault of the program or machine; 2 wrong usage; 3 "
                        "input refused, nothing\n"
                        "changed; 4 not found; 5 conflict; 6 not permitted; 7 unavailable, try "
                        "again; 8 data damaged or\n"
                        "the audit found a difference.";

/// The chosen sub-command, run after all arguments are read.
using Run = std::function<Result<Exit>()>;

Run done(std::function<Result<void>()> work) {
    return [work = std::move(work)]() -> Result<Exit> {
        TRY(work());
        return Exit::good;
    };
}

/// Reads the arguments of every sub-command into options that live as long as the program.
class Arguments {
public:
    explicit Arguments(CLI::App& app)
        : app_(app) {
        // Ids of work beside a server, whose node is 0, must not meet its own.
        common_.book.node = static_cast<std::uint8_t>(1 + ::getpid() % 255);
        app_.require_subcommand(1);
        app_.footer(footer);
        app_.set_version_flag("--version", BOAI_VERSION);
        app_.fallthrough();
        app_.add_option("--data", common_.book.data, "Folder of the book and its keys")
            ->capture_default_str();
        app_.add_option(
            "--database", common_.book.database, "postgresql://... in place of the file in --data"
        );
        app_.add_option("--branch", common_.branch, "Branch by code or id; the root when left out");
        add_serve();
        add_init();
        add_import();
        add_import_statement();
        add_export();
        add_user();
        add_backup();
        add_audit();
        add_call();
        add_logs();
        add_payments();
        add_descriptions();
    }

    [[nodiscard]] const Run& chosen() const { return run_; }

private:
    CLI::App* add(const char* name, const char* what, Run run) {
        auto* const command = app_.add_subcommand(name, what);
        command->callback([this, run = std::move(run)] { run_ = run; });
        return command;
    }

    void add_serve() {
        auto* const c
            = add("serve", "Serve the public pages, the console and the API", done([this] {
                      common_.book.node = 0;
                      return run_serve(common_, serve_);
                  }));
        c->add_option("--address", serve_.address, "HOST:PORT to listen on")->capture_default_str();
        c->add_option(
            "--url",
            serve_.public_url,
            "The address people reach it by, such as https://give.example.org"
        );
        c->add_option(
            "--policy", serve_.policy, "File of the logs' witnesses; DATA/log.policy if there"
        );
        c->add_option(
             "--proxy",
             serve_.proxies,
             "Address of a proxy whose X-Forwarded-For and X-Forwarded-Proto are believed; may be "
             "given again; none for no proxy at all"
        )
            ->capture_default_str();
        c->add_option("--threads", serve_.threads, "Threads for connections")
            ->capture_default_str()
            ->check(CLI::Range(1, 64));
    }

    void add_init() {
        auto* const c = add("init", "Make a new book", done([this] {
                                init_.demo = !demo_.empty();
                                return run_init(common_, init_);
                            }));
        c->add_option("--demo", demo_, "Fill it with made-up data: small")
            ->check(CLI::IsMember({ "small" }));
        c->add_option("--gifts", init_.gifts, "Number of made-up gifts")->capture_default_str();
        c->add_option("--code", init_.code, "Code of the society, such as its division code")
            ->capture_default_str();
        c->add_option("--name", init_.name_zh, "Name of the society in Chinese");
        c->add_option(
            "--url",
            init_.public_url,
            "The address people will reach the book by, which names its logs for good; of serve "
            "when left out"
        );
        c->add_option("--name-en", init_.name_en, "Name of the society in English");
    }

    void add_import() {
        auto* const c = add(
            "import",
            "Book files of gifts, of money or goods (.xlsx .ods .xls .csv)",
            [this] { return run_import(common_, import_); }
        );
        c->add_option("FILE", import_.files, "Files to import, in this order")->required();
        c->add_option(
            "--profile",
            import_.profile,
            "Name of the import profile; found by the header when left out"
        );
        c->add_option(
            "--channel",
            import_.channel,
            "Code of the channel; found by the file's words when left out"
        );
        c->add_option("--campaign", import_.campaign, "Id of the campaign");
        c->add_option(
            "--day", import_.day, "Day of the gifts when the file gives none (2020-02-05)"
        );
        c->add_flag(
            "--goods",
            import_.goods,
            "Lists of goods; by itself a file is one when its headers name items and quantities"
        );
        c->add_option(
            "--answers",
            import_.answers,
            "FILE that answers what rows of goods ask (see --questions); at a terminal the rest is "
            "asked there"
        );
        c->add_option(
            "--questions",
            import_.questions_to,
            "Write what rows of goods ask to this .csv; fill its last column with a quantity or "
            "skip"
        );
        c->add_flag("--dry-run", import_.dry_run, "Only say what would be booked");
        c->add_flag("--json", import_.json, "One JSON object a file");
        c->add_flag(
            "--good-rows", import_.good_rows, "Book the good rows although others are refused"
        );
        c->add_option(
             "--doubtful",
             import_.doubtful,
             "Rows that look like gifts in the book: skip or take all, or a FILE that says it of "
             "each (see --doubts)"
        )
            ->capture_default_str();
        c->add_option(
            "--doubts",
            import_.doubts_to,
            "Write the doubtful rows to this .csv; fill its last column with take or skip"
        );
        c->add_flag(
            "--allow-total-difference",
            import_.allow_total_difference,
            "Book although the sum is not the one stated"
        );
        c->add_option(
            "--reason", import_.reason, "Why rows outside the campaign's days belong to it"
        );
    }

    void add_import_statement() {
        auto* const c = add(
            "import-statement",
            "Enter statements of banks and payment services (.xlsx .ods .xls .csv)",
            [this] { return run_import_statement(common_, import_statement_); }
        );
        auto& asked = import_statement_;
        c->add_option("FILE", asked.files, "Statements to enter, oldest first")->required();
        c->add_option(
            "--profile",
            asked.profile,
            "Name of the import profile; found by the header when left out"
        );
        c->add_option(
            "--account",
            asked.account,
            "Code of the channel whose account it is of; found by the kind of statement when left "
            "out"
        );
        c->add_flag("--dry-run", asked.dry_run, "Only say what would be entered");
        c->add_flag("--json", asked.json, "One JSON object a file");
        c->add_option(
            "--begins", asked.begins, "First day the statement covers, when the file gives none"
        );
        c->add_option(
            "--ends", asked.ends, "Last day the statement covers, when the file gives none"
        );
        c->add_option(
            "--opening", asked.opening, "Balance at the start in yuan, when the file gives none"
        );
        c->add_option("--closing", asked.closing, "Balance at the end in yuan, to be held against");
        c->add_flag(
            "--leave-out-known",
            asked.leave_out_known,
            "Leave out lines that an earlier statement holds already"
        );
    }

    void add_export() {
        auto* const c = add(
            "export",
            "Write records to a file, personal values masked, or a log as files",
            done([this] {
                return export_.format == "files" ? run_export_files(common_, export_)
                    : export_.format == "tlog"   ? run_export_log(common_, export_)
                                                 : run_export(common_, export_);
            })
        );
        c->add_option(
             "RECORD",
             export_.record,
             "Record type, such as giving.gift; with tlog and files a folder"
        )
            ->capture_default_str();
        c->add_option(
             "--format", export_.format, "csv, xlsx or ndjson; hledger, beancount, tlog or files"
        )
            ->check(
                CLI::IsMember({ "csv", "xlsx", "ndjson", "tlog", "files", "hledger", "beancount" })
            )
            ->capture_default_str();
        c->add_option("--output,-o", export_.output, "File; standard output when left out");
        c->add_option(
            "--reason", export_.reason, "Why, for the audit trail; asked for by --format files"
        );
    }

    void add_user() {
        auto* const c = add("user", "Make and mend the accounts of people", done([this] {
                                return run_user(common_, user_);
                            }));
        c->add_option("ACTION", user_.action, "create, link (a new one-time link), unlock, disable")
            ->required()
            ->check(CLI::IsMember({ "create", "link", "unlock", "disable" }));
        c->add_option("LOGIN", user_.login, "The name the person signs in with")->required();
        c->add_option("--name", user_.name, "Display name");
        c->add_option("--role", user_.role, "Role to grant in --branch");
        c->add_option("--url", user_.public_url, "Address of the server, for the link")
            ->capture_default_str();
    }

    void add_backup() {
        auto* const b
            = add("backup", "Copy the book to a folder, also while it is served", done([this] {
                      return run_backup(common_, backup_);
                  }));
        b->add_option("TO", backup_.path, "New folder")->required();
        b->add_flag("--with-keys", backup_.with_keys, "Put the master key beside the copy");
        auto* const r = add("restore", "Put a backup in the place of the book", done([this] {
                                return run_restore(common_, backup_);
                            }));
        r->add_option("FROM", backup_.path, "Folder of the backup")->required();
        r->add_flag(
            "--force", backup_.force, "Although there is a book; it is kept beside the new one"
        );
    }

    void add_audit() {
        add("audit", "Recompute everything from the records and compare", [this] {
            return run_audit(common_);
        });
    }

    void add_call() {
        auto* const c = add("call", "Run one command of the API as the operator", done([this] {
                                return run_call(common_, call_);
                            }));
        c->add_option("COMMAND", call_.command, "Such as giving.record_gift")->required();
        c->add_option("--json", call_.json, "Its input")->capture_default_str();
        c->add_option("--id", call_.id, "The record, for update and steps of a workflow");
        c->add_option("--key", call_.key, "Idempotency key");
        c->add_option("--reason", call_.reason, "Why, where the command asks");
    }

    void add_logs() {
        auto* const k = add("key", "Print the verifier key of a branch's log", done([this] {
                                return run_key(common_, key_);
                            }));
        k->add_flag(
            "--accept-rollback",
            key_.accepts_rollback,
            "Go on although the book knows less than was signed, as after an old backup"
        );
        k->add_option("--reason", key_.reason, "Why; everybody can read it, so name nobody");
        auto* const v = add("verify", "Check a .tlog-proof; needs no book", done([this] {
                                return run_verify(verify_);
                            }));
        v->add_option(
             "FILE",
             verify_.files,
             "The proof, and those of entries that amend its own, oldest first"
        )
            ->required();
        v->add_option("--key", verify_.key, "Verifier key of the log (boai key)")->required();
        v->add_option("--witness", verify_.witnesses, "Key of a witness that must have signed");
        v->add_option("--leaf", verify_.leaf, "File of the entry; of the proof when left out");
        auto* const w = add("witness", "Witness the logs of other societies", done([this] {
                                return run_witness(common_, witness_);
                            }));
        w->add_option("--listen", witness_.listen, "HOST:PORT to listen on")->capture_default_str();
        w->add_option("--policy", witness_.policy, "File of the logs; DATA/witness.policy else");
        w->add_option("--name", witness_.name, "Name of its key, when the key is made")
            ->capture_default_str();
        v->footer("Exit codes: 0 the proof holds; 3 it does not; 4 a file is not there.");
    }

    void add_payments() {
        auto* const c
            = add("payments", "Show and set the accounts at payment services", done([this] {
                      return run_payments(common_, payments_);
                  }));
        c->add_option("ACTION", payments_.action, "show, set or remove")
            ->required()
            ->check(CLI::IsMember({ "show", "set", "remove" }));
        c->add_option("SERVICE", payments_.service, "wechat or alipay")
            ->check(CLI::IsMember({ "wechat", "alipay" }))
            ->capture_default_str();
        c->add_option("--channel", payments_.channel, "Code of the channel its gifts come by");
        c->add_option(
            "--collection",
            payments_.collection,
            "What the collection code says: an address with {order} and {amount} or {fen}"
        );
        c->add_option("--merchant", payments_.merchant, "mchid of WeChat Pay, seller_id of Alipay");
        c->add_option("--app", payments_.app, "appid of WeChat Pay, app_id of Alipay");
        c->add_option(
            "--api-key-file", payments_.api_key_file, "File (mode 600) with the APIv3 key"
        );
        c->add_option(
            "--key",
            payments_.keys,
            "File of a key that checks notices; ID=FILE for a public key of WeChat Pay"
        );
        auto* const s
            = add("simulate", "Play the payment services towards a demonstration's book", [this] {
                  return run_simulate(common_, simulate_);
              });
        s->add_option("WHAT", simulate_.what, "payments")
            ->required()
            ->check(CLI::IsMember({ "payments" }));
        s->add_option(
            "--to", simulate_.to, "Address of the server; left out, the book is prepared for it"
        );
    }

    void add_descriptions() {
        add("openapi", "Print the OpenAPI description", done([this] {
                return run_openapi(common_);
            }));
        add("describe", "Print records and commands as JSON", done([this] {
                return run_describe(common_);
            }));
        auto* const s = add("schema", "Print the derived tables", done([this] {
                                return run_schema(common_, dialect_);
                            }));
        s->add_option("DATABASE", dialect_, "sqlite or postgresql")
            ->check(CLI::IsMember({ "sqlite", "postgresql" }))
            ->capture_default_str();
        auto* const m
            = add("man", "Print the man page", done([this]() -> Result<void> {
                      static_cast<void>(std::fputs(man_page(app_, BOAI_VERSION).c_str(), stdout));
                      return {};
                  }));
        m->group("");
    }

    CLI::App& app_;
    Run run_;
    CommonOptions common_;
    ServeOptions serve_;
    InitOptions init_;
    ImportOptions import_;
    ImportStatementOptions import_statement_;
    ExportOptions export_;
    UserOptions user_;
    BackupOptions backup_;
    CallOptions call_;
    KeyOptions key_;
    VerifyOptions verify_;
    WitnessOptions witness_;
    PaymentsOptions payments_;
    SimulateOptions simulate_;
    std::string demo_;
    std::string dialect_ = "sqlite";
};

int run(int argc, char** argv) {
    CLI::App app { description, "boai" };
    const Arguments arguments { app };
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const int code = app.exit(error);
        return code == 0 ? 0 : static_cast<int>(Exit::usage);
    }
    // A file that may not grow any more is a full disk, not a reason to die.
    std::signal(SIGXFSZ, SIG_IGN);
    const auto outcome = arguments.chosen()();
    if (!outcome) {
        const auto& error = outcome.error();
        static_cast<void>(std::fprintf(
            stderr, "boai: %s / %s\n", error.message.zh.c_str(), error.message.en.c_str()
        ));
        for (const auto& [field, message] : error.fields) {
            static_cast<void>(std::fprintf(
                stderr, "  %s: %s / %s\n", field.c_str(), message.zh.c_str(), message.en.c_str()
            ));
        }
        return static_cast<int>(exit_for(error.code));
    }
    return static_cast<int>(*outcome);
}

} // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const std::exception& fault) {
        static_cast<void>(std::fprintf(stderr, "boai: %s\n", fault.what()));
        return static_cast<int>(Exit::failed);
    }
}
