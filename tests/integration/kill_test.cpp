// The program killed at any moment while gifts and payments come in, on both databases: what was
// acknowledged is there once, with its entry in the ledger and its leaf in the log.
#include "cli_fixture.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <thread>

namespace boai::test {
namespace {

using ::testing::HasSubstr;
using namespace std::chrono_literals;

/// The value of a member of flat JSON, whatever its kind; empty when there is none.
std::string member(std::string_view json, const std::string& name) {
    const auto at = json.find('"' + name + "\":");
    if (at == std::string_view::npos) {
        return {};
    }
    auto value = json.substr(at + name.size() + 3);
    value = value.starts_with('"') ? value.substr(1, value.find('"', 1) - 1)
                                   : value.substr(0, value.find_first_of(",}"));
    return std::string { value };
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

std::size_t count_of(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
        ++count;
    }
    return count;
}

/// What was acknowledged. Threads: any.
class Acknowledged {
public:
    void add(const std::string& name) {
        const std::lock_guard lock { mutex_ };
        names_.insert(name);
    }

    [[nodiscard]] const std::set<std::string>& names() const { return names_; }

    /// Waits until `count` are there, a minute at most: a slow machine, too, has something to lose.
    void wait_for(std::size_t count) const {
        for (int tries = 0; tries < 600 && size() < count; ++tries) {
            std::this_thread::sleep_for(100ms);
        }
    }

private:
    [[nodiscard]] std::size_t size() const {
        const std::lock_guard lock { mutex_ };
        return names_.size();
    }

    mutable std::mutex mutex_;
    std::set<std::string> names_;
};

class KillTest : public CliFixture {
protected:
    void SetUp() override {
        CliFixture::SetUp();
        if (IsSkipped() || HasFatalFailure()) {
            return;
        }
        for (const auto& line :
             lines_of(run({ "export", "giving.channel", "--format", "ndjson" }).out)) {
            channel_ = member(line, "kind") == "cash" ? member(line, "id") : channel_;
        }
        ASSERT_FALSE(channel_.empty());
    }

    /// A server; again when the sessions of the one that was killed are not gone yet.
    [[nodiscard]] std::unique_ptr<ServedBook> serve() const {
        for (int tries = 0; tries < 50; ++tries) {
            auto served = std::make_unique<ServedBook>(book());
            if (served->port() != 0) {
                return served;
            }
            std::this_thread::sleep_for(100ms);
        }
        return nullptr;
    }

    void sign_in(std::uint16_t port) {
        if (desk_.empty()) {
            desk_ = sign_in_as(book(), port, "desk_officer");
            finance_ = sign_in_as(book(), port, "finance_officer");
        }
        ASSERT_FALSE(desk_.empty() || finance_.empty());
    }

    /// Calls a command under a key of its own; the answer, empty when none came.
    static std::string call(
        RawClient& client,
        const std::string& cookie,
        const std::string& command,
        const std::string& input,
        const std::string& key
    ) {
        return post(
            client,
            "/api/v1/commands/" + command,
            input,
            cookie,
            "Idempotency-Key: " + command + "-" + key + "\r\n"
        );
    }

    /// Gives until the server is gone.
    void give(std::uint16_t port, const std::string& prefix, Acknowledged& gifts) {
        RawClient client { port };
        for (int i = 0;; ++i) {
            const auto name = prefix + std::to_string(i);
            const auto answer = call(
                client,
                desk_,
                "giving.record_gift",
                R"({"donor_name":"孟小舟","amount":"2.00","day":"2020-02-05","channel":")"
                    + channel_ + R"(","reference":")" + name + R"("})",
                name
            );
            const auto status = status_of_answer(answer);
            if (status == 0) {
                return;
            }
            if (status == 200) {
                gifts.add(name);
            }
        }
    }

    /// Spends until the server is gone: asked for by one, approved and paid by another.
    void spend(std::uint16_t port, const std::string& prefix, Acknowledged& payments) {
        RawClient client { port };
        for (int i = 0;; ++i) {
            const auto title = prefix + std::to_string(i);
            const auto asked = call(
                client,
                desk_,
                "spending.request_payment",
                R"({"title":")" + title + R"(","amount":"1.00","method":"cash"})",
                title
            );
            const auto payment = R"("payment":")" + member(asked, "id") + '"';
            static_cast<void>(
                call(client, finance_, "spending.approve_payment", "{" + payment + "}", title)
            );
            const auto paid = call(
                client, finance_, "spending.pay", "{" + payment + R"(,"day":"2020-02-06"})", title
            );
            if (status_of_answer(paid) == 0) {
                return;
            }
            if (status_of_answer(paid) == 200) {
                payments.add(title);
            }
        }
    }

    /// Whether the gift's proof is given, once the checkpoint over it is signed.
    static bool has_proof(std::uint16_t port, const std::string& receipt) {
        for (int tries = 0; tries < 100; ++tries) {
            if (status_of_answer(get(port, "/r/" + receipt + "/gift.tlog-proof")) == 200) {
                return true;
            }
            std::this_thread::sleep_for(100ms);
        }
        return false;
    }

    std::string channel_;
    std::string desk_;
    std::string finance_;
};

