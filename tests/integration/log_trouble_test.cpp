// The program's logs under trouble: killed at any moment, restored from an old backup, shown to a
// witness; read by nothing but what is served and by a client that nobody here wrote.
#include "journal/checkpoint.hpp"
#include "journal/tree_builder.hpp"
#include "storage/writer.hpp"
#include "support/machine.hpp"
#include "support/program.hpp"
#include "support/temp_database.hpp"
#include "transparency/log.hpp"
#include "transparency/stored_log.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <thread>

namespace boai::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using namespace std::chrono_literals;

std::string answered_body(const std::string& answer) {
    const auto at = answer.find("\r\n\r\n");
    return at == std::string::npos ? std::string {} : answer.substr(at + 4);
}

std::string read_file(const std::filesystem::path& path) {
    std::ifstream stream { path, std::ios::binary };
    return { std::istreambuf_iterator<char> { stream }, {} };
}

class LogTrouble : public ::testing::Test {
protected:
    void SetUp() override {
        const auto made = run({ "init",
                                "--code",
                                "320700",
                                "--name",
                                "云台市红十字会",
                                "--name-en",
                                "Yuntai Red Cross",
                                "--url",
                                "https://give.example.org" });
        ASSERT_EQ(made.status, 0) << made.error;
        open();
        vkey_ = run({ "key", "--branch", "320700" }).out;
        vkey_.pop_back();
    }

    /// Opens the book's file beside the program.
    void open() {
        writer_.reset();
        database_.reset();
        database_ = std::move(*storage::Database::open({ folder_.file("data/boai.db") }));
        writer_ = std::move(*storage::Writer::start(*database_));
        const auto session = database_->connect_reader();
        ASSERT_TRUE((*session)->query(
            "SELECT id FROM society_branch",
            {},
            [&](const storage::Row& row) -> Result<void> {
                branch_ = row.id(0);
                return {};
            }
        ));
    }

    [[nodiscard]] std::vector<std::string> book() const {
        return { "--data", folder_.file("data") };
    }

    [[nodiscard]] Ran run(const std::vector<std::string>& arguments) const {
        auto words = book();
        words.insert(words.end(), arguments.begin(), arguments.end());
        return run_program(words);
    }

    void enter(int count, const std::string& text = "entry-", const std::string& rest = {}) {
        const auto done = writer_->run(branch_, [&](storage::Transaction& tx) -> Result<void> {
            for (int i = 0; i < count; ++i) {
                TRY(transparency::append(tx, branch_, text + std::to_string(i) + rest));
            }
            return {};
        });
        ASSERT_TRUE(done) << done.error().message.en;
    }

