// Spreadsheet files of all four kinds: whatever comes, a workbook in good order or a reason.
#include "base/limits.hpp"
#include "exchange/workbook_reader.hpp"
#include "expect.hpp"

namespace {

using boai::fuzz::expect;

void check(const boai::exchange::Workbook& workbook) {
    for (const auto& sheet : workbook.sheets) {
        expect(
            sheet.row_starts.empty() || sheet.row_starts.back() == sheet.cells.size(),
            "the rows hold all cells"
        );
        for (std::size_t i = 0; i < sheet.cells.size(); ++i) {
            const auto& cell = sheet.cells[i];
            expect(cell.column < boai::limits::import_columns_max, "columns keep their limit");
            static_cast<void>(workbook.text_of(cell));
            const bool ordered = i == 0 || sheet.cells[i - 1].row < cell.row
                || (sheet.cells[i - 1].row == cell.row && sheet.cells[i - 1].column < cell.column);
            expect(ordered, "each place occurs once, in reading order");
        }
    }
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer looks for this name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto workbook
        = boai::exchange::read_workbook({ reinterpret_cast<const char*>(data), size });
    if (workbook) {
        check(*workbook);
    } else {
        expect(!workbook.error().message.zh.empty(), "every refusal has a reason");
    }
    return 0;
}
