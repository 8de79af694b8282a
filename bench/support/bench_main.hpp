/// \file
/// What every measuring program's main() shares: options, a folder of its own, errors.
#pragma once

#include "base/function_ref.hpp"
#include "base/result.hpp"
#include "bench/support/server_process.hpp"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace boai::bench {

/// Where a program measures.
struct Setup {
    std::filesystem::path folder; ///< empty at first, gone afterwards
    std::string program; ///< boai
    std::string bench_folder; ///< of the measuring programs

    /// Starts the program on a book; its output goes to a file of the folder.
    /// Errors: as ServerProcess::start.
    [[nodiscard]] Result<ServerProcess> serve(const std::filesystem::path& book) const;

    /// The words of a call of the program.
    [[nodiscard]] std::vector<std::string>
    call(const std::string& command, const std::filesystem::path& book) const {
        return { program, command, "--data", book.string() };
    }

    /// Another measuring program.
    [[nodiscard]] std::string beside(const std::string& name) const {
        return bench_folder + "/" + name;
    }
};

/// Reads the arguments, runs the measurement and prints what went wrong.
/// Returns what main() returns.
int bench_main(
    int argc,
    char** argv,
    const char* description,
    FunctionRef<void(CLI::App& app)> add_options,
    FunctionRef<Result<void>(Setup setup)> run
);

} // namespace boai::bench
