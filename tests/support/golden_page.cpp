#include "support/golden.hpp"
#include "support/machine.hpp"
#include "support/temp_database.hpp"

#include <cairo.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>

namespace boai::test {
namespace {

struct Destroyer {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};

using Picture = std::unique_ptr<cairo_surface_t, Destroyer>;

Picture read_picture(const std::filesystem::path& path) {
    return Picture { cairo_image_surface_create_from_png(path.c_str()) };
}

/// One of the colours of a pixel; in a grey picture they are alike.
int brightness(const Picture& picture, int x, int y) {
    constexpr int bytes_of_pixel = 4;
    const auto* const data = cairo_image_surface_get_data(picture.get());
    return data[y * cairo_image_surface_get_stride(picture.get()) + x * bytes_of_pixel];
}

/// How many pixels differ by more than what smoothing of edges explains, in thousandths.
int difference(const Picture& one, const Picture& other, int width, int height) {
    constexpr int clearly = 80;
    std::int64_t count = 0;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            count += std::abs(brightness(one, x, y) - brightness(other, x, y)) > clearly ? 1 : 0;
        }
    }
    return static_cast<int>(count * 1000 / (std::int64_t { width } * height));
}

/// Draws the page into a file of the folder.
std::filesystem::path draw(const TempFolder& folder, std::string_view pdf, int page) {
    const auto file = folder.file("document.pdf");
    std::ofstream { file, std::ios::binary }.write(
        pdf.data(), static_cast<std::streamsize>(pdf.size())
    );
    const auto number = std::to_string(page);
    const auto command = "pdftoppm -r 40 -gray -png -singlefile -f " + number + " -l " + number
        + " " + file + " " + folder.file("page");
    if (run_in_shell(command) != 0) {
        throw std::runtime_error { "pdftoppm cannot draw the page (poppler-utils)" };
    }
    return folder.file("page.png");
}

} // namespace

std::string sample_lockup() {
    std::ifstream stream { BOAI_TEST_SUPPORT "/lockup.png", std::ios::binary };
    return { std::istreambuf_iterator<char> { stream }, {} };
}

void expect_golden_page(const std::string& name, std::string_view pdf, int page) {
    const TempFolder folder;
    const auto drawn = draw(folder, pdf, page);
    const auto path = std::filesystem::path { BOAI_TEST_GOLDEN } / (name + ".png");
    if (is_regenerating()) {
        std::filesystem::create_directories(path.parent_path());
        std::filesystem::copy_file(drawn, path, std::filesystem::copy_options::overwrite_existing);
        return;
    }
    const auto now = read_picture(drawn);
    const auto golden = read_picture(path);
    ASSERT_EQ(cairo_surface_status(golden.get()), CAIRO_STATUS_SUCCESS) << path;
    const auto width = cairo_image_surface_get_width(now.get());
    const auto height = cairo_image_surface_get_height(now.get());
    ASSERT_EQ(cairo_image_surface_get_width(golden.get()), width) << name;
    ASSERT_EQ(cairo_image_surface_get_height(golden.get()), height) << name;
    EXPECT_LE(difference(now, golden, width, height), 4)
        << "tests/golden/" << name
        << ".png looks otherwise. When the change is meant, look at it, run this test with "
           "BOAI_REGENERATE=1 and commit the file.";
}

} // namespace boai::test
