// A day at the desk with names nobody else has: where they must not be, they are not.
#include "http/percent.hpp"
#include "support/program.hpp"
#include "support/temp_database.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace boai::test {
namespace {

// Made up, and like nothing else in the program or its files.
const std::string donor = "欧阳魈魃";
const std::string stranger = "司徒魍魉";
const std::string listed = "尉迟魑魅";
const std::string phone = "13700086421";
const std::string id_number = "32070019900307864X";
const std::string note = "魋魌之托";
const std::string password = "Wirklich-geheim-86421";

/// One answer, with what was asked.
struct Shot {
    std::string asked;
    std::string answer;

    [[nodiscard]] std::string head() const { return answer.substr(0, answer.find("\r\n\r\n")); }
};

/// The ways a text may be written where it should not be.
std::vector<std::string> spellings(const std::string& text) {
    auto lower = http::percent_encode(text);
    std::ranges::transform(lower, lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return { text, http::percent_encode(text), lower };
}

void expect_no_marker(std::string_view text, const std::string& where) {
    for (const auto& marker : { donor, stranger, listed, phone, id_number, note, password }) {
        for (const auto& spelling : spellings(marker)) {
            EXPECT_FALSE(text.contains(spelling)) << where << " holds " << marker;
        }
    }
}

class Markers : public ::testing::Test {
protected:
    void SetUp() override {
        const auto made
            = run({ "init", "--code", "320700", "--name", "云台市红十字会", "--name-en", "Yuntai" }
            );
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

    void post(
        const std::string& name,
        const std::string& target,
        const std::string& body,
        const std::string& headers = {}
    ) {
        shots_.push_back({ name, test::post(port_, target, body, cookie_, headers) });
    }

    void get(const std::string& name, const std::string& target) {
        shots_.push_back({ name, test::get(port_, target, cookie_) });
    }

    [[nodiscard]] std::string
    gift(const std::string& name, const std::string& amount, const std::string& more = {}) const {
        return R"({"donor_kind":"person","donor_name":")" + name + R"(","amount":")" + amount
            + R"(","day":"2020-02-05","channel":")" + channel_ + R"(","payment_note":")" + note
            + " " + phone + '"' + more + "}";
    }

    [[nodiscard]] int last_status() const { return status_of_answer(shots_.back().answer); }

    void give_and_be_refused() {
        const std::string record = "/api/v1/commands/giving.record_gift";
        post("a gift", record, gift(donor, "10.00"), "Idempotency-Key: one\r\n");
        EXPECT_EQ(last_status(), 200);
        post("the key again", record, gift(stranger, "11.00"), "Idempotency-Key: one\r\n");
        EXPECT_EQ(last_status(), 409);
        post("no amount of money", record, gift(donor, donor));
        post("a day that is none", record, gift(donor, "1.00", R"(,"day":")" + phone + '"'));
        post("a name as a channel", record, gift(donor, "1.00", R"(,"campaign":")" + donor + '"'));
        post("a name too long", record, gift(donor + std::string(900, 'x'), "1.00"));
        post("an object for a name", record, R"({"donor_name":{")" + donor + R"(":1}})");
        post("half a body", record, R"({"donor_name":")" + donor);
        post("two bodies", record, gift(donor, "1.00") + gift(stranger, "1.00"));
        post(
            "lines",
            record,
            gift(donor, "2.00") + "\n" + gift(stranger, "nothing") + "\n" + R"({"donor_name":")"
                + stranger + "\n",
            "Content-Type: application/x-ndjson\r\n"
        );
        post("a person", "/api/v1/records/people.person?branch=320700", person(donor, phone));
        post("a wrong phone", "/api/v1/records/people.person?branch=320700", person(donor, donor));
    }

    static std::string person(const std::string& name, const std::string& telephone) {
        return R"({"name":")" + name + R"(","phone":")" + telephone + R"(","id_number":")"
            + id_number + R"("})";
    }

