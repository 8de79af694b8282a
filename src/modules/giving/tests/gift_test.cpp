#include "modules/giving/gift.hpp"
#include "modules/giving/public_gifts.hpp"
#include "modules/giving/refund.hpp"
#include "modules/giving/voided_receipt.hpp"
#include "support/test_book.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <thread>

namespace boai::giving {
namespace {

using test::Calling;
using test::code_of;
using test::failure_of;
using ::testing::HasSubstr;

class GiftTest : public ::testing::TestWithParam<storage::Dialect> {
protected:
    GiftTest() {
        bank_ = book_.make(
            "giving.channel.create", book_.city, R"({"code":"bank","name":"银行","kind":"bank"})"
        );
        flood_ = book_.make(
            "giving.purpose.create", book_.city, R"({"code":"flood","name":"防汛救灾"})"
        );
    }

    /// A gift of 100 yuan by a person, with `more` members.
    static std::string gift_json(Id channel, const std::string& more) {
        std::string json = R"({"channel":")" + to_string(channel) + '"';
        const auto add = [&](const std::string& name, const std::string& value) {
            if (!more.contains('"' + name + '"')) {
                json += ",\"" + name + "\":\"" + value + '"';
            }
        };
        add("amount", "100.00");
        add("day", "2020-05-20");
        if (!more.contains("donor_kind") || more.contains(R"("donor_kind":"organisation")")) {
            add("donor_name", "孟小舟");
        }
        return json + (more.empty() ? "" : ",") + more + "}";
    }

    Result<record::Outcome>
    give(const std::string& more = "", Id branch = {}, Calling calling = {}) {
        return book_.call(
            "giving.record_gift",
            branch.empty() ? book_.city : branch,
            gift_json(bank_, more),
            std::move(calling)
        );
    }

    Id given(const std::string& more = "") {
        const auto outcome = give(more);
        EXPECT_TRUE(outcome) << failure_of(outcome);
        return outcome ? outcome->id : Id {};
    }

    /// A command on one gift, by a second person.
    Result<record::Outcome> on(const std::string& command, Id gift, const std::string& more = "") {
        return book_.call(
            "giving." + command,
            book_.city,
            R"({"gift":")" + to_string(gift) + '"' + (more.empty() ? "" : ",") + more + "}",
            { .actor = book_.director(), .key = {}, .reason = "捐赠人要求" }
        );
    }

    Gift gift(Id id) { return book_.load<Gift>(gift_type, book_.city, id); }

    /// The names the public sees of one day.
    std::vector<std::string> shown_names() {
        const auto lease = book_->readers().lend();
        PublicReader reader { book_->engine(), **lease };
        const auto page = reader.find({});
        EXPECT_TRUE(page);
        std::vector<std::string> names;
        for (const auto& row : page->gifts) {
            names.push_back(row.donor);
        }
        return names;
    }

    std::int64_t income() {
        return book_.number("SELECT CAST(coalesce(sum(value), 0) AS BIGINT) FROM figure_daily "
                            "WHERE figure = 'giving.income_amount' AND dimension = ''");
    }

    Id person() { return book_.make("people.person.create", book_.city, R"({"name":"孟小舟"})"); }

    Id consent(Id person, const std::string& day = "2020-05-01") {
        return book_.make(
            "people.consent.create",
            book_.city,
            R"({"person":")" + to_string(person) + R"(","purpose":"publish_name","given_on":")"
                + day + R"("})"
        );
    }

    /// By a second person.
    void publish(Id campaign) {
        ASSERT_TRUE(book_.write(
            "giving.campaign.publish", book_.city, campaign, "", { .actor = book_.director() }
        ));
    }

    static std::string member(const std::string& name, Id id) {
        return '"' + name + R"(":")" + to_string(id) + '"';
    }

    test::TestBook book_ { GetParam() };
    Id bank_;
    Id flood_;
};

