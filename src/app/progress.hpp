/// \file
/// A progress bar on a terminal; silent elsewhere.
#pragma once

#include <cstddef>
#include <string>

namespace boai::app {

/// Draws on standard error, and only when that is a terminal. Threads: one.
class Progress {
public:
    explicit Progress(std::string label);
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    /// Leaves a clean line behind.
    ~Progress();

    void show(std::size_t done, std::size_t total);

private:
    std::string label_;
    bool terminal_;
    int percent_ = -1;
};

}  // namespace boai::app
