// The proof of a gift: for everybody, for its donor, and after the donor's data is erased.
#include "app/cli.hpp"
#include "app/logs.hpp"
#include "journal/checkpoint.hpp"
#include "ledger/receipt_extra.hpp"
#include "modules/giving/gift.hpp"
#include "modules/giving/paper/donor_link.hpp"
#include "support/test_site.hpp"
#include "transparency/log_key.hpp"

#include <gmock/gmock.h>

#include <fstream>

namespace boai {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class GiftProofTest : public ::testing::TestWithParam<storage::Dialect> {
protected:
    void SetUp() override {
        if (IsSkipped()) {
            return;
        }
        const auto channel = site_.book.make(
            "giving.channel.create",
            site_.book.city,
            R"({"code":"desk","name":"柜台","kind":"cash"})"
        );
        person_
            = site_.book.make("people.person.create", site_.book.city, R"({"name":"欧阳小舟"})");
        gift_ = give(channel, "");
        given_on_file_ = give(channel, R"(,"donor_person":")" + to_string(person_) + '"');
        auto begun = app::Logs::begin(*site_.book, { .public_url = "https://book.example.org" });
        ASSERT_TRUE(begun) << begun.error().message.en;
        logs_ = std::move(*begun);
        logs_->sign();
    }

    Id give(Id channel, const std::string& more) {
        return site_.book.make(
            "giving.record_gift",
            site_.book.city,
            R"({"amount":"100.00","day":"2020-05-20","donor_name":"欧阳小舟","channel":")"
                + to_string(channel) + '"' + more + "}"
        );
    }

    [[nodiscard]] std::string own() {
        return "/r/" + number_ + "/"
            + giving::donor_token(site_.book->engine().vault(), gift_, { "320700", 2020, 1 });
    }

    [[nodiscard]] std::string own_of_the_person_on_file() {
        return "/r/320700-2020-000002/"
            + giving::donor_token(
                   site_.book->engine().vault(), given_on_file_, { "320700", 2020, 2 }
            );
    }

    std::string get(const std::string& target, int status = 200) {
        return test::body_of(site_.check({}, { .name = target, .target = target, .status = status })
        );
    }

    journal::Verifier key() {
        auto lease = site_.book->readers().lend();
        return transparency::find_key(**lease, site_.book.city).value()->verifier;
    }

    /// What the proof shows, checked as `boai verify` does, without the book.
    static Result<std::vector<ledger::Disclosure>>
    verify(const std::string& file, const journal::Verifier& log) {
        const auto proof = TRY(journal::parse_proof(file));
        const auto extra = TRY(ledger::read_extra(proof.extra));
        TRY(journal::verify_proof(proof, extra.leaf, log, {}));
        return extra.disclosures;
    }

    /// Puts another donor on the gift.
    void amend(const std::string& donor = R"("donor_kind":"person","donor_name":"司徒静")") {
        ASSERT_TRUE(site_.book.call(
            "giving.amend_donor",
            site_.book.city,
            "{" + donor + R"(,"gift":")" + to_string(gift_) + "\"}",
            { .actor = site_.book.director() }
        ));
        logs_->sign();
    }

    /// Three corrections: another name, another kind with another name, and nobody.
    void amend_three_times() {
        amend();
        amend(R"("donor_kind":"organisation","donor_name":"司徒商行")");
        amend(R"("donor_kind":"anonymous")");
    }

    /// The proof of a correction, from 1, as a kept file.
    std::string amendment(int place) {
        const auto text = std::to_string(place);
        return kept(
            "amendment" + text, get("/r/" + number_ + "/amendment.tlog-proof?number=" + text)
        );
    }

    /// The path of a file with these bytes.
    std::string kept(const std::string& name, const std::string& bytes) {
        auto path = folder.file(name);
        std::ofstream { path, std::ios::binary } << bytes;
        return path;
    }

    /// What `boai verify` says of several files.
    Result<void> verify_together(std::vector<std::string> files) {
        return app::run_verify({ .files = std::move(files), .key = key().vkey() });
    }

    static void expect_each_flip_refused(const std::string& file, const journal::Verifier& log) {
        for (std::size_t at = 0; at < file.size(); ++at) {
            auto flipped = file;
            flipped[at] = static_cast<char>(static_cast<unsigned char>(flipped[at]) ^ 1U);
            EXPECT_FALSE(verify(flipped, log)) << "byte " << at;
        }
    }

    const std::string number_ = "320700-2020-000001";
    test::TempFolder folder;
    test::TestSite site_ { GetParam() };
    Id person_;
    Id gift_;
    Id given_on_file_;
    std::unique_ptr<app::Logs> logs_;
};

