// The OpenAPI document: sound in itself, and about exactly what the program serves.
#include "app/operations.hpp"
#include "support/test_site.hpp"

#include <gtest/gtest.h>
#include <simdjson.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

namespace boai {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

class OpenApi : public ::testing::Test {
protected:
    OpenApi()
        : text_(app::openapi_of(*site_.book)) {
        const auto error = parser_.parse(text_).get(document_);
        EXPECT_EQ(error, simdjson::SUCCESS) << simdjson::error_message(error);
    }

    static std::string upper(std::string_view word) {
        std::string letters { word };
        std::ranges::transform(letters, letters.begin(), [](char c) {
            return static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
        });
        return letters;
    }

    /// "GET /api/v1/session" for each operation.
    [[nodiscard]] std::set<std::string> documented() {
        std::set<std::string> all;
        for (const auto [path, methods] : object { document_["paths"] }) {
            for (const auto [method, operation] : object { methods }) {
                all.insert(upper(method) + " " + std::string { path });
            }
        }
        return all;
    }

    /// Whether a documented endpoint is one of those a pattern of the router stands for.
    static bool fits(std::string_view endpoint, std::string_view pattern) {
        while (!endpoint.empty() && !pattern.empty()) {
            const auto part = endpoint.substr(0, endpoint.find('/'));
            const auto wanted = pattern.substr(0, pattern.find('/'));
            if (part != wanted && !wanted.starts_with('{')) {
                return false;
            }
            endpoint.remove_prefix(std::min(part.size() + 1, endpoint.size()));
            pattern.remove_prefix(std::min(wanted.size() + 1, pattern.size()));
        }
        return endpoint.empty() && pattern.empty();
    }

    using Names = std::vector<std::string>;

    /// What a page names as `GET /path?a=..&b=..`: "GET /path" with the names of the parameters.
    static std::vector<std::pair<std::string, Names>> endpoints_in(const std::string& page) {
        static const std::regex named {
            R"(`((?:GET|POST|PUT|PATCH|DELETE) /[^`? \[]*)(?:\?([^` ]*))?)"
        };
        static const std::regex parameter { R"(([a-z_]+)=)" };
        std::vector<std::pair<std::string, Names>> all;
        for (std::sregex_iterator at { page.begin(), page.end(), named }, end; at != end; ++at) {
            const auto query = (*at)[2].str();
            Names names;
            for (std::sregex_iterator each { query.begin(), query.end(), parameter }; each != end;
                 ++each) {
                names.push_back((*each)[1]);
            }
            all.emplace_back((*at)[1], std::move(names));
        }
        return all;
    }

    /// Every operation an endpoint stands for takes these parameters.
    void check_parameters(const std::string& endpoint, const Names& names) {
        for (const auto [path, methods] : object { document_["paths"] }) {
            for (const auto [method, operation] : object { methods }) {
                std::set<std::string> known;
                for (const object parameter : simdjson::dom::array { operation["parameters"] }) {
                    known.emplace(std::string_view { parameter["name"] });
                }
                for (const auto& name : names) {
                    const bool is_about
                        = fits(upper(method) + " " + std::string { path }, endpoint);
                    EXPECT_TRUE(!is_about || known.contains(name)) << endpoint << " " << name;
                }
            }
        }
    }

    void check_references(element value) {
        if (value.is_array()) {
            for (const auto item : simdjson::dom::array { value }) {
                check_references(item);
            }
        }
        if (!value.is_object()) {
            return;
        }
        for (const auto [name, member] : object { value }) {
            std::string_view target;
            if (name == "$ref" && member.get(target) == simdjson::SUCCESS) {
                EXPECT_TRUE(target.starts_with("#/")) << target;
                EXPECT_EQ(document_.at_pointer(target.substr(1)).error(), simdjson::SUCCESS)
                    << target << " is nowhere";
            }
            check_references(member);
        }
    }

    void check_operation(std::string_view path, object operation) {
        std::string_view id;
        EXPECT_EQ(operation["operationId"].get(id), simdjson::SUCCESS) << path;
        EXPECT_TRUE(ids_.insert(std::string { id }).second) << id << " is there twice";
        std::set<std::string> in_path;
        for (const object parameter : simdjson::dom::array { operation["parameters"] }) {
            const std::string_view name = parameter["name"];
            const std::string_view place = parameter["in"];
            EXPECT_TRUE(place == "path" || place == "query" || place == "header") << id;
            EXPECT_EQ(parameter["schema"].error(), simdjson::SUCCESS) << id;
            if (place == "path") {
                EXPECT_TRUE(bool { parameter["required"] }) << id;
                in_path.insert("{" + std::string { name } + "}");
            }
        }
        EXPECT_EQ(std::ranges::count(path, '{'), std::ssize(in_path)) << id;
        for (const auto& name : in_path) {
            EXPECT_TRUE(path.contains(name)) << id;
        }
        check_answers(id, operation["responses"]);
    }

