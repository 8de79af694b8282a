#include "support/program.hpp"
#include "support/temp_database.hpp"

#include <gmock/gmock.h>
#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <thread>

namespace boai::test {
namespace {

using ::testing::HasSubstr;

/// A SQLite book in a folder of its own, served by the real program.
class TroubleTest : public ::testing::Test {
protected:
    void SetUp() override {
        const auto made = run({ "init",
                                "--code",
                                "320700",
                                "--name",
                                "云台市红十字会",
                                "--name-en",
                                "Yuntai Red Cross" });
        ASSERT_EQ(made.status, 0) << made.error;
        const auto exported = run({ "export", "giving.channel", "--format", "ndjson" }).out;
        const auto at = exported.find(R"("id":")") + 6;
        channel_ = exported.substr(at, exported.find('"', at) - at);
    }

    [[nodiscard]] std::vector<std::string> book() const {
        return { "--data", folder_.file("data") };
    }

    [[nodiscard]] Ran run(const std::vector<std::string>& arguments) const {
        auto words = book();
        words.insert(words.end(), arguments.begin(), arguments.end());
        return run_program(words);
    }

    [[nodiscard]] std::string gift(const std::string& reference) const {
        return R"({"donor_kind":"anonymous","amount":"1.00","day":"2020-02-05","channel":")"
            + channel_ + R"(","reference":")" + reference + R"("})";
    }

    /// Sends one gift; the status, 0 when no answer came.
    [[nodiscard]] int
    give(std::uint16_t port, const std::string& cookie, const std::string& name) const {
        RawClient client { port };
        return give(client, cookie, name);
    }

    [[nodiscard]] int
    give(RawClient& client, const std::string& cookie, const std::string& name) const {
        const auto answer = post(
            client,
            "/api/v1/commands/giving.record_gift",
            gift(name),
            cookie,
            "Idempotency-Key: " + name + "\r\n"
        );
        return status_of_answer(answer);
    }

    /// How often each reference number stands in the book.
    [[nodiscard]] std::map<std::string, int> references_in_book() const {
        std::map<std::string, int> found;
        const auto text = run({ "export", "--format", "ndjson" }).out;
        const std::string name = R"("reference":")";
        for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at)) {
            at += name.size();
            ++found[text.substr(at, text.find('"', at) - at)];
        }
        return found;
    }

    TempFolder folder_;
    std::string channel_;
};

/// Four people giving without a pause until their server is gone.
class Load {
public:
    using Give = std::function<int(RawClient& client, const std::string& name)>;

    Load(std::uint16_t port, const Give& give, int round) {
        for (int person = 0; person < 4; ++person) {
            people_.emplace_back([this, port, give, round, person] {
                RawClient client { port };
                for (int i = 0;; ++i) {
                    const auto name = std::to_string(round) + "-" + std::to_string(person) + "-"
                        + std::to_string(i);
                    const auto status = give(client, name);
                    if (status == 0) {
                        return;
                    }
                    const std::lock_guard lock { mutex_ };
                    if (status == 200 || status == 201) {
                        acknowledged_.insert(name);
                    }
                }
            });
        }
    }

    std::set<std::string> finish() {
        people_.clear();
        return std::move(acknowledged_);
    }

private:
    std::mutex mutex_;
    std::set<std::string> acknowledged_;
    std::vector<std::jthread> people_;
};

TEST_F(TroubleTest, every_acknowledged_gift_is_there_once_after_kill_9_ten_times_over) {
    std::mt19937 random { 20'200'205 };
    std::set<std::string> acknowledged;
    std::string cookie;
    for (int round = 0; round < 10; ++round) {
        ServedBook served { book() };
        ASSERT_NE(served.port(), 0);
        cookie = cookie.empty() ? sign_in_at_desk(book(), served.port()) : cookie;
        ASSERT_FALSE(cookie.empty());
        const auto port = served.port();
        const auto one = [&](RawClient& client, const std::string& name) {
            return give(client, cookie, name);
        };
        Load load { port, one, round };
        std::this_thread::sleep_for(std::chrono::milliseconds { 60 + random() % 200 });
        served.program().kill();
        acknowledged.merge(load.finish());
    }
    EXPECT_GT(acknowledged.size(), 50U);
    const auto found = references_in_book();
    for (const auto& name : acknowledged) {
        EXPECT_TRUE(found.contains(name)) << name;
    }
    for (const auto& [name, count] : found) {
        EXPECT_EQ(count, 1) << name;
    }
    const auto audited = run({ "audit" });
    EXPECT_EQ(audited.status, 0) << audited.out;
}

