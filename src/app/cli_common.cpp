#include "app/cli.hpp"

namespace boai::app {

Exit exit_for(Errc code) {
    switch (code) {
    case Errc::invalid:
    case Errc::over_limit:
        return Exit::refused;
    case Errc::not_found:
        return Exit::not_found;
    case Errc::conflict:
        return Exit::conflict;
    case Errc::forbidden:
    case Errc::unauthenticated:
        return Exit::forbidden;
    case Errc::unavailable:
        return Exit::unavailable;
    case Errc::corrupt:
        return Exit::corrupt;
    case Errc::internal:
        return Exit::failed;
    }
    return Exit::failed;
}

std::string wall_clock(Instant at) {
    return local_text(at) + ", China time (UTC+8)";
}

Result<Id> branch_of(Book& book, const std::string& code_or_id) {
    const auto tree = book.engine().branches();
    if (!code_or_id.empty()) {
        const auto* branch = TRY(tree->resolve(code_or_id));
        return branch->id;
    }
    const auto* root = tree->root();
    if (root == nullptr) {
        return fail(
            Errc::not_found,
            Text { "账本里还没有机构，请运行 boai init",
                   "the book has no branch yet; run boai init" }
        );
    }
    return root->id;
}

Error cannot_write(const std::filesystem::path& path) {
    return { Errc::unavailable,
             compose({ "无法写入 {}", "{} cannot be written" }, { path.string() }),
             {} };
}

}  // namespace boai::app
