// Which tables refer to which: rows are written in the order that foreign keys ask for.
#include "storage/postgresql/postgresql_connection.hpp"

#include <algorithm>
#include <string>

namespace boai::storage {

Result<void> PostgresqlConnection::load_links() {
    constexpr std::string_view foreign_keys
        = "SELECT child.relname, parent.relname FROM pg_constraint link"
          " JOIN pg_class child ON child.oid = link.conrelid"
          " JOIN pg_class parent ON parent.oid = link.confrelid"
          " WHERE link.contype = 'f' AND link.conrelid <> link.confrelid";
    std::map<std::string, TableLinks, std::less<>> links;
    TRY(query(foreign_keys, {}, [&](const Row& row) -> Result<void> {
        links[std::string { row.text(1) }].children.emplace_back(row.text(0));
        links[std::string { row.text(0) }];
        return {};
    }));
    // As many rounds as there are tables settle every chain, and end even where keys form a ring.
    for (std::size_t round = 0; round < links.size(); ++round) {
        for (const auto& [parent, its] : links) {
            for (const auto& child : its.children) {
                auto& depth = links[child].depth;
                depth = std::max(depth, its.depth + 1);
            }
        }
    }
    links_ = std::move(links);
    knows_links_ = true;
    return {};
}

Result<TableLinks> PostgresqlConnection::links_of(std::string_view table) {
    if (!knows_links_) {
        TRY(load_links());
    }
    const auto found = links_.find(table);
    return found == links_.end() ? TableLinks {} : found->second;
}

} // namespace boai::storage
