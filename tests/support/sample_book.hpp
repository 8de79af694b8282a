/// \file
/// SampleBook: an engine over the sample records on a fresh database, with three branches.
#pragma once

#include "record/engine.hpp"
#include "support/sample_records.hpp"
#include "support/temp_database.hpp"

#include <memory>
#include <set>
#include <string>
#include <string_view>

namespace boai::test {

/// A city with two counties below it. Throws when it cannot be made.
class SampleBook {
public:
    explicit SampleBook(storage::Dialect dialect);

    [[nodiscard]] record::Engine& engine() { return *engine_; }

    [[nodiscard]] const record::Registry& registry() const { return registry_; }

    [[nodiscard]] const crypto::Vault& vault() const { return *vault_; }

    [[nodiscard]] storage::Database& database() { return *database_; }

    FixedClock clock { Instant { 1'590'000'000'000 } };

    static constexpr Id city { 101 };
    static constexpr Id county { 102 };
    static constexpr Id school { 103 };

    /// Somebody with these capabilities in one branch.
    [[nodiscard]] static std::shared_ptr<const record::Actor>
    actor(Id branch, std::set<std::string, std::less<>> capabilities, std::int64_t user = 7);
    /// Somebody who may do everything in all three branches.
    [[nodiscard]] static std::shared_ptr<const record::Actor> officer(std::int64_t user = 7);

    /// Runs a command of the sample with its JSON and waits. Errors: as the command.
    Result<record::Outcome>
    call(std::string_view command, Id branch, std::string_view json, std::string key = {});
    /// The same for a record's own command; `id` is none for create.
    Result<record::Outcome>
    write(std::string_view command, Id branch, Id id, std::string_view json);
    /// The number a query gives.
    std::int64_t number(std::string_view sql);

private:
    TempFolder folder_;
    TempDatabase database_;
    std::unique_ptr<crypto::Vault> vault_;
    record::Registry registry_;
    IdSource ids_ { clock, 1 };
    std::unique_ptr<storage::Writer> writer_;
    std::unique_ptr<storage::ReaderPool> readers_;
    std::unique_ptr<record::Engine> engine_;
};

} // namespace boai::test
