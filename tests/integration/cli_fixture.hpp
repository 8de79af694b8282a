// The program itself with a book of its own, for tests of the command line.
#pragma once

#include "support/program.hpp"
#include "support/temp_database.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace boai::test {

class CliFixture : public ::testing::TestWithParam<storage::Dialect> {
protected:
    void SetUp() override {
        if (IsSkipped()) {
            return;
        }
        database_.close();
        const auto made = run({ "init",
                                "--code",
                                "320700",
                                "--name",
                                "云台市红十字会",
                                "--name-en",
                                "Yuntai Red Cross" });
        ASSERT_EQ(made.status, 0) << made.error;
    }

    [[nodiscard]] bool is_file() const { return GetParam() == storage::Dialect::sqlite; }

    /// The arguments that say which book; `data` another folder than the test's own.
    [[nodiscard]] std::vector<std::string> book(const std::string& data = "data") const {
        std::vector<std::string> words { "--data", folder_.file(data) };
        if (!is_file()) {
            words.insert(words.end(), { "--database", database_.location().text });
        }
        return words;
    }

    [[nodiscard]] Ran run(const std::vector<std::string>& arguments) const {
        auto words = book();
        words.insert(words.end(), arguments.begin(), arguments.end());
        return run_program(words);
    }

    std::string write(const std::string& name, std::string_view content) {
        std::ofstream { folder_.file(name), std::ios::binary } << content;
        return folder_.file(name);
    }

    static std::string read(const std::string& path) {
        std::ifstream file { path, std::ios::binary };
        return { std::istreambuf_iterator<char> { file }, {} };
    }

    TempFolder folder_;
    TempDatabase database_ { GetParam() };
};

} // namespace boai::test
