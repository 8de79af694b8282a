// Disclosure notices: what is in one, who may publish it, what is kept of it.
#include "crypto/hash.hpp"
#include "modules/giving/disclosure/notice_note.hpp"
#include "modules/giving/tests/notice_fixture.hpp"
#include "modules/spending/allocation.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <thread>

namespace boai::giving {
namespace {

using modules::MoneyMoveKind;
using test::Calling;
using test::code_of;
using test::failure_of;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

class NoticeTest : public NoticesTest { };

TEST_P(NoticeTest, tells_gifts_and_uses_of_its_time_and_what_is_left_of_each_purpose) {
    give("100.00");
    give("250.50", flood_);
    pay("200.00", flood_);
    pass(hour_ms);
    const auto id = published(period(3));
    const auto told = content(id);
    EXPECT_EQ(told.number, "320700-2020-N001");
    EXPECT_EQ(told.totals.gifts, 2);
    EXPECT_EQ(told.totals.amount, Money { 35'050 });
    EXPECT_EQ(told.totals.used, Money { 20'000 });
    ASSERT_EQ(told.buckets.size(), 2U);
    EXPECT_TRUE(told.buckets[0].purpose.empty());
    EXPECT_EQ(told.buckets[0].closing, Money { 10'000 });
    EXPECT_EQ(told.buckets[1].closing, Money { 5'050 });
    EXPECT_EQ(told.purpose_name(flood_), "防汛救灾");
    EXPECT_EQ(notice(id).closing, Money { 15'050 });
    EXPECT_THAT(book_.faults(), IsEmpty());
}

TEST_P(NoticeTest, what_is_entered_later_is_in_the_next_notice_whatever_its_day) {
    give("100.00");
    pass(hour_ms);
    const auto first = published(period(3));
    give("7.00");
    pass(hour_ms);
    const auto next = published(R"("ends_on":"2020-05-21","ends_hour":4)");
    const auto told = content(next);
    EXPECT_EQ(told.begins, notice(first).ends) << "it goes on from the one before";
    EXPECT_EQ(told.previous, "320700-2020-N001");
    EXPECT_EQ(told.number, "320700-2020-N002");
    ASSERT_EQ(told.rows.size(), 1U);
    EXPECT_EQ(told.rows.front().day, *parse_day("2020-05-20")) << "the day it was given";
    EXPECT_EQ(told.buckets.front().opening, Money { 10'000 });
    EXPECT_EQ(told.buckets.front().closing, Money { 10'700 });
    EXPECT_THAT(notice(next).warnings, HasSubstr("不在本期之内")) << "and that was asked about";
    EXPECT_EQ(notice(next).accepted, "已逐项核实");
}

TEST_P(NoticeTest, a_gift_taken_out_in_the_same_time_is_in_none_and_later_in_the_next_as_returned) {
    const auto mistaken = give("10.00");
    const auto later = give("100.00");
    const auto reverse = [&](Id gift) {
        return book_.call(
            "giving.reverse_gift",
            book_.city,
            R"({"gift":")" + to_string(gift) + R"("})",
            { .actor = book_.director() }
        );
    };
    ASSERT_TRUE(reverse(mistaken));
    pass(hour_ms);
    const auto first = content(published(period(3)));
    ASSERT_EQ(first.rows.size(), 1U);
    EXPECT_EQ(first.rows.front().gift, later);
    ASSERT_TRUE(reverse(later));
    pass(hour_ms);
    const auto next = content(published(R"("ends_on":"2020-05-21","ends_hour":4)"));
    ASSERT_EQ(next.rows.size(), 1U);
    EXPECT_EQ(next.rows.front().kind, NoticeRowKind::returned);
    EXPECT_EQ(next.totals.closing, Money {});
}

TEST_P(NoticeTest, is_published_by_somebody_else_than_its_maker_and_its_checker) {
    give("100.00");
    pass(hour_ms);
    const auto id = drafted(period(3));
    EXPECT_EQ(code_of(on("publish_notice", id, book_.director())), "conflict") << "not checked";
    ASSERT_TRUE(on("check_notice", id, book_.director()));
    EXPECT_EQ(code_of(on("publish_notice", id, book_.officer())), "forbidden") << "its maker";
    EXPECT_EQ(code_of(on("publish_notice", id, book_.director())), "forbidden") << "its checker";
    EXPECT_TRUE(on("publish_notice", id, book_.person(9)));
    EXPECT_EQ(code_of(on("publish_notice", id, book_.person(9))), "conflict")
        << "published already";
}

TEST_P(NoticeTest, the_file_has_no_donors_name_and_the_log_has_its_hash) {
    give("100.00");
    pass(hour_ms);
    const auto id = published(period(3));
    content(id);
    const auto kept = notice(id);
    EXPECT_EQ(crypto::hex(crypto::view(crypto::sha256(bytes_))), kept.sha256);
    EXPECT_THAT(bytes_, Not(HasSubstr("孟")));
    ASSERT_TRUE(kept.entry);
    EXPECT_THAT(leaf(*kept.entry), HasSubstr(R"("type":"notice")"));
    EXPECT_THAT(
        leaf(*kept.entry),
        HasSubstr(R"("published":{"number":"320700-2020-N001","sha256":")" + kept.sha256 + R"("})")
    );
    EXPECT_THAT(book_.faults(), IsEmpty());
}

TEST_P(NoticeTest, a_correction_is_a_note_with_a_leaf_and_the_notice_stays_as_it_is) {
    give("100.00");
    pass(hour_ms);
    const auto id = published(period(3));
    const auto before = notice(id);
    const std::string text = R"(,"text":"第 1 行用途应为防汛救灾")";
    EXPECT_EQ(code_of(on("annotate_notice", id, book_.officer(), text)), "forbidden")
        << "its maker";
    const auto noted = on("annotate_notice", id, book_.director(), text);
    ASSERT_TRUE(noted) << failure_of(noted);
    const auto note = book_.load<NoticeNote>(notice_note_type, book_.city, noted->id);
    ASSERT_TRUE(note.entry);
    EXPECT_THAT(
        leaf(*note.entry),
        HasSubstr(crypto::hex(crypto::view(crypto::sha256("第 1 行用途应为防汛救灾"))))
    );
    EXPECT_THAT(leaf(*note.entry), HasSubstr(R"("corrects":")" + std::to_string(*before.entry)));
    EXPECT_EQ(notice(id).sha256, before.sha256);
    EXPECT_EQ(code_of(on("redraft_notice", id)), "conflict");
    EXPECT_THAT(book_.faults(), IsEmpty());
}

TEST_P(NoticeTest, numbers_have_no_gap_and_a_dropped_draft_takes_none) {
    give("100.00");
    pass(hour_ms);
    const auto dropped = drafted(period(3));
    ASSERT_TRUE(on("drop_notice", dropped));
    EXPECT_EQ(code_of(on("check_notice", dropped)), "conflict");
    EXPECT_EQ(notice(published(period(3))).number, 1);
    pass(hour_ms);
    EXPECT_EQ(notice(published(R"("ends_on":"2020-05-21","ends_hour":4)")).number, 2);
    pass(366LL * 24 * hour_ms);
    EXPECT_EQ(notice(published(R"("ends_on":"2021-05-22","ends_hour":4)")).number, 1)
        << "and begin again each year";
}

TEST_P(NoticeTest, what_does_not_pass_stays_a_draft_and_says_why) {
    give("100.00");
    const auto future = drafted(period(23));
    EXPECT_THAT(failure_of(on("check_notice", future)), HasSubstr("ends in the future"));
    EXPECT_EQ(notice(future).state, NoticeState::draft);
    pass(hour_ms);
    published(period(3));
    const auto twice = drafted(period(3));
    EXPECT_THAT(failure_of(on("check_notice", twice)), HasSubstr("is in both"));
    EXPECT_EQ(
        code_of(book_.call(
            "giving.draft_notice",
            book_.city,
            R"({"begins_on":"2020-05-21","ends_on":"2020-05-20"})"
        )),
        "invalid"
    );
}

TEST_P(NoticeTest, warnings_are_answered_before_it_counts_as_checked) {
    give("100.00", {}, {}, R"(,"donor_name":"测试")");
    pass(hour_ms);
    const auto id = drafted(period(3));
    EXPECT_THAT(failure_of(on("check_notice", id)), StartsWith("accepted"));
    EXPECT_THAT(failure_of(on("check_notice", id)), HasSubstr("look like tests"));
    EXPECT_TRUE(on("check_notice", id, {}, R"(,"accepted":"确有此名的捐赠人")"));
}

TEST_P(NoticeTest, what_changes_between_check_and_publication_is_noticed) {
    give("100.00");
    pass(hour_ms);
    const auto id = drafted(period(3));
    const auto other = drafted(period(3));
    ASSERT_TRUE(on("check_notice", id));
    ASSERT_TRUE(on("check_notice", other));
    ASSERT_TRUE(on("publish_notice", other, book_.director()));
    EXPECT_THAT(
        failure_of(on("publish_notice", id, book_.director())), HasSubstr("says something else")
    );
}

TEST_P(NoticeTest, a_notice_of_all_branches_counts_what_they_gave_one_another_once) {
    give("300.00");
    give("40.00", {}, book_.county);
    const auto allocation = book_.make(
        "spending.request_allocation",
        book_.city,
        R"({"to":"320722","title":"转拨","amount":"120.00"})"
    );
    const auto one = R"({"allocation":")" + to_string(allocation) + R"("})";
    const Calling by_director { .actor = book_.director() };
    ASSERT_TRUE(book_.call("spending.send_allocation", book_.city, one, by_director));
    pass(hour_ms);
    const auto on_its_way = content(published(period(3) + R"(,"scope":"subtree")"));
    EXPECT_EQ(on_its_way.totals.closing, Money { 34'000 }) << "what is in transit is still theirs";
    EXPECT_EQ(content(published(period(3))).totals.closing, Money { 18'000 })
        << "of the city alone";
    ASSERT_TRUE(book_.call("spending.confirm_allocation", book_.county, one, by_director));
    for (int i = 0; i < 500
         && book_.load<spending::Allocation>(spending::allocation_type, book_.city, allocation)
                 .state
             != spending::AllocationState::confirmed;
         ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds { 10 });
    }
    pass(hour_ms);
    const auto arrived
        = content(published(R"("ends_on":"2020-05-21","ends_hour":4,"scope":"subtree")"));
    EXPECT_EQ(arrived.totals.closing, Money { 34'000 });
    EXPECT_EQ(arrived.totals.eliminated, Money { 12'000 });
    EXPECT_THAT(book_.faults(), IsEmpty());
}

TEST_P(NoticeTest, a_notice_of_all_branches_needs_the_right_in_all_of_them) {
    const auto only_city
        = test::TestBook::person_with(11, { book_.city }, { "giving.draft_notice" });
    const auto draft = [&](const std::string& scope) {
        return book_.call(
            "giving.draft_notice",
            book_.city,
            "{" + period(3) + R"(,"scope":")" + scope + R"("})",
            { .actor = only_city }
        );
    };
    EXPECT_EQ(code_of(draft("subtree")), "forbidden");
    EXPECT_TRUE(draft("branch"));
}

TEST_P(NoticeTest, a_campaigns_notice_lists_its_gifts_and_tells_the_rest_of_its_purpose_apart) {
    const auto campaign = book_.make(
        "giving.campaign.create",
        book_.city,
        R"({"name":"送清凉","begins":"2020-05-01","raises_publicly":false,"purpose":")"
            + to_string(flood_) + R"("})"
    );
    ASSERT_TRUE(book_.write(
        "giving.campaign.publish", book_.city, campaign, "", { .actor = book_.director() }
    ));
    give("60.00", flood_, {}, R"(,"donor_name":"孟小舟","campaign":")" + to_string(campaign) + '"');
    give("5.00", flood_);
    give("1000.00");
    pass(hour_ms);
    const auto told
        = content(published(period(3) + R"(,"campaign":")" + to_string(campaign) + '"'));
    ASSERT_EQ(told.rows.size(), 1U);
    ASSERT_EQ(told.buckets.size(), 1U);
    EXPECT_EQ(told.buckets.front().received, Money { 6'000 });
    EXPECT_EQ(told.buckets.front().others, Money { 500 });
    EXPECT_EQ(told.buckets.front().closing, Money { 6'500 });
}

TEST_P(NoticeTest, goods_stand_by_quantity_and_count_no_value_they_do_not_have) {
    const auto gift = book_.make(
        "giving.record_goods", book_.city, R"({"day":"2020-05-20","donor_name":"孟小舟"})"
    );
    const auto one = R"({"gift":")" + to_string(gift) + '"';
    const Calling by_director { .actor = book_.director() };
    for (const auto* line :
         { R"(,"item":"口罩","quantity":"30","unit":"箱"})",
           R"(,"item":"帐篷","quantity":"10","unit":"顶","value_basis":"invoice","value":"3000.00","value_proof":"发票 0451"})" }) {
        ASSERT_TRUE(book_.call("giving.add_goods_line", book_.city, one + line));
    }
    ASSERT_TRUE(book_.call(
        "giving.count_goods",
        book_.city,
        one + R"(,"counted_on":"2020-05-21","donor_counters":"王某"})",
        by_director
    ));
    pass(hour_ms);
    ASSERT_TRUE(book_.call("giving.accept_goods", book_.city, one + "}", by_director));
    pass(hour_ms);
    const auto before = content(published(period(3)));
    EXPECT_THAT(before.rows, IsEmpty()) << "not taken yet";
    const auto told = content(published(R"("ends_on":"2020-05-21","ends_hour":4)"));
    ASSERT_EQ(told.rows.size(), 2U);
    EXPECT_EQ(told.rows[0].item, "口罩");
    EXPECT_FALSE(told.rows[0].amount);
    EXPECT_EQ(told.totals.goods, 1);
    EXPECT_EQ(told.totals.unpriced, 1);
    EXPECT_EQ(told.totals.goods_value, Money { 300'000 });
    EXPECT_EQ(told.totals.closing, Money {}) << "goods are no money";
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    NoticeTest,
    ::testing::ValuesIn(test::TempDatabase::kinds()),
    test::TempDatabase::name_of
);

} // namespace
} // namespace boai::giving
