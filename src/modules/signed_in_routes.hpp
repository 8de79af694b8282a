/// \file
/// SignedInRoutes: a module's own endpoints for people who are signed in, answered by workers, for
/// they read files and the database.
#pragma once

#include "base/limits.hpp"
#include "base/workers.hpp"
#include "http/problem.hpp"
#include "http/router.hpp"
#include "modules/module.hpp"
#include "record/engine.hpp"

#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace boai::modules {

using SignedIn = std::shared_ptr<const record::Actor>;

/// The answer to one request of somebody signed in; an error is told as a problem.
using SignedInAnswer = std::function<
    Result<http::Response>(http::Request&, const http::PathValues&, const SignedIn&)>;
/// The same for what answers later itself; what it returns at once is only why it cannot.
using SignedInBeginning = std::function<
    Result<void>(http::Request&, const http::PathValues&, const SignedIn&, const http::Responder&)>;

/// Lives as long as the router is used.
class SignedInRoutes {
public:
    explicit SignedInRoutes(const RouteParts& parts, std::size_t workers = 1)
        : router_(parts.router)
        , authenticate_(parts.authenticate)
        , workers_(workers) { }

    void
    add(http::Method method,
        std::string pattern,
        SignedInAnswer answer,
        std::size_t body_bytes_max = limits::request_body_bytes_max) {
        const auto begin = [answer = std::move(answer
                            )](http::Request& request,
                               const http::PathValues& path,
                               const SignedIn& actor,
                               const http::Responder& respond) -> Result<void> {
            respond(TRY(answer(request, path, actor)));
            return {};
        };
        add_later(method, std::move(pattern), begin, body_bytes_max);
    }

    void add_later(
        http::Method method,
        std::string pattern,
        SignedInBeginning begin,
        std::size_t body_bytes_max = limits::request_body_bytes_max
    ) {
        router_.add(
            method,
            std::move(pattern),
            [this, begin = std::move(begin)](
                http::Request request, http::PathValues path, const http::Responder& respond
            ) {
                const auto shared = std::make_shared<http::Request>(std::move(request));
                const auto work = [this, begin, shared, path = std::move(path), respond] {
                    const auto actor = authenticate_(*shared);
                    const auto begun = actor ? begin(*shared, path, *actor, respond)
                                             : Result<void> { std::unexpected(actor.error()) };
                    if (!begun) {
                        respond(http::problem(begun.error()));
                    }
                };
                if (!workers_.offer(work)) {
                    respond(http::problem({ Errc::unavailable,
                                            Text { "正忙，请稍后重试", "busy; try again shortly" },
                                            {} }));
                }
            },
            body_bytes_max
        );
    }

private:
    http::Router& router_;
    Authenticate authenticate_;
    Workers workers_;
};

} // namespace boai::modules
