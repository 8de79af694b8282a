// How an import tells of its progress: server-sent events, and a bar on a terminal.
#include "support/program.hpp"
#include "support/temp_database.hpp"
#include "support/test_site.hpp"

#include <gmock/gmock.h>

#include <fstream>

namespace boai::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr auto gift_list
    = "捐赠人,金额,日期\n甲,10,2020-02-05\n乙,20.5,2020-02-05\n丙,1,2020-02-05\n";

class ImportProgressTest : public ::testing::TestWithParam<storage::Dialect> {
protected:
    void SetUp() override {
        if (IsSkipped()) {
            return;
        }
        database_.close();
        auto words = book();
        words.insert(
            words.end(),
            { "init",
              "--code",
              "320700",
              "--name",
              "示例市红十字会",
              "--name-en",
              "Example Red Cross" }
        );
        ASSERT_EQ(run_program(words).status, 0);
    }

    [[nodiscard]] std::vector<std::string> book() const {
        std::vector<std::string> words { "--data", folder_.file("data") };
        if (GetParam() != storage::Dialect::sqlite) {
            words.insert(words.end(), { "--database", database_.location().text });
        }
        return words;
    }

    [[nodiscard]] std::vector<std::string> importing() const {
        const auto file = folder_.file("list.csv");
        std::ofstream { file, std::ios::binary } << gift_list;
        auto words = book();
        words.insert(words.end(), { "import", file });
        return words;
    }

    TempFolder folder_;
    TempDatabase database_ { GetParam() };
};

std::string listening(const std::string& id, const std::string& cookie) {
    return "GET /api/v1/imports/" + id + "/events HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + cookie
        + "\r\n\r\n";
}

TEST_P(ImportProgressTest, tells_listeners_from_the_plan_to_the_end_and_then_closes) {
    const ServedBook server { book() };
    const auto cookie = sign_in_at_desk(book(), server.port());
    ASSERT_FALSE(cookie.empty());
    const auto planned
        = post(server.port(), "/api/v1/imports?branch=320700&file=list.csv", gift_list, cookie);
    const auto id = text_in(body_of_answer(planned), "id");
    ASSERT_FALSE(id.empty()) << planned;

    RawClient stranger { server.port() };
    ASSERT_TRUE(stranger.send(listening(id, "")));
    EXPECT_EQ(status_of_answer(stranger.receive()), 401);

    RawClient listener { server.port() };
    ASSERT_TRUE(listener.send(listening(id, cookie)));
    EXPECT_THAT(listener.receive_head(), HasSubstr("text/event-stream"));
    EXPECT_THAT(
        listener.receive_until("\n\n"),
        HasSubstr("event: progress\ndata: {\"state\":\"planned\",\"done\":0,\"total\":3}\n")
    );
    const auto begun
        = post(server.port(), "/api/v1/imports/" + id + "/commit", R"({"mode":"all"})", cookie);
    EXPECT_EQ(status_of_answer(begun), 202) << begun;
    const auto told = listener.receive_until("event: done\n");
    EXPECT_THAT(told, HasSubstr(R"({"state":"committed","done":3,"total":3})"));
    EXPECT_THAT(
        listener.receive_until("\n\n"), HasSubstr(R"("file":"list.csv","state":"committed")")
    );
    EXPECT_TRUE(listener.is_closed_within(std::chrono::seconds { 5 }));

    RawClient late { server.port() };
    ASSERT_TRUE(late.send(listening(id, cookie)));
    EXPECT_THAT(late.receive_until("event: done\n"), HasSubstr(R"("done":3,"total":3)"));
}

TEST_P(ImportProgressTest, draws_a_bar_on_a_terminal_and_wipes_it) {
    const auto ran = run_program_at_terminal(importing());
    EXPECT_EQ(ran.status, 0) << ran.out;
    EXPECT_THAT(ran.error, HasSubstr("list.csv [..............................]   0%"));
    EXPECT_THAT(ran.error, HasSubstr("[##############################] 100%"));
    EXPECT_TRUE(ran.error.ends_with("\r\033[K")) << "nothing of it stays";
    EXPECT_THAT(ran.out, Not(HasSubstr("[#")));
}

TEST_P(ImportProgressTest, draws_nothing_where_nobody_watches) {
    const auto ran = run_program(importing());
    EXPECT_EQ(ran.status, 0) << ran.out;
    EXPECT_EQ(ran.error, "");
    EXPECT_THAT(ran.out, Not(HasSubstr("\r")));
}

INSTANTIATE_TEST_SUITE_P(
    BothDatabases,
    ImportProgressTest,
    ::testing::ValuesIn(TempDatabase::kinds()),
    TempDatabase::name_of
);

}  // namespace
}  // namespace boai::test
