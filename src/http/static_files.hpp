/// \file
/// StaticFiles: the files of the front end, kept in memory with their packed twins.
#pragma once

#include "base/result.hpp"
#include "http/embedded_file.hpp"
#include "http/message.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>

namespace boai::http {

struct StaticOptions {
    /// Answers paths that mean no file (none there, and no ending of a kind that is served), for a
    /// single-page application.
    std::string fallback {};
    /// Files below this folder carry a hash in their names and never change.
    std::string hashed_folder = "assets/";
};

/// Made before the server starts. Threads: any, from then on.
class StaticFiles {
public:
    StaticFiles(std::span<const EmbeddedFile> files, StaticOptions options);
    /// Reads a whole folder. Errors: unavailable when it cannot be read, over_limit above 64 MB.
    static Result<StaticFiles>
    from_folder(const std::filesystem::path& folder, StaticOptions options);

    /// Answers GET and HEAD of a path relative to the folder, such as "assets/index-4f2a.js".
    [[nodiscard]] Response answer(const Request& request, std::string_view path) const;

    [[nodiscard]] bool empty() const { return files_.empty(); }

private:
    /// What is made of a file when it is asked for the first time: packing all of them costs more
    /// than the rest of the program's start.
    struct Made {
        std::once_flag once;
        std::string etag;
        std::shared_ptr<const std::string> gzip_body; ///< null when packing gains nothing
    };

    struct File {
        std::string content_type;
        std::shared_ptr<const std::string> body;
        std::shared_ptr<Made> made;
        bool never_changes = false;
    };

    explicit StaticFiles(StaticOptions options)
        : options_(std::move(options)) { }

    void add(std::string path, std::string bytes, std::string_view packed);
    [[nodiscard]] const File* find(std::string_view path) const;
    static const Made& made_of(const File& file);

    StaticOptions options_;
    std::map<std::string, File, std::less<>> files_;
};

/// The media type of a file by its name's extension.
[[nodiscard]] std::string_view content_type_of(std::string_view path);

} // namespace boai::http
