/// \file
/// The metadata of docs/formats/api.md: records, commands, modules and figures for one actor.
#pragma once

#include "api/api.hpp"

#include <span>
#include <string>

namespace boai::api {

/// What is described.
struct Described {
    const record::Registry& registry;
    std::span<const ModuleTitle> modules;
    std::span<const figures::Definition* const> figures;
};

/// The JSON object; holds only what the actor may see or do somewhere.
[[nodiscard]] std::string metadata(const Described& described, const record::Actor& actor);

} // namespace boai::api
