// Published notices over HTTP: the list, the page, and every file.
#include "crypto/hash.hpp"
#include "support/pdf_reading.hpp"
#include "support/test_site.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <chrono>
#include <thread>

namespace boai::test {
namespace {

using http::Method;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::int64_t hour_ms = 3'600'000;

class NoticePagesTest : public ::testing::TestWithParam<storage::Dialect> {
protected:
    void SetUp() override {
        if (IsSkipped()) {
            return;
        }
        desk_ = site_.add_person("desk", identity::Role::desk_officer);
        finance_ = site_.add_person("finance", identity::Role::finance_officer);
        channel_ = site_.book.make(
            "giving.channel.create",
            site_.book.city,
            R"({"code":"bank","name":"银行","kind":"bank"})"
        );
    }

    std::string
    run(const Person& person, const std::string& command, const std::string& json, int status = 200
    ) {
        return body_of(site_.check(
            person,
            { .name = command,
              .method = Method::post,
              .target = "/api/v1/commands/giving." + command + "?branch=320700",
              .body = json,
              .status = status }
        ));
    }

    std::string get(const std::string& target, int status = 200) {
        return body_of(whole(site_.check({}, { .name = target, .target = target, .status = status })
        ));
    }

    /// The page once it is made anew: what is kept of it is looked at several times a second.
    std::string get_anew(const std::string& target, const std::string& wanted) {
        std::string page;
        for (int i = 0; i < 500 && !page.contains(wanted); ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds { i == 0 ? 0 : 10 });
            page = get(target);
        }
        return page;
    }

    void give(const std::string& name, const std::string& more = "") {
        run(desk_,
            "record_gift",
            R"({"day":"2020-05-20","amount":"100.00","donor_name":")" + name + R"(","channel":")"
                + to_string(channel_) + '"' + more + "}");
    }

    /// Everything entered until 03:00, published by a second person.
    std::string published() {
        const auto notice = text_in(
            run(desk_,
                "draft_notice",
                R"({"begins_on":"2020-05-20","ends_on":"2020-05-21","ends_hour":3})"),
            "id"
        );
        const auto one = R"({"notice":")" + notice + R"("})";
        run(desk_, "check_notice", one);
        run(desk_, "publish_notice", one, 403);
        run(finance_, "publish_notice", one);
        site_.pass(1000);
        return notice;
    }

    TestSite site_ { GetParam() };
    Person desk_;
    Person finance_;
    Id channel_;
    const std::string page_ = "/notices/320700-2020-N001";
};

TEST_P(NoticePagesTest, everybody_reads_what_was_published_and_nobody_a_draft) {
    EXPECT_THAT(get("/notices"), HasSubstr("还没有发布公示"));
    give("欧阳小舟");
    site_.pass(hour_ms);
    published();
    const std::string link = R"(href="/notices/320700-2020-N001")";
    EXPECT_THAT(get_anew("/notices", link), HasSubstr(link));
    EXPECT_THAT(get("/notices?lang=en"), HasSubstr("Disclosure notices"));
    const auto page = get(page_);
    EXPECT_THAT(page, HasSubstr("2020 年第 1 期"));
    EXPECT_THAT(
        page, HasSubstr("2020-05-20 00:00</span> 至 <span class=\"whole\">2020-05-21 03:00")
    );
    EXPECT_THAT(page, HasSubstr("欧阳**"));
    EXPECT_THAT(page, Not(HasSubstr("小舟")));
    EXPECT_THAT(page, HasSubstr("/r/320700-2020-000001"));
    get("/notices/320700-2020-N002", 404);
    get("/notices/320700-2020-1", 404);
    get("/notices/320700-2020-N001.doc", 404);
    get("/notices/320700-2020-N001.exe.pdf", 404);
}

TEST_P(NoticePagesTest, each_file_is_made_of_the_same_rows) {
    give("欧阳小舟");
    give("云海公司", R"(,"donor_kind":"organisation")");
    site_.pass(hour_ms);
    published();
    EXPECT_THAT(get(page_ + ".csv"), HasSubstr("320700-2020-000001,欧阳**,100.00,"));
    EXPECT_THAT(get(page_ + ".csv?lang=en"), HasSubstr("Amount or value (yuan)"));
    const auto json = get(page_ + ".json");
    EXPECT_THAT(json, HasSubstr(R"("donor":"欧阳**")"));
    EXPECT_THAT(json, HasSubstr(R"("totals":{"gifts":2,"amount":"200.00")"));
    EXPECT_THAT(get(page_ + ".xlsx"), HasSubstr("PK"));
    const auto pdf = get(page_ + ".pdf");
    auto text = text_of_pdf(pdf);
    std::erase_if(text, [](char c) { return c == ' ' || c == '\n'; });
    EXPECT_THAT(text, HasSubstr("欧阳**"));
    EXPECT_THAT(text, HasSubstr("第2页，共2页"));
    EXPECT_THAT(text, HasSubstr("200.00"));
    EXPECT_THAT(facts_of_pdf(pdf), HasSubstr("A4"));
}

