/// \file
/// Router: finds the function that answers a request by method and path pattern.
#pragma once

#include "base/limits.hpp"
#include "http/message.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace boai::http {

/// The values of a pattern's {names}, in order of appearance.
class PathValues {
public:
    void push(std::string_view name, std::string value) {
        values_.emplace_back(name, std::move(value));
    }

    /// The value of {name}; empty when the pattern has none.
    [[nodiscard]] const std::string& operator[](std::string_view name) const;

private:
    std::vector<std::pair<std::string_view, std::string>> values_;
};

/// Answers one request. May answer later, from any thread.
using Answer = std::function<void(Request request, PathValues path, Responder respond)>;

/// Routes are added before the server starts. Threads: any, from then on.
class Router final : public Handler {
public:
    /// `pattern` such as "/api/v1/records/{record}/{id}"; a last part "{name*}" takes the rest of
    /// the path. `body_bytes_max` is the largest body taken. The first of two equal routes wins.
    void
    add(Method method,
        std::string pattern,
        Answer answer,
        std::size_t body_bytes_max = limits::request_body_bytes_max);

    /// Answers what no route does.
    void add_fallback(Answer answer) { fallback_ = std::move(answer); }

    void handle(Request request, Responder respond) override;
    [[nodiscard]] std::size_t body_bytes_max(Method method, std::string_view path) const override;

    /// "GET /api/v1/meta", for tests that walk every endpoint.
    [[nodiscard]] std::vector<std::string> list() const;

private:
    struct Route {
        Method method = Method::get;
        std::string pattern;
        std::vector<std::string> names; ///< of the pattern's {names}, in order
        Answer answer;
        std::size_t body_bytes_max = 0;
    };

    /// One part of the paths. The fixed next part is tried before {any}, and that before {rest*}.
    struct Node {
        std::map<std::string, std::unique_ptr<Node>, std::less<>> fixed;
        std::unique_ptr<Node> any;
        std::unique_ptr<Node> rest;
        std::vector<Route> routes;
    };

    using Parts = std::vector<std::string_view>;

    /// The node of a path, and the parts that stood where the pattern has {names}.
    [[nodiscard]] static const Node* find(const Node& node, std::string_view path, Parts& values);

    [[nodiscard]] static const Route* route_for(const std::vector<Route>& routes, Method method);
    [[nodiscard]] static Response refuse_method(const std::vector<Route>& routes);

    Node root_;
    Answer fallback_;
};

/// The name of a method, such as "GET".
[[nodiscard]] std::string_view name_of(Method method);

} // namespace boai::http
