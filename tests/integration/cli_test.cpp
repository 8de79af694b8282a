#include "cli_fixture.hpp"
#include "support/machine.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

namespace boai::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr auto list = "捐赠人,金额,日期,交易单号\n甲某某,10.50,2020-02-05,A1\n,20,2020-02-05,A2\n"
                      "共计2笔,30.50,,\n";

class CliTest : public CliFixture { };

TEST_P(CliTest, exports_the_ledger_for_tools_that_find_the_same_balances) {
    ASSERT_EQ(run({ "import", write("list.csv", list) }).status, 0);
    const auto gifts = run({ "export", "--format", "ndjson" }).out;
    const auto named = gifts.find("甲");
    ASSERT_NE(named, std::string::npos) << gifts;
    const auto at = gifts.rfind(R"("id":")", named) + 6;
    // An erasure is an entry without lines.
    const auto erased
        = run({ "call",
                "giving.erase_donor",
                "--reason",
                "应本人要求",
                "--json",
                R"({"gift":")" + gifts.substr(at, gifts.find('"', at) - at) + R"("})" });
    ASSERT_EQ(erased.status, 0) << erased.error;
    const auto expect_counted_again = [&](std::vector<std::string> words) {
        for (const auto& [format, command] :
             { std::pair { "hledger", "hledger check -f " }, { "beancount", "bean-check " } }) {
            const auto file = folder_.file(format);
            auto all = words;
            all.insert(all.end(), { "export", "--format", format, "--output", file });
            ASSERT_EQ(run_program(all).status, 0);
            EXPECT_THAT(read(file), HasSubstr("CNY"));
            EXPECT_EQ(run_in_shell(command + file + " >&2"), 0) << format;
        }
    };
    expect_counted_again(book());
    if (is_file()) { // gifts, payments, fees, refunds and allocations between branches
        auto demo = book("demo");
        auto init = demo;
        init.insert(init.end(), { "init", "--demo", "small" });
        ASSERT_EQ(run_program(init).status, 0);
        expect_counted_again(demo);
    }
}

TEST_P(CliTest, imports_a_file_and_says_as_json_what_became_of_it) {
    const auto file = write("list.csv", list);
    const auto tried = run({ "import", "--dry-run", "--json", file });
    EXPECT_EQ(tried.status, 0);
    EXPECT_THAT(tried.out, Not(HasSubstr("batch")));
    const auto booked = run({ "import", "--json", file });
    EXPECT_EQ(booked.status, 0) << booked.out << booked.error;
    EXPECT_THAT(
        booked.out,
        HasSubstr(R"("rows":2,"accepted":2,"refused":0,"duplicates":0,"doubtful":0,"sum_fen":3050,)"
                  R"("stated_sum_fen":3050)")
    );
    EXPECT_THAT(booked.out, HasSubstr(R"("errors":[])"));
    const auto again = run({ "import", "--json", file });
    EXPECT_EQ(again.status, 0) << "a file that is in the book already is no failure";
    EXPECT_THAT(again.out, HasSubstr(R"("accepted":0,"refused":0,"duplicates":2)"));
}

TEST_P(
    CliTest, refuses_a_faulty_file_by_sheet_row_column_and_reason_and_books_the_good_rows_if_told
) {
    const auto file = write("bad.csv", "捐赠人,金额,日期\n甲,10,2020-02-05\n乙,十元,2020-02-05\n");
    const auto refused = run({ "import", "--json", file });
    EXPECT_EQ(refused.status, 3);
    EXPECT_THAT(refused.out, HasSubstr(R"("row":3,"column":"B","reason":{"zh":)"));
    EXPECT_EQ(run({ "import", "--good-rows", file }).status, 0);
    EXPECT_THAT(run({ "export", "--format", "ndjson" }).out, HasSubstr(R"("amount":"10.00")"));
}

TEST_P(CliTest, writes_the_doubtful_rows_and_takes_them_as_the_file_of_decisions_says) {
    const std::string head = "捐赠人,金额,日期\n甲,10,2020-02-05\n乙,20,2020-02-05\n";
    ASSERT_EQ(run({ "import", write("first.csv", head) }).status, 0);
    const auto longer = write("longer.csv", head + "丙,30,2020-02-05\n");
    const auto doubts = folder_.file("doubts.csv");
    const auto tried = run({ "import", "--dry-run", "--doubts", doubts, longer });
    EXPECT_EQ(tried.status, 0) << tried.error;
    auto table = read(doubts);
    EXPECT_THAT(table, HasSubstr("longer.csv,,2,B,2020-02-05,甲,10.00,"));
    EXPECT_EQ(std::ranges::count(table, '\n'), 3) << table;
    const auto decided = write(
        "decided.csv",
        "file,sheet,row,column,decision\nlonger.csv,,2,B,skip\nlonger.csv,,3,B,take\n"
    );
    const auto booked = run({ "import", "--json", "--doubtful", decided, longer });
    EXPECT_EQ(booked.status, 0) << booked.out << booked.error;
    EXPECT_THAT(booked.out, HasSubstr(R"("rows":3,"accepted":2,)"));
    EXPECT_EQ(std::ranges::count(run({ "export", "--format", "ndjson" }).out, '\n'), 4);
    const auto wrong = write("wrong.csv", "file,sheet,row,column,decision\nlonger.csv,,2,B,ja\n");
    EXPECT_EQ(run({ "import", "--doubtful", wrong, longer }).status, 3);
}

TEST_P(CliTest, exports_in_every_format_with_names_masked) {
    ASSERT_EQ(run({ "import", write("list.csv", list) }).status, 0);
    const auto csv = run({ "export", "giving.gift", "--branch", "320700" });
    EXPECT_EQ(csv.status, 0) << csv.error;
    EXPECT_THAT(csv.out, HasSubstr("10.50"));
    EXPECT_THAT(csv.out, Not(HasSubstr("甲某某")));
    const auto lines = run({ "export", "giving.gift", "--format", "ndjson" });
    EXPECT_EQ(std::ranges::count(lines.out, '\n'), 2);
    const auto sheet = folder_.file("gifts.xlsx");
    EXPECT_EQ(run({ "export", "--format", "xlsx", "--output", sheet }).status, 0);
    EXPECT_GT(std::filesystem::file_size(sheet), 1000U);
}

TEST_P(CliTest, a_list_that_a_full_disk_cut_off_is_no_success) {
    ASSERT_EQ(run({ "import", write("list.csv", list) }).status, 0);
    for (const std::string format : { "ndjson", "csv", "hledger" }) {
        const auto full = run({ "export", "--format", format, "--output", "/dev/full" });
        EXPECT_EQ(full.status, 7) << format;
        EXPECT_THAT(full.error, HasSubstr("check the disk")) << format;
    }
}

TEST_P(CliTest, what_leaves_the_book_as_a_whole_stands_in_the_audit_trail) {
    const auto trail
        = [&] { return run({ "export", "identity.audit_event", "--format", "ndjson" }).out; };
    const auto folder = folder_.file("papers");
    EXPECT_THAT(run({ "export", folder, "--format", "files" }).error, HasSubstr("--reason"));
    EXPECT_THAT(trail(), Not(HasSubstr("data_exported")));
    const std::vector<std::string> files { "export", folder,     "--format",
                                           "files",  "--reason", "年度审计" };
    EXPECT_EQ(run(files).status, 0);
    EXPECT_THAT(trail(), HasSubstr(R"("record":"attachments.attachment")"));
    EXPECT_THAT(trail(), HasSubstr(R"("detail":"files","reason":"年度审计")"));
    EXPECT_EQ(run({ "export", "--format", "beancount" }).status, 0);
    EXPECT_THAT(trail(), HasSubstr(R"("detail":"beancount")"));
    EXPECT_EQ(run({ "backup", folder_.file("copy"), "--with-keys" }).status, 0);
    EXPECT_THAT(trail(), HasSubstr(R"("detail":"backup with the master key")"));
}

TEST_P(CliTest, tells_until_when_a_link_is_good_by_the_wall_clock_in_china) {
    const auto made = run({ "user", "create", "desk", "--role", "desk_officer" });
    EXPECT_EQ(made.status, 0) << made.error;
    EXPECT_THAT(made.out, HasSubstr(", China time (UTC+8):"));
    EXPECT_THAT(made.out, Not(HasSubstr("Z:")));
}

TEST_P(CliTest, calls_commands_once_by_key_and_describes_them) {
    ASSERT_EQ(run({ "import", write("list.csv", list) }).status, 0);
    const auto gift = R"({"code":"lane","name":"巷口募捐箱","kind":"cash"})";
    const std::vector<std::string> call { "call", "giving.channel.create", "--json", gift, "--key",
                                          "k1" };
    const auto first = run(call);
    EXPECT_EQ(first.status, 0) << first.error;
    EXPECT_EQ(run(call).out, first.out);
    EXPECT_EQ(run({ "call", "giving.no_such", "--json", "{}" }).status, 4);
    EXPECT_EQ(run({ "call", "giving.channel.create", "--json", "{" }).status, 3);
    EXPECT_THAT(run({ "describe" }).out, HasSubstr("giving.undo_import"));
    EXPECT_THAT(run({ "schema", "postgresql" }).out, HasSubstr("CREATE TABLE giving_gift"));
}

TEST_P(CliTest, audits_the_book) {
    ASSERT_EQ(run({ "import", write("list.csv", list) }).status, 0);
    const auto audited = run({ "audit" });
    EXPECT_EQ(audited.status, 0) << audited.out;
    EXPECT_THAT(audited.out, HasSubstr("giving.income_amount equals its records"));
}

TEST_P(CliTest, makes_and_mends_accounts) {
    const auto made = run({ "user", "create", "desk", "--role", "desk_officer" });
    EXPECT_EQ(made.status, 0) << made.error;
    EXPECT_THAT(made.out, HasSubstr("/console/welcome#"));
    EXPECT_EQ(run({ "user", "create", "desk" }).status, 5);
    EXPECT_EQ(run({ "user", "link", "nobody" }).status, 4);
    EXPECT_EQ(run({ "user", "link", "desk" }).status, 0);
    EXPECT_EQ(run({ "user", "unlock", "desk" }).status, 0);
    EXPECT_EQ(run({ "user", "disable", "desk" }).status, 0);
}

TEST_P(CliTest, backs_up_while_serving_and_restores_only_over_a_book_when_told) {
    ASSERT_EQ(run({ "import", write("list.csv", list) }).status, 0);
    const auto backup = folder_.file("backup");
    {
        ServedBook served { book() };
        ASSERT_NE(served.port(), 0);
        const auto made = run({ "backup", backup, "--with-keys" });
        ASSERT_EQ(made.status, 0) << made.error;
        EXPECT_EQ(run({ "backup", backup }).status, 5) << "a backup is never overwritten";
        EXPECT_EQ(run({ "restore", backup, "--force" }).status, 5) << "not under a server";
        EXPECT_EQ(served.program().stop(), 0);
    }
    ASSERT_EQ(
        run({ "import", "--day", "2020-02-06", write("b.csv", "姓名,金额\n丙,5\n") }).status, 0
    );
    const auto untold = run({ "restore", backup });
    EXPECT_EQ(untold.status, 5);
    EXPECT_THAT(untold.error, HasSubstr("--force"));
    EXPECT_EQ(std::ranges::count(run({ "export", "--format", "ndjson" }).out, '\n'), 3);
    const auto restored = run({ "restore", backup, "--force" });
    EXPECT_EQ(restored.status, 0) << restored.error;
    EXPECT_EQ(std::ranges::count(run({ "export", "--format", "ndjson" }).out, '\n'), 2);
    const auto rolled_back = run({ "audit" });
    EXPECT_EQ(rolled_back.status, 8) << "the third gift was signed";
    EXPECT_THAT(rolled_back.out, HasSubstr("signed_heads remembers 3 signed entries"));
    const auto decided
        = run({ "key", "--accept-rollback", "--branch", "320700", "--reason", "演练恢复" });
    EXPECT_EQ(decided.status, 0) << decided.error;
    EXPECT_EQ(run({ "audit" }).status, 0);
}

TEST_P(CliTest, takes_the_settings_beside_the_book_along_and_puts_them_back_where_none_are) {
    ASSERT_EQ(run({ "simulate", "payments" }).status, 0);
    const std::filesystem::path backup { folder_.file("backup") };
    const std::filesystem::path data { folder_.file("data") };
    const auto made = run({ "backup", backup });
    ASSERT_EQ(made.status, 0) << made.error;
    EXPECT_THAT(made.out, HasSubstr("With the book: payments.conf."));
    using std::filesystem::perms;
    EXPECT_EQ(
        std::filesystem::status(backup / "payments.conf").permissions(),
        perms::owner_read | perms::owner_write
    );
    EXPECT_FALSE(std::filesystem::exists(backup / "signed_heads"));
    EXPECT_FALSE(std::filesystem::exists(backup / "payments-simulator.keys"));

    std::filesystem::remove(data / "payments.conf");
    EXPECT_THAT(run({ "restore", backup, "--force" }).out, HasSubstr("payments.conf is restored."));
    EXPECT_THAT(run({ "payments", "show" }).out, HasSubstr("wechat"));
    EXPECT_EQ(run({ "payments", "remove", "wechat", "--branch", "320700" }).status, 0);
    const auto again = run({ "restore", backup, "--force" });
    EXPECT_THAT(again.out, HasSubstr("payments.conf was left as it is"));
    EXPECT_THAT(run({ "payments", "show" }).out, Not(HasSubstr("wechat")));
}

TEST_P(CliTest, checks_a_backup_before_it_touches_the_book) {
    ASSERT_EQ(run({ "import", write("list.csv", list) }).status, 0);
    EXPECT_EQ(run({ "restore", folder_.file("nothing"), "--force" }).status, 4);
    const auto damaged = folder_.file("damaged");
    std::filesystem::create_directory(damaged);
    write("damaged/boai.db", std::string(8192, 'x'));
    write("damaged/boai.dump", std::string(8192, 'x'));
    EXPECT_EQ(run({ "restore", damaged, "--force" }).status, 8);
    EXPECT_EQ(std::ranges::count(run({ "export", "--format", "ndjson" }).out, '\n'), 2);
}

TEST(CommandsDocument, names_every_command_and_option) {
    std::ifstream file { BOAI_DOCUMENTS "/operating/commands.md" };
    const std::string document { std::istreambuf_iterator<char> { file }, {} };
    auto man = run_program({ "man" }).out;
    std::erase(man, '\\'); // troff writes a hyphen as \-
    const std::regex word { "--[a-z][a-z-]+" };
    std::set<std::string> options { std::sregex_token_iterator { man.begin(), man.end(), word },
                                    {} };
    EXPECT_GT(options.size(), 20U);
    for (const auto& option : options) {
        EXPECT_TRUE(document.contains(option)) << option << " is missing in commands.md";
    }
}

INSTANTIATE_TEST_SUITE_P(
    BothDatabases, CliTest, ::testing::ValuesIn(TempDatabase::kinds()), TempDatabase::name_of
);

TEST(CliUsage, is_answered_with_exit_code_2_and_a_hint) {
    for (const std::vector<std::string>& wrong : { std::vector<std::string> {},
                                                   { "bake" },
                                                   { "import" },
                                                   { "import-statement" },
                                                   { "import", "--no-such-option", "x" },
                                                   { "backup" },
                                                   { "user", "promote", "desk" },
                                                   { "export", "--format", "pdf" },
                                                   { "call" },
                                                   { "serve", "--threads", "0" } }) {
        const auto ran = run_program(wrong);
        EXPECT_EQ(ran.status, 2) << (wrong.empty() ? "" : wrong.front());
        EXPECT_THAT(ran.out + ran.error, HasSubstr("--help"));
    }
}

TEST(CliUsage, help_of_every_sub_command_explains_every_option) {
    EXPECT_THAT(run_program({ "--help" }).out, HasSubstr("Exit codes"));
    for (const auto* name : { "serve",
                              "init",
                              "import",
                              "import-statement",
                              "export",
                              "user",
                              "backup",
                              "restore",
                              "audit",
                              "call",
                              "openapi",
                              "describe",
                              "schema" }) {
        const auto help = run_program({ name, "--help" });
        EXPECT_EQ(help.status, 0) << name;
        EXPECT_FALSE(help.out.empty()) << name;
    }
    EXPECT_THAT(run_program({ "--version" }).out, HasSubstr("."));
}

TEST(CliUsage, the_man_page_names_every_sub_command_and_exit_code_and_reads_as_one) {
    const auto page = run_program({ "man" });
    ASSERT_EQ(page.status, 0);
    for (const auto* part : { ".SH NAME",
                              "boai serve",
                              "boai import",
                              "boai restore",
                              "with\\-keys",
                              ".SH EXIT STATUS",
                              "master key" }) {
        EXPECT_THAT(page.out, HasSubstr(part));
    }
    if (std::filesystem::exists("/usr/bin/lexgrog")) {
        const TempFolder folder;
        std::ofstream { folder.file("boai.1") } << page.out;
        EXPECT_EQ(run_in_shell("lexgrog " + folder.file("boai.1") + " >/dev/null"), 0);
    }
}

TEST(CliUsage, without_a_book_every_sub_command_says_how_to_make_one) {
    const TempFolder folder;
    for (const std::vector<std::string>& words : { std::vector<std::string> { "serve" },
                                                   { "import", "x.csv" },
                                                   { "import-statement", "x.csv" },
                                                   { "export" },
                                                   { "audit" },
                                                   { "backup", folder.file("to") },
                                                   { "describe" } }) {
        std::vector<std::string> all { "--data", folder.file("none") };
        all.insert(all.end(), words.begin(), words.end());
        EXPECT_EQ(run_program(all).status, 4) << words.front();
    }
    EXPECT_FALSE(std::filesystem::exists(folder.file("none/boai.db")));
}

}  // namespace
}  // namespace boai::test
