#include "http/router.hpp"

#include "http/problem.hpp"

#include <algorithm>

namespace boai::http {
namespace {

constexpr Text no_such_path {
    "没有这个地址，请检查拼写",
    "there is nothing at this address; check its spelling",
};
constexpr Text wrong_method {
    "这个地址不支持该操作，可用的操作见 Allow",
    "this address does not take that method; see Allow for those it takes",
};

/// Takes the first part off "/a/b": "a", leaving "/b".
std::string_view take_part(std::string_view& path) {
    path.remove_prefix(1);
    const auto part = path.substr(0, path.find('/'));
    path.remove_prefix(part.size());
    return part;
}

}  // namespace

std::string_view name_of(Method method) {
    switch (method) {
    case Method::get:
        return "GET";
    case Method::head:
        return "HEAD";
    case Method::post:
        return "POST";
    case Method::put:
        return "PUT";
    case Method::patch:
        return "PATCH";
    case Method::remove:
        return "DELETE";
    case Method::options:
        return "OPTIONS";
    case Method::other:
        return "OTHER";
    }
    return "OTHER";
}

const std::string& PathValues::operator[](std::string_view name) const {
    static const std::string none;
    const auto at
        = std::ranges::find(values_, name, &std::pair<std::string_view, std::string>::first);
    return at == values_.end() ? none : at->second;
}

void Router::add(Method method, std::string pattern, Answer answer, std::size_t body_bytes_max) {
    Node* node = &root_;
    std::vector<std::string> names;
    std::string_view rest = pattern;
    while (!rest.empty()) {
        const auto part = take_part(rest);
        const bool takes_rest = part.ends_with("*}");
        const bool is_name = part.starts_with('{');
        if (is_name) {
            names.emplace_back(part.substr(1, part.size() - (takes_rest ? 3 : 2)));
        }
        auto& next = takes_rest ? node->rest
            : is_name           ? node->any
                                : node->fixed[std::string { part }];
        if (next == nullptr) {
            next = std::make_unique<Node>();
        }
        node = next.get();
    }
    node->routes.push_back(
        { method, std::move(pattern), std::move(names), std::move(answer), body_bytes_max }
    );
}

const Router::Node* Router::find(const Node& node, std::string_view path, Parts& values) {
    if (path.empty()) {
        return node.routes.empty() ? nullptr : &node;
    }
    auto after = path;
    const auto part = take_part(after);
    if (const auto at = node.fixed.find(part); at != node.fixed.end()) {
        if (const auto* found = find(*at->second, after, values)) {
            return found;
        }
    }
    if (node.any != nullptr && !part.empty()) {
        values.push_back(part);
        if (const auto* found = find(*node.any, after, values)) {
            return found;
        }
        values.pop_back();
    }
    if (node.rest != nullptr && path.size() > 1) {
        values.push_back(path.substr(1));
        return node.rest.get();
    }
    return nullptr;
}

void Router::handle(Request request, Responder respond) {
    Parts parts;
    const auto* node = find(root_, request.path, parts);
    if (node == nullptr) {
        if (fallback_) {
            fallback_(std::move(request), {}, std::move(respond));
            return;
        }
        respond(problem(404, Errc::not_found, no_such_path));
        return;
    }
    const auto* route = route_for(node->routes, request.method);
    if (route == nullptr) {
        respond(refuse_method(node->routes));
        return;
    }
    PathValues values;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        values.push(route->names[i], std::string { parts[i] });
    }
    route->answer(std::move(request), std::move(values), std::move(respond));
}

std::size_t Router::body_bytes_max(Method method, std::string_view path) const {
    Parts parts;
    const auto* node = find(root_, path, parts);
    const auto* route = node == nullptr ? nullptr : route_for(node->routes, method);
    return route == nullptr ? limits::request_body_bytes_max : route->body_bytes_max;
}

const Router::Route* Router::route_for(const std::vector<Route>& routes, Method method) {
    const auto wanted = method == Method::head ? Method::get : method;
    const auto at = std::ranges::find(routes, wanted, &Route::method);
    return at == routes.end() ? nullptr : &*at;
}

Response Router::refuse_method(const std::vector<Route>& routes) {
    auto response = problem(405, Errc::invalid, wrong_method);
    std::string allowed;
    for (const auto& route : routes) {
        allowed.append(allowed.empty() ? "" : ", ").append(name_of(route.method));
        if (route.method == Method::get) {
            allowed.append(", HEAD");
        }
    }
    response.headers.emplace_back("Allow", std::move(allowed));
    return response;
}

std::vector<std::string> Router::list() const {
    std::vector<std::string> all;
    std::vector<const Node*> open { &root_ };
    while (!open.empty()) {
        const auto* node = open.back();
        open.pop_back();
        for (const auto& route : node->routes) {
            all.push_back(std::string { name_of(route.method) } + " " + route.pattern);
        }
        for (const auto& [part, next] : node->fixed) {
            open.push_back(next.get());
        }
        for (const auto* next : { node->any.get(), node->rest.get() }) {
            if (next != nullptr) {
                open.push_back(next);
            }
        }
    }
    std::ranges::sort(all);
    return all;
}

}  // namespace boai::http
