/// \file
/// The OpenAPI 3.1 document, derived from the registry. Source: OpenAPI Specification 3.1.0.
#pragma once

#include "base/text.hpp"
#include "figures/figure.hpp"
#include "record/registry.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace boai::api {

/// A parameter of an operation; those of the path are found in the path itself.
struct OperationParameter {
    std::string_view name;
    std::string_view description;
    bool is_header = false;
    bool is_required = false;
};

/// One endpoint that is not made from a record, a command or a figure, as its owner describes it.
/// Schemas are JSON Schema; an empty one stands for no body.
struct Operation {
    std::string_view method;  ///< "get", "post", ...
    std::string path;         ///< "/api/v1/imports/{id}"
    std::string id;           ///< unique in the document
    std::string_view tag;
    Text summary;
    std::vector<OperationParameter> parameters {};
    std::string body {};
    std::string_view body_type = "application/json";
    int status = 200;         ///< of the good answer
    std::string answer {};
    std::string_view answer_type = "application/json";
    bool is_open = false;     ///< asks for no account
};

/// What is described.
struct Documented {
    const record::Registry& registry;
    std::span<const figures::Definition* const> figures;
    std::span<const Operation> operations;
};

/// The document. Everything is in it, whoever asks: it holds no data.
[[nodiscard]] std::string openapi(const Documented& documented);

/// `{"type":"object",...}` of the named texts, all of them required.
[[nodiscard]] std::string texts_schema(std::span<const std::string_view> names);

}  // namespace boai::api
