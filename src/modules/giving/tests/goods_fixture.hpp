// Gifts in kind in a book of their own, for the tests of what may be done with them.
#pragma once

#include "modules/giving/goods/goods_gift.hpp"
#include "modules/giving/goods/goods_line.hpp"
#include "support/test_book.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace boai::giving {

class GoodsFixture : public ::testing::TestWithParam<storage::Dialect> {
protected:
    Id record(const std::string& more = R"("donor_name":"孟小舟")") {
        return book_.make(
            "giving.record_goods", book_.city, R"({"day":"2020-05-20",)" + more + "}"
        );
    }

    Result<record::Outcome> add(Id gift, const std::string& more) {
        return book_.call(
            "giving.add_goods_line",
            book_.city,
            R"({"gift":")" + to_string(gift) + R"(",)" + more + "}"
        );
    }

    /// Masks without a value.
    void add_masks(Id gift, const std::string& quantity = "30箱") {
        const auto outcome
            = add(gift, R"("item":"口罩","specification":"KN95","quantity":")" + quantity + R"(")");
        ASSERT_TRUE(outcome) << test::failure_of(outcome);
    }

    /// Tents with an invoice over 3000 yuan.
    void add_tents(Id gift) {
        const auto outcome = add(
            gift,
            R"("item":"帐篷","quantity":"10","unit":"顶","value_basis":"invoice","value":"3000.00",)"
            R"("value_proof":"发票 0451")"
        );
        ASSERT_TRUE(outcome) << test::failure_of(outcome);
    }

    /// A command on one gift, by a second person.
    Result<record::Outcome>
    on(const std::string& command, Id gift, const std::string& more = "", test::Calling calling = {}
    ) {
        calling.actor = calling.actor ? calling.actor : book_.director();
        return book_.call(
            "giving." + command,
            book_.city,
            R"({"gift":")" + to_string(gift) + '"' + (more.empty() ? "" : ",") + more + "}",
            std::move(calling)
        );
    }

    Result<record::Outcome> count(Id gift, test::Calling calling = {}) {
        return on(
            "count_goods",
            gift,
            R"("counted_on":"2020-05-21","donor_counters":"甲公司 王某")",
            std::move(calling)
        );
    }

    /// A command on the last line entered, by a second person.
    Result<record::Outcome>
    on_line(const std::string& command, const std::string& more = "", test::Calling calling = {}) {
        calling.actor = calling.actor ? calling.actor : book_.director();
        const Id line { book_.number("SELECT max(id) FROM giving_goods_line") };
        return book_.call(
            "giving." + command,
            book_.city,
            R"({"line":")" + to_string(line) + '"' + (more.empty() ? "" : ",") + more + "}",
            std::move(calling)
        );
    }

    Id accepted(const std::string& more = R"("donor_name":"孟小舟")") {
        const auto gift = record(more);
        add_masks(gift);
        add_tents(gift);
        EXPECT_TRUE(count(gift));
        const auto outcome = on("accept_goods", gift);
        EXPECT_TRUE(outcome) << test::failure_of(outcome);
        return gift;
    }

    GoodsGift gift(Id id) { return book_.load<GoodsGift>(goods_gift_type, book_.city, id); }

    std::string leaf(std::int64_t index) {
        return book_.text(
            (book_->database().dialect() == storage::Dialect::sqlite
                 ? "SELECT CAST(entry AS TEXT) FROM journal_leaf WHERE idx = "
                 : "SELECT convert_from(entry, 'UTF8') FROM journal_leaf WHERE idx = ")
            + std::to_string(index)
        );
    }

    /// What accounts beginning so hold, in fen or in units of goods.
    std::int64_t balance(const std::string& account, bool is_money) {
        return book_.number(
            "SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM ledger_balance WHERE account "
            "LIKE '"
            + account + "%' AND commodity " + (is_money ? "=" : "<>") + " 'CNY'"
        );
    }

    std::int64_t figure(const std::string& name) {
        return book_.number(
            "SELECT CAST(coalesce(sum(value), 0) AS BIGINT) FROM figure_daily WHERE figure = '"
            + name + "' AND dimension = ''"
        );
    }

    test::TestBook book_ { GetParam() };
};

} // namespace boai::giving
