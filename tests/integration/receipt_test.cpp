// Receipts on paper: who gets which, and what stands on them.
#include "modules/giving/gift.hpp"
#include "modules/giving/paper/donor_link.hpp"
#include "support/pdf_reading.hpp"
#include "support/test_site.hpp"

#include <gmock/gmock.h>

#include <thread>

namespace boai {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

constexpr std::string_view number = "320700-2020-000001";

class ReceiptTest : public ::testing::TestWithParam<storage::Dialect> {
protected:
    void SetUp() override {
        if (IsSkipped()) {
            return;
        }
        channel_ = site_.book.make(
            "giving.channel.create",
            site_.book.city,
            R"({"code":"desk","name":"柜台","kind":"cash"})"
        );
        desk_ = site_.add_person("desk", identity::Role::desk_officer);
        gift_ = give(R"("donor_name":"欧阳小舟")");
    }

    Id give(const std::string& donor) {
        return site_.book.make(
            "giving.record_gift",
            site_.book.city,
            R"({"amount":"1409.50","day":"2020-05-20","channel":")" + to_string(channel_) + "\","
                + donor + "}"
        );
    }

    http::Response get(const test::Person& person, const std::string& target, int status = 200) {
        return site_.check(person, { .name = target, .target = target, .status = status });
    }

    std::string paper(const test::Person& person, const std::string& more = {}) {
        return test::text_of_pdf(
            test::body_of(get(person, records_ + to_string(gift_) + "/receipt.pdf" + more))
        );
    }

    /// The donor's own address, as the QR code on the paper has it: asked of the paper's maker,
    /// for the code itself cannot be read here.
    std::string own() {
        const auto loaded = site_.book.load(giving::gift_type, site_.book.city, gift_);
        return "/r/" + std::string { number } + "/"
            + giving::donor_token(site_.book->engine().vault(), gift_, { "320700", 2020, 1 });
    }

    std::vector<std::string> openings() {
        return site_.texts(
            "SELECT reason FROM identity_audit_event WHERE record = 'giving.gift' ORDER BY id"
        );
    }

    const std::string records_ = "/api/v1/records/giving.gift/";
    test::TestSite site_ { GetParam() };
    test::Person desk_;
    Id channel_;
    Id gift_;
};

TEST_P(ReceiptTest, carries_the_full_name_for_who_may_open_it_and_notes_the_opening) {
    EXPECT_THAT(openings(), SizeIs(0));
    const auto text = paper(desk_);
    EXPECT_THAT(text, HasSubstr("欧阳小舟"));
    EXPECT_THAT(text, HasSubstr("壹仟肆佰零玖元伍角整"));
    EXPECT_THAT(text, HasSubstr(number));
    EXPECT_THAT(openings(), Contains(HasSubstr("打印")));
}

TEST_P(ReceiptTest, hides_the_name_from_who_may_only_read_the_gift) {
    const auto auditor = site_.add_person("auditor", identity::Role::auditor);
    const auto text = paper(auditor);
    EXPECT_THAT(text, HasSubstr("欧阳**"));
    EXPECT_THAT(text, Not(HasSubstr("小舟")));
    EXPECT_THAT(openings(), SizeIs(0));
    get({}, records_ + to_string(gift_) + "/receipt.pdf", 401);
    get(site_.add_person("norole", {}), records_ + to_string(gift_) + "/receipt.pdf", 403);
}

TEST_P(ReceiptTest, comes_on_rolls_and_sheets_in_either_language) {
    const auto page = [&](const std::string& more) {
        return test::facts_of_pdf(
            test::body_of(get(desk_, records_ + to_string(gift_) + "/receipt.pdf" + more))
        );
    };
    EXPECT_THAT(page(""), HasSubstr("595.276 x 419.528 pts"));
    EXPECT_THAT(page("?paper=80mm"), HasSubstr("226.772 x"));
    EXPECT_THAT(page("?paper=58mm"), HasSubstr("164.409 x"));
    EXPECT_THAT(paper(desk_, "?lang=en"), Not(HasSubstr("捐赠人")));
    get(desk_, records_ + to_string(gift_) + "/receipt.pdf?paper=a0", 422);
}

