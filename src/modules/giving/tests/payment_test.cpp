#include "base/limits.hpp"
#include "modules/giving/gift.hpp"
#include "modules/giving/payments/payment_commands.hpp"
#include "support/test_book.hpp"

#include <gmock/gmock.h>

namespace boai::giving {
namespace {

using test::code_of;
using test::failure_of;
using ::testing::HasSubstr;

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t day_ms = minute_ms * 60 * 24;

class PaymentTest : public ::testing::TestWithParam<storage::Dialect> {
protected:
    PaymentTest() {
        wechat_ = book_.make(
            "giving.channel.create",
            book_.city,
            R"({"code":"wechat","name":"微信支付","kind":"wechat"})"
        );
        flood_ = book_.make(
            "giving.purpose.create", book_.city, R"({"code":"flood","name":"防汛救灾"})"
        );
    }

    /// A command of the program's own, by whomever.
    template <class T>
    Result<record::Outcome>
    run(std::string_view command, T input, const std::shared_ptr<const record::Actor>& actor = {}) {
        return book_->engine().run({ .actor = actor ? actor : payment_actor(),
                                     .command = book_->registry().find_command(command),
                                     .branch = book_.city,
                                     .input = std::make_shared<T>(std::move(input)),
                                     .key = {},
                                     .reason = {} });
    }

    Result<record::Outcome> place(PlaceOrder order) {
        order.amount = order.amount.fen == 0 ? Money { 6'66 } : order.amount;
        order.channel = "wechat";
        return run(place_order_name, std::move(order));
    }

    Id placed(PlaceOrder order = {}) {
        const auto outcome = place(std::move(order));
        EXPECT_TRUE(outcome) << failure_of(outcome);
        return outcome ? outcome->id : Id {};
    }

    PaymentOrder order(Id id) {
        return book_.load<PaymentOrder>(payment_order_type, book_.city, id);
    }

    Gift gift(Id id) { return book_.load<Gift>(gift_type, book_.city, id); }

    PaymentNotice notice(Id id) {
        return book_.load<PaymentNotice>(payment_notice_type, book_.city, id);
    }

    /// A true notice that this order was paid.
    PaymentNotice told(Id id) {
        const auto paid = order(id);
        ++count_;
        return { .service = paid.service,
                 .notice_number = "EV-" + std::to_string(count_),
                 .transaction_number = "4200" + std::to_string(count_),
                 .order_number = paid.number,
                 .amount = paid.amount,
                 .paid_at = book_.clock.now() + -5'000,
                 .trade_state = "SUCCESS",
                 .merchant = "1900000109",
                 .app = "wx01",
                 .verified_by = "PUB_KEY_ID_1",
                 .headers = "wechatpay-serial: PUB_KEY_ID_1\n",
                 .body = R"({"id":"raw notice of a payment"})" };
    }

    Result<record::Outcome> take(PaymentNotice notice) {
        return run(take_notice_name, std::move(notice));
    }

    /// What became of a notice: "booked", "waiting: wrong_amount", or the error's code.
    std::string became(PaymentNotice given) {
        const auto outcome = take(std::move(given));
        if (!outcome) {
            return failure_of(outcome);
        }
        const auto kept = notice(outcome->id);
        std::string text { record::choice_of(kept.outcome).value };
        if (kept.reason != NoticeReason::none) {
            text += ": " + std::string { record::choice_of(kept.reason).value };
        }
        return text;
    }

    std::int64_t count(const std::string& table) {
        return book_.number("SELECT CAST(count(*) AS BIGINT) FROM " + table);
    }

    Id campaign(const std::string& more) {
        const auto id = book_.make(
            "giving.campaign.create",
            book_.city,
            R"({"name":"助学","begins":"2020-05-01","purpose":")" + to_string(flood_) + '"' + more
                + "}"
        );
        EXPECT_TRUE(book_.write(
            "giving.campaign.publish", book_.city, id, "", { .actor = book_.director() }
        ));
        return id;
    }

    Result<record::Outcome> settle(Id id, const std::string& more = "") {
        return book_.call(
            "giving.settle_notice",
            book_.city,
            R"({"notice":")" + to_string(id) + R"(","channel":")" + to_string(wechat_) + '"' + more
                + "}"
        );
    }

