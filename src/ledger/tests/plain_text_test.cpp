// Tools that nobody here wrote replay the exported ledger to the same balances.
#include "ledger/plain_text.hpp"
#include "ledger/tests/ledger_book.hpp"
#include "support/machine.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>

namespace boai::ledger {
namespace {

using ::testing::HasSubstr;

bool has_program(const std::string& name) {
    return boai::test::run_in_shell("command -v " + name + " >/dev/null 2>&1") == 0;
}

class PlainTextTest : public test::LedgerBookTest {
protected:
    void SetUp() override {
        LedgerBookTest::SetUp();
        const Fund odd { { 6 }, "F-助学/2024 x", { "助学", {} } };
        const auto first = give(test::city, test::flood, { 1 }, 100'000);
        ASSERT_TRUE(first);
        ASSERT_TRUE(give(test::city, odd, { 2 }, 1));
        ASSERT_TRUE(give(test::county, unrestricted_fund(), { 3 }, 33'333));
        ASSERT_TRUE(give_back(test::city, test::flood, { 4 }, 2'000, { first->position, 100'000 }));
        ASSERT_TRUE(pay(test::city, test::flood, { 5 }, 31'415));
        const Line goods[] = { { test::flood, "W/store/L1", 10, "tent" },
                               { test::flood, "X/donor", -10, "tent" } };
        ASSERT_TRUE(post_alone(entry(EntryKind::gift, test::city, { 6 }, goods)));
    }

    std::string written(PlainFormat format) {
        std::string text;
        const auto done = write_plain_text(
            queries(),
            { { test::city, "320700" }, { test::county, "320722" } },
            format,
            [&](std::string_view part) { text += part; }
        );
        EXPECT_TRUE(done) << done.error().message.en;
        return text;
    }

    /// The exit code of a checking program over a text.
    int check(const std::string& command, const std::string& text) {
        const auto path = folder_.file("ledger.txt");
        std::ofstream { path } << text;
        return boai::test::run_in_shell(command + " " + path + " >&2");
    }

    boai::test::TempFolder folder_;
};

TEST_P(PlainTextTest, holds_every_line_and_the_balances) {
    const auto text = written(PlainFormat::hledger);
    EXPECT_THAT(
        text,
        HasSubstr("2024-10-04 * refund 320700 2\n    320700:F-flood:4109  20.00 CNY\n"
                  "    320700:F-flood:1002  -20.00 CNY\n")
    );
    EXPECT_THAT(text, HasSubstr("    320700:F-flood:1002  0.00 CNY = 665.85 CNY\n"));
}

TEST_P(PlainTextTest, hledger_finds_the_same_balances) {
    ASSERT_TRUE(has_program("hledger")) << "tools/setup test installs it";
    const auto text = written(PlainFormat::hledger);
    EXPECT_EQ(check("hledger check -f", text), 0);
    auto wrong = text;
    wrong.replace(wrong.find("= 665.85"), 8, "= 665.86");
    EXPECT_NE(check("hledger check 2>/dev/null -f", wrong), 0);
}

TEST_P(PlainTextTest, beancount_finds_the_same_balances) {
    ASSERT_TRUE(has_program("bean-check")) << "tools/setup test installs beancount";
    const auto text = written(PlainFormat::beancount);
    EXPECT_EQ(check("bean-check", text), 0);
    auto wrong = text;
    wrong.replace(wrong.find("  665.85 ~ 0"), 12, "  665.86 ~ 0");
    EXPECT_NE(check("bean-check 2>/dev/null", wrong), 0);
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    PlainTextTest,
    ::testing::ValuesIn(boai::test::TempDatabase::kinds()),
    boai::test::TempDatabase::name_of
);

} // namespace
} // namespace boai::ledger
