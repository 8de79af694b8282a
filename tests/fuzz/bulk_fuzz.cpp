// A bulk request: one result for every line that is not blank, whatever the lines are.
#include "expect.hpp"
#include "support/sample_api.hpp"

#include <algorithm>

namespace {

std::size_t lines_in(std::string_view body) {
    std::size_t lines = 0;
    while (!body.empty()) {
        auto line = body.substr(0, body.find('\n'));
        body.remove_prefix(std::min(body.size(), line.size() + 1));
        line.remove_suffix(line.ends_with('\r') ? 1 : 0);
        lines += line.find_first_not_of(" \t") != std::string_view::npos ? 1U : 0U;
    }
    return lines;
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer looks for this name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using boai::fuzz::expect;
    constexpr std::size_t body_bytes_max = 64U << 10U;
    if (size > body_bytes_max) {
        return 0;
    }
    static boai::test::SampleApi api { boai::storage::Dialect::sqlite };
    std::string body { reinterpret_cast<const char*>(data), size };
    const auto lines = lines_in(body);
    const auto answer = api.ask({
        .name = "bulk",
        .method = boai::http::Method::post,
        .target = "/api/v1/commands/sample.hand_over?branch=320000",
        .body = std::move(body),
        .headers = { { "content-type", "application/x-ndjson" } },
    });
    expect(answer.status == 200, "a bulk is answered line by line");
    const auto results = std::ranges::count(answer.body, '\n');
    expect(static_cast<std::size_t>(results) == lines, "each line has its result");
    return 0;
}
