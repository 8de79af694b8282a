/// \file
/// The PostgreSQL server of the tests: started when first asked for, stopped when no test uses it.
#pragma once

#include <string>

namespace boai::test {

/// Where the test server is, or why there is none.
struct PostgresqlServer {
    std::string address;  ///< such as "postgresql:///postgres?host=/tmp/...&user=boai"; or empty
    std::string reason;   ///< why there is none

    [[nodiscard]] bool is_there() const { return !address.empty(); }
};

/// The server all test programs of this user share, started when it is not running; the server
/// named by BOAI_TEST_POSTGRESQL instead, when that is set (and none when it is empty). The tests
/// use and empty databases named boai_test_1 and so on there. Threads: any.
const PostgresqlServer& postgresql_server();

}  // namespace boai::test
