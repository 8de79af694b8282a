// Papers of payments: attached over the API, kept as they came, and found when they were swapped.
#include "attachments/media_type.hpp"
#include "base/limits.hpp"
#include "crypto/hash.hpp"
#include "support/test_site.hpp"

#include <gmock/gmock.h>

namespace boai::attachments {
namespace {

using http::Method;
using identity::Role;
using test::ApiScenario;
using test::text_in;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string bill = "%PDF-1.7\n1 0 obj << >> endobj\n示例商行 发票\n%%EOF\n";

class AttachmentsTest : public ::testing::TestWithParam<storage::Dialect> {
protected:
    void SetUp() override {
        if (IsSkipped()) {
            return;
        }
        finance_ = site_.add_person("finance", Role::finance_officer);
        director_ = site_.add_person("director", Role::director);
        viewer_ = site_.add_person("viewer", Role::viewer);
        county_ = site_.add_person("county", Role::finance_officer, site_.book.county);
        const auto bank = site_.book.make(
            "giving.channel.create",
            site_.book.city,
            R"({"code":"bank","name":"银行","kind":"bank"})"
        );
        site_.book.make(
            "giving.record_gift",
            site_.book.city,
            R"({"donor_name":"孟小舟","day":"2020-05-20","amount":"500.00","channel":")"
                + to_string(bank) + R"("})"
        );
        payment_ = to_string(site_.book.make(
            "spending.request_payment",
            site_.book.city,
            R"({"title":"购买被褥","payee":"示例商行","amount":"100.00"})"
        ));
    }

    [[nodiscard]] std::string of(const std::string& owner) const {
        return "/api/v1/attachments?record=spending.payment&owner=" + owner;
    }

    [[nodiscard]] ApiScenario
    upload(std::string name, std::string file_name, std::string body, int status) const {
        return { .name = std::move(name),
                 .method = Method::post,
                 .target = of(payment_) + "&kind=invoice",
                 .headers = { { "x-boai-file-name", std::move(file_name) } },
                 .body = std::move(body),
                 .status = status };
    }

    /// A bill that was attached; its id.
    std::string attached() {
        const auto response
            = site_.check(finance_, upload("bill", "%E5%8F%91%E7%A5%A8.pdf", bill, 201));
        return text_in(test::body_of(response), "id");
    }

    test::TestSite site_ { GetParam() };
    test::Person finance_;
    test::Person director_;
    test::Person viewer_;
    test::Person county_;
    std::string payment_;
};

TEST_P(AttachmentsTest, come_back_as_they_were_sent_and_never_as_a_page_of_this_site) {
    const auto id = attached();
    const auto hash = crypto::hex(crypto::view(crypto::sha256(bill)));
    site_.check(
        finance_,
        { .name = "list",
          .target = of(payment_),
          .contains = { R"("kind":"invoice")",
                        R"("name":"发票.pdf")",
                        R"("media_type":"application/pdf")",
                        hash,
                        R"("state":"kept")",
                        R"("may_withdraw":true)" } }
    );
    const auto content = site_.check(
        director_,
        { .name = "content",
          .target = "/api/v1/attachments/" + id + "/content",
          .answer_headers
          = { { "Content-Disposition", "attachment; filename*=UTF-8''%E5%8F%91%E7%A5%A8.pdf" },
              { "X-Content-Type-Options", "nosniff" },
              { "Content-Security-Policy", "default-src 'none'; sandbox" },
              { "Cache-Control", "private, no-store" } } }
    );
    EXPECT_EQ(test::body_of(content), bill);
    EXPECT_EQ(content.content_type, "application/pdf");
    EXPECT_EQ(
        site_.book.number(
            "SELECT count(*) FROM identity_audit_event WHERE record = 'attachments.attachment'"
        ),
        2
    ) << "each look at names and bytes is in the audit trail";
    EXPECT_FALSE(site_.book.keeps("示例商行 发票")) << "the bytes are sealed";
    EXPECT_FALSE(site_.book.keeps("发票.pdf"));
    EXPECT_THAT(site_.book.faults(), IsEmpty());
}

TEST_P(AttachmentsTest, refuse_what_they_are_not_and_names_that_lead_elsewhere) {
    const std::string png = "\x89PNG\r\n\x1A\n....";
    const std::vector<ApiScenario> refused {
        upload("a page", "a.pdf", "<html><script>alert(1)</script>", 422),
        upload("a program", "a.exe", "MZ\x90", 422),
        upload("nothing", "a.pdf", "", 422),
        upload("a picture called a bill", "a.pdf", png, 422),
        upload("a macro", "a.xlsx", "PK\x03\x04 xl/workbook.xml xl/vbaProject.bin", 422),
        upload("no name", "", bill, 422),
        upload("a folder above", "..%2F..%2Fetc%2Fpasswd.pdf", bill, 422),
        upload("a folder of Windows", "C%3A%5Ca.pdf", bill, 422),
        upload("hidden", ".a.pdf", bill, 422),
        upload("turned around", "a%E2%80%AEfdp.exe.pdf", bill, 422),
        upload("a line break", "a%0D%0ASet-Cookie.pdf", bill, 422),
        upload("no UTF-8", "%FF%FE.pdf", bill, 422),
        upload("a name too long", std::string(300, 'a') + ".pdf", bill, 422),
    };
    for (const auto& scenario : refused) {
        site_.check(finance_, scenario);
    }
    auto large = upload("too large", "a.pdf", bill, 413);
    large.body.resize(limits::attachment_bytes_max + 1, ' ');
    site_.check(finance_, large);
    auto unknown = upload("a kind that is none", "a.pdf", bill, 422);
    unknown.target = of(payment_) + "&kind=poem";
    site_.check(finance_, unknown);
    auto elsewhere = upload("a record without papers", "a.pdf", bill, 422);
    elsewhere.target
        = "/api/v1/attachments?record=society.branch&owner=" + to_string(site_.book.city);
    site_.check(finance_, elsewhere);
    EXPECT_EQ(site_.book.number("SELECT count(*) FROM attachments_attachment"), 0);
    EXPECT_EQ(site_.book.number("SELECT count(*) FROM attachments_content"), 0);
}

