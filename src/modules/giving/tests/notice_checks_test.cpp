// What is looked at before a notice is published; no database.
#include "modules/giving/disclosure/notice_checks.hpp"
#include "modules/giving/disclosure/notice_file.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace boai::giving {
namespace {

using modules::MoneyMoveKind;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const Id city { 1 };
const Id county { 2 };
const Id flood { 11 };
constexpr std::int64_t checked_hour_ms = 3'600'000;
/// 2020-02-10 16:00 in China.
const Instant noon { 1'581'321'600'000 };

Day checked_day(std::string_view text) {
    return *parse_day(text);
}

NoticeRow gift(std::int64_t id, std::int64_t fen, Id purpose = {}, Id branch = city) {
    return { .gift = { id },
             .branch = branch,
             .day = checked_day("2020-02-08"),
             .purpose = purpose,
             .amount = Money { fen } };
}

Notice made(std::vector<NoticeRow> rows, std::vector<NoticeUse> uses = {}) {
    Notice notice;
    notice.branch = city;
    notice.begins = noon + -96 * checked_hour_ms;
    notice.ends = noon + -1 * checked_hour_ms;
    notice.branches = { { city, "999900", "示例市", "Example City", "city" },
                        { county, "999901", "示例县", "Example County", "county" } };
    notice.purposes = { { flood, "flood", "防汛" } };
    notice.rows = std::move(rows);
    notice.uses = std::move(uses);
    add_up(notice, {});
    return notice;
}

std::vector<std::string_view> codes(const std::vector<NoticeFinding>& findings) {
    std::vector<std::string_view> found;
    for (const auto& finding : findings) {
        found.push_back(finding.code);
    }
    return found;
}

std::vector<std::string_view> checked(const Notice& notice, NoticeGround ground = {}) {
    ground.now = noon;
    return codes(check_notice(notice, ground));
}

TEST(NoticeChecks, a_notice_made_of_its_rows_passes) {
    const auto notice = made(
        { gift(1, 10'000), gift(2, 2'050, flood), gift(3, 300, {}, county) },
        { { .branch = city,
            .purpose = flood,
            .day = checked_day("2020-02-09"),
            .amount = { 2'000 } } }
    );
    EXPECT_THAT(checked(notice), IsEmpty());
    EXPECT_EQ(notice.totals.gifts, 3);
    EXPECT_EQ(notice.totals.closing, Money { 10'350 });
    ASSERT_EQ(notice.subtotals.size(), 3U);
    EXPECT_EQ(notice.subtotals[2].level, "county") << "the branch that publishes comes first";
}

// Figures of a county's real eighth notice: 124.0802 received, 101.7192 allocated, 22.316 stated.
// Source: guide §1.9.
TEST(NoticeChecks, a_balance_with_two_digits_exchanged_is_found_and_named) {
    auto notice = made(
        { gift(1, 124'080'200) },
        { { .branch = city, .day = checked_day("2020-02-09"), .amount = { 101'719'200 } } }
    );
    ASSERT_EQ(notice.buckets.front().closing, Money { 22'361'000 });
    notice.buckets.front().closing = { 22'316'000 };
    const auto findings = check_arithmetic(notice);
    ASSERT_THAT(codes(findings), Contains("balance"));
    const auto at = std::ranges::find(findings, "balance", &NoticeFinding::code);
    EXPECT_EQ(at->severity, Severity::error);
    EXPECT_THAT(at->message.zh, HasSubstr("写反"));
    EXPECT_THAT(
        at->message.en, HasSubstr("223,160.00 yuan are stated, its parts come to 223,610.00")
    );
}

// The same notice adds what the level above sent to what people gave. Source: guide §1.9.
TEST(NoticeChecks, what_one_branch_of_the_notice_gave_another_is_counted_once) {
    const auto within = [](MoneyMoveKind kind, Id branch, Id other) {
        return NoticeUse { .kind = kind,
                           .branch = branch,
                           .other = other,
                           .day = checked_day("2020-02-09"),
                           .amount = { 295'000'000 },
                           .is_within = true };
    };
    const auto notice = made(
        { gift(1, 300'000'000), gift(2, 211'877'526, {}, county) },
        { within(MoneyMoveKind::allocation, city, county),
          within(MoneyMoveKind::arrival, county, city) }
    );
    EXPECT_EQ(notice.totals.amount, Money { 511'877'526 });
    EXPECT_EQ(notice.totals.eliminated, Money { 295'000'000 });
    EXPECT_EQ(notice.totals.closing, Money { 511'877'526 }) << "and not 806,877,526";
    EXPECT_THAT(checked(notice), IsEmpty());
}

TEST(NoticeChecks, parts_that_are_not_their_total_stop_a_notice) {
    auto notice = made({ gift(1, 100), gift(2, 250'000) });
    notice.totals.amount = { 250'000 };
    EXPECT_THAT(codes(check_arithmetic(notice)), Contains("total"));
    notice = made({ gift(1, 100), gift(2, 250'000) });
    notice.totals.gifts = 3;
    EXPECT_THAT(codes(check_arithmetic(notice)), Contains("count"));
    notice = made({ gift(1, 100), gift(2, 250'000) });
    notice.subtotals.front().amount = { 100 };
    EXPECT_THAT(codes(check_arithmetic(notice)), Contains("subtotal"));
    notice = made({ gift(1, 100), gift(2, 250'000) });
    notice.buckets.front().received = { 100 };
    EXPECT_THAT(codes(check_arithmetic(notice)), Contains("part"));
}

TEST(NoticeChecks, one_purpose_may_not_pay_for_another) {
    const auto notice = made(
        { gift(1, 5'000), gift(2, 1'000, flood) },
        { { .branch = city,
            .purpose = flood,
            .day = checked_day("2020-02-09"),
            .amount = { 1'500 } } }
    );
    EXPECT_THAT(checked(notice), ElementsAre("below_zero"));
}

TEST(NoticeChecks, a_notice_goes_on_where_the_one_before_ended_and_with_what_it_left) {
    auto notice = made({ gift(1, 5'000) });
    Notice before;
    before.ends = notice.begins;
    NoticeGround ground { .previous = before };
    EXPECT_THAT(checked(notice, ground), IsEmpty());
    ground.previous->buckets = { { .purpose = flood, .closing = { 70 } } };
    EXPECT_THAT(checked(notice, ground), ElementsAre("opening")) << "left and not told any more";
    ground.previous->buckets = { { .closing = { 70 } } };
    EXPECT_THAT(checked(notice, ground), ElementsAre("opening")) << "another opening";
    ground.previous = before;
    ground.previous->ends = notice.begins + -checked_hour_ms;
    EXPECT_THAT(checked(notice, ground), ElementsAre("chain")) << "an hour in no notice";
    ground.previous->ends = notice.begins + checked_hour_ms;
    EXPECT_THAT(checked(notice, ground), ElementsAre("chain")) << "an hour in two";
}

/// 100.00 given; 30.00 of a match of 50.00 received, the rest receivable.
Notice with_match() {
    auto settled = gift(2, 3'000);
    settled.kind = NoticeRowKind::match_company;
    auto notice = made({ gift(1, 10'000), settled });
    notice.receivables
        = { { .kind = MatchKind::company, .promised = { 5'000 }, .settled = { 3'000 } } };
    add_up(notice, {});
    return notice;
}

TEST(NoticeChecks, a_match_is_income_when_it_has_come_and_never_a_gift) {
    const auto notice = with_match();
    EXPECT_THAT(checked(notice), IsEmpty());
    EXPECT_EQ(notice.totals.gifts, 1);
    EXPECT_EQ(notice.totals.amount, Money { 10'000 }) << "public gifts hold no match";
    EXPECT_EQ(notice.totals.matched, Money { 3'000 });
    EXPECT_EQ(notice.totals.receivable, Money { 2'000 });
    EXPECT_EQ(notice.totals.closing, Money { 13'000 }) << "and no balance what has not come";
}

TEST(NoticeChecks, what_is_receivable_or_unclaimed_has_a_balance_of_its_own) {
    auto notice = with_match();
    notice.receivables.front().settled = { 2'000 };
    add_up(notice, {});
    EXPECT_THAT(checked(notice), ElementsAre("receivable")) << "its rows come to 30.00";
    notice = with_match();
    notice.held = { .came = { 700 }, .identified = { 200 }, .closing = { 600 } };
    EXPECT_THAT(codes(check_arithmetic(notice)), Contains("held"));
    notice = with_match();
    Notice before;
    before.ends = notice.begins;
    before.receivables = { { .kind = MatchKind::company, .closing = { 100 } } };
    before.held.closing = { 50 };
    EXPECT_THAT(checked(notice, { .previous = before }), ElementsAre("opening", "opening"));
}

TEST(NoticeChecks, charges_and_interest_move_the_balance) {
    const auto use = [](MoneyMoveKind kind, std::int64_t fen) {
        return NoticeUse {
            .kind = kind, .branch = city, .day = checked_day("2020-02-09"), .amount = { fen }
        };
    };
    auto notice = made(
        { gift(1, 10'000) },
        { use(MoneyMoveKind::charge, 60),
          use(MoneyMoveKind::charge_return, 10),
          use(MoneyMoveKind::interest, 7) }
    );
    EXPECT_THAT(checked(notice), IsEmpty());
    EXPECT_EQ(notice.buckets.front().charged, Money { 50 });
    EXPECT_EQ(notice.totals.closing, Money { 9'957 });
    notice.buckets.front().charged = {};
    EXPECT_THAT(codes(check_arithmetic(notice)), Contains("part"));
}

TEST(NoticeChecks, a_file_holds_matches_and_unclaimed_money_and_older_files_are_read) {
    auto notice = with_match();
    notice.held = { .came = { 700 } };
    add_up(notice, {});
    const auto file = write_notice_file(notice);
    const auto read = parse_notice_file(file);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->receivables, notice.receivables);
    EXPECT_EQ(read->held, notice.held);
    EXPECT_EQ(read->totals, notice.totals);
    EXPECT_EQ(write_notice_file(*read), file);
    const auto older = parse_notice_file(
        R"({"format":"boai.disclosure_notice.1","number":"999900-2020-N001",)"
        R"("branch":"0000000000001","scope":"branch","begins":"2020-02-01T00:00:00.000Z",)"
        R"("ends":"2020-02-02T00:00:00.000Z","has_balance":true,"branches":[],"purposes":[],)"
        R"("campaigns":[],"totals":{"gifts":1,"amount":"1.00","returned":"0.00","goods":0,)"
        R"("goods_value":"0.00","unpriced":0,"used":"0.00","eliminated":"0.00",)"
        R"("closing":"1.00"},"subtotals":[],"balances":[],"rows":[],"uses":[]})"
    );
    ASSERT_TRUE(older) << older.error().message.en;
    EXPECT_EQ(older->totals.amount, Money { 100 });
    EXPECT_EQ(older->totals.receivable, Money {});
}

TEST(NoticeChecks, days_that_cannot_be_stop_a_notice_and_odd_ones_are_asked_about) {
    auto future = gift(1, 5'000);
    future.day = checked_day("2020-02-11");
    EXPECT_THAT(checked(made({ future })), ElementsAre("future_day"));
    auto late = gift(1, 5'000);
    late.day = checked_day("2020-01-02");
    EXPECT_THAT(checked(made({ late })), ElementsAre("outside_day"));
    EXPECT_THAT(
        checked(made({ gift(1, 5'000) }), { .campaign_begins = checked_day("2020-02-09") }),
        ElementsAre("before_campaign")
    );
    auto notice = made({ gift(1, 5'000) });
    notice.ends = noon + checked_hour_ms;
    EXPECT_THAT(checked(notice), ElementsAre("future"));
    notice.ends = notice.begins;
    EXPECT_THAT(checked(notice), Contains("period"));
}

TEST(NoticeChecks, a_number_that_was_used_before_stops_a_notice) {
    auto notice = made({ gift(1, 5'000) });
    notice.number = "999900-2020-N003";
    EXPECT_THAT(checked(notice, { .taken_numbers = { "999900-2020-N002" } }), IsEmpty());
    EXPECT_THAT(
        checked(notice, { .taken_numbers = { "999900-2020-N003" } }), ElementsAre("number")
    );
}

TEST(NoticeChecks, tests_are_asked_about_and_words_that_contain_the_letters_are_not) {
    auto goods = gift(1, 5'000);
    goods.kind = NoticeRowKind::goods;
    goods.item = "contest medals";
    EXPECT_THAT(checked(made({ goods })), IsEmpty());
    goods.item = "口罩（测试）";
    EXPECT_THAT(checked(made({ goods })), ElementsAre("test_gift"));
    goods.item = "Test-01";
    EXPECT_THAT(checked(made({ goods })), ElementsAre("test_gift"));
    EXPECT_THAT(
        checked(made({ gift(7, 5'000) }), { .test_gifts = { Id { 7 } } }), ElementsAre("test_gift")
    );
    EXPECT_THAT(test_names(), Contains("测试"));
}

TEST(
    NoticeChecks, amounts_that_read_as_jokes_are_asked_about_where_wishes_and_a_single_fen_are_not
) {
    EXPECT_THAT(
        checked(made({ gift(1, 1), gift(2, 666), gift(3, 888), gift(4, 1'314) })), IsEmpty()
    );
    EXPECT_THAT(checked(made({ gift(1, 11'451'400) })), ElementsAre("joke_amount"));
    std::vector<NoticeRow> fen;
    for (std::int64_t id = 1; id <= 10; ++id) {
        fen.push_back(gift(id, 1));
    }
    EXPECT_THAT(checked(made(fen)), ElementsAre("joke_amount"));
    fen.pop_back();
    EXPECT_THAT(checked(made(fen)), IsEmpty());
}

TEST(NoticeChecks, the_book_and_the_records_that_differ_are_asked_about) {
    EXPECT_THAT(
        checked(made({}), { .ledger_now = { 100 }, .records_now = { 90 } }), ElementsAre("ledger")
    );
}

TEST(NoticeChecks, digits_exchanged_are_told_from_other_differences) {
    EXPECT_TRUE(is_transposed({ 22'316'000 }, { 22'361'000 }));
    EXPECT_FALSE(is_transposed({ 22'316'000 }, { 22'316'000 }));
    EXPECT_FALSE(is_transposed({ 22'316'000 }, { 22'371'000 }));
    EXPECT_FALSE(is_transposed({ 1 }, { 10 }));
}

TEST(NoticeFile, a_notice_read_back_is_the_one_that_was_written_byte_for_byte) {
    auto goods = gift(4, 0);
    goods.kind = NoticeRowKind::goods;
    goods.item = "棉被";
    goods.specification = "1.5 m × 2 m";
    goods.quantity = 30;
    goods.unit = "条";
    goods.amount = {};
    auto notice = made(
        { gift(1, 10'000), gift(2, 2'050, flood), goods },
        { { .branch = city,
            .other = county,
            .purpose = flood,
            .day = checked_day("2020-02-09"),
            .amount = { 2'000 },
            .title = "被褥",
            .entry = 7 } }
    );
    notice.number = "999900-2020-N001";
    const auto bytes = write_notice_file(notice);
    const auto read = parse_notice_file(bytes);
    ASSERT_TRUE(read);
    EXPECT_EQ(write_notice_file(*read), bytes);
    EXPECT_EQ(read->totals, notice.totals);
    EXPECT_EQ(read->buckets, notice.buckets);
    EXPECT_EQ(read->totals.unpriced, 1);
    EXPECT_THAT(bytes, Not(HasSubstr("donor")));
    EXPECT_EQ(parse_notice_file("{}").error().code, Errc::corrupt);
    EXPECT_EQ(parse_notice_file(bytes.substr(0, bytes.size() / 2)).error().code, Errc::corrupt);
}

TEST(NoticeNumber, is_read_as_it_is_printed) {
    DisclosureNotice notice { .year = 2020, .number = 7 };
    EXPECT_EQ(notice_text("999900", notice), "999900-2020-N007");
    const auto read = parse_notice("999900-2020-N007");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->branch_code, "999900");
    EXPECT_EQ(read->year, 2020);
    EXPECT_EQ(read->number, 7);
    for (const auto* wrong :
         { "", "N007", "999900-N007", "-2020-N007", "999900-2020-007", "999900-2020-N7x" }) {
        EXPECT_FALSE(parse_notice(wrong)) << wrong;
    }
}

} // namespace
} // namespace boai::giving