    /// Enters leaves that the ledger's audit can read; they move no money.
    void enter_leaves(int count) {
        enter(
            count,
            R"({"v":1,"type":"amendment","id":")",
            R"(","day":"2026-11-25","branch":"320700","lines":[]})"
        );
    }

    /// Lets the program sign what there is, as it does when it stops.
    void sign() {
        ServedBook served { book() };
        ASSERT_NE(served.port(), 0);
        ASSERT_EQ(served.program().stop(), 0);
    }

    std::string served_file(std::uint16_t port, const std::string& path) {
        const auto answer = get(port, "/log/320700/" + path);
        return status_of_answer(answer) == 200 ? answered_body(answer) : std::string {};
    }

    /// The published checkpoint of at least this size; waits for it.
    std::string checkpoint(std::uint16_t port, std::uint64_t size) {
        for (int tries = 0; tries < 100; ++tries) {
            const auto note = served_file(port, "checkpoint");
            if (!note.empty() && size_of(note) >= size) {
                return note;
            }
            std::this_thread::sleep_for(100ms);
        }
        return {};
    }

    journal::Checkpoint opened(const std::string& note) {
        const auto parsed = journal::parse_note(note);
        const auto key = journal::parse_vkey(vkey_);
        EXPECT_TRUE(parsed && key);
        const auto checkpoint = journal::open_checkpoint(*parsed, *key, {});
        EXPECT_TRUE(checkpoint) << note;
        return checkpoint ? checkpoint->checkpoint : journal::Checkpoint {};
    }

    std::uint64_t size_of(const std::string& note) { return opened(note).head.size; }

    std::uint64_t entered() {
        const auto session = database_->connect_reader();
        return *transparency::StoredLog { **session, branch_ }.size();
    }

    /// The roots that the entries in the book give at these sizes.
    void expect_beginnings(const std::map<std::uint64_t, journal::TreeHead>& seen) {
        const auto session = database_->connect_reader();
        transparency::StoredLog log { **session, branch_ };
        journal::TreeBuilder tree;
        std::size_t met = 0;
        ASSERT_TRUE(log.entries(
            { 0, *log.size() },
            [&](std::uint64_t, std::string_view entry) -> Result<void> {
                tree.append(entry, [](const journal::Tile&) { });
                const auto at = seen.find(tree.head().size);
                if (at != seen.end()) {
                    EXPECT_EQ(at->second, tree.head());
                    ++met;
                }
                return {};
            }
        ));
        EXPECT_EQ(met, seen.size()) << "a published checkpoint covers entries that are gone";
    }

    /// Makes a witness that knows the book's log, on a port of its own.
    void make_witness() {
        const auto folder = folder_.file("witness");
        std::filesystem::create_directory(folder);
        std::ofstream { folder + "/witness.policy" } << "log " << vkey_ << "\nquorum none\n";
        witness_words_ = {
            "witness", "--data", folder, "--listen", "127.0.0.1:0", "--name", "press.example.org/w1"
        };
        start_witness();
        witness_key_ = answered_body(get(witness_port_, "/vkey"));
        witness_key_.pop_back();
    }

    /// Starts the witness, again where it was.
    void start_witness() {
        witness_.reset();
        witness_ = std::make_unique<RunningProgram>(witness_words_);
        const auto said = witness_->read_until("+B"); // within the verifier key
        const auto port = said.substr(said.find("127.0.0.1:") + 10);
        witness_port_ = static_cast<std::uint16_t>(std::stoi(port));
        witness_words_[4] = "127.0.0.1:" + std::to_string(witness_port_);
    }

    /// Has the book publish what the witness, at this address, has signed.
    void ask_witness_at(const std::string& url) {
        std::ofstream { folder_.file("data/log.policy") } << "witness press " << witness_key_ << " "
                                                          << url << "\nquorum press\n";
    }

    /// The exit code of verifying one proof that is served, with the witness.
    Ran verify_served(std::uint16_t port) {
        const auto file = folder_.file("gift.tlog-proof");
        std::ofstream { file, std::ios::binary } << served_file(port, "proof/7");
        return run_program({ "verify", file, "--key", vkey_, "--witness", witness_key_ });
    }

    TempFolder folder_;
    std::unique_ptr<storage::Database> database_;
    std::unique_ptr<storage::Writer> writer_;
    Id branch_;
    std::string vkey_;
    std::vector<std::string> witness_words_;
    std::unique_ptr<RunningProgram> witness_;
    std::uint16_t witness_port_ = 0;
    std::string witness_key_;
};

