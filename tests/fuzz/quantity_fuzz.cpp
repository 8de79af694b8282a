// One quantity of a list of goods: it is split or asked about, and what is split reads back.
#include "exchange/quantity_reading.hpp"
#include "expect.hpp"

namespace boai::exchange {
namespace {

using fuzz::expect;

void check_quantity(std::string_view raw) {
    const auto line = raw.find('\n');
    const auto text = raw.substr(0, line);
    const auto unit = line == std::string_view::npos ? std::string_view {} : raw.substr(line + 1);
    const auto reading = read_quantity(text, unit);
    expect(reading.parts.empty() == reading.question.has_value(), "split or asked about");
    expect(reading.parts.size() <= quantity_parts_max, "no more parts than allowed");
    for (const auto& choice : reading.readings) {
        expect(!read_answer(choice, unit).question.has_value(), "what is offered is an answer");
    }
    for (const auto& part : reading.parts) {
        expect(part.number > 0 && part.number <= quantity_max, "a count from 1 on");
        expect(!part.unit.empty(), "every part has a unit");
        const auto again = read_quantity(std::to_string(part.number), part.unit);
        expect(!again.parts.empty() && again.parts.front().number == part.number, "reads back");
    }
}

} // namespace
} // namespace boai::exchange

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer looks for this name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    boai::exchange::check_quantity({ reinterpret_cast<const char*>(data), size });
    return 0;
}
