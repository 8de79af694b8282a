/// \file
/// Trace: one gift to its uses and one payment to its gifts, among ten thousand gifts and among ten
/// million. The rows are made by bulk SQL; what is measured is the reading.
#include "ledger/trace.hpp"

#include "bench/support/bench_main.hpp"
#include "bench/support/measure.hpp"
#include "ledger/tables.hpp"
#include "storage/database.hpp"
#include "storage/migrations.hpp"

#include <random>

namespace boai::bench {
namespace {

constexpr double milliseconds_max = 1;
constexpr double milliseconds_per_second = 1'000;
constexpr std::int64_t gift_fen = 10'000;
/// A payment uses a few gifts, and ends within one: none of their numbers divides another.
constexpr std::int64_t payment_fen = 123'457;
constexpr Id branch { 1 };

struct Options {
    std::int64_t few = 10'000;
    std::int64_t many = 10'000'000;
    std::size_t rounds = 2'000;
};

/// A book of gifts of one size, nine tenths of them used.
class TracedBook {
    auto queries() {
        return [this](std::string_view sql, storage::Params params, storage::RowSink sink) {
            return reading_->query(sql, params, sink);
        };
    }

public:
    static Result<TracedBook> make(const std::filesystem::path& file, std::int64_t gifts) {
        TracedBook book;
        book.gifts_ = gifts;
        book.payments_ = gifts * gift_fen / 10 * 9 / payment_fen;
        book.database_ = TRY(storage::Database::open({ file.string() }));
        TRY(storage::migrate(*book.database_, ledger::migrations(), Instant { 0 }));
        auto writing = TRY(book.database_->connect());
        TRY(writing->begin());
        TRY(fill(*writing, gifts, gift_fen, 1));
        TRY(fill(*writing, book.payments_, payment_fen, -1));
        TRY(writing->commit());
        book.reading_ = TRY(book.database_->connect_reader());
        return book;
    }

    /// Milliseconds of one trace, in the mean of many places.
    Result<double> gift_ms(std::size_t rounds) {
        const Stopwatch watch;
        for (std::size_t i = 0; i < rounds; ++i) {
            const auto place = any(gifts_) * gift_fen;
            const auto trace
                = TRY(ledger::trace_forward(queries(), { branch, {}, { place, gift_fen } }));
            if (trace.uses.empty() && trace.held.empty()) {
                return fail(Errc::internal, Text { "没有去向", "a gift without any trace" });
            }
        }
        return watch.seconds() * milliseconds_per_second / static_cast<double>(rounds);
    }

    Result<double> payment_ms(std::size_t rounds) {
        const Stopwatch watch;
        for (std::size_t i = 0; i < rounds; ++i) {
            const auto number = any(payments_);
            const auto origins = TRY(
                ledger::trace_back(queries(), branch, {}, source(number), number * payment_fen)
            );
            if (origins.empty()) {
                return fail(Errc::internal, Text { "没有来源", "a payment without gifts" });
            }
        }
        return watch.seconds() * milliseconds_per_second / static_cast<double>(rounds);
    }

private:
    static Id source(std::int64_t number) { return { number + 1'000'000'000 }; }

    static Result<void>
    fill(storage::Connection& writing, std::int64_t rows, std::int64_t amount, int flow) {
        const storage::Param params[] = { rows, amount, flow };
        TRY(writing.execute(
            "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < $1) "
            "INSERT INTO ledger_movement (branch_id, fund, commodity, flow, position, entry, line, "
            "kind, source, day, debit, credit, amount, entry_offset) SELECT 1, 0, 'CNY', $3, "
            "i * $2, i, 0, CASE WHEN $3 > 0 THEN 1 ELSE 5 END, i + 1000000000, 20000 + i / 1000, "
            "'1002', '4101', $2, 0 FROM n",
            params
        ));
        return {};
    }

    std::int64_t any(std::int64_t below) {
        return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(below));
    }

    std::int64_t gifts_ = 0;
    std::int64_t payments_ = 0;
    std::unique_ptr<storage::Database> database_;
    std::unique_ptr<storage::Connection> reading_;
    std::mt19937_64 random_ { 7 };
};

Result<void> run(const Setup& setup, const Options& options) {
    Report report { "Trace",
                    "gifts of one fund, nine tenths used, " + std::to_string(options.rounds)
                        + " traces at random places" };
    for (const auto gifts : { options.few, options.many }) {
        auto book = TRY(TracedBook::make(setup.folder / (std::to_string(gifts) + ".db"), gifts));
        const auto among = " among " + std::to_string(gifts) + " gifts, ms";
        const auto gift = TRY(book.gift_ms(options.rounds));
        report.add("one gift to its uses" + among, { gift }, 3, at_most(milliseconds_max));
        const auto payment = TRY(book.payment_ms(options.rounds));
        report.add("one payment to its gifts" + among, { payment }, 3, at_most(milliseconds_max));
    }
    report.print();
    return {};
}

} // namespace
} // namespace boai::bench

int main(int argc, char** argv) {
    boai::bench::Options options;
    return boai::bench::bench_main(
        argc,
        argv,
        "Trace of one gift and of one payment",
        [&](CLI::App& app) {
            app.add_option("--few", options.few, "Gifts of the small book")->capture_default_str();
            app.add_option("--many", options.many, "Gifts of the large one")->capture_default_str();
            app.add_option("--rounds", options.rounds, "Traces measured")->capture_default_str();
        },
        [&](boai::bench::Setup setup) { return boai::bench::run(setup, options); }
    );
}
