/// \file
/// ViewRoutes: a module's own read endpoints, each answered on one snapshot, about the branches
/// its caller may read.
#pragma once

#include "modules/signed_in_routes.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace boai::modules {

/// What one view is asked.
struct ViewQuestion {
    record::Queries queries;
    const std::vector<Id>& branches; ///< those asked for that the caller may read; never empty
    const http::Request& request;
    const http::PathValues& path;
};

/// The JSON of an answer. Errors: its own, and those of storage.
using View = std::function<Result<std::string>(const ViewQuestion&)>;
/// The same as a whole answer, such as a file.
using FileView = std::function<Result<http::Response>(const ViewQuestion&)>;

/// Lives as long as the router is used.
class ViewRoutes {
public:
    /// Whoever asks needs `capability` in the branches asked for.
    ViewRoutes(const RouteParts& parts, std::string_view capability)
        : engine_(parts.engine)
        , capability_(capability)
        , routes_(parts) { }

    /// Answers GET of `pattern`. Parameters: "branch", a code, and "subtree" for those below it
    /// too; every branch the caller may read when none is named.
    void add(std::string pattern, View view) {
        add_file(
            std::move(pattern),
            [view = std::move(view)](const ViewQuestion& question) -> Result<http::Response> {
                return http::json_response(TRY(view(question)));
            }
        );
    }

    void add_file(std::string pattern, FileView view) {
        routes_.add(
            http::Method::get,
            std::move(pattern),
            [this, view = std::move(view)](
                const http::Request& request, const http::PathValues& path, const SignedIn& actor
            ) -> Result<http::Response> {
                const auto branches = TRY(branches_of(request, *actor));
                auto lease = TRY(engine_.readers().lend());
                return storage::in_snapshot(*lease, [&](storage::Connection& snapshot) {
                    return view({ record::queries_of(snapshot), branches, request, path });
                });
            }
        );
    }

private:
    Result<std::vector<Id>> branches_of(const http::Request& request, const record::Actor& actor) {
        const auto tree = engine_.branches();
        std::vector<Id> asked;
        if (const auto code = request.parameter("branch")) {
            const auto* branch = TRY(tree->resolve(*code));
            asked = request.parameter("subtree") ? tree->subtree(branch->id)
                                                 : std::vector { branch->id };
        } else {
            for (const auto& branch : tree->all()) {
                asked.push_back(branch.id);
            }
        }
        std::erase_if(asked, [&](Id branch) { return !actor.may(capability_, branch); });
        if (asked.empty()) {
            return fail(Errc::forbidden, Text { "没有权限", "not permitted" });
        }
        return asked;
    }

    record::Engine& engine_;
    std::string_view capability_;
    SignedInRoutes routes_;
};

} // namespace boai::modules
