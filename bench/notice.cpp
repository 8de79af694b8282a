/// \file
/// A published notice of many rows written as .xlsx and as PDF.
#include "bench/support/bench_main.hpp"
#include "bench/support/measure.hpp"
#include "modules/giving/disclosure/notice_paper.hpp"
#include "modules/giving/disclosure/notice_table.hpp"
#include "modules/giving/gift.hpp"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <xlsxwriter.h>

#include <array>
#include <utility>

namespace boai::bench {
namespace {

using giving::Notice;
using giving::NoticeLine;
using giving::NoticeTable;
using giving::PublicNotice;

constexpr double xlsx_seconds_max = 2;
constexpr double pdf_seconds_max = 10;
constexpr Day first_day { 18'262 }; // 2020-01-01

struct Options {
    std::size_t rows = 50'000;
    std::size_t rounds = 5;
};

/// Made-up gifts in cash for a few purposes, every tenth to a county.
PublicNotice make_notice(std::size_t rows) {
    constexpr std::array surnames { "孟", "云", "柏", "纪", "舒", "欧阳" };
    constexpr std::int64_t purposes = 5;
    PublicNotice made;
    auto& notice = made.notice;
    made.summary.number = notice.number = "999900-2020-N001";
    made.summary.notice.year = 2020;
    made.summary.notice.number = 1;
    notice.branch = { 1 };
    notice.branches = { { { 1 }, "999900", "示例市红十字会", "Example City", "city" },
                        { { 2 }, "999901", "示例县红十字会", "Example County", "county" } };
    for (std::int64_t i = 1; i < purposes; ++i) {
        notice.purposes.push_back({ { 10 + i }, "p", "防汛救灾专项 " + std::to_string(i) });
    }
    for (std::size_t i = 0; i < rows; ++i) {
        const auto number = static_cast<std::int64_t>(i);
        giving::NoticeRow row { .gift = { 1'000 + number }, .branch = { i % 10 == 0 ? 2 : 1 } };
        row.day = first_day + static_cast<std::int32_t>(i / 200);
        row.purpose = { number % purposes == 0 ? 0 : 10 + number % purposes };
        row.receipt = giving::receipt_text("999900", 2020, number + 1);
        row.amount = Money { 100 + number * 7'919 % 1'000'000 };
        row.entry = number;
        notice.rows.push_back(std::move(row));
        made.donors.push_back(std::string { surnames[i % surnames.size()] } + "**");
    }
    giving::add_up(notice, {});
    return made;
}

/// The texts of a row, as the paper's columns have them.
std::array<std::string, 8> texts_of(const NoticeLine& line) {
    return { std::to_string(line.number),
             to_string(line.day),
             std::string { line.kind },
             std::string { line.donor },
             grouped(line.amount.value_or(Money {})),
             std::string {},
             std::string { line.purpose },
             std::string { line.branch } };
}

/// libxlsxwriter alone, in little memory too, writing the same cells.
Result<void> write_bare_sheet(const NoticeTable& table, const std::string& path) {
    lxw_workbook_options options { .constant_memory = 1, .tmpdir = nullptr, .use_zip64 = 0 };
    auto* const book = workbook_new_opt(path.c_str(), &options);
    auto* const sheet = workbook_add_worksheet(book, "公示");
    for (std::size_t at = 0; at < table.size(); ++at) {
        const auto line = table.line(at);
        const auto row = static_cast<lxw_row_t>(at);
        lxw_col_t column = 0;
        constexpr double fen_per_yuan = 100;
        constexpr std::int32_t excel_epoch = 25'569;
        worksheet_write_number(sheet, row, column++, static_cast<double>(line.number), nullptr);
        worksheet_write_number(sheet, row, column++, line.day.number + excel_epoch, nullptr);
        worksheet_write_number(
            sheet,
            row,
            column++,
            static_cast<double>(line.amount.value_or(Money {}).fen) / fen_per_yuan,
            nullptr
        );
        for (const auto text :
             { line.kind, line.receipt, line.donor, line.purpose, line.branch, line.level }) {
            worksheet_write_string(sheet, row, column++, std::string { text }.c_str(), nullptr);
        }
    }
    if (workbook_close(book) != LXW_NO_ERROR) {
        return fail(Errc::unavailable, Text { "写不了表格", "the sheet cannot be written" });
    }
    return {};
}

cairo_status_t drop_bytes(void* size, const unsigned char*, unsigned int length) {
    *static_cast<std::size_t*>(size) += length;
    return CAIRO_STATUS_SUCCESS;
}

/// Pango and Cairo alone: a layout for each text, as somebody would write it first.
std::size_t write_bare_paper(const NoticeTable& table) {
    constexpr double width = 595;
    constexpr double height = 842;
    constexpr std::size_t rows_a_page = 46;
    constexpr double step = 15.3;
    constexpr double column_width = 70;
    std::size_t bytes = 0;
    auto* const surface = cairo_pdf_surface_create_for_stream(drop_bytes, &bytes, width, height);
    auto* const cairo = cairo_create(surface);
    auto* const layout = pango_cairo_create_layout(cairo);
    auto* const font = pango_font_description_from_string("Noto Sans CJK SC 7.5");
    pango_layout_set_font_description(layout, font);
    for (std::size_t at = 0; at < table.size(); ++at) {
        if (at != 0 && at % rows_a_page == 0) {
            cairo_show_page(cairo);
        }
        double x = 28;
        for (const auto& text : texts_of(table.line(at))) {
            pango_layout_set_text(layout, text.c_str(), static_cast<int>(text.size()));
            cairo_move_to(cairo, x, 70 + static_cast<double>(at % rows_a_page) * step);
            pango_cairo_show_layout(cairo, layout);
            x += column_width;
        }
    }
    pango_font_description_free(font);
    g_object_unref(layout);
    cairo_destroy(cairo);
    cairo_surface_finish(surface);
    cairo_surface_destroy(surface);
    return bytes;
}

template <class Work>
Result<double> seconds_of(Work work) {
    const Stopwatch watch;
    TRY(work());
    return watch.seconds();
}

Result<void> run(const Setup& setup, const Options& options) {
    const auto notice = make_notice(options.rows);
    const NoticeTable table { notice, Language::zh, {} };
    std::vector<double> sheets;
    std::vector<double> bare_sheets;
    std::vector<double> papers;
    std::vector<double> bare_papers;
    const auto path = (setup.folder / "bare.xlsx").string();
    for (std::size_t round = 0; round < options.rounds; ++round) {
        sheets.push_back(TRY(seconds_of([&]() -> Result<void> {
            TRY(giving::notice_xlsx(table));
            return {};
        })));
        bare_sheets.push_back(TRY(seconds_of([&] { return write_bare_sheet(table, path); })));
        papers.push_back(TRY(seconds_of([&]() -> Result<void> {
            TRY(giving::notice_pdf(table, { "示例市红十字会", "https://example.org", {} }));
            return {};
        })));
        bare_papers.push_back(TRY(seconds_of([&]() -> Result<void> {
            write_bare_paper(table);
            return {};
        })));
    }
    Report report { "Notice as a file",
                    std::to_string(options.rows) + " rows, " + std::to_string(options.rounds)
                        + " rounds in turn; the sheet has 16 columns, the bare one nine" };
    report.add("**.xlsx, s**", sheets, 2, at_most(xlsx_seconds_max));
    report.add("libxlsxwriter alone, s", bare_sheets, 2);
    report.add("ratio of times", ratios(sheets, bare_sheets), 2);
    report.add("**PDF, s**", papers, 2, at_most(pdf_seconds_max));
    report.add("Pango and Cairo alone, a layout for each text, s", bare_papers, 2);
    report.add("ratio of times", ratios(papers, bare_papers), 2);
    report.print();
    return {};
}

} // namespace
} // namespace boai::bench

int main(int argc, char** argv) {
    using namespace boai::bench;
    Options options;
    return bench_main(
        argc,
        argv,
        "A published notice written as .xlsx and as PDF",
        [&](CLI::App& app) {
            app.add_option("--rows", options.rows)->capture_default_str();
            app.add_option("--rounds", options.rounds)->capture_default_str();
        },
        [&](const Setup& setup) { return run(setup, options); }
    );
}
