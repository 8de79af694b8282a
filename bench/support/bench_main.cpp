#include "bench/support/bench_main.hpp"

#include <unistd.h>

#include <cstdio>

namespace boai::bench {
namespace {

/// Removes the folder however the measurement ends.
class Folder {
public:
    explicit Folder(std::filesystem::path path)
        : path_(std::move(path)) {
        std::filesystem::create_directories(path_);
    }

    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

} // namespace

Result<ServerProcess> Setup::serve(const std::filesystem::path& book) const {
    const auto port = free_port();
    auto words = call("serve", book);
    words.insert(words.end(), { "--address", "127.0.0.1:" + std::to_string(port) });
    return ServerProcess::start(words, port, (folder / "server.log").string());
}

int bench_main(
    int argc,
    char** argv,
    const char* description,
    FunctionRef<void(CLI::App& app)> add_options,
    FunctionRef<Result<void>(Setup setup)> run
) {
    CLI::App app { description };
    std::string parent = BOAI_BENCH_FOLDER;
    app.add_option("--folder", parent, "Where books are made; its disk is what is measured")
        ->capture_default_str();
    add_options(app);
    CLI11_PARSE(app, argc, argv);
    const auto name = std::filesystem::path { argv[0] }.filename().string();
    const Folder folder { std::filesystem::path { parent }
                          / (name + "-" + std::to_string(::getpid())) };
    const auto outcome = run(
        { .folder = folder.path(), .program = BOAI_PROGRAM, .bench_folder = BOAI_BENCH_PROGRAMS }
    );
    if (!outcome) {
        static_cast<void>(
            std::fprintf(stderr, "%s: %s\n", name.c_str(), outcome.error().message.en.c_str())
        );
        return 1;
    }
    return 0;
}

} // namespace boai::bench
