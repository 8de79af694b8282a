#include "modules/giving/records_naming.hpp"

#include "record/engine.hpp"
#include "record/rows.hpp"

#include <array>
#include <string>

namespace boai::giving {

Result<std::vector<record::Loaded>> records_naming(
    record::CommandContext& context, const record::RecordType& type, std::string_view column, Id id
) {
    const std::array params { storage::Param { context.branch }, storage::Param { id } };
    const std::string name { column };
    return record::all_of(
        record::queries_of(context.tx),
        context.engine.registry().table(type),
        " WHERE t.branch_id = $1 AND t." + name + " = $2 AND t." + name
            + " IS NOT NULL ORDER BY t.id",
        params
    );
}

} // namespace boai::giving
