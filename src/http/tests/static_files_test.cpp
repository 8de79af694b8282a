#include "http/static_files.hpp"

#include <gtest/gtest.h>

#include <array>

namespace boai::http {
namespace {

constexpr std::array files {
    EmbeddedFile { "index.html", "<!doctype html>" },
    EmbeddedFile { "assets/app-1a2b.js", "let a" },
    EmbeddedFile { "mark.svg", "<svg/>" },
};

Response get(std::string_view path) {
    static const StaticFiles console { files, { .fallback = "index.html" } };
    return console.answer({ .method = Method::get }, path);
}

TEST(static_files, answers_every_page_of_the_console_with_its_one_document) {
    for (const auto* page : { "sign-in", "records/giving.gift", "records/giving.gift/0ABC/edit" }) {
        const auto response = get(page);
        EXPECT_EQ(response.status, 200) << page;
        EXPECT_EQ(response.content_type, "text/html; charset=utf-8") << page;
    }
}

TEST(static_files, tells_that_a_file_is_missing) {
    for (const auto* path : { "assets/app-old.js", "assets/app-old.css", "favicon.ico" }) {
        EXPECT_EQ(get(path).status, 404) << path;
    }
}

TEST(static_files, lets_browsers_keep_only_files_whose_names_change_with_them) {
    const auto cache_control = [](const Response& response) {
        for (const auto& [name, value] : response.headers) {
            if (name == "Cache-Control") {
                return value;
            }
        }
        return std::string {};
    };
    EXPECT_EQ(cache_control(get("assets/app-1a2b.js")), "public, max-age=31536000, immutable");
    EXPECT_EQ(cache_control(get("index.html")), "no-cache");
}

}  // namespace
}  // namespace boai::http
