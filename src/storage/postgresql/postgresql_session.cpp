#include "storage/postgresql/postgresql_session.hpp"

#include <libpq-fe.h>

#include <array>

namespace boai::storage {

PGconn* connect_to(const std::string& uri) {
    const std::array<const char*, 10> names {
        "connect_timeout",     "keepalives_idle",
        "keepalives_interval", "keepalives_count",
        "tcp_user_timeout",    "target_session_attrs",
        "application_name",    "dbname",
        "client_encoding",     nullptr,
    };
    const std::array<const char*, 10> values {
        "5", "30", "5", "3", "15000", "read-write", "boai", uri.c_str(), "UTF8", nullptr,
    };
    return PQconnectdbParams(names.data(), values.data(), 1);
}

} // namespace boai::storage
