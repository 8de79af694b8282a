/// \file
/// A folder of its own for one test, removed with all it holds.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

namespace boai::crypto {

class TemporaryFolder {
public:
    TemporaryFolder() {
        auto pattern = (std::filesystem::temp_directory_path() / "boai_crypto_XXXXXX").string();
        path_ = ::mkdtemp(pattern.data());
    }

    TemporaryFolder(TemporaryFolder const&) = delete;
    TemporaryFolder& operator=(TemporaryFolder const&) = delete;

    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    [[nodiscard]] std::filesystem::path key_file() const { return path_ / "keys" / "master.key"; }

private:
    std::filesystem::path path_;
};

}  // namespace boai::crypto