    void look_for_names() {
        const std::string list = "/api/v1/records/giving.gift";
        post("a search", list + "/search", R"({"q":")" + donor + R"("})");
        EXPECT_EQ(last_status(), 200);
        post("a search by a wrong filter", list + "/search", R"({"donor":")" + donor + R"("})");
        post("a search in half", list + "/search", R"({"q":")" + donor);
        post("a wrong cursor", list + "/search", R"({"cursor":")" + phone + R"("})");
        get("a list", list);
        get("a file", list + ".csv");
        get("lines of a file", list + ".ndjson");
        get("a name in an address", list + "?q=" + http::percent_encode(donor));
        get("a name in a filter", list + "?donor_name=" + http::percent_encode(donor));
        get("a name as an id", list + "/" + http::percent_encode(donor));
        get("a name as a receipt", "/r/" + http::percent_encode(donor));
        get("a name as a campaign", "/campaigns/" + http::percent_encode(donor));
        get("a name as a day", "/disclosure?from=" + http::percent_encode(donor));
        get("a name as a page", "/" + http::percent_encode(donor));
        post("a name on the public page", "/disclosure", "q=" + http::percent_encode(donor));
        EXPECT_EQ(last_status(), 200);
        post("a name as a file", "/disclosure.csv", "q=" + http::percent_encode(donor));
        post(
            "no sign-in",
            "/api/v1/session",
            R"({"login":")" + phone + R"(","password":")" + password + R"("})"
        );
        EXPECT_EQ(last_status(), 401);
        post("half a sign-in", "/api/v1/session", R"({"password":")" + password);
    }

    void import_lists() {
        const std::string imports = "/api/v1/imports?branch=320700&file=list.csv";
        post(
            "a list with bad rows",
            imports,
            "捐赠人,金额,日期\n" + listed + ",10,2020-02-05\n" + listed + ",十元," + phone + "\n"
                + listed + ",-5,2020-02-05\n"
        );
        EXPECT_EQ(last_status(), 201);
        post("no list at all", imports, donor);
        post("a broken list", imports, "PK\x03\x04" + donor);
        std::ofstream { folder_.file("list.csv") } << "捐赠人,金额,日期,备注\n"
                                                   << listed << ",10,2020-02-05," << note << phone
                                                   << "\n"
                                                   << listed << ",十元,2020-02-05,\n";
        const auto refused = run({ "import", "--json", folder_.file("list.csv") });
        EXPECT_EQ(refused.status, 3);
        expect_no_marker(refused.error, "the command line's error");
        const auto kept = run({ "import", "--good-rows", folder_.file("list.csv") });
        expect_no_marker(kept.error, "the command line's error");
    }

    TempFolder folder_;
    std::string channel_;
    std::string cookie_;
    std::uint16_t port_ = 0;
    std::vector<Shot> shots_;
};

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file { path, std::ios::binary };
    return { std::istreambuf_iterator<char> { file }, {} };
}

TEST_F(Markers, of_persons_are_in_no_log_address_error_metric_or_plain_byte_of_the_book) {
    ServedBook served { book() };
    port_ = served.port();
    cookie_ = sign_in_at_desk(book(), port_);
    ASSERT_FALSE(cookie_.empty());
    give_and_be_refused();
    look_for_names();
    import_lists();
    std::size_t refused = 0;
    for (const auto& shot : shots_) {
        expect_no_marker(shot.head(), shot.asked + ": the head");
        const auto status = status_of_answer(shot.answer);
        EXPECT_TRUE(status >= 200 && status < 500) << shot.asked << ": " << shot.answer;
        if (status >= 400) {
            ++refused;
            expect_no_marker(shot.answer, shot.asked + ": the error");
        }
    }
    EXPECT_GE(refused, 20U);
    for (const std::string_view masked : { "a list", "a file", "lines of a file", "lines" }) {
        const auto shot = std::ranges::find(shots_, masked, &Shot::asked);
        ASSERT_NE(shot, shots_.end());
        expect_no_marker(shot->answer, std::string { masked });
    }
    expect_no_marker(test::get(port_, "/metrics"), "/metrics");
    EXPECT_EQ(served.program().stop(), 0);
    expect_no_marker(served.program().read_until("\x01 never said"), "the log");
    std::size_t files = 0;
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator { folder_.file("data") }) {
        if (entry.is_regular_file()) {
            ++files;
            expect_no_marker(bytes_of(entry.path()), entry.path().filename().string());
        }
    }
    EXPECT_GE(files, 2U);
    const auto there = run({ "export", "--format", "csv" }).out;
    EXPECT_TRUE(there.contains("欧阳*")) << "the gift of the day is not in the book at all";
}

} // namespace
} // namespace boai::test