TEST_F(TroubleTest, an_import_killed_at_any_moment_is_booked_wholly_or_not_at_all) {
    std::ofstream list { folder_.file("list.csv") };
    list << "捐赠人,金额,日期,交易单号\n";
    for (int i = 0; i < 4000; ++i) {
        list << "甲,1.00,2020-02-05,R" << i << "\n";
    }
    list.close();
    std::mt19937 random { 7 };
    for (int round = 0; round < 10; ++round) {
        auto words = book();
        words.insert(words.end(), { "import", folder_.file("list.csv") });
        RunningProgram import { words };
        std::this_thread::sleep_for(std::chrono::milliseconds { random() % 400 });
        import.kill();
        const auto count = references_in_book().size();
        EXPECT_TRUE(count == 0 || count == 4000) << count;
    }
    EXPECT_EQ(run({ "import", folder_.file("list.csv") }).status, 0);
    const auto found = references_in_book();
    EXPECT_EQ(found.size(), 4000U);
    EXPECT_TRUE(std::ranges::all_of(found, [](const auto& one) { return one.second == 1; }));
    EXPECT_EQ(run({ "audit" }).status, 0);
}

TEST_F(TroubleTest, a_full_disk_refuses_writes_serves_reads_and_goes_on_when_there_is_room) {
    ServedBook served { book() };
    const auto port = served.port();
    const auto cookie = sign_in_at_desk(book(), port);
    ASSERT_FALSE(cookie.empty());
    ASSERT_EQ(give(port, cookie, "before"), 200);
    rlimit room {};
    ASSERT_EQ(::prlimit(served.program().process(), RLIMIT_FSIZE, nullptr, &room), 0);
    const rlimit none { 1, room.rlim_max };
    ASSERT_EQ(::prlimit(served.program().process(), RLIMIT_FSIZE, &none, nullptr), 0);
    EXPECT_EQ(give(port, cookie, "full"), 503);
    const auto unready = get(port, "/readyz");
    EXPECT_EQ(status_of_answer(unready), 503);
    EXPECT_THAT(unready, HasSubstr(R"("code":"unavailable")"));
    EXPECT_EQ(status_of_answer(get(port, "/")), 200);
    EXPECT_EQ(status_of_answer(get(port, "/api/v1/records/giving.gift", cookie)), 200);
    ASSERT_EQ(::prlimit(served.program().process(), RLIMIT_FSIZE, &room, nullptr), 0);
    EXPECT_EQ(status_of_answer(get(port, "/readyz")), 200);
    EXPECT_EQ(give(port, cookie, "after"), 200);
    EXPECT_EQ(served.program().stop(), 0);
    const auto found = references_in_book();
    EXPECT_EQ(found.size(), 2U);
    EXPECT_TRUE(found.contains("before") && found.contains("after"));
    EXPECT_EQ(run({ "audit" }).status, 0);
}

TEST_F(TroubleTest, a_second_server_on_the_same_book_is_refused_and_the_first_goes_on) {
    ServedBook served { book() };
    const auto second = run({ "serve", "--address", "127.0.0.1:0" });
    EXPECT_EQ(second.status, 5);
    EXPECT_THAT(second.error, HasSubstr("another server"));
    EXPECT_EQ(status_of_answer(get(served.port(), "/healthz")), 200);
    EXPECT_EQ(served.program().stop(), 0);
    const ServedBook after { book() };
    EXPECT_NE(after.port(), 0);
}

TEST_F(TroubleTest, a_file_that_is_no_database_is_refused_as_damaged) {
    std::ofstream { folder_.file("data/boai.db"), std::ios::binary } << std::string(9000, 'x');
    std::filesystem::remove(folder_.file("data/boai.db-wal"));
    const auto ran = run({ "serve", "--address", "127.0.0.1:0" });
    EXPECT_EQ(ran.status, 8) << ran.error;
    EXPECT_FALSE(ran.error.empty());
}

TEST_F(TroubleTest, missing_keys_are_named_and_never_made_anew) {
    const auto key = folder_.file("data/keys/master.key");
    std::filesystem::rename(key, folder_.file("elsewhere"));
    const auto ran = run({ "audit" });
    EXPECT_EQ(ran.status, 4);
    EXPECT_THAT(ran.error, HasSubstr("key"));
    EXPECT_FALSE(std::filesystem::exists(key));
    std::filesystem::rename(folder_.file("elsewhere"), key);
    EXPECT_EQ(run({ "audit" }).status, 0);
}

TEST_F(TroubleTest, a_book_of_a_newer_program_is_refused_unchanged) {
    auto database = storage::Database::open({ folder_.file("data/boai.db") });
    ASSERT_TRUE(database);
    ASSERT_TRUE((*(*database)->connect())
                    ->run_script("INSERT INTO schema_migration (room, number, name, applied_at) "
                                 "VALUES ('giving', 999, 'later', 0)"));
    const auto ran = run({ "serve", "--address", "127.0.0.1:0" });
    EXPECT_EQ(ran.status, 5);
    EXPECT_THAT(ran.error, HasSubstr("upgrade this program"));
}

}  // namespace
}  // namespace boai::test
