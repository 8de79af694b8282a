#include "modules/society/branch.hpp"
#include "record/engine.hpp"
#include "support/test_book.hpp"

#include <gmock/gmock.h>

namespace boai::society {
namespace {

using test::code_of;
using test::failure_of;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class BranchTest : public ::testing::TestWithParam<storage::Dialect> {
protected:
    Result<record::Outcome>
    add(Id parent, const std::string& code, const std::string& level = "county") {
        return book_.call(
            "society.create_branch",
            parent,
            R"({"code":")" + code + R"(","name_zh":"新会","name_en":"New","level":")" + level
                + R"("})"
        );
    }

    Result<record::Outcome> move(Id branch, const std::string& parent) {
        return book_.call("society.move_branch", branch, R"({"parent":")" + parent + R"("})");
    }

    /// By somebody else than the maker.
    Result<record::Outcome> step(const std::string& name, Id branch) {
        return book_.write(
            "society.branch." + name, branch, branch, "", { .actor = book_.director() }
        );
    }

    std::vector<std::string> path_up(Id branch) {
        std::vector<std::string> codes;
        const auto tree = book_->engine().branches();
        for (const auto id : tree->path_up(branch)) {
            codes.push_back(tree->find(id)->code);
        }
        return codes;
    }

    test::TestBook book_ { GetParam() };
};

TEST_P(BranchTest, a_new_branch_stands_below_the_one_it_is_made_in_at_once) {
    const auto school = add(book_.county, "320722-01", "school");
    ASSERT_TRUE(school) << failure_of(school);
    EXPECT_THAT(path_up(school->id), ElementsAre("320722-01", "320722", "320700"));
    book_.reopen();
    EXPECT_THAT(path_up(school->id), ElementsAre("320722-01", "320722", "320700"));
}

TEST_P(BranchTest, a_code_is_unique_in_the_whole_book_and_can_stand_in_an_address) {
    EXPECT_EQ(code_of(add(book_.county, "320723", "school")), "conflict");
    EXPECT_THAT(failure_of(add(book_.city, "32/07")), HasSubstr("code: only letters"));
    EXPECT_THAT(failure_of(add(book_.city, "")), HasSubstr("code: is required"));
    EXPECT_THAT(failure_of(add(book_.city, "0000000000001")), HasSubstr("reads as an id"));
}

TEST_P(BranchTest, a_code_never_changes_because_receipts_bear_it) {
    const auto outcome
        = book_.write("society.branch.update", book_.county, book_.county, R"({"code":"1"})");
    EXPECT_THAT(failure_of(outcome), HasSubstr("code: is set by the program"));
}

TEST_P(BranchTest, there_is_one_root) {
    EXPECT_EQ(code_of(add({}, "999999", "city")), "conflict");
    const auto by_program = book_.call(
        "society.create_branch",
        {},
        R"({"code":"9","name_zh":"二","name_en":"Two"})",
        { .actor = app::Book::system() }
    );
    EXPECT_EQ(code_of(by_program), "conflict");
}

TEST_P(BranchTest, stands_only_below_a_higher_level) {
    EXPECT_THAT(
        failure_of(add(book_.county, "1", "county")), HasSubstr("level: must be of a lower")
    );
    EXPECT_THAT(
        failure_of(add(book_.city, "2", "province")), HasSubstr("level: must be of a lower")
    );
    const auto school = add(book_.county, "3", "school");
    ASSERT_TRUE(school);
    EXPECT_EQ(code_of(add(school->id, "4", "community")), "invalid");
    const auto lowered
        = book_.write("society.branch.update", book_.county, book_.county, R"({"level":"school"})");
    EXPECT_THAT(
        failure_of(lowered), HasSubstr("must be of a higher level than the branches below")
    );
}

TEST_P(BranchTest, a_renamed_branch_is_known_by_its_new_name_at_once) {
    ASSERT_TRUE(book_.write(
        "society.branch.update", book_.county, book_.county, R"({"name_zh":"东海区红十字会"})"
    ));
    EXPECT_EQ(book_->engine().branches()->find(book_.county)->name_zh, "东海区红十字会");
}

TEST_P(BranchTest, moves_with_all_below_it) {
    const auto school = add(book_.county, "320722-01", "school");
    ASSERT_TRUE(school);
    const auto moved = move(school->id, "320723");
    ASSERT_TRUE(moved) << failure_of(moved);
    EXPECT_THAT(path_up(school->id), ElementsAre("320722-01", "320723", "320700"));
    EXPECT_EQ(
        book_.text("SELECT action FROM record_history WHERE record = 'society.branch'"), "move"
    );
}

TEST_P(BranchTest, cannot_be_moved_below_itself_nor_to_its_own_level) {
    EXPECT_THAT(
        failure_of(move(book_.county, "320722")), HasSubstr("must not be the branch itself")
    );
    const auto school = add(book_.county, "s", "school");
    ASSERT_TRUE(school);
    EXPECT_THAT(failure_of(move(book_.county, "s")), HasSubstr("must not be the branch itself"));
    EXPECT_THAT(failure_of(move(book_.county, "320723")), HasSubstr("level: must be of a lower"));
    EXPECT_THAT(failure_of(move(book_.city, "320722")), HasSubstr("root"));
    EXPECT_THAT(failure_of(move(book_.county, "none")), HasSubstr("no such branch"));
}

TEST_P(BranchTest, moving_needs_the_permission_in_both_branches_above) {
    const auto school = add(book_.county, "s", "school");
    ASSERT_TRUE(school);
    const auto one_sided
        = test::TestBook::person_with(9, { book_.county, school->id }, { "society.branch.write" });
    const auto outcome = book_.call(
        "society.move_branch", school->id, R"({"parent":"320723"})", { .actor = one_sided }
    );
    EXPECT_EQ(code_of(outcome), "forbidden");
}

TEST_P(BranchTest, is_closed_by_another_person_with_a_reason_and_after_those_below_it) {
    const auto own = book_.write("society.branch.close", book_.county, book_.county, "");
    EXPECT_EQ(code_of(own), "forbidden");
    const auto school = add(book_.county, "s", "school");
    ASSERT_TRUE(school);
    EXPECT_EQ(code_of(step("close", book_.county)), "conflict");
    EXPECT_EQ(code_of(step("close", book_.city)), "conflict");
    EXPECT_EQ(code_of(step("close", school->id)), "done");
    EXPECT_EQ(code_of(step("close", book_.county)), "done");
    EXPECT_EQ(code_of(step("reopen", school->id)), "conflict");
    EXPECT_EQ(code_of(step("reopen", book_.county)), "done");
    EXPECT_EQ(code_of(step("reopen", school->id)), "done");
}

TEST_P(BranchTest, a_closed_branch_takes_nothing_new_and_stays_in_the_tree) {
    ASSERT_TRUE(step("close", book_.county));
    EXPECT_THAT(path_up(book_.county), ElementsAre("320722", "320700"));
    const auto outcome = book_.write(
        "giving.channel.create", book_.county, {}, R"({"code":"bank","name":"银行"})"
    );
    EXPECT_THAT(failure_of(outcome), HasSubstr("this branch is closed"));
    EXPECT_THAT(failure_of(add(book_.county, "s", "school")), HasSubstr("this branch is closed"));
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    BranchTest,
    ::testing::ValuesIn(test::TempDatabase::kinds()),
    test::TempDatabase::name_of
);

} // namespace
} // namespace boai::society