TEST_P(AttachmentsTest, belong_to_a_branch_and_are_seen_by_those_who_may) {
    const auto id = attached();
    const auto content = "/api/v1/attachments/" + id + "/content";
    const auto not_there = [&](const test::Person& person, const std::string& target, int status) {
        site_.check(person, { .name = person.login, .target = target, .status = status });
    };
    not_there(viewer_, of(payment_), 403);
    not_there(viewer_, content, 403);
    not_there(county_, of(payment_), 404);
    not_there(county_, content, 404);
    auto other = upload("another branch", "a.pdf", bill, 404);
    site_.check(county_, other);
    not_there({}, content, 401);
}

TEST_P(AttachmentsTest, are_attached_once_for_one_key) {
    auto scenario = upload("once", "a.pdf", bill, 201);
    scenario.headers.emplace_back("idempotency-key", "k-1");
    const auto first = text_in(test::body_of(site_.check(finance_, scenario)), "id");
    EXPECT_EQ(text_in(test::body_of(site_.check(finance_, scenario)), "id"), first);
    scenario.body += " ";
    scenario.status = 409;
    site_.check(finance_, scenario);
}

TEST_P(AttachmentsTest, end_at_so_many_a_record) {
    for (std::size_t i = 0; i < limits::attachments_per_record_max; ++i) {
        site_.check(finance_, upload("one more", "a.pdf", bill, 201));
    }
    site_.check(finance_, upload("too many", "a.pdf", bill, 409));
}

TEST_P(AttachmentsTest, swapped_or_lost_files_are_found_by_the_audit) {
    const auto first = attached();
    attached();
    ASSERT_THAT(site_.book.faults(), IsEmpty());
    site_.book.tamper(
        "UPDATE attachments_attachment SET sha256 = '"
        + crypto::hex(crypto::view(crypto::sha256("another")))
        + "' WHERE id = " + std::to_string(parse_id(first)->value)
    );
    EXPECT_THAT(
        site_.book.faults(), ::testing::ElementsAre(HasSubstr("the log commits to another file"))
    );
    site_.check(
        finance_,
        { .name = "swapped", .target = "/api/v1/attachments/" + first + "/content", .status = 500 }
    );
    site_.book.tamper("DELETE FROM attachments_content");
    EXPECT_EQ(site_.book.faults().size(), 2U);
}

TEST_P(AttachmentsTest, are_withdrawn_before_an_approval_and_erased_whenever_it_must_be) {
    const auto id = attached();
    const auto run = [&](const test::Person& person, const std::string& command, int status) {
        site_.check(
            person,
            { .name = command,
              .method = Method::post,
              .target = "/api/v1/commands/attachments." + command,
              .body = R"({"branch":"320700","reason":"传错了","attachment":")" + id + R"("})",
              .status = status }
        );
    };
    run(viewer_, "withdraw", 403);
    site_.check(
        director_,
        { .name = "told", .target = of(payment_), .contains = { R"("may_withdraw":false)" } }
    );
    run(finance_, "withdraw", 200);
    run(finance_, "withdraw", 409);
    run(finance_, "erase", 403);
    run(director_, "erase", 200);
    run(director_, "erase", 409);
    site_.check(
        director_,
        { .name = "erased", .target = "/api/v1/attachments/" + id + "/content", .status = 404 }
    );
    EXPECT_EQ(site_.book.number("SELECT count(*) FROM attachments_content"), 0);
    EXPECT_THAT(site_.book.faults(), IsEmpty()) << "row and leaf still stand";
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    AttachmentsTest,
    ::testing::ValuesIn(test::TempDatabase::kinds()),
    test::TempDatabase::name_of
);

TEST(MediaType, is_what_the_bytes_say) {
    EXPECT_EQ(*media_type_of("%PDF-1.4"), "application/pdf");
    EXPECT_EQ(*media_type_of("\xFF\xD8\xFF\xE0"), "image/jpeg");
    EXPECT_EQ(*media_type_of("RIFF1234WEBPVP8 "), "image/webp");
    EXPECT_EQ(*media_type_of("PK\x03\x04....OFD.xml"), "application/ofd");
    EXPECT_FALSE(media_type_of("RIFF"));
    EXPECT_FALSE(media_type_of("PK\x03\x04 of something else"));
    EXPECT_TRUE(fits_name("image/jpeg", "回单.JPG"));
    EXPECT_FALSE(fits_name("image/jpeg", "回单.jpg.exe"));
}

} // namespace
} // namespace boai::attachments