TEST_P(GiftProofTest, shows_everybody_the_gift_in_the_log_without_any_name) {
    const auto file = get("/r/" + number_ + "/gift.tlog-proof");
    const auto disclosed = verify(file, key());
    ASSERT_TRUE(disclosed) << disclosed.error().message.en;
    EXPECT_TRUE(disclosed->empty());
    const auto extra = journal::parse_proof(file)->extra;
    EXPECT_THAT(extra, HasSubstr(number_));
    EXPECT_THAT(extra, Not(HasSubstr("欧阳")));
    const auto page = get("/r/" + number_);
    EXPECT_THAT(page, HasSubstr("在浏览器中验证"));
    EXPECT_THAT(page, HasSubstr("boai verify"));
    EXPECT_THAT(page, HasSubstr("待使用"));
}

TEST_P(GiftProofTest, of_the_donor_proves_the_name_even_after_the_donor_is_erased) {
    const auto kept = get(own() + "/donor.tlog-proof");
    const auto log = key();
    const auto disclosed = verify(kept, log);
    ASSERT_TRUE(disclosed) << disclosed.error().message.en;
    ASSERT_EQ(disclosed->size(), 1U);
    EXPECT_EQ(disclosed->front().value, "欧阳小舟");

    ASSERT_TRUE(site_.book.call(
        "giving.erase_donor", site_.book.city, R"({"gift":")" + to_string(gift_) + "\"}"
    ));
    logs_->sign();
    get(own() + "/donor.tlog-proof", 404);
    const auto page = get(own());
    EXPECT_THAT(page, Not(HasSubstr("欧阳小舟")));
    EXPECT_THAT(page, HasSubstr("此前保存的文件仍然有效"));
    EXPECT_TRUE(verify(get("/r/" + number_ + "/gift.tlog-proof"), log));
    // The file the donor kept needs nothing of ours but the key.
    EXPECT_EQ(verify(kept, log)->front().value, "欧阳小舟");
}

TEST_P(GiftProofTest, of_a_person_on_file_proves_the_name_even_after_the_person_is_erased) {
    const auto own = own_of_the_person_on_file();
    const auto kept = get(own + "/donor.tlog-proof");
    const auto log = key();
    ASSERT_EQ(verify(kept, log)->size(), 1U);

    ASSERT_TRUE(site_.book.call(
        "people.erase_person", site_.book.city, R"({"person":")" + to_string(person_) + "\"}"
    ));
    logs_->sign();
    get(own + "/donor.tlog-proof", 404);
    EXPECT_THAT(get(own), HasSubstr("此前保存的文件仍然有效"));
    EXPECT_TRUE(verify(get("/r/320700-2020-000002/gift.tlog-proof"), log));
    EXPECT_EQ(verify(kept, log)->front().value, "欧阳小舟");
    EXPECT_THAT(site_.book.faults(), IsEmpty());
}

TEST_P(GiftProofTest, of_the_donor_follows_the_name_that_stands_on_the_gift_now) {
    amend();
    const auto disclosed = verify(get(own() + "/donor.tlog-proof"), key());
    ASSERT_TRUE(disclosed) << disclosed.error().message.en;
    EXPECT_EQ(disclosed->front().value, "司徒静");
    // So that the page can say of a file kept before that another name stands there now.
    EXPECT_THAT(get(own()), HasSubstr(R"(data-entry="0" data-amended="2")"));
}

