/// \file
/// An .xlsx file with a merge in every row, read, checked and committed by the program's import.
#include "bench/support/bench_book.hpp"
#include "bench/support/bench_main.hpp"
#include "bench/support/gift_rows.hpp"
#include "bench/support/measure.hpp"
#include "bench/support/replay.hpp"
#include "exchange/workbook_reader.hpp"

#include <xlsxwriter.h>

#include <fstream>
#include <iterator>
#include <utility>

namespace boai::bench {
namespace {

constexpr double seconds_max = 1.5;
constexpr Day first_day { 18'262 }; // 2020-01-01
constexpr std::size_t gifts_a_day = 200;

struct Options {
    std::size_t rows = 50'000;
    std::size_t rounds = 5;
};

/// Writes the gifts; the donor's cell of each row is merged with its neighbour, as offices do.
Result<void> write_sheet(const std::string& path, const std::vector<GiftRow>& gifts) {
    lxw_workbook_options options { .constant_memory = 0, .tmpdir = nullptr, .use_zip64 = 0 };
    auto* const book = workbook_new_opt(path.c_str(), &options);
    auto* const sheet = workbook_add_worksheet(book, "捐款名单");
    auto* const days = workbook_add_format(book);
    format_set_num_format(days, "yyyy-mm-dd");
    constexpr std::uint16_t amount_column = 2;
    constexpr std::uint16_t day_column = 3;
    constexpr std::uint16_t reference_column = 4;
    worksheet_merge_range(sheet, 0, 0, 0, 1, "捐赠人", nullptr);
    worksheet_write_string(sheet, 0, amount_column, "捐赠金额（元）", nullptr);
    worksheet_write_string(sheet, 0, day_column, "捐赠日期", nullptr);
    worksheet_write_string(sheet, 0, reference_column, "交易单号", nullptr);
    lxw_row_t row = 0;
    for (const auto& gift : gifts) {
        ++row;
        const auto* const donor = gift.donor_name.empty() ? "匿名" : gift.donor_name.c_str();
        worksheet_merge_range(sheet, row, 0, row, 1, donor, nullptr);
        constexpr double fen_per_yuan = 100;
        const auto yuan = static_cast<double>(gift.amount.fen) / fen_per_yuan;
        worksheet_write_number(sheet, row, amount_column, yuan, nullptr);
        constexpr std::int32_t excel_epoch = 25'569;
        worksheet_write_number(sheet, row, day_column, gift.day.number + excel_epoch, days);
        worksheet_write_string(sheet, row, reference_column, gift.reference.c_str(), nullptr);
    }
    if (workbook_close(book) != LXW_NO_ERROR) {
        return fail(Errc::unavailable, Text { "写不了表格", "the sheet cannot be written" });
    }
    return {};
}

std::string read_whole(const std::string& path) {
    std::ifstream file { path, std::ios::binary };
    return std::string { std::istreambuf_iterator<char> { file }, {} };
}

class Spreadsheet {
public:
    Spreadsheet(Setup setup, Options options)
        : setup_(std::move(setup))
        , options_(options) { }

    Result<void> run() {
        const auto book = TRY(make_bench_book(setup_.folder / "book"));
        GiftMaker maker { book, { first_day, gifts_a_day }, 3 };
        const auto path = (setup_.folder / "gifts.xlsx").string();
        TRY(write_sheet(path, maker.next(options_.rows)));
        Report report { "Spreadsheet with a merge in every row", conditions() };
        for (std::size_t round = 0; round < options_.rounds; ++round) {
            TRY(import(book, path));
            TRY(read(path));
            TRY(write_bare(book));
        }
        report.add("**boai import, s**", ours_, 2, at_most(seconds_max));
        report.add("its processor time, s", processor_, 2);
        report.add("reading the file alone, s", reading_, 2);
        report.add("bare inserts of its rows in one commit, s", bare_, 2);
        report.print();
        return {};
    }

private:
    [[nodiscard]] std::string conditions() const {
        return std::to_string(options_.rows) + " rows, " + std::to_string(options_.rounds)
            + " rounds in turn, `boai import` from start to end of the program";
    }

    Result<void> import(const BenchBook& book, const std::string& path) {
        const auto copy = TRY(copy_book(book, setup_.folder / "ours"));
        auto words = setup_.call("import", copy.folder);
        words.insert(words.end(), { "--channel", "wechat", path });
        const auto cost = TRY(run_program(words, (setup_.folder / "import.log").string()));
        ours_.push_back(cost.seconds);
        processor_.push_back(cost.processor_seconds);
        return {};
    }

    Result<void> read(const std::string& path) {
        const Stopwatch watch;
        const auto bytes = read_whole(path);
        TRY(exchange::read_workbook(bytes));
        reading_.push_back(watch.seconds());
        return {};
    }

    Result<void> write_bare(const BenchBook& book) {
        const auto after = (setup_.folder / "ours" / "boai.db").string();
        const auto replay = TRY(Replay::load(book.database(), after, options_.rows));
        const auto copy = TRY(copy_book(book, setup_.folder / "bare"));
        TRY(replay->open(copy.database()));
        const Stopwatch watch;
        TRY(replay->begin());
        while (TRY(replay->write_unit())) { }
        TRY(replay->commit(options_.rows, true));
        bare_.push_back(watch.seconds());
        return {};
    }

    Setup setup_;
    Options options_;
    std::vector<double> ours_;
    std::vector<double> processor_;
    std::vector<double> reading_;
    std::vector<double> bare_;
};

} // namespace
} // namespace boai::bench

int main(int argc, char** argv) {
    using namespace boai::bench;
    Options options;
    return bench_main(
        argc,
        argv,
        "An .xlsx file with a merge in every row: read, checked and committed",
        [&](CLI::App& app) {
            app.add_option("--rows", options.rows)->capture_default_str();
            app.add_option("--rounds", options.rounds)->capture_default_str();
        },
        [&](Setup setup) { return Spreadsheet { std::move(setup), options }.run(); }
    );
}