TEST_P(GiftTest, one_fen_is_a_gift_and_nothing_is_not) {
    EXPECT_EQ(code_of(give(R"("amount":"0.01")")), "done");
    EXPECT_EQ(income(), 1);
    for (const auto* amount : { "0.00", "-1.00", "0.001" }) {
        EXPECT_EQ(code_of(give(R"("amount":")" + std::string { amount } + '"')), "invalid")
            << amount;
    }
    EXPECT_EQ(code_of(give(R"("amount":"10000000000.01")")), "invalid");
    EXPECT_EQ(income(), 1) << "a refusal changes nothing";
}

TEST_P(GiftTest, a_future_day_is_refused_and_today_in_china_is_not) {
    EXPECT_THAT(
        failure_of(give(R"("day":"2020-05-22")")), HasSubstr("day: must not be after today")
    );
    EXPECT_EQ(code_of(give(R"("day":"2020-05-21")")), "done");
    EXPECT_EQ(code_of(give(R"("day":"1900-01-01")")), "invalid");
}

TEST_P(GiftTest, a_donor_is_named_takes_an_alias_or_none) {
    EXPECT_EQ(code_of(give(R"("donor_kind":"anonymous")")), "done");
    EXPECT_EQ(code_of(give(R"("donor_kind":"alias","donor_name":"爱心人")")), "done");
    EXPECT_EQ(code_of(give(R"("donor_kind":"organisation","donor_name":"晨光公司")")), "done");
    EXPECT_EQ(code_of(give(R"("donor_kind":"anonymous","donor_name":"孟小舟")")), "invalid");
    EXPECT_EQ(code_of(give(R"("donor_kind":"alias","donor_name":"")")), "invalid");
    EXPECT_THAT(shown_names(), ::testing::UnorderedElementsAre("", "爱心人", "晨光公司"));
}

TEST_P(GiftTest, a_reference_comes_once_in_a_channel_until_it_is_reversed) {
    const auto first = given(R"("reference":"T1")");
    EXPECT_EQ(code_of(give(R"("reference":"T1")")), "conflict");
    ASSERT_TRUE(on("reverse_gift", first));
    EXPECT_EQ(code_of(give(R"("reference":"T1")")), "done");
    EXPECT_EQ(code_of(give()), "done");
    EXPECT_EQ(code_of(give()), "done") << "without a reference equal gifts are honest repeats";
}

TEST_P(GiftTest, a_taken_reference_names_its_field_whenever_the_database_tells_of_it) {
    given(R"("reference":"T1")");
    const auto again = give(R"("reference":"T1")");
    ASSERT_FALSE(again);
    ASSERT_EQ(again.error().fields.size(), 1U);
    EXPECT_EQ(again.error().fields[0].field, "reference");
    EXPECT_THAT(again.error().fields[0].message.en, HasSubstr("in the book already"));
}

TEST_P(GiftTest, falls_within_the_days_of_its_campaign_unless_a_reason_says_why_not) {
    const auto campaign = book_.make(
        "giving.campaign.create",
        book_.city,
        R"({"name":"专项","begins":"2020-05-10","ends":"2020-05-15","raises_publicly":false})"
    );
    publish(campaign);
    const auto on_day = [&](const std::string& day, const std::string& reason) {
        return give(
            R"("day":")" + day + R"(",)" + member("campaign", campaign), {}, { .reason = reason }
        );
    };
    EXPECT_EQ(code_of(on_day("2020-05-10", "")), "done");
    EXPECT_EQ(code_of(on_day("2020-05-15", "")), "done");
    for (const auto* day : { "2020-05-09", "2020-05-16" }) {
        EXPECT_THAT(
            failure_of(on_day(day, "")),
            HasSubstr("day: is not within the days of the campaign (2020-05-10 – 2020-05-15)")
        );
    }
    EXPECT_EQ(code_of(on_day("2020-05-16", "汇款在途")), "done");
    EXPECT_EQ(book_.text("SELECT reason FROM record_history WHERE action = 'record'"), "汇款在途");
}

TEST_P(GiftTest, whoever_entered_it_neither_voids_its_receipt_nor_corrects_its_donor) {
    const auto id = given();
    const auto by_maker = [&](const std::string& command, const std::string& more) {
        return code_of(book_.call(
            "giving." + command, book_.city, R"({"gift":")" + to_string(id) + '"' + more + "}"
        ));
    };
    EXPECT_EQ(by_maker("void_receipt", ""), "forbidden");
    EXPECT_EQ(by_maker("amend_donor", R"(,"donor_name":"贺知秋")"), "forbidden");
    EXPECT_EQ(code_of(on("amend_donor", id, R"("donor_name":"贺知秋")")), "done");
    EXPECT_EQ(code_of(on("void_receipt", id)), "done");
    const auto campaign = book_.make(
        "giving.campaign.create",
        book_.city,
        R"({"name":"专项","begins":"2020-05-01","raises_publicly":false})"
    );
    EXPECT_EQ(
        code_of(book_.write("giving.campaign.publish", book_.city, campaign, "")), "forbidden"
    );
}

TEST_P(GiftTest, receipts_have_no_gap_however_many_give_at_once_and_fail_between) {
    constexpr int threads = 6;
    constexpr int each = 25;
    std::atomic<int> done = 0;
    std::vector<std::jthread> givers;
    for (int t = 0; t < threads; ++t) {
        givers.emplace_back([&, t] {
            for (int i = 0; i < each; ++i) {
                // Every fifth repeats a reference that another thread uses, and most of those fail.
                const auto reference = i % 5 == 0 ? "same" + std::to_string(i)
                                                  : std::to_string(t) + "-" + std::to_string(i);
                done += give(R"("reference":")" + reference + '"') ? 1 : 0;
            }
        });
    }
    givers.clear();
    EXPECT_EQ(done, threads * each * 4 / 5 + each / 5);
    EXPECT_EQ(book_.number("SELECT count(*) FROM giving_gift"), done);
    EXPECT_EQ(book_.number("SELECT count(DISTINCT receipt_number) FROM giving_gift"), done);
    EXPECT_EQ(book_.number("SELECT min(receipt_number) FROM giving_gift"), 1);
    EXPECT_EQ(book_.number("SELECT max(receipt_number) FROM giving_gift"), done);
}

TEST_P(GiftTest, closed_channels_and_purposes_and_drafts_take_no_gift) {
    const auto campaign = book_.make(
        "giving.campaign.create",
        book_.city,
        R"({"name":"专项","begins":"2020-05-01","raises_publicly":false,)"
            + member("purpose", flood_) + "}"
    );
    const auto under = member("campaign", campaign);
    EXPECT_THAT(failure_of(give(under)), HasSubstr("not published"));
    publish(campaign);
    EXPECT_EQ(gift(given(under)).purpose, flood_) << "the campaign's purpose restricts the gift";
    const auto other
        = book_.make("giving.purpose.create", book_.city, R"({"code":"school","name":"助学"})");
    EXPECT_THAT(
        failure_of(give(under + "," + member("purpose", other))),
        HasSubstr("purpose: is not the purpose of this campaign")
    );
    ASSERT_TRUE(book_.write("giving.purpose.close", book_.city, other, ""));
    EXPECT_THAT(failure_of(give(member("purpose", other))), HasSubstr("purpose is closed"));
    ASSERT_TRUE(book_.write("giving.channel.close", book_.city, bank_, ""));
    EXPECT_THAT(failure_of(give()), HasSubstr("channel is closed"));
}

TEST_P(GiftTest, a_published_campaign_keeps_its_purpose) {
    const auto campaign = book_.make(
        "giving.campaign.create",
        book_.city,
        R"({"name":"专项","begins":"2020-05-01","raises_publicly":false})"
    );
    publish(campaign);
    const auto outcome = book_.write(
        "giving.campaign.update", book_.city, campaign, "{" + member("purpose", flood_) + "}"
    );
    EXPECT_THAT(failure_of(outcome), HasSubstr("purpose: cannot change"));
}

TEST_P(GiftTest, receipts_count_from_one_in_each_branch_and_a_refusal_leaves_no_gap) {
    given();
    EXPECT_FALSE(give(R"("amount":"0")"));
    given(R"("reference":"T1")");
    EXPECT_FALSE(give(R"("reference":"T1")"));
    EXPECT_EQ(gift(given()).receipt_number, 3);
    const auto county = give("", book_.county);
    ASSERT_TRUE(county);
    EXPECT_THAT(county->json, HasSubstr("320722-2020-000001"));
}

TEST_P(GiftTest, receipts_begin_again_with_the_year_of_issue) {
    given();
    book_.clock.set({ 1'610'000'000'000 }); // 2021-01-07
    const auto next = gift(given(R"("day":"2020-12-31")"));
    EXPECT_EQ(next.receipt_year, 2021);
    EXPECT_EQ(next.receipt_number, 1);
}

TEST_P(GiftTest, a_waived_receipt_is_recorded_and_can_be_issued_later) {
    const auto id = given(R"("receipt_waived":true)");
    EXPECT_EQ(gift(id).receipt_state, ReceiptState::waived);
    EXPECT_EQ(gift(id).receipt_number, 0);
    const auto issued = on("issue_receipt", id);
    ASSERT_TRUE(issued) << failure_of(issued);
    EXPECT_EQ(gift(id).receipt_state, ReceiptState::issued);
    EXPECT_EQ(gift(id).receipt_number, 1);
    EXPECT_EQ(code_of(on("issue_receipt", id)), "conflict");
}

TEST_P(GiftTest, a_voided_receipt_is_explained_and_replaced_by_the_next_number) {
    const auto id = given();
    const auto outcome = on("void_receipt", id, R"("reissue":true)");
    ASSERT_TRUE(outcome) << failure_of(outcome);
    EXPECT_EQ(gift(id).receipt_number, 2);
    EXPECT_EQ(
        book_.text("SELECT receipt_number || ' ' || replaced_by || ' ' || reason FROM "
                   "giving_voided_receipt"),
        "1 2 捐赠人要求"
    );
    ASSERT_TRUE(on("void_receipt", id));
    EXPECT_EQ(gift(id).receipt_state, ReceiptState::voided);
    EXPECT_EQ(code_of(on("void_receipt", id)), "conflict");
}

TEST_P(GiftTest, a_refund_is_a_new_entry_and_stops_at_what_is_left) {
    const auto id = given();
    const auto refund = [&](const std::string& amount, const std::string& day = "2020-05-21") {
        return on("refund_gift", id, R"("amount":")" + amount + R"(","day":")" + day + '"');
    };
    EXPECT_EQ(code_of(refund("30.00")), "done");
    EXPECT_EQ(gift(id).amount.fen, 100'00) << "the gift itself never changes in amount";
    EXPECT_EQ(gift(id).state, GiftState::partly_refunded);
    EXPECT_EQ(income(), 70'00);
    EXPECT_THAT(failure_of(refund("70.01")), HasSubstr("only 70.00"));
    EXPECT_THAT(failure_of(refund("1.00", "2020-05-19")), HasSubstr("before the gift"));
    EXPECT_EQ(code_of(on("reverse_gift", id)), "conflict");
    EXPECT_EQ(code_of(refund("70.00")), "done");
    EXPECT_EQ(gift(id).state, GiftState::refunded);
    EXPECT_EQ(gift(id).receipt_state, ReceiptState::voided);
    EXPECT_EQ(income(), 0);
    EXPECT_EQ(code_of(on("issue_receipt", id)), "conflict");
}

TEST_P(GiftTest, a_reversal_takes_the_gift_out_of_its_own_day) {
    const auto id = given(R"("day":"2020-05-02")");
    ASSERT_TRUE(on("reverse_gift", id));
    EXPECT_EQ(gift(id).state, GiftState::reversed);
    EXPECT_EQ(book_.number("SELECT count(*) FROM figure_daily WHERE value <> 0"), 0);
    EXPECT_EQ(
        book_
            .load<Refund>(
                refund_type, book_.city, Id { book_.number("SELECT id FROM giving_refund") }
            )
            .day,
        *parse_day("2020-05-02")
    );
    EXPECT_EQ(code_of(on("reverse_gift", id)), "conflict");
    EXPECT_THAT(shown_names(), ::testing::IsEmpty());
}

TEST_P(GiftTest, money_goes_back_only_by_another_person_and_for_a_reason) {
    const auto id = given();
    const auto json = R"({"gift":")" + to_string(id) + R"("})";
    EXPECT_EQ(code_of(book_.call("giving.reverse_gift", book_.city, json)), "forbidden");
    const auto refund = R"({"gift":")" + to_string(id) + R"(","amount":"1","day":"2020-05-21"})";
    EXPECT_EQ(code_of(book_.call("giving.refund_gift", book_.city, refund)), "forbidden");
    EXPECT_THAT(
        failure_of(book_.call(
            "giving.refund_gift",
            book_.city,
            refund,
            { .actor = book_.director(), .key = {}, .reason = "" }
        )),
        HasSubstr("reason")
    );
}

TEST_P(GiftTest, the_same_key_books_once_and_another_input_under_it_is_refused) {
    const auto first = give("", {}, { .actor = {}, .key = "k1" });
    const auto again = give("", {}, { .actor = {}, .key = "k1" });
    ASSERT_TRUE(first && again);
    EXPECT_EQ(first->json, again->json);
    EXPECT_EQ(income(), 100'00);
    EXPECT_EQ(code_of(give(R"("amount":"1.00")", {}, { .actor = {}, .key = "k1" })), "conflict");
}

TEST_P(GiftTest, a_corrected_donor_leaves_a_history_without_names) {
    const auto id = given();
    ASSERT_TRUE(on("amend_donor", id, R"("donor_kind":"person","donor_name":"贺知秋")"));
    EXPECT_EQ(gift(id).donor_name, "贺知秋");
    const auto changes
        = book_.text("SELECT changes FROM record_history WHERE action = 'amend_donor'");
    EXPECT_THAT(changes, HasSubstr(R"("field":"donor_name","redacted":true)"));
    EXPECT_FALSE(book_.keeps("贺知秋"));
    EXPECT_FALSE(book_.keeps("孟小舟"));
}

TEST_P(GiftTest, a_full_name_is_shown_only_with_a_consent_that_has_a_day) {
    const auto masked = given();
    EXPECT_EQ(gift(masked).name_consent_on, std::nullopt);
    EXPECT_THAT(shown_names(), ::testing::ElementsAre("孟**"));
    const auto shown = given(R"("publish_name":true)");
    EXPECT_EQ(gift(shown).name_consent_on, parse_day("2020-05-21").value());
    const auto dated = given(R"("publish_name":true,"name_consent_on":"2020-05-03")");
    EXPECT_EQ(gift(dated).name_consent_on, parse_day("2020-05-03").value());
    EXPECT_EQ(code_of(give(R"("publish_name":true,"name_consent_on":"2020-05-22")")), "invalid");
}

TEST_P(GiftTest, hiding_a_name_works_on_past_gifts_at_once) {
    const auto id = given(R"("publish_name":true)");
    EXPECT_THAT(shown_names(), ::testing::ElementsAre("孟小舟"));
    ASSERT_TRUE(on("hide_name", id));
    EXPECT_THAT(shown_names(), ::testing::ElementsAre("孟**"));
    EXPECT_EQ(code_of(on("hide_name", id)), "conflict");
}

TEST_P(GiftTest, a_person_on_file_is_named_only_while_the_consent_stands) {
    const auto donor = person();
    const auto named = member("donor_person", donor) + R"(,"publish_name":true)";
    EXPECT_THAT(failure_of(give(named)), HasSubstr("publish_name: "));
    const auto agreed = consent(donor);
    const auto id = given(named);
    EXPECT_EQ(gift(id).name_consent_on, parse_day("2020-05-01").value());
    given(named);
    EXPECT_THAT(shown_names(), ::testing::ElementsAre("孟小舟", "孟小舟"));
    ASSERT_TRUE(
        book_.write("people.consent.update", book_.city, agreed, R"({"withdrawn_on":"2020-05-21"})")
    );
    EXPECT_THAT(shown_names(), ::testing::ElementsAre("孟**", "孟**"));
    EXPECT_THAT(failure_of(give(named)), HasSubstr("publish_name: "));
}

TEST_P(GiftTest, withdrawing_reaches_the_gifts_of_merged_duplicates) {
    const auto donor = person();
    const auto duplicate = person();
    consent(duplicate);
    given(member("donor_person", duplicate) + R"(,"publish_name":true)");
    const auto agreed = consent(donor);
    ASSERT_TRUE(book_.call(
        "people.merge_persons",
        book_.city,
        "{" + member("keep", donor) + "," + member("duplicate", duplicate) + "}"
    ));
    EXPECT_THAT(
        failure_of(give(member("donor_person", duplicate))), HasSubstr("use the one that stays")
    );
    ASSERT_TRUE(
        book_.write("people.consent.update", book_.city, agreed, R"({"withdrawn_on":"2020-05-21"})")
    );
    EXPECT_THAT(shown_names(), ::testing::ElementsAre("孟**"));
}

TEST_P(GiftTest, an_erased_donor_leaves_the_gift_the_receipt_and_the_figures) {
    const auto donor = person();
    const auto id = given(member("donor_person", donor));
    ASSERT_TRUE(
        book_.call("people.erase_person", book_.city, R"({"person":")" + to_string(donor) + R"("})")
    );
    const auto loaded = book_.load(gift_type, book_.city, id);
    EXPECT_TRUE(loaded.erased);
    EXPECT_EQ(loaded.as<Gift>().donor_name, "");
    EXPECT_EQ(loaded.as<Gift>().receipt_number, 1);
    EXPECT_EQ(income(), 100'00);
    const auto lease = book_->readers().lend();
    PublicReader reader { book_->engine(), **lease };
    const auto by_receipt = reader.find({ .name = {}, .receipt = "320700-2020-000001" });
    ASSERT_TRUE(by_receipt);
    ASSERT_EQ(by_receipt->gifts.size(), 1U);
    EXPECT_EQ(by_receipt->gifts.front().donor, "");
    EXPECT_EQ(by_receipt->gifts.front().amount.fen, 100'00);
    const auto by_name = reader.find({ .name = "孟小舟" });
    ASSERT_TRUE(by_name);
    EXPECT_THAT(by_name->gifts, ::testing::IsEmpty());
    EXPECT_THAT(failure_of(give(member("donor_person", donor))), HasSubstr("erased"));
    EXPECT_EQ(code_of(on("refund_gift", id, R"("amount":"1.00","day":"2020-05-21")")), "done")
        << "money can still be given back";
}

TEST_P(GiftTest, a_donor_who_is_not_on_file_can_be_erased_too) {
    const auto id = given(R"("payment_note":"祝平安")");
    const auto outcome = on("erase_donor", id);
    ASSERT_TRUE(outcome) << failure_of(outcome);
    const auto loaded = book_.load(gift_type, book_.city, id);
    EXPECT_TRUE(loaded.erased);
    EXPECT_EQ(loaded.as<Gift>().donor_name + loaded.as<Gift>().payment_note, "");
    EXPECT_EQ(income(), 100'00);
}

TEST_P(GiftTest, a_channel_of_the_city_serves_its_counties_and_not_the_other_way) {
    EXPECT_EQ(code_of(give("", book_.county)), "done");
    const auto own = book_.make(
        "giving.channel.create", book_.county, R"({"code":"c","name":"县账户","kind":"bank"})"
    );
    EXPECT_EQ(code_of(book_.call("giving.record_gift", book_.city, gift_json(own, ""))), "invalid");
    EXPECT_EQ(
        code_of(book_.call("giving.record_gift", book_.other_county, gift_json(own, ""))), "invalid"
    );
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    GiftTest,
    ::testing::ValuesIn(test::TempDatabase::kinds()),
    test::TempDatabase::name_of
);

} // namespace
} // namespace boai::giving
