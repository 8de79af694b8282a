#include "modules/giving/about_a_gift.hpp"

#include "modules/giving/gift.hpp"
#include "record/engine.hpp"

namespace boai::giving {

Result<record::Loaded> load_gift(record::CommandContext& context, Id id) {
    const auto& table = context.engine.registry().table(gift_type);
    return table.load(record::queries_of(context.tx), context.branch, id);
}

}  // namespace boai::giving