    static void check_answers(std::string_view id, object responses) {
        bool has_good_one = false;
        for (const auto [status, answer] : responses) {
            const bool is_status = status == "default" || (status.size() == 3 && status[0] == '2');
            EXPECT_TRUE(is_status) << id << " " << status;
            has_good_one = has_good_one || status != "default";
            const bool says = answer["description"].error() == simdjson::SUCCESS
                || answer["$ref"].error() == simdjson::SUCCESS;
            EXPECT_TRUE(says) << id << " " << status;
        }
        EXPECT_TRUE(has_good_one) << id;
    }

    test::TestSite site_ { storage::Dialect::sqlite };
    std::string text_;
    simdjson::dom::parser parser_;
    element document_;
    std::set<std::string> ids_;
};

TEST_F(OpenApi, is_a_sound_3_1_document) {
    EXPECT_EQ(std::string_view { document_["openapi"] }, "3.1.0");
    EXPECT_EQ(document_["info"]["title"].error(), simdjson::SUCCESS);
    EXPECT_EQ(document_["info"]["version"].error(), simdjson::SUCCESS);
    for (const auto [path, methods] : object { document_["paths"] }) {
        EXPECT_TRUE(path.starts_with('/')) << path;
        for (const auto [method, operation] : object { methods }) {
            check_operation(path, object { operation });
        }
    }
    check_references(document_);
}

TEST_F(OpenApi, documents_every_endpoint_for_programs) {
    const auto all = documented();
    for (const auto& pattern : site_->router().list()) {
        const auto path = pattern.substr(pattern.find(' ') + 1);
        const bool is_for_programs = path.starts_with("/api/") || path.starts_with("/log/")
            || path.ends_with(".tlog-proof") || path == "/healthz" || path == "/readyz"
            || path == "/metrics";
        const bool is_there = std::ranges::any_of(all, [&](const std::string& endpoint) {
            return fits(endpoint, pattern);
        });
        EXPECT_TRUE(is_there || !is_for_programs) << pattern << " is not documented";
    }
}

TEST_F(OpenApi, documents_nothing_that_is_not_served) {
    const auto patterns = site_->router().list();
    for (const auto& endpoint : documented()) {
        const bool is_served = std::ranges::any_of(patterns, [&](const std::string& pattern) {
            return fits(endpoint, pattern);
        });
        EXPECT_TRUE(is_served) << endpoint;
    }
}

TEST_F(OpenApi, the_pages_for_people_name_every_endpoint_and_its_parameters) {
    std::ifstream file { BOAI_DOCUMENTS "/formats/api.md" };
    const std::string page { std::istreambuf_iterator<char> { file }, {} };
    std::set<std::string> unnamed = documented();
    for (const auto& [endpoint, parameters] : endpoints_in(page)) {
        const auto about = std::ranges::count_if(documented(), [&](const std::string& operation) {
            const bool is_about = fits(operation, endpoint);
            if (is_about) {
                unnamed.erase(operation);
            }
            return is_about;
        });
        EXPECT_GT(about, 0) << "docs/formats/api.md names " << endpoint;
        check_parameters(endpoint, parameters);
    }
    for (const auto& operation : unnamed) {
        ADD_FAILURE() << operation << " is not in docs/formats/api.md";
    }
}

TEST_F(OpenApi, has_a_schema_for_every_record_and_an_input_for_every_listed_command) {
    const object schemas = document_["components"]["schemas"];
    for (const auto* table : site_.book->registry().records()) {
        EXPECT_EQ(schemas[table->type().name].error(), simdjson::SUCCESS) << table->type().name;
    }
    for (const auto* command : site_.book->registry().commands()) {
        const auto name = command->name + ".input";
        EXPECT_EQ(schemas[name].error() == simdjson::SUCCESS, command->listed) << name;
    }
}

TEST_F(OpenApi, is_served_to_everybody_with_an_etag) {
    const auto response = site_.check(
        {}, { .name = "the document", .target = "/api/v1/openapi.json", .contains = { text_ } }
    );
    site_.check(
        {},
        { .name = "again",
          .target = "/api/v1/openapi.json",
          .headers = { { "if-none-match", test::header_in(response, "ETag") } },
          .status = 304 }
    );
}

} // namespace
} // namespace boai