TEST_F(LogTrouble, every_checkpoint_ever_shown_is_a_beginning_of_the_log_after_kill_9) {
    std::mt19937 random { 320'700 };
    std::map<std::uint64_t, journal::TreeHead> seen;
    for (int round = 0; round < 6; ++round) {
        std::atomic<bool> stop { false };
        const std::jthread load { [&] {
            while (!stop) {
                enter_leaves(1 + static_cast<int>(random() % 300));
                std::this_thread::sleep_for(5ms);
            }
        } };
        ServedBook served { book() };
        ASSERT_NE(served.port(), 0);
        const auto begun = std::chrono::steady_clock::now();
        const auto before = seen.size();
        // A slow machine gets the time to show one.
        const auto is_over = [&] {
            const auto passed = std::chrono::steady_clock::now() - begun;
            const bool is_seen = seen.size() > before || passed > 60s;
            return is_seen && passed > 1200ms + std::chrono::milliseconds { 150 * round };
        };
        while (!is_over()) {
            const auto note = served_file(served.port(), "checkpoint");
            if (!note.empty()) {
                const auto head = opened(note).head;
                seen.emplace(head.size, head);
            }
        }
        served.program().kill();
        stop = true;
    }
    EXPECT_GT(seen.size(), 3U);
    expect_beginnings(seen);
    sign();
    const auto audited = run({ "audit" });
    EXPECT_EQ(audited.status, 0) << audited.out;
    EXPECT_THAT(audited.out, HasSubstr("log 320700: tiles hold the hashes of the entries"));
}

TEST_F(LogTrouble, a_restored_backup_is_refused_until_the_operator_says_why) {
    enter_leaves(300);
    sign();
    ASSERT_EQ(run({ "backup", folder_.file("backup") }).status, 0);
    enter_leaves(50);
    sign();
    writer_.reset();
    database_.reset();
    ASSERT_EQ(run({ "restore", folder_.file("backup"), "--force" }).status, 0);
    const auto served = run({ "serve", "--address", "127.0.0.1:0" });
    EXPECT_EQ(served.status, 5);
    EXPECT_THAT(served.error, HasSubstr("350 were signed"));
    EXPECT_EQ(run({ "call", "society.create_branch" }).status, 5) << "nothing is written either";
    const auto audited = run({ "audit" });
    EXPECT_EQ(audited.status, 8);
    EXPECT_THAT(audited.out, HasSubstr("signed_heads remembers 350 signed entries"));
    const std::vector<std::string> decide { "key", "--accept-rollback", "--branch", "320700" };
    EXPECT_EQ(run(decide).status, 3) << "a reason is asked for";
    auto with_reason = decide;
    with_reason.insert(with_reason.end(), { "--reason", "旧磁盘损坏，只有昨日备份" });
    EXPECT_EQ(run(with_reason).status, 0);
    EXPECT_EQ(run(with_reason).status, 5) << "there is nothing left to decide";
    open();
    sign();
    const auto after = run({ "audit" });
    EXPECT_EQ(after.status, 0) << after.out;
    EXPECT_EQ(entered(), 301U);
    ASSERT_EQ(run({ "export", "--format", "tlog", folder_.file("log") }).status, 0);
    EXPECT_THAT(
        read_file(folder_.file("log/tile/entries/001.p/45")), HasSubstr(R"("type":"rollback")")
    );
    EXPECT_THAT(
        run({ "export", "identity.audit_event", "--format", "ndjson" }).out,
        HasSubstr("log rollback accepted: 350 entries were signed, 300 are kept")
    );
}

TEST_F(LogTrouble, a_proof_is_verified_offline_and_anything_else_refused) {
    enter(300);
    const ServedBook served { book() };
    ASSERT_FALSE(checkpoint(served.port(), 300).empty());
    const auto proof = served_file(served.port(), "proof/123");
    const auto file = folder_.file("gift.tlog-proof");
    std::ofstream { file, std::ios::binary } << proof;
    const auto good = run_program({ "verify", file, "--key", vkey_ });
    EXPECT_EQ(good.status, 0) << good.error;
    EXPECT_THAT(good.out, HasSubstr("give.example.org/log/320700"));
    EXPECT_THAT(good.out, HasSubstr("the entry is number 123"));
    EXPECT_THAT(good.out, HasSubstr("entry-123"));
    std::ofstream { folder_.file("leaf"), std::ios::binary } << "entry-124";
    EXPECT_EQ(
        run_program({ "verify", file, "--key", vkey_, "--leaf", folder_.file("leaf") }).status, 3
    );
    const auto nobody
        = journal::Verifier { .name = "nobody.example.org", .kind = journal::KeyKind::cosignature };
    const auto unwitnessed
        = run_program({ "verify", file, "--key", vkey_, "--witness", nobody.vkey() });
    EXPECT_EQ(unwitnessed.status, 3);
    EXPECT_THAT(unwitnessed.error, HasSubstr("nobody.example.org has not signed"));
    auto other = nobody;
    other.kind = journal::KeyKind::ed25519;
    EXPECT_EQ(run_program({ "verify", file, "--key", other.vkey() }).status, 3);
    EXPECT_EQ(run_program({ "verify", file, "--key", "no key" }).status, 3);
    EXPECT_EQ(run_program({ "verify", folder_.file("none"), "--key", vkey_ }).status, 4);
}

TEST_F(LogTrouble, a_static_export_holds_the_files_that_are_served) {
    enter(600);
    const ServedBook served { book() };
    const auto note = checkpoint(served.port(), 600);
    ASSERT_EQ(run({ "export", "--format", "tlog", folder_.file("log") }).status, 0);
    EXPECT_EQ(read_file(folder_.file("log/checkpoint")), note);
    for (const auto& name : journal::tiles_of(600)) {
        const auto path = journal::path_of(name);
        const auto bytes = read_file(folder_.file("log/" + path));
        EXPECT_FALSE(bytes.empty()) << path;
        EXPECT_EQ(bytes, served_file(served.port(), path)) << path;
    }
    EXPECT_EQ(
        opened(note).head.root,
        *[] {
            journal::Hash root;
            const auto bytes
                = *crypto::parse_base64("fw7HciyvSO/Y8D+Z1XRXP3pHqOl81IAgW5hI0ARuH+Y=");
            std::ranges::copy(bytes, root.begin());
            return std::optional { root };
        }()
    ) << "the worked log of 600 entries";
}

TEST_F(LogTrouble, a_client_nobody_here_wrote_accepts_the_log_and_refuses_a_bent_one) {
    const std::filesystem::path script { BOAI_WEB "/tests/sigstore_reads_the_log.mjs" };
    if (!std::filesystem::exists(BOAI_WEB "/node_modules/@sigstore/verify")) {
        GTEST_SKIP() << "the front end's packages are not installed";
    }
    enter(600);
    sign();
    ASSERT_EQ(run({ "export", "--format", "tlog", folder_.file("log") }).status, 0);
    const auto command = "node " + script.string() + " " + folder_.file("log");
    EXPECT_EQ(run_in_shell(command), 0);
}

TEST_F(LogTrouble, fsck_of_tessera_accepts_what_is_served_where_it_is_installed) {
    const auto fsck = environment("BOAI_FSCK"); // go install .../tessera/cmd/fsck
    if (!fsck) {
        GTEST_SKIP() << "BOAI_FSCK does not name the program fsck of Tessera";
    }
    enter(70'000);
    const ServedBook served { book() };
    ASSERT_FALSE(checkpoint(served.port(), 70'000).empty());
    std::ofstream { folder_.file("log.vkey") } << vkey_ << "\n";
    const auto command = *fsck + " --ui=false --public_key=" + folder_.file("log.vkey")
        + " --storage_url=http://127.0.0.1:" + std::to_string(served.port()) + "/log/320700/";
    EXPECT_EQ(run_in_shell(command), 0);
}

/// TLS in front of a plain server of this machine, with a certificate of a new authority.
class TlsFront {
public:
    TlsFront(const TempFolder& folder, int plain_port)
        : authority(folder.file("authority.pem")) {
        const auto make = [&](const std::string& command) {
            ASSERT_EQ(run_in_shell(command + " >&2 2>/dev/null"), 0) << command;
        };
        const auto key = folder.file("authority.key");
        const auto own = folder.file("front");
        const std::string curve = " -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes ";
        make(
            "openssl req -x509 -days 2 -subj '/CN=An authority of this test'" + curve + "-keyout "
            + key + " -out " + authority
        );
        std::ofstream { own + ".ext" } << "subjectAltName=DNS:localhost\n";
        make(
            "openssl req -subj /CN=localhost" + curve + "-keyout " + own + ".key -out " + own
            + ".csr"
        );
        make(
            "openssl x509 -req -days 2 -in " + own + ".csr -CA " + authority + " -CAkey " + key
            + " -CAcreateserial -extfile " + own + ".ext -out " + own + ".pem"
        );
        const auto told = folder.file("front.port");
        const auto command = "exec python3 " BOAI_TEST_SUPPORT "/tls_front.py " + own + ".pem "
            + own + ".key " + std::to_string(plain_port) + " " + told;
        input_ = ::popen(command.c_str(), "w");
        for (int tries = 0; tries < 100 && port.empty(); ++tries) {
            std::this_thread::sleep_for(50ms);
            port = read_file(told);
        }
    }

    TlsFront(const TlsFront&) = delete;
    TlsFront& operator=(const TlsFront&) = delete;

    ~TlsFront() { ::pclose(input_); }

    std::string authority;
    std::string port;

private:
    FILE* input_ = nullptr;
};

TEST_F(LogTrouble, a_witness_over_https_is_asked_when_the_machine_trusts_its_certificate) {
    make_witness();
    const TlsFront front { folder_, witness_port_ };
    ASSERT_FALSE(front.port.empty());
    const auto is_published = [&](const std::string& host) {
        ask_witness_at("https://" + host + ":" + front.port);
        const ServedBook served { book() };
        std::this_thread::sleep_for(2500ms);
        return served_file(served.port(), "checkpoint").contains("— press.example.org/w1 ");
    };
    enter(3);
    EXPECT_FALSE(is_published("localhost")) << "nobody here knows the authority";
    // NOLINTNEXTLINE(concurrency-mt-unsafe): one thread here, and no server runs
    ASSERT_EQ(::setenv("SSL_CERT_FILE", front.authority.c_str(), 1), 0);
    EXPECT_FALSE(is_published("127.0.0.1")) << "the certificate is of another name";
    EXPECT_TRUE(is_published("localhost"));
    // NOLINTNEXTLINE(concurrency-mt-unsafe): one thread here, and no server runs
    ::unsetenv("SSL_CERT_FILE");
}

TEST_F(LogTrouble, a_witness_signs_what_grows_and_holds_up_what_it_has_not_signed) {
    make_witness();
    ask_witness_at("http://127.0.0.1:" + std::to_string(witness_port_));
    enter(300);
    const ServedBook served { book() };
    EXPECT_THAT(checkpoint(served.port(), 300), HasSubstr("— press.example.org/w1 "));
    const auto verified = verify_served(served.port());
    EXPECT_EQ(verified.status, 0) << verified.error;
    EXPECT_THAT(verified.out, HasSubstr("the witness press.example.org/w1 saw this same"));
    // Without its witness nothing new is shown; with it again, everything is.
    witness_.reset();
    enter(10);
    std::this_thread::sleep_for(2500ms);
    EXPECT_EQ(size_of(served_file(served.port(), "checkpoint")), 300U);
    start_witness();
    EXPECT_EQ(size_of(checkpoint(served.port(), 310)), 310U);
    const auto origin = crypto::hex(crypto::view(crypto::sha256("give.example.org/log/320700")));
    EXPECT_THAT(
        get(witness_port_, "/" + origin + "/checkpoint"),
        HasSubstr("give.example.org/log/320700\n310\n")
    );
}

TEST_F(LogTrouble, a_witness_stops_a_book_that_was_rolled_back_until_it_has_another_name) {
    make_witness();
    ask_witness_at("http://127.0.0.1:" + std::to_string(witness_port_));
    enter(300);
    ASSERT_EQ(run({ "backup", folder_.file("backup") }).status, 0);
    enter(10);
    {
        ServedBook served { book() };
        ASSERT_EQ(size_of(checkpoint(served.port(), 310)), 310U);
        EXPECT_EQ(served.program().stop(), 0);
    }
    writer_.reset();
    database_.reset();
    ASSERT_EQ(run({ "restore", folder_.file("backup"), "--force" }).status, 0);
    // On another machine, to which the guard was not taken along.
    std::filesystem::rename(folder_.file("data/signed_heads"), folder_.file("signed_heads"));
    {
        const ServedBook served { book() };
        ASSERT_NE(served.port(), 0);
        std::this_thread::sleep_for(2500ms);
        EXPECT_EQ(status_of_answer(get(served.port(), "/log/320700/checkpoint")), 404)
            << "the witness remembers more, so nothing of this history is shown";
    }
    std::filesystem::rename(folder_.file("signed_heads"), folder_.file("data/signed_heads"));
    const auto decided
        = run({ "key", "--accept-rollback", "--branch", "320700", "--reason", "演练" });
    ASSERT_EQ(decided.status, 0) << decided.error;
    EXPECT_THAT(decided.out, HasSubstr("under the name give.example.org/log/320700/since-"));
    vkey_ = run({ "key", "--branch", "320700" }).out;
    vkey_.pop_back();
    std::ofstream { folder_.file("witness/witness.policy"), std::ios::app } << "log " << vkey_
                                                                            << "\n";
    start_witness();
    open();
    const ServedBook served { book() };
    const auto note = checkpoint(served.port(), 301);
    EXPECT_THAT(note, HasSubstr("/log/320700/since-")) << "a name of its own, which is witnessed";
    EXPECT_THAT(note, HasSubstr("— press.example.org/w1 "));
    EXPECT_EQ(verify_served(served.port()).status, 0);
}

} // namespace
} // namespace boai::test