    test::TestBook book_ { GetParam() };
    Id wechat_;
    Id flood_;
    int count_ = 0;
};

TEST_P(PaymentTest, a_payment_that_fits_its_order_becomes_the_gift) {
    const auto id = placed({ .purpose = flood_,
                             .donor_kind = DonorKind::person,
                             .donor_name = "孟小舟",
                             .publish_name = true });
    EXPECT_EQ(order(id).state, OrderState::open);
    const auto notice = told(id);
    EXPECT_EQ(became(notice), "booked");
    const auto paid = order(id);
    EXPECT_EQ(paid.state, OrderState::paid);
    EXPECT_EQ(paid.donor_name, "") << "the gift has the name now";
    const auto booked = gift(paid.gift);
    EXPECT_EQ(booked.amount, Money { 6'66 });
    EXPECT_EQ(booked.donor_name, "孟小舟");
    EXPECT_TRUE(booked.publish_name);
    EXPECT_EQ(booked.name_consent_on, Day { 18'403 });
    EXPECT_EQ(booked.purpose, flood_);
    EXPECT_EQ(booked.channel, wechat_);
    EXPECT_EQ(booked.reference, notice.transaction_number);
    EXPECT_EQ(booked.receipt_number, 1);
    EXPECT_EQ(
        book_.number("SELECT CAST(sum(value) AS BIGINT) FROM figure_daily "
                     "WHERE figure = 'giving.income_amount' AND dimension = ''"),
        6'66
    );
    EXPECT_FALSE(book_.keeps("孟小舟")) << "names are sealed";
    EXPECT_FALSE(book_.keeps("raw notice of a payment")) << "notices are sealed";
}

TEST_P(PaymentTest, a_notice_that_comes_again_changes_nothing) {
    const auto told_once = told(placed());
    const auto first = take(told_once);
    const auto again = take(told_once);
    ASSERT_TRUE(first && again);
    EXPECT_EQ(again->id, first->id);
    EXPECT_THAT(first->json, HasSubstr(R"("outcome":"booked")"));
    EXPECT_THAT(first->json, HasSubstr(R"("known":false)"));
    EXPECT_THAT(again->json, HasSubstr(R"("outcome":"booked")"));
    EXPECT_THAT(again->json, HasSubstr(R"("known":true)"));
    EXPECT_EQ(count("giving_gift"), 1);
    EXPECT_EQ(count("giving_payment_notice"), 1);
}

TEST_P(PaymentTest, a_payment_under_another_notice_number_is_booked_once) {
    auto notice = told(placed());
    EXPECT_EQ(became(notice), "booked");
    notice.notice_number = "EV-other";
    EXPECT_EQ(became(notice), "repeated");
    EXPECT_EQ(count("giving_gift"), 1);
}

TEST_P(PaymentTest, what_does_not_fit_is_kept_with_its_reason_and_not_booked) {
    auto wrong_amount = told(placed());
    wrong_amount.amount = { 6'65 };
    EXPECT_EQ(became(wrong_amount), "waiting: wrong_amount");
    auto unknown = told(placed());
    unknown.order_number = "000000000000000000000000";
    EXPECT_EQ(became(unknown), "waiting: unknown_order");
    auto other = told(placed());
    other.service = PaymentService::alipay;
    EXPECT_EQ(became(other), "waiting: other_service");
    const auto closed = placed();
    ASSERT_TRUE(book_.call(
        "giving.close_order", book_.city, R"({"payment_order":")" + to_string(closed) + "\"}"
    ));
    EXPECT_EQ(became(told(closed)), "waiting: order_closed");
    EXPECT_EQ(count("giving_gift"), 0);
    const auto twice = placed();
    EXPECT_EQ(became(told(twice)), "booked");
    EXPECT_EQ(became(told(twice)), "waiting: order_paid") << "the donor paid two times";
    EXPECT_EQ(count("giving_gift"), 1);
}

TEST_P(PaymentTest, a_payment_that_a_statement_brought_already_is_not_booked_again) {
    auto notice = told(placed());
    book_.make(
        "giving.record_gift",
        book_.city,
        R"({"donor_kind":"anonymous","amount":"6.66","day":"2020-05-20","channel":")"
            + to_string(wechat_) + R"(","reference":")" + notice.transaction_number + "\"}"
    );
    EXPECT_EQ(became(notice), "waiting: in_the_book");
    EXPECT_EQ(count("giving_gift"), 1);
}

TEST_P(PaymentTest, what_the_book_refuses_waits_and_leaves_nothing_behind) {
    const auto id = placed({ .purpose = flood_ });
    ASSERT_TRUE(book_.write("giving.purpose.close", book_.city, flood_, ""));
    const auto outcome = take(told(id));
    ASSERT_TRUE(outcome) << failure_of(outcome);
    const auto kept = notice(outcome->id);
    EXPECT_EQ(kept.outcome, NoticeOutcome::waiting);
    EXPECT_EQ(kept.reason, NoticeReason::not_bookable);
    EXPECT_THAT(kept.detail, HasSubstr("this purpose is closed"));
    EXPECT_EQ(count("giving_gift"), 0);
    EXPECT_EQ(order(id).state, OrderState::open);
    ASSERT_TRUE(book_.write("giving.purpose.reopen", book_.city, flood_, ""));
    const auto next = placed();
    EXPECT_EQ(became(told(next)), "booked");
    EXPECT_EQ(gift(order(next).gift).receipt_number, 1) << "no receipt number was lost";
}

TEST_P(PaymentTest, money_that_comes_to_a_closed_branch_waits) {
    const auto county_channel = book_.make(
        "giving.channel.create",
        book_.county,
        R"({"code":"wechat","name":"微信支付","kind":"wechat"})"
    );
    EXPECT_FALSE(county_channel.empty());
    const auto in_county = [&](std::string_view command, const auto& input) {
        return book_->engine().run(
            { .actor = payment_actor(),
              .command = book_->registry().find_command(command),
              .branch = book_.county,
              .input = std::make_shared<std::remove_cvref_t<decltype(input)>>(input),
              .key = {},
              .reason = {} }
        );
    };
    const auto placed_there
        = in_county(place_order_name, PlaceOrder { .amount = { 6'66 }, .channel = "wechat" });
    ASSERT_TRUE(placed_there) << failure_of(placed_there);
    const auto asked = book_.load<PaymentOrder>(payment_order_type, book_.county, placed_there->id);
    ASSERT_TRUE(book_.write(
        "society.branch.close", book_.county, book_.county, "", { .actor = book_.director() }
    ));
    auto notice = told(placed());
    notice.order_number = asked.number;
    const auto outcome = in_county(take_notice_name, notice);
    ASSERT_TRUE(outcome) << failure_of(outcome);
    EXPECT_THAT(outcome->json, HasSubstr(R"("outcome":"waiting","reason":"not_bookable")"));
    EXPECT_EQ(count("giving_gift"), 0);
}

TEST_P(PaymentTest, a_trade_without_payment_is_kept_and_is_no_gift) {
    auto notice = told(placed());
    notice.paid_at = {};
    notice.trade_state = "CLOSED";
    EXPECT_EQ(became(notice), "not_paid");
    EXPECT_EQ(count("giving_gift"), 0);
}

TEST_P(PaymentTest, refused_notices_are_kept_but_only_so_many_a_day) {
    const PaymentNotice refused { .reason = NoticeReason::wrong_signature, .body = "whatever" };
    for (std::int64_t i = 0; i < limits::refused_notices_kept_daily; ++i) {
        ASSERT_EQ(became(refused), "refused: wrong_signature") << i;
    }
    EXPECT_EQ(code_of(take(refused)), "over_limit");
    EXPECT_EQ(count("giving_payment_notice"), limits::refused_notices_kept_daily);
    EXPECT_EQ(became(told(placed())), "booked") << "true notices are not held up";
    book_.clock.set(book_.clock.now() + day_ms);
    EXPECT_EQ(became(refused), "refused: wrong_signature");
}

TEST_P(PaymentTest, an_officer_books_what_waits_or_says_why_not) {
    auto notice = told(placed());
    notice.amount = { 5'00 };
    const auto kept = take(notice);
    ASSERT_TRUE(kept);
    const auto settled = settle(kept->id, R"(,"donor_kind":"alias","donor_name":"爱心人")");
    ASSERT_TRUE(settled) << failure_of(settled);
    EXPECT_EQ(gift(settled->id).amount, Money { 5'00 }) << "what was paid, not what was asked for";
    EXPECT_EQ(gift(settled->id).reference, notice.transaction_number);
    EXPECT_EQ(this->notice(kept->id).outcome, NoticeOutcome::settled);
    EXPECT_EQ(code_of(settle(kept->id)), "conflict") << "once";
    notice.notice_number = "EV-again";
    EXPECT_EQ(became(notice), "repeated");

    auto strange = told(placed());
    strange.order_number = "of-another-program";
    const auto waiting = take(strange);
    const auto dismiss = [&](const std::string& reason) {
        return book_.call(
            "giving.dismiss_notice",
            book_.city,
            R"({"notice":")" + to_string(waiting->id) + "\"}",
            { .reason = reason }
        );
    };
    EXPECT_EQ(code_of(dismiss("")), "invalid") << "with a reason";
    EXPECT_EQ(code_of(dismiss("门店收款")), "done");
    EXPECT_EQ(this->notice(waiting->id).outcome, NoticeOutcome::dismissed);
    EXPECT_EQ(code_of(dismiss("门店收款")), "conflict");
    EXPECT_EQ(count("giving_gift"), 1);
}

TEST_P(PaymentTest, campaigns_that_raise_funds_publicly_take_nothing_here) {
    // Source: 慈善法 article 27.
    const auto from_public = campaign(book_.raising(book_.filed_plan()));
    EXPECT_THAT(
        failure_of(place({ .campaign = from_public })), HasSubstr("give on the designated platform")
    );
    const auto direct = campaign(R"(,"raises_publicly":false,"ends":"2020-05-21")");
    const auto id = placed({ .campaign = direct });
    EXPECT_EQ(order(id).purpose, flood_) << "the campaign's purpose";
    book_.clock.set(book_.clock.now() + day_ms);
    EXPECT_THAT(failure_of(place({ .campaign = direct })), HasSubstr("does not take gifts"))
        << "its days are over";
    EXPECT_EQ(became(told(id)), "booked") << "but what was begun within them belongs to it";
    EXPECT_EQ(gift(order(id).gift).campaign, direct);
}

TEST_P(PaymentTest, a_filed_campaign_raises_funds_publicly_and_links_by_https) {
    const auto create = [&](const std::string& more) {
        return failure_of(book_.write(
            "giving.campaign.create",
            book_.city,
            {},
            R"({"name":"助学","begins":"2020-05-01")" + more + "}"
        ));
    };
    EXPECT_THAT(
        create(R"(,"filing_number":"53320000","raises_publicly":false)"),
        HasSubstr("raises funds publicly")
    );
    for (const auto* link : { "http://gongyi.example.org/1",
                              "javascript:alert(1)",
                              "https://",
                              "https://host",
                              "https://user@gongyi.example.org/",
                              "https://gongyi.example.org/a b" }) {
        EXPECT_THAT(
            create(R"(,"platform_link":")" + std::string { link } + '"'), HasSubstr("platform_link")
        ) << link;
    }
    EXPECT_EQ(create(R"(,"platform_link":"https://gongyi.example.org/p?id=1#top")"), "done");
}

TEST_P(PaymentTest, an_order_asks_for_an_open_channel_and_purpose_and_a_fitting_donor) {
    EXPECT_EQ(
        code_of(run(place_order_name, PlaceOrder { .amount = { 1 }, .channel = "none" })),
        "conflict"
    );
    EXPECT_EQ(code_of(place({ .donor_kind = DonorKind::person })), "invalid");
    ASSERT_TRUE(book_.write("giving.purpose.close", book_.city, flood_, ""));
    EXPECT_THAT(failure_of(place({ .purpose = flood_ })), HasSubstr("purpose"));
    EXPECT_EQ(count("giving_payment_order"), 0);
}

TEST_P(PaymentTest, an_unpaid_order_ends_and_its_donor_is_forgotten) {
    const auto id = placed({ .donor_kind = DonorKind::person, .donor_name = "孟小舟" });
    const auto past_its_time = order_minutes * minute_ms + minute_ms;
    book_.clock.set(book_.clock.now() + past_its_time);
    placed();
    EXPECT_EQ(order(id).donor_name, "孟小舟") << "a payment may still be told of";
    book_.clock.set(book_.clock.now() + order_name_days * day_ms);
    placed();
    EXPECT_EQ(order(id).state, OrderState::expired);
    EXPECT_EQ(order(id).donor_name, "");
    EXPECT_EQ(became(told(id)), "booked") << "the money is there";
    EXPECT_EQ(gift(order(id).gift).donor_kind, DonorKind::anonymous);
}

TEST_P(PaymentTest, nobody_but_the_program_places_orders_or_takes_notices) {
    const auto notice = told(placed());
    EXPECT_EQ(code_of(run(take_notice_name, notice, book_.officer())), "forbidden");
    EXPECT_EQ(
        code_of(run(
            place_order_name, PlaceOrder { .amount = { 1 }, .channel = "wechat" }, book_.officer()
        )),
        "forbidden"
    );
    EXPECT_EQ(count("giving_gift"), 0);
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    PaymentTest,
    ::testing::ValuesIn(test::TempDatabase::kinds()),
    test::TempDatabase::name_of
);

} // namespace
} // namespace boai::giving
