// A seeded run of random commands, good and bad, held against a naive model: totals, figures,
// receipts, and an audit that finds nothing.
#include "modules/giving/gift.hpp"
#include "modules/giving/giving_commands.hpp"
#include "modules/people/person.hpp"
#include "record/json.hpp"
#include "simulation/model.hpp"
#include "support/test_book.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cstdlib>
#include <future>
#include <iostream>
#include <random>

namespace boai::test {
namespace {

std::uint64_t number_from_environment(const char* name, std::uint64_t otherwise) {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing in the tests changes the environment
    const char* text = std::getenv(name);
    return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

std::string member(std::string_view name, Id id) {
    return id.empty() ? "" : ",\"" + std::string { name } + "\":\"" + to_string(id) + '"';
}

class SimulationTest : public ::testing::TestWithParam<storage::Dialect> {
protected:
    SimulationTest() {
        const auto seed = number_from_environment("BOAI_SEED", std::random_device {}());
        std::cout << "BOAI_SEED=" << seed << '\n';
        random_.seed(seed);
        branches_ = { book_.city, book_.county, book_.other_county };
        const auto shared = [&](std::string_view type, const std::string& json) {
            return book_.make(std::string { type } + ".create", book_.city, json);
        };
        channels_ = { shared("giving.channel", R"({"code":"bank","name":"银行","kind":"bank"})"),
                      shared("giving.channel", R"({"code":"cash","name":"现金","kind":"cash"})") };
        purposes_ = { {}, shared("giving.purpose", R"({"code":"flood","name":"防汛"})") };
        for (const auto purpose : purposes_) {
            const auto campaign = shared(
                "giving.campaign",
                R"({"name":"募捐","begins":"2020-01-01","raises_publicly":false)"
                    + member("purpose", purpose) + "}"
            );
            EXPECT_TRUE(book_.write(
                "giving.campaign.publish", book_.city, campaign, "", { .actor = book_.director() }
            ));
            campaigns_.emplace_back(campaign, purpose);
        }
        for (const auto branch : branches_) {
            for (int i = 0; i < 6; ++i) {
                add_person(branch);
            }
        }
    }

    void add_person(Id branch) {
        const auto name = "某人" + std::to_string(persons_.size());
        persons_.push_back(
            { book_.make("people.person.create", branch, R"({"name":")" + name + R"("})"), branch }
        );
    }

    std::size_t draw(std::size_t count) { return random_() % count; }

    template <class T>
    const T& any(const std::vector<T>& items) {
        return items[draw(items.size())];
    }

    Result<record::Outcome> call(const std::string& command, Id branch, const std::string& json) {
        return book_.call(
            command, branch, json, { .actor = book_.director(), .key = {}, .reason = "模拟" }
        );
    }

    Day any_day() {
        return Day { local_day(book_.clock.now()).number - static_cast<int>(draw(60)) };
    }

    ModelGift any_gift() {
        ModelGift gift { .branch = any(branches_), .channel = any(channels_), .day = any_day() };
        gift.amount = static_cast<std::int64_t>(draw(3) == 0 ? draw(100) + 1 : draw(100'000) + 1);
        if (draw(2) == 0) {
            std::tie(gift.campaign, gift.purpose) = any(campaigns_);
        } else {
            gift.purpose = any(purposes_);
        }
        if (draw(5) != 0) {
            gift.name = "捐赠人" + std::to_string(draw(40));
        }
        if (draw(3) == 0) {
            gift.reference = "R" + std::to_string(draw(600)); // some come twice
        }
        const auto& [person, branch] = any(persons_);
        if (!gift.name.empty() && branch == gift.branch && !model_.erased.contains(person)) {
            gift.person = person;
        }
        return gift;
    }

    static std::string json_of(const ModelGift& gift, bool waived) {
        std::string json = R"({"amount":")" + to_string(Money { gift.amount }) + R"(","day":")"
            + to_string(gift.day) + '"' + member("channel", gift.channel)
            + member("campaign", gift.campaign) + member("purpose", gift.purpose)
            + member("donor_person", gift.person);
        json += gift.name.empty() ? R"(,"donor_kind":"anonymous")"
                                  : R"(,"donor_name":")" + gift.name + '"';
        json += gift.reference.empty() ? "" : R"(,"reference":")" + gift.reference + '"';
        json += waived ? R"(,"receipt_waived":true)" : "";
        return json + "}";
    }

    /// The number in "320700-2020-000012".
    static std::int64_t receipt_in(const std::string& json) {
        constexpr std::string_view name = R"("receipt_number":")";
        const auto from = json.find(name) + name.size();
        const auto number = giving::parse_receipt(json.substr(from, json.find('"', from) - from));
        EXPECT_TRUE(number) << json;
        return number ? number->number : 0;
    }