TEST_P(NoticePagesTest, the_kept_file_is_what_the_hash_on_the_page_says) {
    give("欧阳小舟");
    site_.pass(hour_ms);
    published();
    const auto kept = get(page_ + "/content.json");
    EXPECT_THAT(kept, Not(HasSubstr("欧阳")));
    const auto hash = crypto::hex(crypto::view(crypto::sha256(kept)));
    EXPECT_THAT(get(page_), HasSubstr(hash));
}

TEST_P(NoticePagesTest, a_name_whose_consent_is_taken_back_is_hidden_in_past_notices_too) {
    give("欧阳小舟", R"(,"publish_name":true)");
    site_.pass(hour_ms);
    published();
    EXPECT_THAT(get(page_), HasSubstr("欧阳小舟"));
    const auto kept = get(page_ + "/content.json");
    run(finance_,
        "hide_name",
        R"({"gift":")" + to_string(Id { site_.book.number("SELECT max(id) FROM giving_gift") })
            + R"("})");
    site_.pass(1000);
    for (const auto* file : { "", ".csv", ".json" }) {
        const auto shown = get_anew(page_ + file, "欧阳**");
        EXPECT_THAT(shown, HasSubstr("欧阳**")) << file;
        EXPECT_THAT(shown, Not(HasSubstr("小舟"))) << file;
    }
    EXPECT_EQ(get(page_ + "/content.json"), kept);
}

TEST_P(NoticePagesTest, officers_see_what_a_draft_says_and_what_is_found_in_it) {
    give("测试");
    site_.pass(hour_ms);
    const auto notice = text_in(
        run(desk_,
            "draft_notice",
            R"({"begins_on":"2020-05-20","ends_on":"2020-05-21","ends_hour":3})"),
        "id"
    );
    const auto target = "/api/v1/giving/notices/" + notice + "/preview";
    const auto preview = [&](int status) {
        return body_of(site_.check(desk_, { .name = target, .target = target, .status = status }));
    };
    EXPECT_THAT(preview(200), HasSubstr(R"("gifts":1,"amount":"100.00")"));
    EXPECT_THAT(preview(200), HasSubstr(R"("code":"test_gift")"));
    run(desk_, "drop_notice", R"({"notice":")" + notice + R"("})");
    preview(409);
}

TEST_P(NoticePagesTest, the_calendar_is_told_by_branch_and_closed_by_what_was_published) {
    give("欧阳小舟");
    const std::string target = "/api/v1/giving/calendar?branch=320700";
    const auto calendar
        = [&] { return body_of(site_.check(desk_, { .name = target, .target = target })); };
    site_.check({}, { .name = "nobody", .target = target, .status = 401 });
    EXPECT_THAT(calendar(), Not(HasSubstr(R"("clock":"regular")")));
    site_.check(
        finance_,
        { .name = "clock",
          .method = Method::post,
          .target = "/api/v1/records/giving.disclosure_clock?branch=320700",
          .body = R"({"clock":"regular","applies":true,"days":5})",
          .status = 201 }
    );
    EXPECT_THAT(
        calendar(),
        HasSubstr(R"("since":"2020-05-20","due":"2020-05-25","days":4,"state":"waiting")")
    );
    site_.pass(hour_ms);
    published();
    EXPECT_THAT(calendar(), HasSubstr(R"("since":"2020-05-21","due":"2020-05-26")"));
}

TEST_P(NoticePagesTest, a_note_stands_inside_the_notice) {
    give("欧阳小舟");
    site_.pass(hour_ms);
    const auto notice = published();
    run(finance_,
        "annotate_notice",
        R"({"notice":")" + notice + R"(","text":"第 1 行日期应为 5 月 19 日"})");
    site_.pass(1000);
    const std::string note = "第 1 行日期应为 5 月 19 日";
    EXPECT_THAT(get_anew(page_, note), HasSubstr(note));
}

INSTANTIATE_TEST_SUITE_P(
    Databases, NoticePagesTest, ::testing::ValuesIn(TempDatabase::kinds()), TempDatabase::name_of
);

} // namespace
} // namespace boai::test
