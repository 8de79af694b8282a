/// \file
/// The metadata of docs/formats/api.md: records, commands, modules and figures for one viewer.
#pragma once

#include "api/api.hpp"
#include "record/describe.hpp"

#include <span>
#include <string>

namespace boai::api {

/// What is described.
struct Described {
    const record::Registry& registry;
    std::span<const ModuleTitle> modules;
    std::span<const figures::Definition* const> figures;
};

/// The JSON object; holds only what the viewer may see somewhere, and do here.
[[nodiscard]] std::string metadata(const Described& described, const record::Viewer& viewer);

} // namespace boai::api