    std::int64_t next_receipt(Id branch) { return ++model_.last_receipt[branch]; }

    void record_gift() {
        auto gift = any_gift();
        const bool waived = draw(10) == 0;
        const auto key = draw(4) == 0 ? "k" + std::to_string(++keys_) : std::string {};
        const bool is_taken = !gift.reference.empty()
            && model_.has_reference(gift.branch, gift.channel, gift.reference);
        const auto book = [&] {
            return book_.call(
                "giving.record_gift",
                gift.branch,
                json_of(gift, waived),
                { .actor = book_.officer(), .key = key, .reason = {} }
            );
        };
        const auto outcome = book();
        ASSERT_EQ(code_of(outcome), is_taken ? "conflict" : "done") << failure_of(outcome);
        if (is_taken) {
            return;
        }
        gift.id = outcome->id;
        gift.receipt = waived ? 0 : next_receipt(gift.branch);
        model_.gifts.push_back(gift);
        if (!key.empty()) { // an answer that was lost: the same again books nothing
            const auto again = book();
            ASSERT_TRUE(again) << failure_of(again);
            ASSERT_EQ(again->json, outcome->json);
        }
    }

    /// Many at once, as an import or a program brings them; some of them bad.
    void record_many() {
        const auto branch = any(branches_);
        std::vector<ModelGift> gifts;
        std::vector<Result<std::shared_ptr<void>>> inputs;
        const auto* command = book_->registry().find_command("giving.record_gift");
        for (std::size_t i = 0; i < 20; ++i) {
            auto gift = any_gift();
            gift.branch = branch;
            gift.person = {};
            gift.amount = draw(8) == 0 ? 0 : gift.amount; // refused
            // Of two alike in one call either may be the one refused.
            if (std::ranges::find(gifts, gift.reference, &ModelGift::reference) != gifts.end()) {
                gift.reference.clear();
            }
            record::Envelope envelope;
            inputs.push_back(book_->engine().read_input(*command, json_of(gift, false), envelope));
            gifts.push_back(std::move(gift));
        }
        std::promise<Result<std::vector<Result<record::Outcome>>>> promise;
        book_->engine().submit_many(
            { .actor = book_.officer(),
              .command = command,
              .branch = branch,
              .input = {},
              .key = {},
              .reason = {} },
            std::move(inputs),
            [&](auto result) { promise.set_value(std::move(result)); }
        );
        const auto outcomes = promise.get_future().get();
        ASSERT_TRUE(outcomes);
        for (std::size_t i = 0; i < gifts.size(); ++i) {
            const bool is_bad = gifts[i].amount == 0
                || (!gifts[i].reference.empty()
                    && model_.has_reference(branch, gifts[i].channel, gifts[i].reference));
            ASSERT_EQ((*outcomes)[i].has_value(), !is_bad) << failure_of((*outcomes)[i]);
            if (!is_bad) {
                gifts[i].id = (*outcomes)[i]->id;
                // Rows of one call may be tried again apart, and take their numbers in any order.
                gifts[i].receipt = receipt_in((*outcomes)[i]->json);
                next_receipt(branch);
                model_.gifts.push_back(gifts[i]);
            }
        }
    }

    void lose_receipt(ModelGift& gift) {
        if (gift.receipt != 0) {
            model_.voided[gift.branch].insert(gift.receipt);
            gift.receipt = 0;
        }
    }

