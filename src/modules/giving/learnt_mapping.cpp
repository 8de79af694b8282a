#include "modules/giving/learnt_mapping.hpp"

#include "base/json_text.hpp"
#include "exchange/profile.hpp"
#include "exchange/workbook_reader.hpp"

namespace boai::giving {
namespace {

Result<exchange::Profile> learn(const MappedFile& file, const std::string& name) {
    if (file.sheets.empty()) {
        return fail_field("sheets", Text { "没有可保存的列对应", "there is no mapping to keep" });
    }
    const auto& choice = file.sheets.front();
    const auto workbook = TRY(exchange::read_workbook(file.bytes));
    if (choice.index >= workbook.sheets.size()) {
        return fail_field("sheets", Text { "没有这个工作表", "there is no such sheet" });
    }
    const auto& sheet = workbook.sheets[choice.index];
    const auto table = exchange::find_table(workbook, sheet, file.fields, &choice.mapping);
    return exchange::learn_profile(name, table, file.fields, choice.mapping.unit);
}

} // namespace

Result<void> keep_mapping(
    record::Engine& engine,
    const std::shared_ptr<const record::Actor>& actor,
    const MappedFile& file,
    const std::string& name
) {
    const auto profile = TRY(learn(file, name));
    std::string json;
    JsonObject { json }.text("name", name).text("mapping", exchange::to_json(profile));
    const auto* command = engine.registry().find_command("giving.import_profile.create");
    std::map<std::string, std::string, std::less<>> envelope;
    auto input = TRY(engine.read_input(*command, json, envelope));
    TRY(engine.run({ actor, command, file.branch, std::move(input), {}, {} }));
    return {};
}

} // namespace boai::giving
