/// \file
/// NoticesTest: a book whose gifts and uses are told in notices, drafted, checked and published.
#pragma once

#include "modules/giving/disclosure/notice_file.hpp"
#include "support/test_book.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace boai::giving {

/// The clock of the book begins at 2020-05-21 02:40 in China.
class NoticesTest : public ::testing::TestWithParam<storage::Dialect> {
protected:
    static constexpr std::int64_t hour_ms = 3'600'000;

    NoticesTest() {
        bank_ = book_.make(
            "giving.channel.create", book_.city, R"({"code":"bank","name":"银行","kind":"bank"})"
        );
        flood_ = book_.make(
            "giving.purpose.create",
            book_.city,
            R"({"code":"flood","name":"防汛救灾","fee_cap":50})"
        );
    }

    void pass(std::int64_t milliseconds) { book_.clock.set(book_.clock.now() + milliseconds); }

    Id give(
        const std::string& amount,
        Id purpose = {},
        Id branch = {},
        const std::string& more = R"(,"donor_name":"孟小舟")"
    ) {
        std::string json = R"({"day":"2020-05-20","amount":")" + amount + R"(","channel":")"
            + to_string(bank_) + '"' + more;
        if (!purpose.empty()) {
            json += R"(,"purpose":")" + to_string(purpose) + '"';
        }
        return book_.make("giving.record_gift", branch.empty() ? book_.city : branch, json + "}");
    }

    Id pay(const std::string& amount, Id purpose) {
        const auto id = book_.make(
            "spending.request_payment",
            book_.city,
            R"({"title":"购买被褥","payee":"示例商行","amount":")" + amount + R"(","purpose":")"
                + to_string(purpose) + R"("})"
        );
        const auto one = R"({"payment":")" + to_string(id) + '"';
        const test::Calling by_director { .actor = book_.director() };
        EXPECT_TRUE(book_.call("spending.approve_payment", book_.city, one + "}", by_director));
        const auto paid
            = book_.call("spending.pay", book_.city, one + R"(,"day":"2020-05-21"})", by_director);
        EXPECT_TRUE(paid) << test::failure_of(paid);
        return id;
    }

    /// From 2020-05-20 00:00 to an hour of 2020-05-21.
    std::string period(int hour) {
        return R"("begins_on":"2020-05-20","ends_on":"2020-05-21","ends_hour":)"
            + std::to_string(hour);
    }

    Result<record::Outcome>
    on(const std::string& command,
       Id notice,
       const std::shared_ptr<const record::Actor>& actor = {},
       const std::string& more = "") {
        return book_.call(
            "giving." + command,
            book_.city,
            R"({"notice":")" + to_string(notice) + '"' + more + "}",
            { .actor = actor ? actor : book_.officer() }
        );
    }

    Id drafted(const std::string& json) {
        return book_.make("giving.draft_notice", book_.city, "{" + json + "}");
    }

    Id published(const std::string& json) {
        const auto id = drafted(json);
        const auto checked = on("check_notice", id, {}, R"(,"accepted":"已逐项核实")");
        EXPECT_TRUE(checked) << test::failure_of(checked);
        const auto done = on("publish_notice", id, book_.director());
        EXPECT_TRUE(done) << test::failure_of(done);
        return id;
    }

    DisclosureNotice notice(Id id) {
        return book_.load<DisclosureNotice>(disclosure_notice_type, book_.city, id);
    }

    Notice content(Id id) {
        auto lease = book_->engine().readers().lend();
        const auto bytes = read_notice_bytes(
            book_->engine(), record::queries_of(**lease), book_.city, notice(id).content
        );
        EXPECT_TRUE(bytes);
        bytes_ = *bytes;
        return *parse_notice_file(*bytes);
    }

    std::string leaf(std::int64_t index) {
        return book_.text(
            (book_->database().dialect() == storage::Dialect::sqlite
                 ? "SELECT CAST(entry AS TEXT) FROM journal_leaf WHERE branch_id = "
                 : "SELECT convert_from(entry, 'UTF8') FROM journal_leaf WHERE branch_id = ")
            + std::to_string(book_.city.value) + " AND idx = " + std::to_string(index)
        );
    }

    test::TestBook book_ { GetParam() };
    Id bank_;
    Id flood_;
    std::string bytes_;
};

} // namespace boai::giving