    std::string on(const ModelGift& gift, const std::string& more = "") {
        return R"({"gift":")" + to_string(gift.id) + '"' + more + "}";
    }

    void refund() {
        const auto at = draw(model_.gifts.size());
        auto& gift = model_.gifts[at];
        const auto amount
            = static_cast<std::int64_t>(draw(static_cast<std::size_t>(gift.amount)) + 1);
        const Day day { gift.day.number
                        + static_cast<int>(draw(
                            static_cast<std::size_t>(local_day(book_.clock.now()) - gift.day + 1)
                        )) };
        const bool is_good = !gift.reversed && amount <= gift.amount - gift.refunded;
        const auto outcome = call(
            "giving.refund_gift",
            gift.branch,
            on(gift,
               R"(,"amount":")" + to_string(Money { amount }) + R"(","day":")" + to_string(day)
                   + '"')
        );
        ASSERT_EQ(code_of(outcome), is_good ? "done" : "conflict") << failure_of(outcome);
        if (is_good) {
            gift.refunded += amount;
            model_.refunds.push_back({ at, amount, day, false });
            if (gift.refunded == gift.amount) {
                lose_receipt(gift);
            }
        }
    }

    void reverse() {
        const auto at = draw(model_.gifts.size());
        auto& gift = model_.gifts[at];
        const bool is_good = !gift.reversed && gift.refunded == 0;
        const auto outcome = call("giving.reverse_gift", gift.branch, on(gift));
        ASSERT_EQ(code_of(outcome), is_good ? "done" : "conflict") << failure_of(outcome);
        if (is_good) {
            gift.reversed = true;
            gift.refunded = gift.amount;
            model_.refunds.push_back({ at, gift.amount, gift.day, true });
            lose_receipt(gift);
        }
    }

    void change_receipt() {
        auto& gift = model_.gifts[draw(model_.gifts.size())];
        if (draw(4) == 0) {
            const bool is_good = gift.receipt == 0 && !gift.reversed && gift.refunded < gift.amount;
            const auto outcome = call("giving.issue_receipt", gift.branch, on(gift));
            ASSERT_EQ(code_of(outcome), is_good ? "done" : "conflict") << failure_of(outcome);
            gift.receipt = is_good ? next_receipt(gift.branch) : gift.receipt;
            return;
        }
        const bool reissue = draw(2) == 0;
        const bool is_good = gift.receipt != 0;
        const auto outcome = call(
            "giving.void_receipt", gift.branch, on(gift, reissue ? R"(,"reissue":true)" : "")
        );
        ASSERT_EQ(code_of(outcome), is_good ? "done" : "conflict") << failure_of(outcome);
        if (is_good) {
            lose_receipt(gift);
            gift.receipt = reissue ? next_receipt(gift.branch) : 0;
        }
    }

    void merge_or_erase() {
        const auto at = draw(persons_.size());
        const auto [person, branch] = persons_[at];
        const auto [keep, other_branch] = any(persons_);
        if (draw(2) == 0 && keep != person && branch == other_branch) {
            const auto pair
                = R"({"keep":")" + to_string(keep) + '"' + member("duplicate", person) + "}";
            ASSERT_EQ(code_of(call("people.merge_persons", branch, pair)), "done");
            const auto undone = call(
                "people.unmerge_person", branch, R"({"person":")" + to_string(person) + R"("})"
            );
            ASSERT_EQ(code_of(undone), "done");
            return;
        }
        ASSERT_TRUE(
            call("people.erase_person", branch, R"({"person":")" + to_string(person) + R"("})")
        );
        model_.erased.insert(person);
        persons_.erase(persons_.begin() + static_cast<std::ptrdiff_t>(at));
        add_person(branch);
    }

    void amend() {
        auto& gift = model_.gifts[draw(model_.gifts.size())];
        gift.name = "更正" + std::to_string(draw(40));
        gift.person = {};
        const auto outcome = call(
            "giving.amend_donor", gift.branch, on(gift, R"(,"donor_name":")" + gift.name + '"')
        );
        ASSERT_TRUE(outcome) << failure_of(outcome);
    }

    void step() {
        const auto what = model_.gifts.empty() ? 0 : draw(100);
        if (what < 55) {
            record_gift();
        } else if (what < 58) {
            record_many();
        } else if (what < 72) {
            refund();
        } else if (what < 82) {
            reverse();
        } else if (what < 92) {
            change_receipt();
        } else if (what < 98) {
            amend();
        } else {
            merge_or_erase();
        }
    }

    std::map<ModelCell, std::int64_t> posted(const std::string& figure) {
        const auto lease = book_->readers().lend();
        std::map<ModelCell, std::int64_t> cells;
        const auto outcome = (*lease)->query(
            "SELECT branch_id, dimension, key, day, value FROM figure_daily WHERE value <> 0 "
            "AND figure = '"
                + figure + "'",
            {},
            [&](const storage::Row& row) -> Result<void> {
                cells[{ row.id(0),
                        std::string { row.text(1) },
                        std::string { row.text(2) },
                        row.day(3) }]
                    = row.number(4);
                return {};
            }
        );
        EXPECT_TRUE(outcome);
        return cells;
    }

    /// Receipts on gifts and voided ones are all numbers from 1 to the last.
    void check_receipts() {
        for (const auto branch : branches_) {
            auto numbers = model_.voided[branch];
            for (const auto& gift : model_.gifts) {
                if (gift.branch == branch && gift.receipt != 0) {
                    EXPECT_TRUE(numbers.insert(gift.receipt).second);
                }
            }
            EXPECT_EQ(static_cast<std::int64_t>(numbers.size()), model_.last_receipt[branch]);
            EXPECT_EQ(
                book_.number(
                    "SELECT count(*) FROM giving_voided_receipt WHERE branch_id = "
                    + std::to_string(branch.value)
                ),
                static_cast<std::int64_t>(model_.voided[branch].size())
            );
        }
    }

    void check_gifts() {
        const auto lease = book_->readers().lend();
        for (const auto& gift : model_.gifts) {
            const auto loaded = book_->registry()
                                    .table(giving::gift_type)
                                    .load(record::queries_of(**lease), gift.branch, gift.id);
            ASSERT_TRUE(loaded);
            const auto& there = loaded->as<giving::Gift>();
            ASSERT_EQ(there.amount.fen, gift.amount);
            ASSERT_EQ(there.refunded.fen, gift.refunded);
            ASSERT_EQ(there.receipt_number, gift.receipt);
            ASSERT_EQ(there.state == giving::GiftState::reversed, gift.reversed);
            ASSERT_EQ(there.donor_name, model_.erased.contains(gift.person) ? "" : gift.name);
        }
    }

    TestBook book_ { GetParam() };
    std::mt19937_64 random_; // NOLINT(cert-msc51-cpp,cert-msc32-c): seeded in the constructor
    Model model_;
    std::vector<Id> branches_;
    std::vector<Id> channels_;
    std::vector<Id> purposes_;
    std::vector<std::pair<Id, Id>> campaigns_;
    std::vector<std::pair<Id, Id>> persons_; ///< with the branch of each
    int keys_ = 0;
};

TEST_P(SimulationTest, the_book_agrees_with_a_naive_model_after_thousands_of_commands) {
    const auto steps = number_from_environment("BOAI_STEPS", 3'000);
    for (std::uint64_t i = 0; i < steps && !HasFatalFailure(); ++i) {
        SCOPED_TRACE("step " + std::to_string(i));
        step();
    }
    EXPECT_EQ(
        book_.number("SELECT CAST(sum(value) AS BIGINT) FROM figure_daily WHERE dimension = '' "
                     "AND figure = 'giving.income_amount'"),
        model_.total()
    );
    EXPECT_EQ(posted("giving.income_amount"), model_.cells(false));
    EXPECT_EQ(posted("giving.income_gifts"), model_.cells(true));
    check_receipts();
    check_gifts();
    EXPECT_THAT(book_.faults(), ::testing::IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    Databases, SimulationTest, ::testing::ValuesIn(TempDatabase::kinds()), TempDatabase::name_of
);

} // namespace
} // namespace boai::test
