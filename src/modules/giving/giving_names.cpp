#include "modules/giving/giving_names.hpp"

namespace boai::giving {

Result<std::map<Id, std::string>> giving_names(storage::Connection& connection) {
    std::map<Id, std::string> names;
    for (const auto* sql : { "SELECT id, name FROM giving_channel",
                             "SELECT id, name FROM giving_campaign",
                             "SELECT id, name FROM giving_purpose" }) {
        TRY(connection.query(sql, {}, [&](const storage::Row& row) -> Result<void> {
            names.emplace(row.id(0), row.text(1));
            return {};
        }));
    }
    return names;
}

} // namespace boai::giving
