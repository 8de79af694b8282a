/// \file
/// StatementsTest: a book with a bank's and a service's channel, statements imported into it, and
/// what tests ask of both.
#pragma once

#include "modules/giving/statements/account_book.hpp"
#include "modules/giving/statements/desk_view.hpp"
#include "modules/giving/statements/statement_imports.hpp"
#include "modules/giving/statements/statement_line.hpp"
#include "support/test_book.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace boai::giving {

inline constexpr std::int64_t statement_day_ms = 86'400'000;

class StatementsTest : public ::testing::TestWithParam<storage::Dialect> {
protected:
    StatementsTest() {
        bank_ = book_.make(
            "giving.channel.create", book_.city, R"({"code":"bank","name":"银行","kind":"bank"})"
        );
        wechat_ = book_.make(
            "giving.channel.create",
            book_.city,
            R"({"code":"wechat","name":"微信支付","kind":"wechat"})"
        );
        flood_ = book_.make(
            "giving.purpose.create", book_.city, R"({"code":"flood","name":"防汛救灾"})"
        );
    }

    Id gift(
        std::string_view donor,
        std::string_view amount,
        std::string_view day,
        std::string_view reference = "",
        Id channel = {}
    ) {
        return book_.make(
            "giving.record_gift",
            book_.city,
            R"({"donor_kind":"person","donor_name":")" + std::string { donor } + R"(","amount":")"
                + std::string { amount } + R"(","day":")" + std::string { day }
                + R"(","reference":")" + std::string { reference } + R"(","channel":")"
                + to_string(channel.empty() ? bank_ : channel) + R"("})"
        );
    }

    /// A bank's statement of these rows: "day,number,payer,in,out,balance".
    static std::string bank_file(const std::string& rows) {
        return "交易日期,交易流水号,对方户名,收入金额,支出金额,余额\n" + rows;
    }

    Result<record::Outcome>
    import(const std::string& bytes, const std::string& more = "", Id channel = {}) {
        const auto planned = statement_imports()->plan(
            book_->engine(), book_.officer()->user, book_.city, "bank.csv", bytes
        );
        if (!planned) {
            return std::unexpected(planned.error());
        }
        return book_.call(
            "giving.commit_statement",
            book_.city,
            R"({"plan":")" + to_string((*planned)->id) + R"(","channel":")"
                + to_string(channel.empty() ? bank_ : channel) + '"' + more + "}"
        );
    }

    Result<record::Outcome> of_account(
        std::string_view command,
        const std::string& more = "",
        Id channel = {},
        test::Calling calling = {}
    ) {
        return book_.call(
            command,
            book_.city,
            R"({"channel":")" + to_string(channel.empty() ? bank_ : channel) + '"' + more + "}",
            std::move(calling)
        );
    }

    /// The days a statement covers, for import().
    static std::string covering(const std::string& begins, const std::string& ends) {
        return R"(,"begins":")" + begins + R"(","ends":")" + ends + '"';
    }

    std::string matched() {
        const auto outcome = of_account("giving.match_statements");
        return outcome ? outcome->json : test::failure_of(outcome);
    }

    /// "100.00 matched reference; -5.00 open none", in the order of the file.
    std::vector<std::string> lines() {
        std::vector<std::string> told;
        auto lease = book_->readers().lend();
        const auto done = (*lease)->query(
            "SELECT amount, state, reason FROM giving_statement_line ORDER BY id",
            {},
            [&](const storage::Row& row) -> Result<void> {
                told.push_back(
                    to_string(row.money(0)) + " " + std::string { row.text(1) } + " "
                    + std::string { row.text(2) }
                );
                return {};
            }
        );
        EXPECT_TRUE(done);
        return told;
    }

    Id line(std::int64_t number) {
        const auto offset = std::to_string(number);
        return Id { book_.number(
            "SELECT id FROM giving_statement_line ORDER BY id LIMIT 1 OFFSET " + offset
        ) };
    }

    std::int64_t match_of(std::int64_t number) {
        return book_.load<StatementLine>(statement_line_type, book_.city, line(number))
            .match_number;
    }

    std::int64_t balance(const std::string& account) {
        return book_.number(
            "SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM ledger_balance WHERE account = '"
            + account + "'"
        );
    }

    Result<record::Outcome>
    draft(const std::string& begins, const std::string& ends, const std::string& more = "") {
        return of_account(
            "giving.draft_reconciliation",
            R"(,"begins":")" + begins + R"(","ends":")" + ends + '"' + more
        );
    }

    Result<record::Outcome> sign(Id id, const std::shared_ptr<const record::Actor>& actor = {}) {
        return book_.call(
            "giving.sign_reconciliation",
            book_.city,
            R"({"reconciliation":")" + to_string(id) + R"("})",
            { .actor = actor ? actor : book_.director() }
        );
    }

    Result<record::Outcome> about(
        std::string_view command,
        std::string_view field,
        Id id,
        const std::string& more = "",
        test::Calling calling = {}
    ) {
        return book_.call(
            command,
            book_.city,
            R"({")" + std::string { field } + R"(":")" + to_string(id) + '"' + more + "}",
            std::move(calling)
        );
    }

    /// The open entries of an account as reading all of them finds them, by number.
    std::vector<std::int64_t> open_by_full_reading(const std::string& account) {
        auto lease = book_->readers().lend();
        const auto queries = record::queries_of(**lease);
        const auto closed = *closed_periods(queries, book_.city, account);
        const auto first = *first_statement_day(queries, book_.city, account);
        const auto since
            = closed.empty() ? first.value_or(Day {}) + -on_the_way_days : closed.front().begins;
        std::set<std::int64_t> explained;
        const std::array params { storage::Param { book_.city }, storage::Param { account } };
        EXPECT_TRUE(queries(
            "SELECT entry FROM giving_book_item WHERE branch_id = $1 AND account = $2 AND state IN "
            "('matched', 'suggested')",
            params,
            [&](const storage::Row& row) -> Result<void> {
                explained.insert(row.number(0));
                return {};
            }
        ));
        std::vector<std::int64_t> open;
        const auto entries = *account_entries(queries, book_.city, account);
        for (const auto& each : entries) {
            const bool is_beside = counted_on(closed, each.entry, each.day) >= since;
            if (is_beside && !explained.contains(each.entry)) {
                open.push_back(each.entry);
            }
        }
        return open;
    }

    /// The entries that the desk lists, page by page, by number.
    std::vector<std::int64_t>
    entries_on_desk(const std::string& account, const std::string& state, std::size_t limit) {
        auto lease = book_->readers().lend();
        DeskAsked asked { book_.city, account, state, 0, limit };
        std::vector<std::int64_t> all;
        for (bool has_more = true; has_more; asked.from += limit) {
            const auto json = *desk_json(book_->engine(), record::queries_of(**lease), asked);
            has_more = json.contains(R"("more_entries":true)");
            constexpr std::string_view name = R"("entry":)";
            for (auto at = json.find(name); at != std::string::npos; at = json.find(name, at)) {
                at += name.size();
                all.push_back(std::stoll(json.substr(at)));
            }
        }
        std::ranges::sort(all);
        return all;
    }

    void expect_sound() { EXPECT_THAT(book_.faults(), ::testing::IsEmpty()); }

    /// May of 2020 up to the 21st: two gifts, one of nobody known, a charge.
    static std::string may() {
        return bank_file("2020-05-02,B1,孟小舟,100.00,,1100.00\n"
                         "2020-05-03,B2,李若水,50.00,,1150.00\n"
                         "2020-05-04,B3,,30.00,,1180.00\n"
                         "2020-05-05,B4,,,5.00,1175.00\n");
    }

    test::TestBook book_ { GetParam() };
    Id bank_;
    Id wechat_;
    Id flood_;
};

} // namespace boai::giving
