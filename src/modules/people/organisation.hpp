/// \file
/// Organisation: a company, school or other body the society deals with.
#pragma once

#include "record/record_type.hpp"

#include <string>

namespace boai::people {

struct Organisation {
    std::string name;
    std::string credit_code;  ///< unified social credit code, GB 32100
    std::string address;
    std::string contact_name;
    std::string contact_phone;
};

extern const record::RecordType organisation_type;

}  // namespace boai::people
