#include "identity/identity_service.hpp"

#include "identity/address.hpp"

#include <array>

namespace boai::identity {

IdentityService::IdentityService(record::Engine& engine, Roles roles, IdentityOptions options)
    : engine_(engine)
    , roles_(std::move(roles))
    , options_(options)
    , attempts_(engine.clock(), options.attempts)
    , workers_(options.threads, options.waiting_max) { }

Result<std::unique_ptr<IdentityService>>
IdentityService::create(record::Engine& engine, IdentityOptions options) {
    auto roles = TRY(Roles::create(engine.registry()));
    return std::unique_ptr<IdentityService> { new IdentityService {
        engine, std::move(roles), options } };
}

Result<void> IdentityService::write(
    UserKey key, const std::function<Result<void>(record::CommandContext&)>& work
) {
    // The user's name stands in the history; what is allowed was decided before.
    const record::Actor actor { .user = key.user, .is_system = true };
    return engine_.writer().run(key.branch, [&](storage::Transaction& tx) {
        record::CommandContext context { engine_, tx, actor, key.branch, now(), {} };
        return work(context);
    });
}

Result<void> IdentityService::note_opening(const record::Actor& actor, const Opening& opening) {
    return write({ opening.branch, actor.user }, [&](record::CommandContext& context) {
        return add_event(
            context,
            { .kind = AuditKind::personal_value_opened,
              .record = std::string { opening.record },
              .record_id = opening.id.empty() ? "" : to_string(opening.id),
              .detail = opening.id.empty() ? "list" : "",
              .reason = opening.reason,
              .address = coarse(opening.address) }
        );
    });
}

Result<std::map<Id, std::string>> user_names(record::Queries queries, std::span<const Id> users) {
    std::map<Id, std::string> names;
    if (users.empty()) {
        return names;
    }
    std::vector<storage::Param> params;
    std::string places;
    for (const auto user : users) {
        params.emplace_back(user);
        places += (places.empty() ? "$" : ", $") + std::to_string(params.size());
    }
    TRY(queries(
        "SELECT id, name FROM identity_user WHERE id IN (" + places + ")",
        params,
        [&](const storage::Row& row) -> Result<void> {
            names.emplace(row.id(0), row.text(1));
            return {};
        }
    ));
    return names;
}

}  // namespace boai::identity
