// Statements entered at the command line, by the real program, with the files of examples.
#include "cli_fixture.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace boai::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class ImportStatementTest : public CliFixture {
protected:
    void make_channel(const std::string& code, const std::string& kind) const {
        const auto made = run({ "call",
                                "giving.channel.create",
                                "--json",
                                R"({"code":")" + code + R"(","name":")" + code + R"(","kind":")"
                                    + kind + R"("})" });
        ASSERT_EQ(made.status, 0) << made.error;
    }

    /// What `boai import-statement --json` with these words says and returns.
    [[nodiscard]] Ran enter(std::vector<std::string> words) const {
        words.insert(words.begin(), { "import-statement", "--json" });
        return run(words);
    }

    static std::string example(const std::string& name) {
        return BOAI_EXAMPLES "/statements/" + name;
    }

    /// A bank's statement of these rows.
    static std::string bank_rows(const std::string& rows) {
        return "交易日期,交易流水号,对方户名,收入金额,支出金额,余额\n" + rows;
    }
};

TEST_P(ImportStatementTest, every_example_is_entered_once_on_the_account_of_its_kind) {
    const auto bank = example("bank-2026-05.csv");
    const auto tried = enter({ "--dry-run", bank });
    EXPECT_EQ(tried.status, 0) << tried.error;
    EXPECT_THAT(tried.out, HasSubstr(R"("channel":"bank")"));
    EXPECT_THAT(tried.out, HasSubstr(R"("begins":"2026-05-01","ends":"2026-05-31","lines":10)"));
    EXPECT_THAT(tried.out, HasSubstr(R"("opening_fen":5000000,"closing_fen":7132490)"));
    EXPECT_THAT(tried.out, Not(HasSubstr(R"("statement":)")));
    const auto entered = enter({ bank,
                                 example("alipay-2026-05.csv"),
                                 example("wechat-funds-2026-05.csv"),
                                 example("unionpay-2026-05.csv"),
                                 example("platform-2026-05.csv") });
    EXPECT_EQ(entered.status, 0) << entered.out << entered.error;
    for (const auto* kind : { "bank", "alipay", "wechat", "unionpay", "platform" }) {
        EXPECT_THAT(entered.out, HasSubstr(R"("channel":")" + std::string { kind } + '"'));
    }
    EXPECT_THAT(entered.out, Not(HasSubstr("refused_because")));
    const auto again = enter({ bank });
    EXPECT_EQ(again.status, 0) << "a file that is in the book already is no failure";
    EXPECT_THAT(again.out, HasSubstr(R"("known":true)"));
    EXPECT_THAT(again.out, HasSubstr("bank-2026-05.csv (2026-05-01 to 2026-05-31)"));
    EXPECT_EQ(run({ "audit" }).status, 0);
}

TEST_P(ImportStatementTest, a_balance_that_breaks_is_told_with_its_row_and_nothing_is_entered) {
    const auto file = write(
        "broken.csv", bank_rows("2020-05-02,B1,甲,100.00,,100.00\n2020-05-03,B2,乙,5.00,,106.00\n")
    );
    for (const auto& words : { std::vector { file }, { "--dry-run", file } }) {
        const auto refused = enter(words);
        EXPECT_EQ(refused.status, 3);
        EXPECT_THAT(refused.out, HasSubstr(R"("balance_breaks_at_row":3)"));
        EXPECT_THAT(refused.out, HasSubstr("100.00 and 5.00 do not make 106.00"));
    }
    const auto told = run({ "import-statement", file });
    EXPECT_THAT(told.out, HasSubstr("not entered: 第 3 行余额接不上"));
    EXPECT_THAT(
        run({ "export", "giving.statement", "--format", "ndjson" }).out, Not(HasSubstr("broken"))
    );
}

TEST_P(ImportStatementTest, files_that_are_no_statements_are_refused_by_name_and_reason) {
    const auto refusal = [this](const std::string& name, std::string_view content) {
        const auto refused = enter({ "--account", "bank", write(name, content) });
        EXPECT_EQ(refused.status, 3) << name;
        EXPECT_THAT(refused.out, HasSubstr(name));
        EXPECT_THAT(refused.out, HasSubstr("refused_because")) << name;
        return refused.out;
    };
    EXPECT_THAT(refusal("empty.csv", ""), HasSubstr("refused_because"));
    EXPECT_THAT(refusal("bytes.xlsx", "PK\x03\x04 no zip"), HasSubstr("refused_because"));
    EXPECT_THAT(refusal("other.csv", "甲,乙\n1,2\n"), HasSubstr("no column of days and amounts"));
    EXPECT_THAT(
        refusal("bad.csv", bank_rows("2020-05-02,B1,甲,一百,,100.00\n")),
        HasSubstr(R"("row":2,"column":"D")")
    );
    EXPECT_THAT(
        refusal("day.csv", bank_rows("去年,B1,甲,1.00,,100.00\n")), HasSubstr(R"("column":"A")")
    );
    EXPECT_EQ(enter({ folder_.file("none.csv") }).status, 3);
}

TEST_P(ImportStatementTest, account_profile_and_balances_are_as_the_arguments_say) {
    make_channel("bank2", "bank");
    const auto rows = bank_rows("2020-05-02,B1,甲,100.00,,\n");
    const auto file = write("may.csv", rows);
    EXPECT_THAT(enter({ file }).out, HasSubstr("say it with --account"));
    EXPECT_THAT(
        enter({ "--account", "nobody", file }).out, HasSubstr("no channel with the code nobody")
    );
    EXPECT_THAT(
        enter({ "--profile", "银行甲", "--account", "bank", file }).out,
        HasSubstr("no import profile named 银行甲")
    );
    EXPECT_THAT(
        enter({ "--account", "bank", "--opening", "900", "--closing", "1001", file }).out,
        HasSubstr("opening 900.00 and the lines make 1000.00")
    );
    const auto entered = enter({ "--account",
                                 "bank",
                                 "--opening",
                                 "900",
                                 "--closing",
                                 "1000",
                                 "--begins",
                                 "2020-05-01",
                                 "--ends",
                                 "2020-05-10",
                                 file });
    EXPECT_EQ(entered.status, 0) << entered.out;
    const auto kept = run({ "export", "giving.statement", "--format", "ndjson" }).out;
    EXPECT_THAT(kept, HasSubstr(R"("begins":"2020-05-01","ends":"2020-05-10")"));
    const auto longer = write("longer.csv", rows + "2020-05-03,B2,乙,7.00,,\n");
    EXPECT_THAT(
        enter({ "--account", "bank", longer }).out,
        HasSubstr("1 lines stand in a statement imported before")
    );
    EXPECT_EQ(enter({ "--account", "bank", "--leave-out-known", longer }).status, 0);
}

INSTANTIATE_TEST_SUITE_P(
    BothDatabases,
    ImportStatementTest,
    ::testing::ValuesIn(TempDatabase::kinds()),
    TempDatabase::name_of
);

} // namespace
} // namespace boai::test
