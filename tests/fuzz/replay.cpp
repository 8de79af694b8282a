// Runs a fuzz target without a fuzzer: over the files of the folders and files named, each whole,
// cut off at some places and changed, always in the same ways. `--rounds N` (first) changes each
// file N times, for a longer search.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

// NOLINTNEXTLINE(readability-redundant-declaration): defined in the file it is compiled with
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

class Replay {
public:
    explicit Replay(int rounds)
        : rounds_(rounds) { }

    [[nodiscard]] std::size_t tried() const { return tried_; }

    void file(const std::filesystem::path& path) {
        std::ifstream file { path, std::ios::binary };
        const std::string whole { std::istreambuf_iterator<char> { file }, {} };
        give(whole);
        constexpr std::size_t cuts = 20;
        for (std::size_t i = 0; i < cuts; ++i) {
            give(whole.substr(0, whole.size() * i / cuts));
        }
        // NOLINTNEXTLINE(cert-msc32-c,cert-msc51-cpp): the same bytes are changed each time
        std::mt19937 random { 1 };
        for (int round = 0; round < rounds_ && !whole.empty(); ++round) {
            give(changed(whole, random));
        }
    }

private:
    void give(const std::string& bytes) {
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
        ++tried_;
    }

    /// A copy with a few bytes set, a piece left out, or a piece twice.
    static std::string changed(const std::string& whole, std::mt19937& random) {
        auto copy = whole;
        const auto at = random() % copy.size();
        const auto count = 1 + random() % std::min<std::size_t>(copy.size() - at, 64);
        switch (random() % 4) {
        case 0:
            copy.erase(at, count);
            break;
        case 1:
            copy.insert(random() % copy.size(), whole, at, count);
            break;
        default:
            for (int i = 0; i < 3; ++i) {
                copy[random() % copy.size()] = static_cast<char>(random());
            }
        }
        return copy;
    }

    int rounds_;
    std::size_t tried_ = 0;
};

} // namespace

int main(int count, char** arguments) {
    std::vector<std::string> places { arguments + 1, arguments + count };
    constexpr int rounds_of_a_test = 40;
    int rounds = rounds_of_a_test;
    if (places.size() >= 2 && places.front() == "--rounds") {
        rounds = std::stoi(places[1]);
        places.erase(places.begin(), places.begin() + 2);
    }
    Replay replay { rounds };
    for (const auto& place : places) {
        if (std::filesystem::is_regular_file(place)) {
            replay.file(place);
            continue;
        }
        std::vector<std::filesystem::path> files {
            std::filesystem::recursive_directory_iterator { place }, {}
        };
        std::erase_if(files, [](const auto& file) { return !is_regular_file(file); });
        std::ranges::sort(files);
        for (const auto& file : files) {
            replay.file(file);
        }
    }
    std::printf("%zu inputs\n", replay.tried());
    return replay.tried() == 0 ? 1 : 0;
}
