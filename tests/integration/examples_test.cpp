// The lists of examples/ through the program itself, each with the sum it truly holds.
#include "base/money.hpp"
#include "cli_fixture.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

namespace boai::test {
namespace {

using ::testing::HasSubstr;

struct Example {
    std::string file;
    std::string gifts;
    std::string sum;
    std::string stated;
    std::string channel;
    std::string day;
};

/// The lines of examples/totals.csv.
std::vector<Example> examples() {
    std::ifstream file { BOAI_EXAMPLES "/totals.csv" };
    std::vector<Example> all;
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        std::istringstream parts { line };
        Example example;
        for (auto* part : { &example.file,
                            &example.gifts,
                            &example.sum,
                            &example.stated,
                            &example.channel,
                            &example.day }) {
            std::getline(parts, *part, ',');
        }
        all.push_back(std::move(example));
    }
    return all;
}

std::string fen_of(const std::string& yuan) {
    const auto amount = parse_money(yuan);
    return yuan.empty() || !amount ? "null" : std::to_string(amount->fen);
}

class ExamplesTest : public CliFixture {
protected:
    [[nodiscard]] Ran import(const Example& example) const {
        std::vector<std::string> words { "import", "--json" };
        if (!example.day.empty()) {
            words.insert(words.end(), { "--day", example.day });
        }
        words.push_back(BOAI_EXAMPLES "/" + example.file);
        return run(words);
    }

    /// A list of goods is entered as such, and once.
    void expect_goods(const Example& example, const Ran& entered) const {
        EXPECT_EQ(entered.status, 0) << entered.error;
        EXPECT_THAT(
            entered.out, HasSubstr(R"("kind":"goods","rows":1,"gifts":)" + example.gifts + ',')
        );
        EXPECT_THAT(entered.out, HasSubstr(R"("batch":)"));
        const auto again = import(example);
        EXPECT_THAT(again.out, HasSubstr("this file is in the book already"));
        EXPECT_THAT(again.out, Not(HasSubstr(R"("batch":)")));
    }
};

TEST_P(ExamplesTest, come_to_their_true_sums_and_channels_once) {
    const auto all = examples();
    ASSERT_GE(all.size(), 20U);
    std::size_t gifts = 0;
    for (const auto& example : all) {
        SCOPED_TRACE(example.file);
        const auto booked = import(example);
        if (example.channel == "goods") {
            expect_goods(example, booked);
            continue;
        }
        EXPECT_THAT(booked.out, HasSubstr(R"("channel":")" + example.channel + '"'));
        EXPECT_THAT(
            booked.out,
            HasSubstr(
                R"("rows":)" + example.gifts + R"(,"accepted":)" + example.gifts
                + R"(,"refused":0,"duplicates":0,"doubtful":0,"sum_fen":)" + fen_of(example.sum)
                + R"(,"stated_sum_fen":)" + fen_of(example.stated)
            )
        );
        EXPECT_EQ(booked.status, 0) << booked.out << booked.error;
        const auto again = import(example);
        EXPECT_THAT(again.out, HasSubstr(R"("accepted":0,)")) << "the same list adds nothing";
        gifts += std::stoul(example.gifts);
    }
    const auto lines = run({ "export", "giving.gift", "--format", "ndjson" });
    EXPECT_EQ(std::ranges::count(lines.out, '\n'), static_cast<std::ptrdiff_t>(gifts));
    EXPECT_EQ(run({ "audit" }).status, 0);
}

INSTANTIATE_TEST_SUITE_P(
    BothDatabases, ExamplesTest, ::testing::ValuesIn(TempDatabase::kinds()), TempDatabase::name_of
);

}  // namespace
}  // namespace boai::test
