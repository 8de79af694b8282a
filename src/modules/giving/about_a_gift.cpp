#include "modules/giving/about_a_gift.hpp"

#include "modules/giving/gift.hpp"
#include "record/engine.hpp"

namespace boai::giving {

Result<record::Loaded> load_gift(record::CommandContext& context, Id id) {
    return context.engine.load(context, gift_type, id);
}

}  // namespace boai::giving