TEST_P(GiftProofTest, of_an_amended_gift_is_two_entries_that_everybody_can_check_together) {
    get("/r/" + number_ + "/amendment.tlog-proof", 404);
    EXPECT_THAT(get("/r/" + number_), Not(HasSubstr("amendment.tlog-proof")));
    amend();
    const auto first = kept("first", get("/r/" + number_ + "/gift.tlog-proof"));
    const auto amendment = get("/r/" + number_ + "/amendment.tlog-proof");
    EXPECT_THAT(journal::parse_proof(amendment)->extra, Not(HasSubstr("司徒")));
    EXPECT_TRUE(verify_together({ first, kept("amendment", amendment) }));
    EXPECT_TRUE(verify_together({ first, kept("donors", get(own() + "/donor.tlog-proof")) }));
    const std::string first_amendment = "/amendment.tlog-proof?number=1";
    for (const auto& [address, file] :
         { std::pair { "/r/" + number_, first_amendment }, { own(), "/donor.tlog-proof" } }) {
        const auto page = get(address);
        EXPECT_THAT(page, HasSubstr("账本里有 2 条记录"));
        EXPECT_THAT(page, HasSubstr("/gift.tlog-proof " + address + file));
        EXPECT_THAT(page, HasSubstr("boai verify " + number_ + ".tlog-proof "));
    }
}

TEST_P(GiftProofTest, of_an_amended_gift_refuses_a_second_file_that_amends_another_entry) {
    amend();
    const auto first = kept("first", get("/r/" + number_ + "/gift.tlog-proof"));
    const auto other = kept("other", get("/r/320700-2020-000002/gift.tlog-proof"));
    const auto amendment = kept("amendment", get("/r/" + number_ + "/amendment.tlog-proof"));
    EXPECT_FALSE(verify_together({ first, other })) << "no amendment";
    EXPECT_FALSE(verify_together({ other, amendment })) << "of another gift";
    EXPECT_FALSE(verify_together({ amendment, first })) << "the wrong way round";
}

TEST_P(GiftProofTest, of_an_amended_gift_refuses_each_flipped_byte_of_either_entry) {
    amend();
    const auto log = key();
    for (const auto& address :
         { "/r/" + number_ + "/gift.tlog-proof", "/r/" + number_ + "/amendment.tlog-proof" }) {
        expect_each_flip_refused(get(address), log);
    }
}

TEST_P(GiftProofTest, of_a_gift_amended_three_times_is_a_chain_of_which_every_entry_is_offered) {
    amend_three_times();
    const auto first = kept("first", get("/r/" + number_ + "/gift.tlog-proof"));
    EXPECT_TRUE(verify_together({ first, amendment(1), amendment(2), amendment(3) }));
    EXPECT_TRUE(verify_together({ first, amendment(2) })) << "each amends the first by itself";
    const auto newest = get("/r/" + number_ + "/amendment.tlog-proof");
    EXPECT_EQ(newest, get("/r/" + number_ + "/amendment.tlog-proof?number=3"));
    get("/r/" + number_ + "/amendment.tlog-proof?number=0", 404);
    get("/r/" + number_ + "/amendment.tlog-proof?number=4", 404);
    get("/r/" + number_ + "/amendment.tlog-proof?number=two", 422);
    const auto page = get("/r/" + number_);
    EXPECT_THAT(page, HasSubstr("更正过 3 次捐赠人，账本里有 4 条记录"));
    EXPECT_THAT(page, HasSubstr("第 1 条记录：登记捐赠。"));
    EXPECT_THAT(page, HasSubstr(" 第 1 次更正捐赠人，改了姓名或名称。"));
    EXPECT_THAT(page, HasSubstr(" 第 2 次更正捐赠人，由个人改为单位，姓名或名称也改了。"));
    EXPECT_THAT(page, HasSubstr(" 第 3 次更正捐赠人，由单位改为匿名，姓名或名称也改了。"));
    EXPECT_THAT(page, Not(HasSubstr("司徒")));
    EXPECT_THAT(
        page,
        HasSubstr(
            "boai verify " + number_ + ".tlog-proof amendment-1-" + number_
            + ".tlog-proof amendment-2-" + number_ + ".tlog-proof amendment-3-" + number_
            + ".tlog-proof --key"
        )
    );
    for (const auto* place : { "1", "2", "3" }) {
        EXPECT_THAT(page, HasSubstr(std::string { "/amendment.tlog-proof?number=" } + place));
    }
}

