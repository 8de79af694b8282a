#include "record/list.hpp"
#include "support/sample_book.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace boai::record {
namespace {

using test::SampleBook;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class ListTest : public ::testing::TestWithParam<storage::Dialect> {
protected:
    Id add(Id branch, std::string_view label, std::string_view rest) {
        auto outcome = book_.write(
            "sample.parcel.create",
            branch,
            {},
            R"({"label":")" + std::string { label } + R"(","receiver":"孟小舟","value":"1.00",)"
                + R"("day":"2020-02-05",)" + std::string { rest } + "}"
        );
        EXPECT_TRUE(outcome) << outcome.error().message.en;
        return outcome ? outcome->id : Id {};
    }

    Result<Page> ask(ListQuery query) {
        if (query.branches.empty()) {
            query.branches = { SampleBook::city, SampleBook::county, SampleBook::school };
        }
        auto lease = TRY(book_.engine().readers().lend());
        const auto& table = book_.registry().table(sample::parcel_type);
        return storage::in_snapshot(*lease, [&](storage::Connection& connection) {
            return list(table, book_.vault(), queries_of(connection), query);
        });
    }

    static std::vector<std::string> labels_of(const Result<Page>& page) {
        if (!page) {
            return { page.error().message.en };
        }
        std::vector<std::string> labels;
        for (const auto& row : page->rows) {
            labels.push_back(row.as<sample::Parcel>().label);
        }
        return labels;
    }

    /// The field of the first error.
    static std::string field_at_fault(const Result<Page>& page) {
        return page || page.error().fields.empty() ? "" : page.error().fields.front().field;
    }

    /// Every label of the list, gathered page by page.
    std::vector<std::string> walk(ListQuery query) {
        std::vector<std::string> all;
        do {
            auto page = ask(query);
            EXPECT_TRUE(page) << page.error().message.en;
            EXPECT_LE(page->rows.size(), query.limit);
            std::ranges::copy(labels_of(page), std::back_inserter(all));
            query.cursor = page->next;
        } while (!query.cursor.empty() && all.size() < 1000);
        return all;
    }

    SampleBook book_ { GetParam() };
};

TEST_P(ListTest, gives_the_newest_first_of_the_branches_asked_for) {
    add(SampleBook::city, "a", R"("pieces":1)");
    add(SampleBook::county, "b", R"("pieces":1)");
    add(SampleBook::school, "c", R"("pieces":1)");
    EXPECT_THAT(labels_of(ask({ .branches = {} })), ElementsAre("c", "b", "a"));
    EXPECT_THAT(
        labels_of(ask({ .branches = { SampleBook::city, SampleBook::school } })),
        ElementsAre("c", "a")
    );
}

TEST_P(ListTest, filters_each_kind_by_value_and_range) {
    add(SampleBook::city, "a", R"("pieces":5,"channel":"van","fragile":true,"effort":"1:30")");
    add(SampleBook::city, "b", R"("pieces":7,"weight":20,"note":"箱 B")");
    const auto only = [&](FieldFilter filter) {
        return labels_of(ask({ .branches = {}, .filters = { std::move(filter) } }));
    };
    EXPECT_THAT(only({ .field = "channel", .any_of = { "van" } }), ElementsAre("a"));
    EXPECT_THAT(only({ .field = "channel", .any_of = { "van", "desk" } }), ElementsAre("b", "a"));
    EXPECT_THAT(only({ .field = "fragile", .any_of = { "true" } }), ElementsAre("a"));
    EXPECT_THAT(only({ .field = "pieces", .min = "6" }), ElementsAre("b"));
    EXPECT_THAT(only({ .field = "pieces", .max = "5" }), ElementsAre("a"));
    EXPECT_THAT(only({ .field = "weight", .any_of = { "" } }), ElementsAre("a"));
    EXPECT_THAT(only({ .field = "note", .any_of = { "箱 B" } }), ElementsAre("b"));
    EXPECT_THAT(only({ .field = "note", .any_of = { "" } }), ElementsAre("a"));
    EXPECT_THAT(only({ .field = "effort", .min = "1:00" }), ElementsAre("a"));
    EXPECT_THAT(only({ .field = "value", .any_of = { "1.00" } }), ElementsAre("b", "a"));
    EXPECT_THAT(only({ .field = "day", .min = "2020-02-06" }), IsEmpty());
    EXPECT_THAT(only({ .field = "round", .any_of = { "" } }), ElementsAre("b", "a"));
    EXPECT_THAT(
        only({ .field = "created_at", .min = "2020-01-01T00:00:00Z" }), ElementsAre("b", "a")
    );
}

TEST_P(ListTest, pages_over_every_order_without_losing_or_repeating_a_row) {
    std::mt19937 random { 42 }; // NOLINT(cert-msc51-cpp,cert-msc32-c): the same rows every time
    const Id branches[] = { SampleBook::city, SampleBook::county, SampleBook::school };
    for (int i = 0; i < 40; ++i) {
        const auto weight = random() % 3 == 0 ? "null" : std::to_string(random() % 4);
        add(branches[random() % 3], "p" + std::to_string(i), "\"weight\":" + weight);
    }
    for (const std::string sort : { "",
                                    "id",
                                    "-id",
                                    "weight",
                                    "-weight",
                                    "label",
                                    "-label",
                                    "day",
                                    "-channel",
                                    "-created_at",
                                    "round" }) {
        const auto whole = walk({ .branches = {}, .sort = sort, .limit = 100 });
        EXPECT_EQ(whole.size(), 40U) << sort;
        for (const std::size_t limit : { 1U, 7U, 40U }) {
            EXPECT_EQ(walk({ .branches = {}, .sort = sort, .limit = limit }), whole) << sort;
        }
    }
}

TEST_P(ListTest, puts_empty_values_last_in_both_directions) {
    add(SampleBook::city, "none", R"("pieces":1)");
    add(SampleBook::county, "two", R"("weight":2)");
    add(SampleBook::city, "one", R"("weight":1)");
    EXPECT_THAT(
        walk({ .branches = {}, .sort = "weight", .limit = 1 }), ElementsAre("one", "two", "none")
    );
    EXPECT_THAT(
        walk({ .branches = {}, .sort = "-weight", .limit = 1 }), ElementsAre("two", "one", "none")
    );
}

TEST_P(ListTest, finds_a_personal_value_by_its_exact_text_only) {
    add(SampleBook::city, "a", R"("pieces":1)");
    const auto by = [&](std::string name, bool may_name_persons) {
        return ask({ .branches = {},
                     .filters = { { .field = "receiver", .any_of = { std::move(name) } } },
                     .may_name_persons = may_name_persons });
    };
    EXPECT_THAT(labels_of(by("孟小舟", true)), ElementsAre("a"));
    EXPECT_THAT(labels_of(by("孟 小舟", true)), ElementsAre("a"));
    EXPECT_THAT(labels_of(by("孟小", true)), IsEmpty());
    EXPECT_EQ(field_at_fault(by("孟小舟", false)), "receiver");
}

TEST_P(ListTest, searches_public_text_and_exact_personal_values) {
    add(SampleBook::city, "BX-100%", R"("note":"不找备注")");
    add(SampleBook::city, "bx-1000", R"("pieces":1)");
    const auto search = [&](std::string q, bool may_name_persons) {
        return labels_of(
            ask({ .branches = {}, .q = std::move(q), .may_name_persons = may_name_persons })
        );
    };
    EXPECT_THAT(search("bx-1", false), ElementsAre("bx-1000", "BX-100%"));
    EXPECT_THAT(search("100%", false), ElementsAre("BX-100%"));
    EXPECT_THAT(search("孟小舟", true), ElementsAre("bx-1000", "BX-100%"));
    EXPECT_THAT(search("孟小舟", false), IsEmpty());
    EXPECT_THAT(search("备注", true), IsEmpty());
}

TEST_P(ListTest, looks_for_a_text_in_so_many_rows_at_a_time_and_goes_on_behind_them) {
    for (int i = 0; i < 30; ++i) {
        const auto branch = i % 3 == 0 ? SampleBook::county : SampleBook::city;
        add(branch, (i % 10 == 0 ? "found " : "other ") + std::to_string(i), R"("pieces":1)");
    }
    const ListQuery nobody { .branches = {}, .q = "nowhere", .search_rows = 9 };
    const auto first = ask(nobody);
    ASSERT_TRUE(first);
    EXPECT_THAT(first->rows, IsEmpty());
    EXPECT_EQ(first->searched, 9U) << "it says how many it looked through";
    EXPECT_FALSE(first->next.empty()) << "and goes on by its cursor";
    EXPECT_THAT(walk(nobody), IsEmpty());
    const auto all = ask({ .branches = {}, .q = "found" });
    EXPECT_EQ(all->searched, 0U) << "the end of the list was reached";
    EXPECT_TRUE(all->next.empty());
    EXPECT_THAT(labels_of(all), ElementsAre("found 20", "found 10", "found 0"));
    const auto full = ask({ .branches = {}, .q = "other", .limit = 2, .search_rows = 9 });
    EXPECT_EQ(full->searched, 0U) << "a full page ends as every page does";
    EXPECT_FALSE(full->next.empty());
}

TEST_P(ListTest, a_search_in_parts_finds_what_a_whole_one_finds_in_every_order) {
    std::mt19937 random { 7 }; // NOLINT(cert-msc51-cpp,cert-msc32-c): the same rows every time
    const Id branches[] = { SampleBook::city, SampleBook::county, SampleBook::school };
    for (int i = 0; i < 40; ++i) {
        const auto weight = random() % 3 == 0 ? "null" : std::to_string(random() % 4);
        const auto* const word = random() % 4 == 0 ? "box " : "bag ";
        add(branches[random() % 3], word + std::to_string(i), "\"weight\":" + weight);
    }
    for (const std::string sort :
         { "", "id", "weight", "-weight", "label", "-label", "day", "-created_at" }) {
        const auto whole = walk({ .branches = {}, .q = "box", .sort = sort, .limit = 100 });
        EXPECT_GT(whole.size(), 3U) << sort;
        for (const std::size_t rows : { 1U, 5U, 20U, 200U }) {
            for (const std::size_t limit : { 1U, 3U, 100U }) {
                EXPECT_EQ(
                    walk({ .branches = {},
                           .q = "box",
                           .sort = sort,
                           .limit = limit,
                           .search_rows = rows }),
                    whole
                ) << sort
                  << " by " << rows;
            }
        }
    }
}

TEST_P(ListTest, names_the_parameter_it_refuses) {
    const auto refused = [&](FieldFilter filter) {
        return field_at_fault(ask({ .branches = {}, .filters = { std::move(filter) } }));
    };
    EXPECT_EQ(refused({ .field = "donor", .any_of = { "x" } }), "donor");
    EXPECT_EQ(refused({ .field = "identity_number", .any_of = { "x" } }), "identity_number");
    EXPECT_EQ(refused({ .field = "day", .any_of = { "2020-02-30" } }), "day");
    EXPECT_EQ(refused({ .field = "channel", .min = "desk" }), "channel");
    EXPECT_EQ(refused({ .field = "pieces; DROP TABLE", .any_of = { "1" } }), "pieces; DROP TABLE");
    EXPECT_EQ(field_at_fault(ask({ .branches = {}, .sort = "receiver" })), "sort");
    EXPECT_EQ(field_at_fault(ask({ .branches = {}, .sort = "nothing" })), "sort");
    EXPECT_EQ(field_at_fault(ask({ .branches = {}, .limit = 0 })), "limit");
    EXPECT_EQ(field_at_fault(ask({ .branches = {}, .limit = 501 })), "limit");
    EXPECT_EQ(field_at_fault(ask({ .branches = {}, .q = "\xff" })), "q");
}

TEST_P(ListTest, refuses_a_cursor_that_was_altered_or_is_of_another_list) {
    add(SampleBook::city, "a", R"("pieces":1)");
    add(SampleBook::city, "b", R"("pieces":1)");
    auto cursor = ask({ .branches = {}, .limit = 1 })->next;
    const auto refused = [&](std::string text, std::string sort) {
        return field_at_fault(
            ask({ .branches = {}, .sort = std::move(sort), .cursor = std::move(text), .limit = 1 })
        );
    };
    EXPECT_EQ(refused(cursor, "day"), "cursor");
    EXPECT_EQ(refused("A", ""), "cursor");
    EXPECT_EQ(refused("%%%", ""), "cursor");
    EXPECT_EQ(refused(std::string(100'000, 'A'), ""), "cursor");
    for (std::size_t i = 0; i < cursor.size(); ++i) {
        auto altered = cursor;
        altered[i] = altered[i] == 'A' ? 'B' : 'A';
        EXPECT_EQ(refused(altered, ""), "cursor") << i;
    }
}

TEST_P(ListTest, walks_a_whole_list_in_pages) {
    for (int i = 0; i < 7; ++i) {
        add(SampleBook::county, "p" + std::to_string(i), R"("pieces":1)");
    }
    auto lease = book_.engine().readers().lend();
    std::vector<std::size_t> pages;
    auto walked = list_all(
        book_.registry().table(sample::parcel_type),
        book_.vault(),
        queries_of(**lease),
        { .branches = { SampleBook::county }, .limit = 3 },
        [&](std::vector<Loaded>& rows) -> Result<void> {
            pages.push_back(rows.size());
            return {};
        }
    );
    EXPECT_TRUE(walked);
    EXPECT_THAT(pages, ElementsAre(3, 3, 1));
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    ListTest,
    ::testing::ValuesIn(test::TempDatabase::kinds()),
    test::TempDatabase::name_of
);

} // namespace
} // namespace boai::record
