/// \file
/// The branches' logs: entries audited a second, proofs made a second, and what signing costs.
#include "transparency/log.hpp"

#include "app/demo.hpp"
#include "bench/support/bench_main.hpp"
#include "bench/support/measure.hpp"
#include "transparency/log_audit.hpp"
#include "transparency/proof.hpp"
#include "transparency/signer.hpp"

#include <memory>
#include <optional>
#include <random>

namespace boai::bench {
namespace {

constexpr double audited_min = 200'000;
constexpr double proofs_min = 30'000;
constexpr std::uint64_t entries_per_commit = 1'000;
constexpr Id branch { 1 };
constexpr std::size_t entry_bytes = 400; // a gift's leaf with two lines and a commitment

struct Options {
    std::uint64_t entries = 1'000'000;
    std::size_t proofs = 100'000;
    std::size_t rounds = 3;
};

class LogBench {
public:
    LogBench(Setup setup, Options options)
        : setup_(std::move(setup))
        , options_(options) { }

    Result<void> run() {
        TRY(make_book());
        for (std::size_t round = 0; round < options_.rounds; ++round) {
            TRY(audit());
            TRY(prove_at_random());
            TRY(prove_in_order());
        }
        Report report { "Log",
                        std::to_string(options_.entries) + " entries of "
                            + std::to_string(entry_bytes) + " bytes on SQLite, one thread" };
        report.add("entered, entries/s", entered_, 0);
        report.add("signed and stored, entries/s", signed_, 0);
        report.add("audited, entries/s", audited_, 0, at_least(audited_min));
        report.add("proofs of random entries, /s", at_random_, 0, at_least(proofs_min));
        report.add("proofs of entries in order, /s", in_order_, 0, at_least(proofs_min));
        report.print();
        return {};
    }

private:
    Result<void> make_book() {
        TRY(crypto::MasterKey::create(setup_.folder / "master.key"));
        const auto master = TRY(crypto::MasterKey::load(setup_.folder / "master.key"));
        vault_.emplace(master);
        database_ = TRY(storage::Database::open({ (setup_.folder / "log.db").string() }));
        TRY(storage::migrate(*database_, transparency::migrations(), clock_.now()));
        writer_ = TRY(storage::Writer::start(*database_));
        readers_.emplace(*database_);
        transparency::Signer signer { {
            .readers = *readers_,
            .writer = *writer_,
            .vault = *vault_,
            .clock = clock_,
            .published = published_,
            .guard_file = setup_.folder / "signed_heads",
            .branches = [] { return std::vector<transparency::LogBranch> { { branch, "1" } }; },
            .public_url = {},
        } };
        TRY(signer.begin());
        const auto entries = static_cast<double>(options_.entries);
        Stopwatch entering;
        for (std::uint64_t done = 0; done < options_.entries; done += entries_per_commit) {
            TRY(enter(done));
        }
        entered_.push_back(entries / entering.seconds());
        Stopwatch signing;
        TRY(signer.sign());
        signed_.push_back(entries / signing.seconds());
        return {};
    }

    Result<void> enter(std::uint64_t begin) {
        return writer_->run(branch, [&](storage::Transaction& tx) -> Result<void> {
            for (std::uint64_t i = 0; i < entries_per_commit; ++i) {
                auto entry = std::to_string(begin + i);
                entry.resize(entry_bytes, '.');
                TRY(transparency::append(tx, branch, entry));
            }
            return {};
        });
    }

    Result<void> audit() {
        auto lease = TRY(readers_->lend());
        Stopwatch watch;
        for (const auto& check : TRY(transparency::audit_log(*lease, branch, *vault_, {}))) {
            if (!check.fault.empty()) {
                return fail(Errc::corrupt, Message { check.fault, check.fault });
            }
        }
        audited_.push_back(static_cast<double>(options_.entries) / watch.seconds());
        return {};
    }

    template <class Next>
    Result<void> prove(std::vector<double>& rates, Next&& next) {
        const auto published = published_.find(branch);
        auto lease = TRY(readers_->lend());
        std::size_t bytes = 0;
        Stopwatch watch;
        for (std::size_t i = 0; i < options_.proofs; ++i) {
            const auto proof = TRY(storage::in_snapshot(*lease, [&](storage::Connection& snapshot) {
                transparency::StoredLog log { snapshot, branch };
                return prover_.prove(log, next(i), *published);
            }));
            bytes += to_text(proof).size();
        }
        rates.push_back(static_cast<double>(options_.proofs) / watch.seconds());
        return bytes > 0 ? Result<void> {} : fail(Errc::internal, Text { "无", "nothing" });
    }

    Result<void> prove_at_random() {
        return prove(at_random_, [&](std::size_t) { return random_() % options_.entries; });
    }

    Result<void> prove_in_order() {
        return prove(in_order_, [&](std::size_t i) { return i % options_.entries; });
    }

    Setup setup_;
    Options options_;
    SystemClock clock_;
    std::optional<crypto::Vault> vault_;
    std::unique_ptr<storage::Database> database_;
    std::optional<storage::ReaderPool> readers_;
    std::unique_ptr<storage::Writer> writer_;
    transparency::PublishedLogs published_;
    transparency::Prover prover_;
    std::mt19937_64 random_ { 2026 };
    std::vector<double> entered_;
    std::vector<double> signed_;
    std::vector<double> audited_;
    std::vector<double> at_random_;
    std::vector<double> in_order_;
};

} // namespace
} // namespace boai::bench

int main(int argc, char** argv) {
    boai::bench::Options options;
    return boai::bench::bench_main(
        argc,
        argv,
        "Entries audited and proofs made a second",
        [&](CLI::App& app) {
            app.add_option("--entries", options.entries)->capture_default_str();
            app.add_option("--proofs", options.proofs)->capture_default_str();
            app.add_option("--rounds", options.rounds)->capture_default_str();
        },
        [&](boai::bench::Setup setup) {
            return boai::bench::LogBench { std::move(setup), options }.run();
        }
    );
}
