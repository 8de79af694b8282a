// Counting many gifts in kind at once over HTTP: each whole or not at all.
#include "support/test_site.hpp"

#include <gmock/gmock.h>

namespace boai::test {
namespace {

using http::Method;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class GoodsCountTest : public ::testing::TestWithParam<storage::Dialect> {
protected:
    void SetUp() override {
        if (IsSkipped()) {
            return;
        }
        desk_ = site_.add_person("desk", identity::Role::desk_officer);
        other_ = site_.add_person("other", identity::Role::desk_officer);
    }

    std::string ask(const Person& person, const ApiScenario& scenario) {
        return body_of(site_.check(person, scenario));
    }

    std::string run(const Person& person, const std::string& command, const std::string& json) {
        return ask(
            person,
            { .name = command,
              .method = Method::post,
              .target = "/api/v1/commands/giving." + command + "?branch=320700",
              .body = json }
        );
    }

    std::string record() {
        return text_in(
            run(desk_, "record_goods", R"({"donor_name":"欧阳小舟","day":"2020-05-20"})"), "id"
        );
    }

    std::string add(const std::string& gift, const std::string& more) {
        return text_in(
            run(desk_, "add_goods_line", R"({"gift":")" + gift + R"(",)" + more + "}"), "id"
        );
    }

    std::string waiting(const Person& person) {
        return ask(
            person, { .name = "waiting", .target = "/api/v1/giving/goods-to-count?branch=320700" }
        );
    }

    std::string count(const std::string& gifts, int status = 200) {
        return ask(
            other_,
            { .name = "count",
              .method = Method::post,
              .target = "/api/v1/goods-counts?branch=320700",
              .body = R"({"counted_on":"2020-05-21","gifts":[)" + gifts + "]}",
              .status = status }
        );
    }

    std::string version_of(const std::string& gift) {
        return std::to_string(
            site_.book.number("SELECT version FROM giving_goods_gift WHERE id = " + number_of(gift))
        );
    }

    static std::string number_of(const std::string& id) {
        return std::to_string(parse_id(id)->value);
    }

    /// A gift as it is counted; `lines` are those that differ.
    std::string counted(const std::string& gift, const std::string& lines = "") {
        return R"({"gift":")" + gift + R"(","version":)" + version_of(gift) + R"(,"lines":[)"
            + lines + "]}";
    }

    static std::string
    line(const std::string& id, const std::string& number, const std::string& more = "") {
        return R"({"line":")" + id + R"(","counted":)" + number + more + "}";
    }

    std::vector<std::string> states() {
        return site_.texts("SELECT state FROM giving_goods_gift ORDER BY id");
    }

    std::vector<std::string> quantities() {
        return site_.texts("SELECT item || ' ' || coalesce(CAST(counted AS VARCHAR(20)), '-') FROM "
                           "giving_goods_line ORDER BY id");
    }

    TestSite site_ { GetParam() };
    Person desk_;
    Person other_;
    const std::string masks_ = R"("item":"口罩","quantity":"30箱")";
    const std::string tents_
        = R"("item":"帐篷","quantity":"10顶","value_basis":"invoice","value":"3000.00",)"
          R"("value_proof":"0451")";
};

TEST_P(GoodsCountTest, what_waits_is_shown_with_its_lines_and_who_entered_it) {
    const auto gift = record();
    add(gift, masks_);
    record();
    const auto list = waiting(other_);
    EXPECT_THAT(list, HasSubstr(R"("id":")" + gift + '"'));
    EXPECT_THAT(list, HasSubstr(R"("item":"口罩","specification":"","quantity":30,"unit":"箱")"));
    EXPECT_THAT(list, HasSubstr(R"("donor":"欧阳**")"));
    EXPECT_THAT(list, HasSubstr(R"("makers":[")" + to_string(desk_.user) + "\"]"));
    EXPECT_THAT(list, HasSubstr(R"("more":false)"));
    EXPECT_EQ(list.find("\"reference\""), list.rfind("\"reference\""))
        << "a list without a line waits for nobody";
    count(counted(gift));
    EXPECT_THAT(waiting(other_), HasSubstr(R"("gifts":[])"));
}

TEST_P(GoodsCountTest, many_gifts_are_counted_at_once_with_what_differs) {
    const auto first = record();
    const auto first_masks = add(first, masks_);
    const auto first_tents = add(first, tents_);
    const auto second = record();
    add(second, masks_);
    const auto answer = count(
        counted(
            first, line(first_masks, "29") + "," + line(first_tents, "9", R"(,"value":"2700.00")")
        )
        + "," + counted(second)
    );
    EXPECT_THAT(answer, HasSubstr(R"({"gift":")" + first + R"(","ok":true,"version":)"));
    EXPECT_THAT(answer, HasSubstr(R"({"gift":")" + second + R"(","ok":true,"version":)"));
    EXPECT_THAT(states(), ElementsAre("counted", "counted"));
    EXPECT_THAT(quantities(), ElementsAre("口罩 29", "帐篷 9", "口罩 30"));
    EXPECT_EQ(
        site_.book.number("SELECT value FROM giving_goods_gift WHERE id = " + number_of(first)),
        270'000
    );
}

TEST_P(GoodsCountTest, a_gift_that_is_refused_is_left_as_it_was_and_the_others_are_counted) {
    const auto wrong = record();
    const auto wrong_masks = add(wrong, masks_);
    const auto wrong_tents = add(wrong, tents_);
    const auto good = record();
    add(good, masks_);
    const auto answer = count(
        counted(wrong, line(wrong_masks, "29") + "," + line(wrong_tents, "9")) + "," + counted(good)
    );
    EXPECT_THAT(answer, HasSubstr(R"({"gift":")" + wrong + R"(","ok":false,"code":"invalid")"));
    EXPECT_THAT(answer, HasSubstr(R"("field":")" + wrong_tents + '"'))
        << "the value of nine tents is asked for";
    EXPECT_THAT(answer, HasSubstr(R"({"gift":")" + good + R"(","ok":true)"));
    EXPECT_THAT(states(), ElementsAre("listed", "counted"));
    EXPECT_THAT(quantities(), ElementsAre("口罩 -", "帐篷 -", "口罩 30"));
}

TEST_P(GoodsCountTest, a_list_that_changed_since_it_was_looked_at_is_not_counted) {
    const auto gift = record();
    add(gift, masks_);
    const auto seen = counted(gift);
    add(gift, tents_);
    EXPECT_THAT(count(seen), HasSubstr(R"("ok":false,"code":"conflict")"));
    EXPECT_THAT(states(), ElementsAre("listed"));
    EXPECT_THAT(count(counted(gift) + "," + counted(gift)), HasSubstr(R"("ok":false)"))
        << "the same gift a second time";
    EXPECT_THAT(states(), ElementsAre("counted"));
}

TEST_P(GoodsCountTest, nobody_counts_what_he_entered_himself_and_no_line_of_another_gift) {
    const auto gift = record();
    const auto masks = add(gift, masks_);
    const auto others = record();
    const auto others_masks = add(others, masks_);
    run(other_, "add_goods_line", R"({"gift":")" + others + R"(","item":"毛毯","quantity":"5条"})");
    EXPECT_THAT(count(counted(others)), HasSubstr(R"("ok":false,"code":"forbidden")"));
    EXPECT_THAT(
        count(counted(gift, line(others_masks, "1"))),
        HasSubstr(R"("errors":[{"field":")" + others_masks + '"')
    );
    EXPECT_THAT(states(), ElementsAre("listed", "listed"));
    EXPECT_THAT(count(counted(gift, line(masks, "0"))), HasSubstr(R"("ok":true)"))
        << "nothing of it came";
}

TEST_P(GoodsCountTest, what_is_no_count_is_refused_before_anything_is_counted) {
    const auto gift = record();
    const auto masks = add(gift, masks_);
    const auto viewer = site_.add_person("viewer", identity::Role::viewer);
    const auto whole = R"({"counted_on":"2020-05-21","gifts":[)" + counted(gift) + "]}";
    const std::string head = R"({"counted_on":"2020-05-21","gifts":[{"gift":")" + gift + '"';
    std::string many;
    for (int i = 0; i <= 100; ++i) {
        many += (i == 0 ? "" : ",") + counted(gift);
    }
    const std::vector<ApiScenario> scenarios {
        { .name = "no JSON", .body = "gifts", .status = 422 },
        { .name = "no gifts", .body = R"({"counted_on":"2020-05-21"})", .status = 422 },
        { .name = "no day", .body = R"({"gifts":[]})", .status = 422 },
        { .name = "a day that is none",
          .body = R"({"counted_on":"yesterday","gifts":[]})",
          .status = 422 },
        { .name = "no version", .body = head + "}]}", .status = 422 },
        { .name = "an id that is none",
          .body = R"({"counted_on":"2020-05-21","gifts":[{"gift":"x","version":1}]})",
          .status = 422 },
        { .name = "half a box",
          .body = head + R"(,"version":2,"lines":[)" + line(masks, "0.5") + "]}]}",
          .status = 422 },
        { .name = "less than nothing",
          .body = head + R"(,"version":2,"lines":[)" + line(masks, "-1") + "]}]}",
          .status = 422 },
        { .name = "too many of it",
          .body = head + R"(,"version":2,"lines":[)" + line(masks, "1000000001") + "]}]}",
          .status = 422 },
        { .name = "a value of nothing",
          .body = head + R"(,"version":2,"lines":[)" + line(masks, "1", R"(,"value":"0")") + "]}]}",
          .status = 422 },
        { .name = "more gifts than are counted at once",
          .body = R"({"counted_on":"2020-05-21","gifts":[)" + many + "]}",
          .status = 413 },
    };
    for (auto scenario : scenarios) {
        scenario.method = Method::post;
        scenario.target = "/api/v1/goods-counts?branch=320700";
        ask(other_, scenario);
        EXPECT_THAT(states(), ElementsAre("listed")) << scenario.name;
    }
    const ApiScenario by_a_viewer { .name = "by a viewer",
                                    .method = Method::post,
                                    .target = "/api/v1/goods-counts?branch=320700",
                                    .body = whole,
                                    .status = 403 };
    ask(viewer, by_a_viewer);
    EXPECT_THAT(
        count(counted(gift).replace(counted(gift).find(gift), gift.size(), "0000000000001")),
        HasSubstr("there is no such Gift in kind")
    );
    EXPECT_THAT(states(), ElementsAre("listed"));
}

TEST_P(GoodsCountTest, a_hundred_gifts_are_shown_and_counted_and_then_the_rest) {
    for (int i = 0; i < 101; ++i) {
        add(record(), masks_);
    }
    EXPECT_THAT(waiting(other_), HasSubstr(R"("more":true)"));
    std::string gifts;
    for (const auto& id :
         site_.texts("SELECT CAST(id AS VARCHAR(20)) FROM giving_goods_gift ORDER BY id "
                     "LIMIT 100")) {
        gifts += (gifts.empty() ? "" : ",") + counted(to_string(Id { std::stoll(id) }));
    }
    EXPECT_THAT(count(gifts), Not(HasSubstr(R"("ok":false)")));
    const auto rest = waiting(other_);
    EXPECT_THAT(rest, HasSubstr(R"("more":false)"));
    EXPECT_THAT(rest, HasSubstr(R"("item":"口罩")"));
}

TEST_P(GoodsCountTest, whoever_reads_the_gift_reads_who_counted_it_by_name) {
    const auto gift = record();
    add(gift, R"("item":"口罩","quantity":"30箱")");
    EXPECT_THAT(count(counted(gift)), HasSubstr(R"("ok":true)"));
    const auto get = [&](const std::string& rest) {
        const auto target = "/api/v1/records/giving.goods_gift" + rest;
        return ask(desk_, { .name = rest, .target = target });
    };
    const std::string named = R"("counted_by_label":"测试other")";
    EXPECT_THAT(get("/" + gift), HasSubstr(named)) << "without the permission to read users";
    EXPECT_THAT(get("?branch=320700"), HasSubstr(named));
    EXPECT_THAT(get(".csv?branch=320700"), HasSubstr(",测试other,"));
    EXPECT_THAT(get("/" + gift + "/history"), HasSubstr(R"("to_label":"测试other")"));
    ask(desk_,
        { .name = "the record of the user stays closed",
          .target = "/api/v1/records/identity.user/" + to_string(other_.user),
          .status = 404 });
}

INSTANTIATE_TEST_SUITE_P(
    BothDatabases, GoodsCountTest, ::testing::ValuesIn(TempDatabase::kinds()), TempDatabase::name_of
);

} // namespace
} // namespace boai::test
