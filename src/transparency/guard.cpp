#include "transparency/guard.hpp"

#include "crypto/hash.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

namespace boai::transparency {
namespace {

constexpr std::string_view heading
    = "# Boai: the last signed head of each log. Do not restore this file from a backup.\n";

constexpr Text damaged {
    "数据目录中的 signed_heads 已损坏；请核对日志与已公布的检查点，再用 boai key --accept-rollback "
    "决定",
    "signed_heads in the data folder is damaged; compare the logs with published checkpoints, "
    "remove the file, and decide with boai key --accept-rollback",
};
constexpr Text not_written {
    "写不进 signed_heads，未公布检查点；请检查磁盘空间和目录权限",
    "signed_heads cannot be written, so no checkpoint is published; check disk space and folder "
    "permissions",
};
constexpr Text not_read {
    "读不出 signed_heads，请检查磁盘和目录权限",
    "signed_heads cannot be read; check the disk and folder permissions",
};

/// An open file, closed at the end of its scope.
class File {
public:
    File(const std::filesystem::path& path, int flags)
        : descriptor_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) { }

    File(const File&) = delete;
    File& operator=(const File&) = delete;

    ~File() {
        if (descriptor_ >= 0) {
            ::close(descriptor_);
        }
    }

    [[nodiscard]] bool good() const { return descriptor_ >= 0; }

    [[nodiscard]] int descriptor() const { return descriptor_; }

private:
    int descriptor_;
};

bool write_durably(const std::filesystem::path& path, std::string_view bytes) {
    const File file { path, O_WRONLY | O_CREAT | O_TRUNC };
    while (file.good() && !bytes.empty()) {
        const auto written = ::write(file.descriptor(), bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return file.good() && ::fsync(file.descriptor()) == 0;
}

/// Puts `bytes` in the place of the file in one step; a name is durable once its folder is.
Result<void> replace(const std::filesystem::path& file, std::string_view bytes) {
    auto fresh = file;
    fresh += ".new";
    const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path { "." };
    const File opened_folder { folder, O_RDONLY | O_DIRECTORY };
    const bool done = opened_folder.good() && write_durably(fresh, bytes)
        && ::rename(fresh.c_str(), file.c_str()) == 0 && ::fsync(opened_folder.descriptor()) == 0;
    return done ? Result<void> {} : fail(Errc::unavailable, not_written);
}

std::string to_text(const SignedHeads& heads) {
    std::string text { heading };
    for (const auto& [branch, head] : heads) {
        text += to_string(branch) + " " + std::to_string(head.size) + " "
            + crypto::base64(crypto::view(head.root)) + "\n";
    }
    return text;
}

/// Takes what stands before `end`, and the end; nothing when it is not there.
std::optional<std::string_view> take(std::string_view& rest, char end) {
    const auto at = rest.find(end);
    if (at == std::string_view::npos) {
        return std::nullopt;
    }
    const auto part = rest.substr(0, at);
    rest.remove_prefix(at + 1);
    return part;
}

Result<void> read_line(std::string_view line, SignedHeads& heads) {
    const auto branch = take(line, ' ');
    const auto digits = take(line, ' ');
    journal::TreeHead head;
    const auto root = crypto::parse_base64(line);
    if (!branch || !digits || !root || root->size() != head.root.size()) {
        return fail(Errc::corrupt, damaged);
    }
    const auto id = parse_id(*branch);
    const auto* const end = digits->data() + digits->size();
    const auto [stop, error] = std::from_chars(digits->data(), end, head.size);
    if (!id || error != std::errc {} || stop != end) {
        return fail(Errc::corrupt, damaged);
    }
    std::ranges::copy(*root, head.root.begin());
    heads[*id] = head;
    return {};
}

Result<SignedHeads> parse(std::string_view text) {
    SignedHeads heads;
    if (!text.starts_with(heading)) {
        return fail(Errc::corrupt, damaged);
    }
    text.remove_prefix(heading.size());
    while (!text.empty()) {
        const auto line = take(text, '\n');
        if (!line) {
            return fail(Errc::corrupt, damaged);
        }
        TRY(read_line(*line, heads));
    }
    return heads;
}

} // namespace

Result<SignedHeads> Guard::read() const {
    std::error_code error;
    if (!std::filesystem::exists(file_, error)) {
        return error ? Result<SignedHeads> { fail(Errc::unavailable, not_read) } : SignedHeads {};
    }
    std::ifstream stream { file_, std::ios::binary };
    const std::string text { std::istreambuf_iterator<char> { stream }, {} };
    if (!stream) {
        return fail(Errc::unavailable, not_read);
    }
    return parse(text);
}

template <class F>
Result<void> Guard::change(F&& change_heads) {
    // The command line signs beside a server: one of them at a time, or a smaller head could
    // overwrite a larger one.
    auto lock_path = file_;
    lock_path += ".lock";
    const File lock { lock_path, O_RDWR | O_CREAT };
    if (!lock.good() || ::flock(lock.descriptor(), LOCK_EX) != 0) {
        return fail(Errc::unavailable, not_written);
    }
    auto heads = TRY(read());
    const auto before = heads;
    change_heads(heads);
    return heads == before ? Result<void> {} : replace(file_, to_text(heads));
}

Result<void> Guard::advance(const SignedHeads& heads) {
    return change([&](SignedHeads& remembered) {
        for (const auto& [branch, head] : heads) {
            auto& last = remembered[branch];
            if (head.size > last.size) {
                last = head;
            }
        }
    });
}

Result<void> Guard::accept(Id branch, const journal::TreeHead& head) {
    return change([&](SignedHeads& remembered) { remembered[branch] = head; });
}

} // namespace boai::transparency
