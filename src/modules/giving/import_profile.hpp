/// \file
/// ImportProfile: a learnt mapping of one kind of file, chosen again by the shape of its header.
#pragma once

#include "exchange/profile.hpp"
#include "record/engine.hpp"
#include "record/record_type.hpp"

#include <string>
#include <vector>

namespace boai::giving {

struct ImportProfile {
    std::string name;
    std::string mapping;  ///< as exchange::to_json writes a profile
};

extern const record::RecordType import_profile_type;

/// The learnt profiles of these branches; only the named one when a name is given.
/// Errors: not_found when there is none of that name; as storage.
Result<std::vector<exchange::Profile>> load_profiles(
    record::Engine& engine,
    storage::Connection& connection,
    const std::vector<Id>& branches,
    const std::string& name
);

}  // namespace boai::giving
