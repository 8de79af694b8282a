// Gifts in kind: listed, counted by a second person, taken; in the ledger, the log and the figures.
#include "goods_fixture.hpp"
#include "modules/giving/gift.hpp"
#include "modules/giving/goods/goods_rules.hpp"

#include <gmock/gmock.h>

namespace boai::giving {
namespace {

using test::code_of;
using test::failure_of;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class GoodsTest : public GoodsFixture { };

TEST_P(GoodsTest, goods_are_taken_with_one_entry_of_quantities_and_of_the_value_that_is_proved) {
    const auto id = accepted();
    const auto value = gift(id);
    EXPECT_EQ(value.state, GoodsState::accepted);
    EXPECT_EQ(value.lines, 2);
    EXPECT_EQ(value.unpriced, 1) << "the masks have no proof of their value";
    EXPECT_EQ(value.value, Money { 300'000 });
    EXPECT_EQ(balance("1201/", true), 300'000);
    EXPECT_EQ(balance("4103", true), -300'000);
    EXPECT_EQ(balance("W/", false), 40);
    EXPECT_EQ(balance("X/donor", false), -40);
    EXPECT_EQ(figure("giving.goods_value"), 300'000);
    EXPECT_EQ(figure("giving.goods_gifts"), 1);
    EXPECT_EQ(figure("giving.income_amount"), 0) << "goods are no income of money";
    EXPECT_THAT(book_.faults(), IsEmpty());
}

TEST_P(GoodsTest, the_leaf_tells_the_goods_and_no_name) {
    accepted();
    const auto text = leaf(0);
    EXPECT_THAT(text, HasSubstr(R"("type":"goods_gift")"));
    EXPECT_THAT(text, HasSubstr(R"("receipt":"320700-2020-000001")"));
    EXPECT_THAT(
        text, HasSubstr(R"("item":"口罩","specification":"KN95","unit":"箱","value_basis":"none")")
    );
    EXPECT_THAT(text, HasSubstr(R"("commit":{"donor":)"));
    EXPECT_THAT(text, Not(HasSubstr("孟小舟")));
}

TEST_P(GoodsTest, receipts_of_goods_and_of_money_are_one_sequence) {
    accepted();
    const auto channel = book_.make(
        "giving.channel.create", book_.city, R"({"code":"bank","name":"银行","kind":"bank"})"
    );
    const auto cash = book_.make(
        "giving.record_gift",
        book_.city,
        R"({"donor_name":"孟小舟","day":"2020-05-20","amount":"1.00","channel":")"
            + to_string(channel) + R"("})"
    );
    EXPECT_EQ(book_.load<Gift>(gift_type, book_.city, cash).receipt_number, 2);
    const auto third = accepted();
    EXPECT_EQ(gift(third).receipt_number, 3);
    EXPECT_TRUE(on("void_goods_receipt", third, R"("reissue":true)"));
    EXPECT_EQ(gift(third).receipt_number, 4);
    EXPECT_THAT(book_.faults(), IsEmpty());
}

TEST_P(GoodsTest, a_donor_who_wants_no_receipt_gets_no_number) {
    const auto id = accepted(R"("donor_name":"孟小舟","receipt_waived":true)");
    EXPECT_EQ(gift(id).receipt_number, 0);
    EXPECT_EQ(gift(id).receipt_state, GoodsReceipt::waived);
    EXPECT_TRUE(on("issue_goods_receipt", id));
    EXPECT_EQ(gift(id).receipt_number, 1);
}

TEST_P(GoodsTest, counting_is_for_somebody_else_than_whoever_entered_the_list) {
    const auto id = record();
    add_masks(id);
    EXPECT_EQ(code_of(count(id, { .actor = book_.officer() })), "forbidden");
    // The director adds a line: now neither of the two may count all of it alone.
    const auto line = book_.call(
        "giving.add_goods_line",
        book_.city,
        R"({"gift":")" + to_string(id) + R"(","item":"棉被","quantity":"5床"})",
        { .actor = book_.director() }
    );
    ASSERT_TRUE(line);
    EXPECT_EQ(code_of(count(id)), "forbidden");
    EXPECT_TRUE(count(id, { .actor = book_.person(9) }));
}

TEST_P(GoodsTest, nothing_is_taken_that_was_not_counted) {
    const auto id = record();
    EXPECT_EQ(failure_of(count(id)), "there is nothing on the list");
    add_masks(id);
    EXPECT_EQ(failure_of(on("accept_goods", id)), "a second person must count the goods first");
    EXPECT_TRUE(on_line("count_goods_line", R"("counted":0)"));
    EXPECT_TRUE(count(id));
    EXPECT_EQ(
        failure_of(on("accept_goods", id)), "nothing was counted, so there is nothing to take"
    );
}

TEST_P(GoodsTest, what_was_counted_goes_before_what_the_list_said) {
    const auto id = record();
    add_tents(id);
    EXPECT_THAT(failure_of(on_line("count_goods_line", R"("counted":9)")), HasSubstr("value: "));
    EXPECT_TRUE(on_line("count_goods_line", R"("counted":9,"value":"2700.00")"));
    EXPECT_TRUE(count(id));
    EXPECT_EQ(code_of(add(id, R"("item":"棉被","quantity":"5床")")), "conflict")
        << "a counted list is closed";
    EXPECT_TRUE(on("accept_goods", id));
    EXPECT_EQ(balance("W/", false), 9);
    EXPECT_EQ(gift(id).value, Money { 270'000 });
    EXPECT_THAT(book_.faults(), IsEmpty());
}

TEST_P(GoodsTest, a_count_that_was_wrong_is_made_again) {
    const auto id = record();
    add_masks(id);
    EXPECT_TRUE(count(id));
    EXPECT_TRUE(on("recount_goods", id));
    EXPECT_EQ(gift(id).state, GoodsState::listed);
    EXPECT_TRUE(on_line("remove_goods_line"));
    EXPECT_EQ(gift(id).lines, 0);
    add_masks(id, "31箱");
    EXPECT_TRUE(count(id));
    EXPECT_TRUE(on("accept_goods", id));
    EXPECT_EQ(balance("W/", false), 31);
    EXPECT_THAT(book_.faults(), IsEmpty());
}

TEST_P(GoodsTest, a_value_needs_its_basis_and_a_basis_its_proof) {
    const auto id = record();
    const std::string tent = R"("item":"帐篷","quantity":"10顶")";
    EXPECT_THAT(failure_of(add(id, tent + R"(,"value":"10.00")")), HasSubstr("value: without"));
    EXPECT_THAT(
        failure_of(add(id, tent + R"(,"value_basis":"invoice","value_proof":"1")")),
        HasSubstr("value: is needed")
    );
    EXPECT_THAT(
        failure_of(add(id, tent + R"(,"value_basis":"fair_value","value":"10.00")")),
        HasSubstr("value_proof: ")
    );
}

TEST_P(GoodsTest, medicine_that_expires_soon_is_taken_only_with_a_second_persons_reason) {
    const auto id = record();
    const auto outcome = add(
        id, R"("item":"感冒颗粒","quantity":"8箱","category":"medicine","expires_on":"2020-11-19")"
    );
    ASSERT_TRUE(outcome) << failure_of(outcome);
    EXPECT_TRUE(count(id));
    EXPECT_THAT(failure_of(on("accept_goods", id)), HasSubstr("less than six months"));
    EXPECT_EQ(code_of(on_line("allow_near_expiry", "", { .actor = book_.officer() })), "forbidden");
    EXPECT_THAT(
        failure_of(on_line("allow_near_expiry", "", { .reason = "" })), HasSubstr("reason")
    );
    EXPECT_TRUE(on_line("allow_near_expiry", "", { .reason = "疫区急用，两周内用完" }));
    EXPECT_TRUE(on("accept_goods", id));
    EXPECT_EQ(book_.text("SELECT expiry_waiver FROM giving_goods_line"), "疫区急用，两周内用完");
    EXPECT_THAT(book_.faults(), IsEmpty());
}

TEST(GoodsRules, six_months_count_by_the_calendar) {
    const auto day = [](std::string_view text) { return *parse_day(text); };
    EXPECT_EQ(keeps_until(day("2020-05-20")), day("2020-11-20"));
    EXPECT_EQ(keeps_until(day("2020-08-31")), day("2021-02-28")) << "no 31st of February";
    GoodsLine line { .item = "饼干", .category = GoodsCategory::food };
    EXPECT_TRUE(expiry_fault(line, day("2020-05-20"))) << "it must say when it expires";
    line.expires_on = day("2020-11-20");
    EXPECT_FALSE(expiry_fault(line, day("2020-05-20"))) << "six months to the day are enough";
    line.expires_on = day("2020-11-19");
    EXPECT_TRUE(expiry_fault(line, day("2020-05-20")));
    line.category = GoodsCategory::protective;
    EXPECT_FALSE(expiry_fault(line, day("2020-05-20"))) << "the rule is for what spoils";
}

TEST(GoodsRules, the_same_goods_have_the_same_name_in_the_ledger) {
    const GoodsLine masks { .item = "口罩", .specification = "KN95", .unit = "箱" };
    auto others = masks;
    others.unit = "只";
    EXPECT_EQ(commodity_of(masks), commodity_of(masks));
    EXPECT_NE(commodity_of(masks), commodity_of(others));
    EXPECT_THAT(commodity_of(masks), ::testing::MatchesRegex("G[A-P]+"));
}

TEST_P(GoodsTest, goods_straight_to_their_recipient_never_lie_in_store) {
    EXPECT_THAT(
        failure_of(book_.call(
            "giving.record_goods",
            book_.city,
            R"({"day":"2020-05-20","donor_name":"孟小舟","delivery":"direct"})"
        )),
        HasSubstr("recipient: ")
    );
    const auto id = record(R"("donor_name":"孟小舟","delivery":"direct","recipient":"某区医院")");
    add_tents(id);
    EXPECT_TRUE(count(id));
    EXPECT_THAT(failure_of(on("accept_goods", id)), HasSubstr("straight to their recipient"));
    EXPECT_THAT(failure_of(on("deliver_goods", id)), HasSubstr("taken_by: "));
    EXPECT_TRUE(on("deliver_goods", id, R"("taken_by":"赵某")"));
    EXPECT_EQ(gift(id).state, GoodsState::delivered);
    EXPECT_EQ(balance("W/", false), 0);
    EXPECT_EQ(balance("X/beneficiary", false), 10);
    EXPECT_EQ(balance("5101", true), 300'000);
    EXPECT_EQ(balance("4103", true), -300'000);
    EXPECT_THAT(book_.faults(), IsEmpty());
}

TEST_P(GoodsTest, goods_held_for_somebody_else_are_no_income) {
    const auto purpose = book_.make(
        "giving.purpose.create", book_.city, R"({"code":"hubei","name":"转交湖北","kind":"agency"})"
    );
    accepted(R"("donor_name":"孟小舟","purpose":")" + to_string(purpose) + '"');
    EXPECT_EQ(balance("4103", true), 0);
    EXPECT_EQ(balance("2801", true), -300'000);
    EXPECT_THAT(book_.faults(), IsEmpty());
}

TEST_P(GoodsTest, a_gift_taken_by_mistake_is_reversed_by_a_second_person_with_its_receipt) {
    const auto id = accepted();
    EXPECT_EQ(code_of(on("reverse_goods", id, "", { .actor = book_.officer() })), "forbidden");
    EXPECT_TRUE(on("reverse_goods", id));
    EXPECT_EQ(gift(id).state, GoodsState::reversed);
    EXPECT_EQ(gift(id).receipt_number, 0);
    EXPECT_EQ(balance("1201/", true), 0);
    EXPECT_EQ(balance("W/", false), 0);
    EXPECT_EQ(figure("giving.goods_value"), 0);
    EXPECT_EQ(figure("giving.goods_gifts"), 0);
    EXPECT_THAT(leaf(1), HasSubstr(R"("corrects":"0")"));
    EXPECT_EQ(code_of(on("reverse_goods", id)), "conflict");
    EXPECT_THAT(book_.faults(), IsEmpty());
}

TEST_P(GoodsTest, refused_goods_leave_no_receipt_and_no_entry) {
    const auto id = record();
    add_masks(id);
    EXPECT_TRUE(on("refuse_goods", id));
    EXPECT_EQ(gift(id).state, GoodsState::refused);
    EXPECT_EQ(book_.number("SELECT count(*) FROM journal_leaf"), 0);
    EXPECT_EQ(code_of(count(id)), "conflict");
    EXPECT_EQ(code_of(on("refuse_goods", id)), "conflict");
}

TEST_P(GoodsTest, a_quantity_is_split_or_asked_about_and_never_guessed) {
    const auto id = record();
    const std::string disinfectant = R"("item":"消毒液","quantity":)";
    EXPECT_TRUE(add(id, disinfectant + R"("1400瓶60箱")"));
    EXPECT_EQ(gift(id).lines, 2);
    EXPECT_THAT(failure_of(add(id, disinfectant + R"("1200瓶60箱")")), HasSubstr("quantity: "));
    EXPECT_THAT(failure_of(add(id, disinfectant + R"("84消费液")")), HasSubstr("quantity: "));
    EXPECT_THAT(
        failure_of(add(
            id,
            disinfectant + R"("3瓶5桶","value_basis":"invoice","value":"10.00","value_proof":"1")"
        )),
        HasSubstr("value: ")
    ) << "one value cannot be split";
}

TEST_P(GoodsTest, a_gift_has_as_many_lines_as_its_leaf_has_room_for) {
    const auto id = record();
    std::string item;
    for (int i = 0; i < 60; ++i) {
        item += "罩";
    }
    for (int i = 0; i < 80; ++i) {
        ASSERT_TRUE(
            add(id,
                R"("item":")" + item + R"(","specification":")" + item
                    + R"(","quantity":"1000000000","unit":"罩罩罩罩罩罩罩罩罩罩罩罩",)"
                      R"("value_basis":"fair_value","value":"100000000.00","value_proof":"某公司")")
        );
    }
    EXPECT_EQ(code_of(add(id, R"("item":"口罩","quantity":"1箱")")), "over_limit");
    EXPECT_TRUE(count(id));
    const auto outcome = on("accept_goods", id);
    EXPECT_TRUE(outcome) << failure_of(outcome);
}

TEST_P(GoodsTest, the_audit_finds_a_line_changed_behind_the_programs_back) {
    accepted();
    book_.tamper("UPDATE giving_goods_line SET counted = 31 WHERE counted = 30");
    EXPECT_THAT(book_.faults(), ::testing::Contains(HasSubstr("its entry moves something else")));
    book_.tamper("UPDATE giving_goods_line SET counted = 30 WHERE counted = 31");
    book_.tamper("UPDATE giving_goods_line SET value = 1 WHERE value IS NOT NULL");
    EXPECT_THAT(book_.faults(), ::testing::Contains(HasSubstr("say what their lines come to")));
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    GoodsTest,
    ::testing::ValuesIn(test::TempDatabase::kinds()),
    test::TempDatabase::name_of
);

} // namespace
} // namespace boai::giving
