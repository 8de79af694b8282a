// Nobody could ever open the name, or everybody who may read the record.
#include "declaration.hpp"

namespace boai::sample {

constexpr record::FieldSpec fields[] = {
    field<&Person::name>(TextField {
        .label = { "姓名", "Name" }, .max_length = 100, .privacy = Privacy::personal, .mask = mask }
    ),
    state_field,
};
static_assert(record::consistent<Person>(declare(fields)));

} // namespace boai::sample
