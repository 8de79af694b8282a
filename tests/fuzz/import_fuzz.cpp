// Lists of gifts: the sums of the plan are those of its gifts, and every gift is of a known sheet.
#include "base/time.hpp"
#include "exchange/gift_plan.hpp"
#include "exchange/goods_plan.hpp"
#include "exchange/target_field.hpp"
#include "exchange/workbook_reader.hpp"
#include "expect.hpp"

/// Read as a list of goods, every line is a whole quantity with a unit, and of a known sheet.
void expect_goods(std::string_view bytes) {
    using boai::fuzz::expect;
    const auto workbook = boai::exchange::read_workbook(bytes);
    if (!workbook) {
        return;
    }
    const auto plan = boai::exchange::plan_goods(
        *workbook,
        {},
        { .file_name = "list.csv", .today = boai::day_of({ 2026, 6, 30 }).value(), .lines_max = 80 }
    );
    for (const auto& gift : plan.gifts) {
        expect(gift.sheet < plan.sheets.size(), "goods are of a sheet");
        expect(!gift.lines.empty() && gift.lines.size() <= 80, "a gift has lines, not too many");
        for (const auto& line : gift.lines) {
            expect(line.quantity > 0 && !line.unit.empty(), "a line is a quantity of a unit");
        }
    }
}

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer looks for this name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using boai::fuzz::expect;
    boai::exchange::PlanRequest request;
    request.file_name = "list.csv";
    request.fields = boai::exchange::gift_fields();
    request.today = boai::day_of({ 2026, 6, 30 }).value();
    const auto plan
        = boai::exchange::plan_import({ reinterpret_cast<const char*>(data), size }, request);
    expect_goods({ reinterpret_cast<const char*>(data), size });
    if (!plan) {
        expect(!plan.error().message.en.empty(), "every refusal has a reason");
        return 0;
    }
    boai::Money sum;
    for (const auto& gift : plan->gifts) {
        expect(gift.amount.fen > 0, "a gift is above zero");
        expect(gift.sheet < plan->sheets.size(), "a gift is of a sheet");
        sum = sum + gift.amount;
    }
    expect(sum == plan->sum, "the sum is that of the gifts");
    std::size_t refused = 0;
    for (const auto& sheet : plan->sheets) {
        refused += sheet.refused;
    }
    expect(refused == plan->refused.size(), "every refused row is told");
    return 0;
}
