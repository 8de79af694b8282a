#include "support/golden.hpp"

#include "support/machine.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace boai::test {
namespace {

void write_golden(const std::filesystem::path& path, std::string_view text) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream stream { path, std::ios::binary | std::ios::trunc };
    stream << text;
    stream.close();
    EXPECT_FALSE(stream.fail()) << path << " cannot be written";
}

/// The line around a place in a text.
std::string_view line_at(std::string_view text, std::size_t place) {
    place = std::min(place, text.size());
    const auto before = place == 0 ? std::string_view::npos : text.rfind('\n', place - 1);
    const auto begin = before == std::string_view::npos ? 0 : before + 1;
    return text.substr(begin, text.find('\n', place) - begin);
}

}  // namespace

bool is_regenerating() {
    const auto wanted = environment("BOAI_REGENERATE");
    return wanted == "1";
}

void expect_golden(const std::string& name, std::string_view text) {
    const auto path = std::filesystem::path { BOAI_TEST_GOLDEN } / name;
    if (is_regenerating()) {
        write_golden(path, text);
        return;
    }
    std::ifstream stream { path, std::ios::binary };
    const std::string golden { std::istreambuf_iterator<char> { stream }, {} };
    if (golden == text) {
        return;
    }
    const auto differ = std::ranges::mismatch(golden, text);
    const auto place = static_cast<std::size_t>(differ.in1 - golden.begin());
    const auto line = 1 + std::count(golden.begin(), differ.in1, '\n');
    ADD_FAILURE() << "tests/golden/" << name << (stream.is_open() ? "" : " (missing)")
                  << " differs from line " << line << " on\n  golden: " << line_at(golden, place)
                  << "\n  now:    " << line_at(text, place)
                  << "\nWhen the change is meant, run this test with BOAI_REGENERATE=1 and commit "
                     "the file.";
}

}  // namespace boai::test
