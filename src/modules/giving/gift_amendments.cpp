#include "modules/giving/gift_amendments.hpp"

#include "modules/giving/amend_donor.hpp"

#include <simdjson.h>

#include <algorithm>
#include <array>

namespace boai::giving {
namespace {

using simdjson::dom::element;
using storage::Param;

std::optional<DonorKind> kind_in(element change, std::string_view member) {
    std::string_view word;
    if (change.at_key(member).get(word) != simdjson::SUCCESS) {
        return std::nullopt;
    }
    const auto all = record::choices_of<DonorKind>;
    const auto at = std::ranges::find(all, word, &record::Choice::value);
    return at == all.end() ? std::nullopt
                           : std::optional { static_cast<DonorKind>(at - all.begin()) };
}

/// Takes up what one change of a field says; false when it cannot be read.
bool take_change(element change, Amendment& amendment) {
    std::string_view field;
    if (change.at_key("field").get(field) != simdjson::SUCCESS) {
        return false;
    }
    if (field == "donor_entry") {
        return change.at_key("to").get(amendment.entry) == simdjson::SUCCESS;
    }
    if (field == "donor_kind") {
        const auto from = kind_in(change, "from");
        const auto to = kind_in(change, "to");
        if (!from || !to) {
            return false;
        }
        amendment.kinds.emplace(*from, *to);
    }
    amendment.is_name_changed = amendment.is_name_changed || field == "donor_name";
    return true;
}

bool take_changes(simdjson::dom::parser& parser, std::string_view json, Amendment& amendment) {
    simdjson::dom::array changes;
    if (parser.parse(json.data(), json.size()).get(changes) != simdjson::SUCCESS) {
        return false;
    }
    for (const auto change : changes) {
        if (!change.is_object() || !take_change(change, amendment)) {
            return false;
        }
    }
    return true;
}

} // namespace

Result<std::vector<Amendment>> amendments_of(record::Queries queries, const DonorTold& gift) {
    std::vector<Amendment> amendments;
    if (!gift.donor_entry) {
        return amendments;
    }
    simdjson::dom::parser parser;
    const std::array params { Param { gift.head.branch },
                              Param { gift.head.id },
                              Param { amend_action } };
    TRY(queries(
        "SELECT at, changes FROM record_history WHERE branch_id = $1 AND record_id = $2 AND action "
        "= $3 ORDER BY id",
        params,
        [&](const storage::Row& row) -> Result<void> {
            Amendment amendment { .at = row.instant(0) };
            if (!take_changes(parser, row.text(1), amendment)) {
                return fail(
                    Errc::corrupt,
                    Text { "捐赠的修改记录读不出来", "the history of a gift cannot be read" }
                );
            }
            amendments.push_back(amendment);
            return {};
        }
    ));
    return amendments;
}

} // namespace boai::giving
