/// \file
/// ImportProfile: a learnt mapping of one kind of file, chosen again by the shape of its header.
#pragma once

#include "record/record_type.hpp"

#include <string>

namespace boai::giving {

struct ImportProfile {
    std::string name;
    std::string mapping;  ///< as exchange::to_json writes a profile
};

extern const record::RecordType import_profile_type;

}  // namespace boai::giving
