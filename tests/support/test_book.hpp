/// \file
/// TestBook: the program's whole book on a database of its own, with a city and two counties.
#pragma once

#include "app/book.hpp"
#include "record/generic_commands.hpp"
#include "support/temp_database.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace boai::test {

/// How a command is called; what is left out is as most tests want it.
struct Calling {
    std::shared_ptr<const record::Actor> actor {}; ///< the officer when empty
    std::string key {};
    std::string reason = "测试";
};

/// Throws when it cannot be made. Without a PostgreSQL server its test is skipped.
class TestBook {
public:
    explicit TestBook(storage::Dialect dialect);

    [[nodiscard]] app::Book& operator*() { return *book_; }

    [[nodiscard]] app::Book* operator->() { return book_.get(); }

    FixedClock clock { Instant { 1'590'000'000'000 } }; ///< 2020-05-21 in China
    Id city; ///< "320700"
    Id county; ///< "320722", below the city
    Id other_county; ///< "320723", below the city

    /// Somebody with every capability of the program, everywhere.
    [[nodiscard]] std::shared_ptr<const record::Actor> person(std::int64_t user) const;

    /// The one who enters things.
    [[nodiscard]] std::shared_ptr<const record::Actor> officer() const { return person(7); }

    /// A second pair of eyes.
    [[nodiscard]] std::shared_ptr<const record::Actor> director() const { return person(8); }

    /// Somebody with these capabilities in some branches only.
    [[nodiscard]] static std::shared_ptr<const record::Actor> person_with(
        std::int64_t user, std::vector<Id> branches, std::set<std::string, std::less<>> capabilities
    );

    /// Runs a command with its JSON and waits. Errors: as the command.
    Result<record::Outcome>
    call(std::string_view command, Id branch, std::string_view json, Calling calling = {});
    /// The same for a record's own command, such as "giving.channel.update"; `id` is none for
    /// create.
    Result<record::Outcome>
    write(std::string_view command, Id branch, Id id, std::string_view json, Calling calling = {});
    /// A command that must succeed; the id of what it made.
    Id make(std::string_view command, Id branch, std::string_view json, Calling calling = {});

    /// A fundraising plan of the city for the whole of 2020, filed in time by the director.
    Id filed_plan();
    /// What makes a campaign of 2020 one that may raise funds publicly under that plan: JSON
    /// members with a comma in front.
    std::string raising(Id plan);

    /// The record as the program reads it.
    template <class T>
    T load(const record::RecordType& type, Id branch, Id id) {
        return load(type, branch, id).as<T>();
    }

    record::Loaded load(const record::RecordType& type, Id branch, Id id);

    /// The number, or the text, a query gives first; 0 or empty when there is no row.
    std::int64_t number(std::string_view sql);
    std::string text(std::string_view sql);
    /// Changes the database behind the program's back.
    void tamper(std::string_view sql);

    /// What the audit finds, as "check: fault"; nothing in a sound book.
    std::vector<std::string> faults();

    /// Whether these bytes stand anywhere in what the database keeps: in its files, or, on
    /// PostgreSQL, in any column of any row.
    bool keeps(std::string_view bytes);

    /// Closes the book and opens it again.
    void reopen();

private:
    void make_branches();

    TempFolder folder_;
    TempDatabase database_;
    app::BookOptions options_;
    std::unique_ptr<app::Book> book_;
    std::set<std::string, std::less<>> capabilities_;
};

/// The message of a failure in English with its first field in front; "done" for a success.
[[nodiscard]] std::string failure_of(const Result<record::Outcome>& outcome);

/// A failure's code; nothing in common with any code for a success.
[[nodiscard]] std::string_view code_of(const Result<record::Outcome>& outcome);

} // namespace boai::test