TEST_P(KillTest, gifts_and_payments_are_there_once_with_their_leaves_after_ten_kills) {
    std::mt19937 random { 20'200'205 };
    Acknowledged gifts;
    Acknowledged payments;
    for (std::size_t round = 0; round < 10; ++round) {
        const auto served = serve();
        ASSERT_NE(served, nullptr);
        const auto port = served->port();
        ASSERT_NO_FATAL_FAILURE(sign_in(port));
        std::vector<std::jthread> people;
        for (int person = 0; person < 3; ++person) {
            const auto prefix = std::to_string(round) + "-" + std::to_string(person) + "-";
            people.emplace_back([&, prefix] { give(port, "G" + prefix, gifts); });
        }
        people.emplace_back([&] { spend(port, "P" + std::to_string(round) + "-", payments); });
        std::this_thread::sleep_for(150ms + std::chrono::milliseconds { random() % 1'500 });
        gifts.wait_for(6 * (round + 1));
        payments.wait_for(2 * (round + 1));
        served->program().kill();
    }
    EXPECT_GT(gifts.names().size(), 50U);
    EXPECT_GT(payments.names().size(), 10U);
    const auto served = serve();
    ASSERT_NE(served, nullptr);

    std::map<std::string, int> found;
    for (const auto& line : lines_of(run({ "export", "--format", "ndjson" }).out)) {
        const auto name = member(line, "reference");
        ++found[name];
        if (gifts.names().contains(name) && found.size() % 7 == 0) {
            const auto digits = member(line, "receipt_number");
            const auto number = "320700-" + member(line, "receipt_year") + "-"
                + std::string(6 - digits.size(), '0') + digits;
            EXPECT_TRUE(has_proof(served->port(), number)) << number;
        }
    }
    for (const auto& name : gifts.names()) {
        EXPECT_EQ(found[name], 1) << name;
    }
    std::size_t paid = 0;
    for (const auto& line :
         lines_of(run({ "export", "spending.payment", "--format", "ndjson" }).out)) {
        ++found[member(line, "title")];
        const bool is_paid = member(line, "state") == "paid";
        paid += is_paid ? 1 : 0;
        EXPECT_TRUE(is_paid || !payments.names().contains(member(line, "title"))) << line;
    }
    for (const auto& title : payments.names()) {
        EXPECT_EQ(found[title], 1) << title;
    }
    EXPECT_EQ(served->program().stop(), 0);
    const auto entries = run({ "export", "--format", "hledger" }).out;
    EXPECT_EQ(
        count_of(entries, " * gift 320700 ") + count_of(entries, " * payment 320700 "),
        static_cast<std::size_t>(
            std::ranges::count_if(found, [](const auto& one) { return one.first.starts_with('G'); })
        ) + paid
    );
    const auto audited = run({ "audit" });
    EXPECT_EQ(audited.status, 0) << audited.out << audited.error;
    EXPECT_THAT(audited.out, HasSubstr("gifts stand in the ledger as they say"));
}

INSTANTIATE_TEST_SUITE_P(
    BothDatabases, KillTest, ::testing::ValuesIn(TempDatabase::kinds()), TempDatabase::name_of
);

} // namespace
} // namespace boai::test