TEST_P(GiftProofTest, of_a_gift_amended_three_times_ends_with_the_donors_own_copy) {
    amend();
    amend(R"("donor_kind":"anonymous")");
    amend(R"("donor_kind":"person","donor_name":"司徒小静")");
    const auto page = get(own());
    EXPECT_THAT(
        page,
        HasSubstr(
            "number=1 /r/" + number_ + "/amendment.tlog-proof?number=2 " + own()
            + "/donor.tlog-proof\""
        )
    );
    EXPECT_THAT(page, HasSubstr("amendment.tlog-proof?number=3\">")) << "everybody's copy too";
    const auto donors = get(own() + "/donor.tlog-proof");
    EXPECT_EQ(verify(donors, key())->front().value, "司徒小静");
    EXPECT_TRUE(verify_together({ kept("first", get("/r/" + number_ + "/gift.tlog-proof")),
                                  amendment(1),
                                  amendment(2),
                                  kept("donors", donors) }));
}

TEST_P(GiftProofTest, of_an_amended_gift_refuses_amendments_that_are_out_of_order_or_come_twice) {
    amend_three_times();
    const auto first = kept("first", get("/r/" + number_ + "/gift.tlog-proof"));
    EXPECT_FALSE(verify_together({ first, amendment(2), amendment(1) }));
    EXPECT_FALSE(verify_together({ first, amendment(1), amendment(3), amendment(2) }));
    EXPECT_FALSE(verify_together({ first, amendment(1), amendment(1) }));
    EXPECT_FALSE(verify_together({ amendment(1), amendment(2) })) << "without the gift itself";
}

TEST_P(GiftProofTest, of_an_amended_gift_still_shows_both_entries_after_the_donor_is_erased) {
    amend();
    ASSERT_TRUE(site_.book.call(
        "giving.erase_donor", site_.book.city, R"({"gift":")" + to_string(gift_) + "\"}"
    ));
    logs_->sign();
    get(own() + "/donor.tlog-proof", 404);
    const auto files = "/gift.tlog-proof /r/" + number_ + "/amendment.tlog-proof?number=1\"";
    EXPECT_THAT(get(own()), HasSubstr(files));
    EXPECT_TRUE(verify_together({ kept("first", get("/r/" + number_ + "/gift.tlog-proof")),
                                  kept("second", get("/r/" + number_ + "/amendment.tlog-proof")) })
    );
}

TEST_P(GiftProofTest, of_goods_with_a_corrected_donor_is_two_entries_as_well) {
    const auto run = [&](const std::string& command, const std::string& more) {
        return site_.book.make(
            "giving." + command,
            site_.book.city,
            "{" + more + "}",
            { .actor = site_.book.director() }
        );
    };
    const auto goods = site_.book.make(
        "giving.record_goods", site_.book.city, R"({"day":"2020-05-20","donor_name":"欧阳小舟"})"
    );
    const auto about = R"("gift":")" + to_string(goods) + '"';
    site_.book.make(
        "giving.add_goods_line",
        site_.book.city,
        "{" + about + R"(,"item":"口罩","quantity":"30箱"})"
    );
    run("count_goods", about + R"(,"counted_on":"2020-05-21")");
    run("accept_goods", about);
    run("amend_goods_donor", about + R"(,"donor_name":"司徒静")");
    logs_->sign();
    const std::string address = "/r/320700-2020-000003";
    EXPECT_THAT(get(address), HasSubstr("司徒*"));
    EXPECT_TRUE(verify_together({ kept("goods", get(address + "/gift.tlog-proof")),
                                  kept("amended", get(address + "/amendment.tlog-proof")) }));
}

TEST_P(GiftProofTest, refuses_each_flipped_byte_of_the_donors_file) {
    expect_each_flip_refused(get(own() + "/donor.tlog-proof"), key());
}

TEST_P(GiftProofTest, is_not_given_under_letters_that_are_not_the_donors) {
    get("/r/" + number_ + "/AAAAAAAAAAAAAAAAAAAAAA/donor.tlog-proof", 404);
    get("/r/320700-2020-000099/gift.tlog-proof", 404);
}

INSTANTIATE_TEST_SUITE_P(
    BothDatabases,
    GiftProofTest,
    ::testing::ValuesIn(test::TempDatabase::kinds()),
    test::TempDatabase::name_of
);

} // namespace
} // namespace boai
