/// \file
/// Keeping how an officer mapped the columns of a file, for the next file of its kind.
#pragma once

#include "exchange/gift_plan.hpp"
#include "record/engine.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace boai::giving {

/// A file whose columns were mapped.
struct MappedFile {
    std::string_view bytes;
    Id branch;
    std::span<const exchange::TargetField> fields; ///< what columns may mean in it
    std::span<const exchange::SheetChoice> sheets; ///< as mapped; the first is kept
};

/// Keeps the mapping as an import profile of this name, by the command for it.
/// Errors: invalid when there is no mapping; as giving.import_profile.create.
Result<void> keep_mapping(
    record::Engine& engine,
    const std::shared_ptr<const record::Actor>& actor,
    const MappedFile& file,
    const std::string& name
);

} // namespace boai::giving
