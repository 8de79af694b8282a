#include "api/api.hpp"

#include "api/endpoint.hpp"

namespace boai::api {

void add_api_routes(ApiParts parts) {
    const auto api = std::make_shared<Api>(std::move(parts));
    add_record_readings(api);
    add_record_writings(api);
    add_history(api);
    add_commands(api);
    add_metadata(api);
    add_figures(api);
    add_health(api);
    add_logs(api);
}

} // namespace boai::api
