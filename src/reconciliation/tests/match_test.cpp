// Lines against entries: what is proved, what is only suggested, and that no order matters.
#include "reconciliation/match.hpp"
#include "reconciliation/payer.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>

namespace boai::reconciliation {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr Day may_first { 18'383 }; // 2020-05-01

Line line(std::int64_t id, std::int32_t day, std::int64_t amount, std::string_view payer = "") {
    return { .id = id, .day = may_first + day, .amount = amount, .payer = payer };
}

BookEntry
entry(std::int64_t id, std::int32_t day, std::int64_t amount, std::string_view payer = "") {
    return { .id = id, .day = may_first + day, .amount = amount, .payer = payer };
}

std::string word_of(Reason reason) {
    constexpr std::array words { "taken_back", "reference", "payer",     "payer_sum",
                                 "only_one",   "day_sum",   "net_of_fee" };
    return words.at(static_cast<std::size_t>(reason));
}

std::string joined(const std::vector<std::int64_t>& ids) {
    std::string text;
    for (const auto id : ids) {
        text += (text.empty() ? "" : "+") + std::to_string(id);
    }
    return text;
}

/// "reference 1=101", in the order of the lines.
std::vector<std::string> told(
    const std::vector<Line>& lines, const std::vector<BookEntry>& entries, Settings settings = {}
) {
    std::vector<std::string> all;
    for (const auto& match : match(lines, entries, settings)) {
        all.push_back(
            word_of(match.reason) + " " + joined(match.lines) + "=" + joined(match.entries)
            + (match.fee == 0 ? "" : " fee " + std::to_string(match.fee))
        );
    }
    std::ranges::sort(all);
    return all;
}

TEST(Match, a_number_with_its_amount_is_a_proof_whoever_is_named) {
    auto of_bank = line(1, 0, 100, "某某");
    of_bank.references = { "4200000000000000000000000001", "G1", "" };
    auto other_amount = line(2, 0, 99);
    other_amount.references = { "4200000000000000000000000002", "", "" };
    auto by_order = line(3, 9, 50);
    by_order.references = { "B77", "ORDER-0001", "" };
    auto gift = entry(101, 40, 100, "孟小舟");
    gift.reference = "4200000000000000000000000001";
    auto second = entry(102, 0, 100);
    second.reference = "4200000000000000000000000002";
    auto ordered = entry(103, 0, 50);
    ordered.reference = "ORDER-0001";
    EXPECT_THAT(
        told({ of_bank, other_amount, by_order }, { gift, second, ordered }),
        ElementsAre("reference 1=101", "reference 3=103")
    ) << "a number of twelve digits holds however far the days are apart";
}

TEST(Match, a_short_number_counts_within_days_and_zeros_never) {
    auto near = line(1, 0, 100, "甲");
    near.references = { "0017", "", "" };
    auto far = line(2, 30, 70, "甲");
    far.references = { "0018", "", "" };
    auto zeros = line(3, 0, 60, "甲");
    zeros.references = { "0000", "", "" };
    auto first = entry(101, 2, 100, "乙");
    first.reference = "0017";
    auto second = entry(102, 0, 70, "乙");
    second.reference = "0018";
    auto third = entry(103, 0, 60, "乙");
    third.reference = "0000";
    EXPECT_THAT(
        told({ near, far, zeros }, { first, second, third }), ElementsAre("reference 1=101")
    );
}

TEST(Match, the_same_payer_and_amount_within_days_is_a_proof) {
    EXPECT_THAT(
        told(
            { line(1, 0, 100, "孟 小舟"),
              line(2, 0, 200, "孟小舟"),
              line(3, 0, 300, "ＡＢＣ公司") },
            { entry(101, 5, 100, "孟小舟"),
              entry(102, 6, 200, "孟小舟"),
              entry(103, -5, 300, "abc公司") }
        ),
        ElementsAre("payer 1=101", "payer 3=103")
    ) << "six days apart are too many";
}

TEST(Match, repeated_payments_of_one_payer_pair_in_the_order_of_days) {
    EXPECT_THAT(
        told(
            { line(1, 0, 100, "孟小舟"), line(2, 1, 100, "孟小舟"), line(3, 1, 100, "孟小舟") },
            { entry(101, 1, 100, "孟小舟"), entry(102, 0, 100, "孟小舟") }
        ),
        ElementsAre("payer 1=102", "payer 2=101")
    );
}

TEST(Match, a_masked_name_is_a_wildcard_and_never_a_proof) {
    EXPECT_THAT(
        told({ line(1, 0, 100, "*小舟") }, { entry(101, 0, 100, "孟小舟") }),
        ElementsAre("only_one 1=101")
    );
    EXPECT_THAT(told({ line(1, 0, 100, "*琪") }, { entry(101, 0, 100, "孟小舟") }), IsEmpty());
    EXPECT_THAT(
        told({ line(1, 0, 100, "*琪") }, { entry(101, 0, 100, "*琪") }),
        ElementsAre("only_one 1=101")
    ) << "two masks that are equal prove nothing";
    EXPECT_THAT(
        told(
            { line(1, 0, 100, "*琪") }, { entry(101, 0, 100, "张琪"), entry(102, 0, 100, "李琪") }
        ),
        IsEmpty()
    );
}

TEST(Match, what_is_the_only_one_of_its_amount_is_suggested_unless_another_payer_is_named) {
    EXPECT_THAT(told({ line(1, 0, 100) }, { entry(101, 3, 100) }), ElementsAre("only_one 1=101"));
    EXPECT_THAT(told({ line(1, 0, 100, "甲") }, { entry(101, 3, 100, "乙") }), IsEmpty());
    EXPECT_THAT(told({ line(1, 0, 100), line(2, 4, 100) }, { entry(101, 3, 100) }), IsEmpty());
    EXPECT_THAT(told({ line(1, 0, 100) }, { entry(101, 3, -100) }), IsEmpty());
}

TEST(Match, payments_of_one_payer_are_suggested_by_their_sum) {
    EXPECT_THAT(
        told(
            { line(1, 0, 30, "甲公司"), line(2, 0, 70, "甲公司") },
            { entry(101, 1, 60, "甲公司"), entry(102, 1, 40, "甲公司") }
        ),
        ElementsAre("payer_sum 1+2=101+102")
    );
    EXPECT_THAT(
        told(
            { line(1, 0, 100, "甲公司") },
            { entry(101, 1, 60, "甲公司"), entry(102, 2, 40, "甲公司"), entry(103, 2, 7, "甲公司") }
        ),
        ElementsAre("payer_sum 1=101+102")
    );
    EXPECT_THAT(
        told(
            { line(1, 0, 60, "甲公司"), line(2, 0, 40, "甲公司"), line(3, 0, 7, "甲公司") },
            { entry(101, 1, 100, "甲公司") }
        ),
        ElementsAre("payer_sum 1+2=101")
    );
}

TEST(Match, a_sum_that_can_be_made_in_two_ways_is_not_suggested) {
    EXPECT_THAT(
        told(
            { line(1, 0, 100, "甲公司") },
            { entry(101, 1, 60, "甲公司"),
              entry(102, 2, 40, "甲公司"),
              entry(103, 3, 40, "甲公司") }
        ),
        IsEmpty()
    );
    EXPECT_THAT(
        told(
            { line(1, 0, 100, "甲公司") },
            { entry(101, 1, 60, "乙公司"), entry(102, 2, 40, "甲公司") }
        ),
        IsEmpty()
    ) << "entries of two payers";
}

TEST(Match, one_line_is_suggested_as_the_sum_of_a_day_less_the_fee) {
    auto settlement = line(1, 1, 9'940, "某支付公司");
    settlement.fee = 60;
    EXPECT_THAT(
        told(
            { settlement },
            { entry(101, 0, 6'000, "孟小舟"),
              entry(102, 0, 4'000, "李若水"),
              entry(103, -1, 9'940) }
        ),
        ElementsAre("only_one 1=103")
    ) << "the surer one goes first";
    EXPECT_THAT(
        told({ settlement }, { entry(101, 0, 6'000, "孟小舟"), entry(102, 0, 4'000, "李若水") }),
        ElementsAre("net_of_fee 1=101+102 fee 60")
    );
    EXPECT_THAT(
        told({ line(1, 1, 10'000) }, { entry(101, 0, 6'000), entry(102, 0, 4'000) }),
        ElementsAre("day_sum 1=101+102")
    );
    EXPECT_THAT(
        told({ line(1, 0, 10'000) }, { entry(101, 1, 6'000), entry(102, 1, 4'000) }), IsEmpty()
    ) << "nobody pays out what comes tomorrow";
}

TEST(Match, an_entry_and_what_takes_it_back_belong_together_before_anything_else) {
    auto wrong = entry(101, 0, 100, "孟小舟");
    wrong.reference = "4200000000000000000000000001";
    auto back = entry(102, 0, -100, "孟小舟");
    back.takes_back = 101;
    auto right = entry(103, 0, 100, "孟小舟");
    right.reference = "4200000000000000000000000001";
    auto paid = line(1, 0, 100);
    paid.references = { "4200000000000000000000000001", "", "" };
    EXPECT_THAT(
        told({ paid }, { right, back, wrong }),
        ElementsAre("reference 1=103", "taken_back =101+102")
    );
}

TEST(Payer, stars_stand_for_characters) {
    const auto same = [](std::string_view a, std::string_view b) {
        return may_be_same(payer_of(a), payer_of(b));
    };
    EXPECT_TRUE(same("*琪", "张琪"));
    EXPECT_TRUE(same("*琪", "欧阳琪"));
    EXPECT_TRUE(same("孟**", "孟小舟"));
    EXPECT_TRUE(same("孟*舟", "孟小舟"));
    EXPECT_TRUE(same("孟＊舟", "孟 小舟"));
    EXPECT_TRUE(same("*小*", "孟小小舟"));
    EXPECT_TRUE(same("匿名", "孟小舟"));
    EXPECT_FALSE(same("*琪", "琪"));
    EXPECT_FALSE(same("*琪", "张琪琪儿"));
    EXPECT_FALSE(same("张*", "李琪"));
    EXPECT_FALSE(same("张三", "李四"));
}

// ---- random books against a naive matcher ----

struct Book {
    std::vector<std::string> texts;
    std::vector<Line> lines;
    std::vector<BookEntry> entries;
};

/// Few amounts, names and days, so that everything that can collide does.
Book random_book(std::mt19937& random) {
    Book book;
    const auto any = [&](std::int64_t below) {
        return static_cast<std::int64_t>(random() % static_cast<std::uint32_t>(below));
    };
    constexpr std::array names { "孟小舟", "李若水", "*小舟", "李*", "", "匿名", "甲公司" };
    constexpr std::array numbers { "", "0", "17", "4200000000001", "4200000000002" };
    const auto count = any(14);
    for (std::int64_t i = 0; i < count; ++i) {
        auto made = line(i, static_cast<std::int32_t>(any(14)), any(5) + 1, names.at(random() % 7));
        made.amount *= any(4) == 0 ? -1 : 1;
        made.references = { numbers.at(random() % 5), numbers.at(random() % 5), "" };
        made.fee = any(3) == 0 ? any(3) : 0;
        book.lines.push_back(made);
    }
    const auto entries = any(14);
    for (std::int64_t i = 0; i < entries; ++i) {
        auto made = entry(
            100 + i, static_cast<std::int32_t>(any(14)), any(5) + 1, names.at(random() % 7)
        );
        made.amount *= any(4) == 0 ? -1 : 1;
        made.reference = numbers.at(random() % 5);
        made.takes_back = any(6) == 0 ? 100 + any(entries) : BookEntry::none;
        book.entries.push_back(made);
    }
    return book;
}

/// Goes over all pairs, by the words of the rules.
class Naive {
public:
    explicit Naive(Book book)
        : book_(std::move(book)) {
        const auto order = [](const auto& a, const auto& b) {
            return std::pair { a.day, a.id } < std::pair { b.day, b.id };
        };
        std::ranges::sort(book_.lines, order);
        std::ranges::sort(book_.entries, order);
    }

    /// Line to entry, of what is proved.
    std::map<std::int64_t, std::int64_t> proved() {
        take_back();
        for (std::size_t slot = 0; slot < 3; ++slot) {
            pair([&](const Line& line, const BookEntry& entry) {
                const auto number = line.references.at(slot);
                return number.find_first_not_of('0') != std::string_view::npos
                    && number == entry.reference && (number.size() >= 8 || near(line, entry));
            });
        }
        pair([&](const Line& line, const BookEntry& entry) {
            const auto a = payer_of(line.payer);
            const auto b = payer_of(entry.payer);
            return a.is_proof() && a.name == b.name && near(line, entry);
        });
        return pairs_;
    }

private:
    static bool near(const Line& line, const BookEntry& entry) {
        return std::abs(line.day - entry.day) <= 5;
    }

    void take_back() {
        auto by_id = book_.entries;
        std::ranges::sort(by_id, {}, &BookEntry::id);
        for (const auto& entry : by_id) {
            for (const auto& other : by_id) {
                const bool is_it = other.id == entry.takes_back && other.amount == -entry.amount
                    && !taken_.contains(entry.id) && !taken_.contains(other.id);
                if (is_it) {
                    taken_.insert({ entry.id, other.id });
                }
            }
        }
    }

    template <class Rule>
    void pair(const Rule& rule) {
        for (const auto& line : book_.lines) {
            for (const auto& entry : book_.entries) {
                if (!pairs_.contains(line.id) && !taken_.contains(entry.id)
                    && line.amount == entry.amount && rule(line, entry)) {
                    pairs_[line.id] = entry.id;
                    taken_.insert(entry.id);
                }
            }
        }
    }

    Book book_;
    std::set<std::int64_t> taken_;
    std::map<std::int64_t, std::int64_t> pairs_;
};

/// Sums hold, nothing is used twice, and what a match says of itself is so.
void expect_sound(const Book& book, const std::vector<Match>& matches) {
    std::set<std::int64_t> used;
    for (const auto& match : matches) {
        std::int64_t lines = 0;
        std::int64_t entries = 0;
        for (const auto id : match.lines) {
            EXPECT_TRUE(used.insert(id).second) << "line " << id << " is in two matches";
            lines += std::ranges::find(book.lines, id, &Line::id)->amount;
        }
        for (const auto id : match.entries) {
            EXPECT_TRUE(used.insert(id).second) << "entry " << id << " is in two matches";
            entries += std::ranges::find(book.entries, id, &BookEntry::id)->amount;
        }
        EXPECT_EQ(entries - lines, match.fee) << word_of(match.reason);
        EXPECT_EQ(match.fee != 0, match.reason == Reason::net_of_fee);
        EXPECT_EQ(match.lines.empty(), match.reason == Reason::taken_back);
    }
}

TEST(Match, random_books_are_matched_as_the_naive_matcher_does_in_any_order) {
    std::mt19937 random { 20'200'521 };
    std::size_t suggested = 0;
    for (int round = 0; round < 4'000; ++round) {
        auto book = random_book(random);
        const auto matches = match(book.lines, book.entries);
        expect_sound(book, matches);
        std::map<std::int64_t, std::int64_t> proved;
        for (const auto& found : matches) {
            if (is_proof(found.reason) && found.reason != Reason::taken_back) {
                proved[found.lines.front()] = found.entries.front();
            }
            suggested += is_proof(found.reason) ? 0U : 1U;
        }
        ASSERT_EQ(proved, Naive { book }.proved()) << "round " << round;
        const auto before = told(book.lines, book.entries);
        std::ranges::shuffle(book.lines, random);
        std::ranges::shuffle(book.entries, random);
        ASSERT_EQ(told(book.lines, book.entries), before) << "round " << round;
    }
    EXPECT_GT(suggested, 1'000U) << "the books are too poor to say anything of suggestions";
}

TEST(Match, exact_then_rule_is_the_same_as_all_at_once) {
    std::mt19937 random { 7 };
    for (int round = 0; round < 500; ++round) {
        const auto book = random_book(random);
        const auto exact = match_exactly(book.lines, book.entries);
        auto lines = book.lines;
        auto entries = book.entries;
        for (const auto& found : exact) {
            std::erase_if(lines, [&](const Line& each) {
                return std::ranges::binary_search(found.lines, each.id);
            });
            std::erase_if(entries, [&](const BookEntry& each) {
                return std::ranges::binary_search(found.entries, each.id);
            });
        }
        const auto rest = match_by_rule(lines, entries);
        EXPECT_EQ(exact.size() + rest.size(), match(book.lines, book.entries).size());
    }
}

} // namespace
} // namespace boai::reconciliation