TEST_P(ReceiptTest, shows_everybody_a_copy_with_hidden_names_and_its_donor_the_full_one) {
    const auto everybodys_pdf
        = test::body_of(get({}, "/r/" + std::string { number } + "/receipt.pdf"));
    const auto everybodys = test::text_of_pdf(everybodys_pdf);
    EXPECT_THAT(everybodys, HasSubstr("欧阳**"));
    EXPECT_THAT(everybodys, HasSubstr("公示副本"));
    EXPECT_THAT(everybodys, Not(HasSubstr("小舟")));
    const auto donors = get({}, own() + "/receipt.pdf");
    EXPECT_THAT(test::text_of_pdf(test::body_of(donors)), HasSubstr("欧阳小舟"));
    EXPECT_THAT(test::links_of_pdf(test::body_of(donors)), HasSubstr(own()));
    EXPECT_THAT(test::links_of_pdf(everybodys_pdf), Not(HasSubstr(own())));
    EXPECT_EQ(test::header_in(donors, "Cache-Control"), "private, no-store");
    EXPECT_EQ(test::header_in(donors, "X-Robots-Tag"), "noindex");
    const auto certificate = get({}, own() + "/certificate.pdf");
    EXPECT_THAT(test::text_of_pdf(test::body_of(certificate)), HasSubstr("尊敬的欧阳小舟"));
}

TEST_P(ReceiptTest, refuses_the_donors_page_to_whoever_has_not_its_letters) {
    EXPECT_THAT(test::body_of(get({}, own())), HasSubstr("欧阳小舟"));
    auto wrong = own();
    wrong.back() = wrong.back() == 'A' ? 'B' : 'A';
    wrong[wrong.size() - 5] = wrong[wrong.size() - 5] == 'A' ? 'B' : 'A';
    get({}, wrong, 404);
    get({}, wrong + "/receipt.pdf", 404);
    const auto page = test::body_of(get({}, "/r/" + std::string { number }));
    EXPECT_THAT(page, HasSubstr("欧阳**"));
    EXPECT_THAT(page, Not(HasSubstr("小舟")));
    EXPECT_THAT(page, Not(HasSubstr(own())));
}

TEST_P(ReceiptTest, says_of_a_voided_number_that_it_is_void_and_which_replaced_it) {
    const auto old = own();
    ASSERT_TRUE(site_.book.call(
        "giving.void_receipt",
        site_.book.city,
        R"({"gift":")" + to_string(gift_) + R"(","reissue":true})",
        { .actor = site_.book.director() }
    ));
    site_.pass(1000);
    const auto page = test::body_of(get({}, "/r/" + std::string { number }));
    EXPECT_THAT(page, HasSubstr("本票据已作废，已换开 320700-2020-000002。"));
    EXPECT_THAT(test::body_of(get({}, "/r/320700-2020-000002")), Not(HasSubstr("作废")));
    const auto text = test::text_of_pdf(test::body_of(get({}, old + "/receipt.pdf")));
    EXPECT_THAT(text, HasSubstr("作废"));
    EXPECT_THAT(text, HasSubstr("320700-2020-000002"));
    get({}, old + "/certificate.pdf", 404);
    EXPECT_THAT(paper(desk_), HasSubstr("320700-2020-000002"));
}

TEST_P(ReceiptTest, that_is_void_can_be_printed_again_from_the_list_of_voided_ones) {
    ASSERT_TRUE(site_.book.call(
        "giving.void_receipt",
        site_.book.city,
        R"({"gift":")" + to_string(gift_) + R"(","reissue":true})",
        { .actor = site_.book.director() }
    ));
    const Id voided { site_.book.number("SELECT id FROM giving_voided_receipt") };
    const auto address
        = "/api/v1/records/giving.voided_receipt/" + to_string(voided) + "/receipt.pdf";
    const auto text = test::text_of_pdf(test::body_of(get(desk_, address)));
    EXPECT_THAT(text, HasSubstr(number));
    EXPECT_THAT(text, HasSubstr("作废"));
    EXPECT_THAT(text, HasSubstr("欧阳小舟"));
    EXPECT_THAT(openings(), Contains(HasSubstr("打印")));
    const auto auditor = site_.add_person("auditor", identity::Role::auditor);
    const auto hidden = test::text_of_pdf(test::body_of(get(auditor, address)));
    EXPECT_THAT(hidden, HasSubstr("欧阳**"));
    EXPECT_THAT(hidden, Not(HasSubstr("小舟")));
}

TEST_P(ReceiptTest, of_a_gift_whose_donor_wanted_none_is_refused) {
    gift_ = give(R"("donor_name":"孟小舟","receipt_waived":true)");
    get(desk_, records_ + to_string(gift_) + "/receipt.pdf", 409);
}

INSTANTIATE_TEST_SUITE_P(
    BothDatabases,
    ReceiptTest,
    ::testing::ValuesIn(test::TempDatabase::kinds()),
    test::TempDatabase::name_of
);

} // namespace
} // namespace boai
