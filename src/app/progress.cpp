#include "app/progress.hpp"

#include <unistd.h>

#include <cstdio>

namespace boai::app {

Progress::Progress(std::string label)
    : label_(std::move(label))
    , terminal_(::isatty(STDERR_FILENO) == 1) { }

Progress::~Progress() {
    if (percent_ >= 0) {
        static_cast<void>(std::fputs("\r\033[K", stderr));
    }
}

void Progress::show(std::size_t done, std::size_t total) {
    const int percent = total == 0 ? 100 : static_cast<int>(done * 100 / total);
    if (!terminal_ || percent == percent_) {
        return;
    }
    percent_ = percent;
    constexpr int width = 30;
    const auto filled = static_cast<std::size_t>(percent * width / 100);
    const std::string bar = std::string(filled, '#') + std::string(width - filled, '.');
    static_cast<void>(std::fprintf(stderr, "\r%s [%s] %3d%%", label_.c_str(), bar.c_str(), percent)
    );
    static_cast<void>(std::fflush(stderr));
}

}  // namespace boai::app
