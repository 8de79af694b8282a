#include "support/sample_book.hpp"

#include "record/generic_commands.hpp"
#include "record/json.hpp"

#include <stdexcept>

namespace boai::test {
namespace {

/// The value, or the end of the test.
template <class T>
T must(Result<T> result) {
    if (!result) {
        throw std::runtime_error(result.error().message.en);
    }
    if constexpr (!std::is_void_v<T>) {
        return std::move(*result);
    }
}

std::unique_ptr<crypto::Vault> make_vault(const std::string& file) {
    must(crypto::MasterKey::create(file));
    return std::make_unique<crypto::Vault>(must(crypto::MasterKey::load(file)));
}

Result<record::BranchTree> sample_branches(record::Queries) {
    return record::BranchTree { {
        { SampleBook::city, {}, "320000", "甲市", "City A", "city" },
        { SampleBook::county, SampleBook::city, "320001", "乙县", "County B", "county" },
        { SampleBook::school, SampleBook::city, "320002", "丙校", "School C", "school" },
    } };
}

const std::set<std::string, std::less<>> every_capability {
    "sample.round.read",   "sample.round.write",   "sample.round.close",  "sample.parcel.read",
    "sample.parcel.write", "sample.parcel.reveal", "sample.figures.read", "sample.parcel.hand_over",
};

} // namespace

SampleBook::SampleBook(storage::Dialect dialect)
    : database_(dialect)
    , vault_(make_vault(folder_.file("master.key")))
    , registry_(*vault_) {
    if (database_.location().text.empty()) {
        return;  // no server: the test is skipped
    }
    must(registry_.add(sample::declarations()));
    must(storage::migrate(*database_, sample::migrations(), clock.now()));
    writer_ = must(storage::Writer::start(*database_));
    readers_ = std::make_unique<storage::ReaderPool>(*database_);
    engine_ = std::make_unique<record::Engine>(record::EngineParts {
        registry_, *database_, *writer_, *readers_, *vault_, clock, ids_ });
    must(engine_->use_branches(sample_branches));
}

std::shared_ptr<const record::Actor>
SampleBook::actor(Id branch, std::set<std::string, std::less<>> capabilities, std::int64_t user) {
    auto made = std::make_shared<record::Actor>();
    made->user = Id { user };
    made->name = "经办人";
    made->grants.push_back({ { branch }, std::move(capabilities) });
    return made;
}

std::shared_ptr<const record::Actor> SampleBook::officer(std::int64_t user) {
    auto made = std::make_shared<record::Actor>();
    made->user = Id { user };
    made->name = "经办人";
    made->grants.push_back({ { city, county, school }, every_capability });
    return made;
}

Result<record::Outcome>
SampleBook::call(std::string_view command, Id branch, std::string_view json, std::string key) {
    const auto* type = registry_.find_command(command);
    record::Envelope envelope;
    auto input = TRY(engine_->read_input(*type, json, envelope));
    return engine_->run({ .actor = officer(),
                          .command = type,
                          .branch = branch,
                          .input = std::move(input),
                          .key = std::move(key),
                          .reason = {} });
}

Result<record::Outcome>
SampleBook::write(std::string_view command, Id branch, Id id, std::string_view json) {
    auto input = std::make_shared<record::RecordWrite>(record::RecordWrite {
        .id = id, .json = std::string { json } });
    return engine_->run({ .actor = officer(),
                          .command = registry_.find_command(command),
                          .branch = branch,
                          .input = input,
                          .key = {},
                          .reason = "测试" });
}

std::int64_t SampleBook::number(std::string_view sql) {
    const auto lease = must(readers_->lend());
    std::int64_t value = 0;
    must(lease->query(sql, {}, [&](const storage::Row& row) -> Result<void> {
        value = row.number(0);
        return {};
    }));
    return value;
}

} // namespace boai::test
