// The whole book, with ledger and journal, on a disk whose every write and sync fails once.
#include "app/logs.hpp"
#include "modules/giving/gift.hpp"
#include "support/fault_vfs.hpp"
#include "support/test_book.hpp"

#include <gmock/gmock.h>
#include <sqlite3.h>

#include <set>

namespace boai {
namespace {

using ::testing::IsEmpty;

class BadDiskTest : public ::testing::Test {
protected:
    BadDiskTest() {
        channel_ = book_.make(
            "giving.channel.create", book_.city, R"({"code":"bank","name":"银行","kind":"bank"})"
        );
        logs_ = std::move(*app::Logs::begin(*book_));
        EXPECT_TRUE(give());
        EXPECT_TRUE(spend());
        logs_->sign();
    }

    bool give() {
        const auto name = "G" + std::to_string(++count_);
        const auto booked = book_.call(
            "giving.record_gift",
            book_.city,
            R"({"donor_name":"孟小舟","day":"2020-05-20","amount":"100.00","channel":")"
                + to_string(channel_) + R"(","reference":")" + name + R"("})"
        );
        expect_known(booked);
        if (booked) {
            acknowledged_.insert(name);
        }
        return booked.has_value();
    }

    bool spend() {
        const auto asked = book_.call(
            "spending.request_payment",
            book_.city,
            R"({"title":"毛毯","amount":"1.00","method":"bank"})"
        );
        expect_known(asked);
        if (!asked) {
            return false;
        }
        const auto payment = R"({"payment":")" + to_string(asked->id) + '"';
        const auto approved = book_.call(
            "spending.approve_payment", book_.city, payment + "}", { .actor = book_.director() }
        );
        expect_known(approved);
        if (!approved) {
            return false;
        }
        const auto paid
            = book_.call("spending.pay", book_.city, payment + R"(,"day":"2020-05-21"})");
        expect_known(paid);
        paid_ += paid ? 1 : 0;
        return paid.has_value();
    }

    static void expect_known(const Result<record::Outcome>& outcome) {
        EXPECT_TRUE(outcome || outcome.error().code == Errc::unavailable)
            << test::failure_of(outcome);
    }

    /// What was acknowledged is there; what was refused may not be. Each entry has its leaf.
    void expect_the_book_is_right(const std::string& when) {
        ASSERT_THAT(book_.faults(), IsEmpty()) << when;
        const auto gifts = book_.number("SELECT count(*) FROM giving_gift");
        ASSERT_EQ(gifts, std::ssize(acknowledged_)) << when;
        const auto paid
            = book_.number("SELECT count(*) FROM spending_payment WHERE state = 'paid'");
        ASSERT_EQ(paid, paid_) << when;
        ASSERT_EQ(book_.number("SELECT count(*) FROM journal_leaf"), gifts + paid) << when;
    }

    test::FaultVfs disk_; // first: the database must be opened on it
    test::TestBook book_ { storage::Dialect::sqlite };
    std::unique_ptr<app::Logs> logs_;
    Id channel_;
    int count_ = 0;
    std::int64_t paid_ = 0;
    std::set<std::string> acknowledged_;
};

TEST_F(BadDiskTest, each_write_and_sync_failed_once_leaves_a_whole_book) {
    expect_the_book_is_right("at first");
    for (const int code : { SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC, SQLITE_FULL }) {
        int thwarted = 0;
        for (int nth = 1;; ++nth) {
            disk_.fail_once(nth, code);
            const bool gave = give();
            const bool spent = spend();
            logs_->sign();
            const bool met_fault = disk_.failures() > 0;
            disk_.mend();
            thwarted += gave && spent ? 0 : 1;
            logs_->sign();
            const auto when = "code " + std::to_string(code) + " operation " + std::to_string(nth);
            ASSERT_NO_FATAL_FAILURE(expect_the_book_is_right(when));
            if (!met_fault) {
                break;
            }
        }
        EXPECT_GT(thwarted, 0) << "gifts and payments themselves met faults";
    }
    logs_.reset();
    book_.reopen();
    expect_the_book_is_right("opened again");
}

} // namespace
} // namespace boai
