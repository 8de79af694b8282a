#include "modules/giving/import_profile.hpp"

namespace boai::giving {
namespace {

using record::field;
using record::TextField;

constexpr record::FieldSpec fields[] = {
    field<&ImportProfile::name>(TextField { .label = { "名称", "Name" },
                                            .max_length = 80,
                                            .required = true,
                                            .in_list = true,
                                            .search = true }),
    field<&ImportProfile::mapping>(TextField { .label = { "列对应", "Mapping" },
                                               .max_length = 20'000,
                                               .required = true,
                                               .multiline = true }),
};

constexpr record::Key keys[] = { { .columns = "name", .unique = true } };

constexpr record::RecordType declared = record::of<ImportProfile>({
    .name = "giving.import_profile",
    .title = { "导入模板", "Import profile" },
    .fields = fields,
    .permissions = { .read = "giving.import_profile.read", .write = "giving.import_profile.write" },
    .label_field = "name",
    .keys = keys,
});
static_assert(record::consistent<ImportProfile>(declared));

}  // namespace

constinit const record::RecordType import_profile_type = declared;

Result<std::vector<exchange::Profile>> load_profiles(
    record::Engine& engine,
    storage::Connection& connection,
    const std::vector<Id>& branches,
    const std::string& name
) {
    std::vector<storage::Param> params;
    std::string places;
    for (const auto branch : branches) {
        params.emplace_back(branch);
        places += (places.empty() ? "$" : ", $") + std::to_string(params.size());
    }
    std::vector<exchange::Profile> profiles;
    const auto& table = engine.registry().table(import_profile_type);
    TRY(table.select(
        record::queries_of(connection),
        " WHERE t.branch_id IN (" + places + ") ORDER BY t.id DESC",
        params,
        [&](const record::Loaded& loaded) -> Result<void> {
            const auto& profile = loaded.as<ImportProfile>();
            if (name.empty() || profile.name == name) {
                profiles.push_back(TRY(exchange::profile_from_json(profile.mapping)));
            }
            return {};
        }
    ));
    if (!name.empty() && profiles.empty()) {
        return fail(
            Errc::not_found,
            compose({ "没有名为 {} 的导入模板", "there is no import profile named {}" }, { name })
        );
    }
    return profiles;
}

}  // namespace boai::giving
