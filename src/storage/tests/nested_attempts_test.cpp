// Attempts within attempts of one transaction, against a naive model.
#include "storage/tests/gift_book.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>

namespace boai::storage {
namespace {

using test::gift_shape;
using test::total_shape;

class NestedAttempts : public test::GiftBookTest { };

/// A naive model of the book, plain maps copied at each attempt.
struct Model {
    std::map<std::int64_t, int> gifts;
    std::map<std::string, std::int64_t> totals;
    int tally = 0;

    [[nodiscard]] std::int64_t sum() const {
        std::int64_t sum = 0;
        for (const auto& [name, total] : totals) {
            sum += total;
        }
        return sum;
    }
};

/// Random operations on the book and on the model, attempts within attempts.
class Operations {
public:
    Operations(Transaction& tx, std::mt19937& random)
        : tx_(tx)
        , random_(random) { }

    Result<void> run(int depth) {
        for (int i = 0; i < 6; ++i) {
            TRY(one(depth));
        }
        return {};
    }

    [[nodiscard]] const Model& model() const { return model_; }

private:
    Result<void> one(int depth) {
        const auto what = random_() % 12;
        const auto name = "n" + std::to_string(random_() % 3);
        if (what < 3) {
            return insert();
        }
        if (what < 6) {
            add(name);
            return {};
        }
        switch (what) {
        case 6:
            EXPECT_EQ(
                TRY(test::ask(tx_, "SELECT coalesce(sum(value), 0) FROM total")), model_.sum()
            );
            return {};
        case 7:
            return take_number();
        case 8:
            // Names no gathered table, so gathered rows stay where they are.
            ++model_.tally;
            TRY(tx_.execute("UPDATE tally SET value = value + 1", {}));
            return {};
        case 9:
            EXPECT_EQ(TRY(test::ask(tx_, "SELECT count(*) FROM gift")), std::ssize(model_.gifts));
            return {};
        default:
            return depth < 3 ? attempt(depth) : Result<void> {};
        }
    }

    Result<void> insert() {
        const Param row[] = { 1, next_id_, "x" };
        TRY(tx_.insert(gift_shape, row));
        model_.gifts[next_id_++] = 1;
        return {};
    }

    void add(const std::string& name) {
        const auto delta = static_cast<std::int64_t>(random_() % 100) - 50;
        const Param key[] = { 1, name };
        tx_.add(total_shape, key, delta);
        model_.totals[name] += delta;
    }

    Result<void> take_number() {
        const Param key[] = { 1, "number" };
        const auto made = TRY(tx_.next_number(total_shape, key));
        EXPECT_EQ(made, ++model_.totals["number"]);
        return {};
    }

    Result<void> attempt(int depth) {
        const auto before = model_;
        const bool spoil = random_() % 2 == 0;
        auto inner = tx_.attempt([&]() -> Result<void> {
            TRY(run(depth + 1));
            return spoil ? Result<void> { fail(Errc::invalid, Text { "不行", "no" }) }
                         : Result<void> {};
        });
        if (tx_.must_run_again() || inner) {
            return inner;
        }
        EXPECT_EQ(inner.error().code, Errc::invalid) << inner.error().message.en;
        model_ = before;
        return {};
    }

    Transaction& tx_;
    std::mt19937& random_;
    Model model_;
    std::int64_t next_id_ = 1;
};

/// Begins with nothing; what the model says at the end.
Result<Model> run_operations(Transaction& tx, std::mt19937& random) {
    TRY(tx.execute("DELETE FROM gift", {}));
    TRY(tx.execute("DELETE FROM total", {}));
    TRY(tx.execute("UPDATE tally SET value = 0", {}));
    Operations operations { tx, random };
    TRY(operations.run(0));
    return operations.model();
}

TEST_P(NestedAttempts, behave_like_a_naive_model_under_random_operations) {
    ASSERT_TRUE((*database_->connect())
                    ->run_script("CREATE TABLE tally (value BIGINT); INSERT INTO tally VALUES (0);")
    );
    for (unsigned seed = 1; seed <= 100; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        std::mt19937 random { seed };
        Model model;
        const auto done = writer_->run({ 1 }, [&](Transaction& tx) -> Result<void> {
            model = TRY(run_operations(tx, random));
            return {};
        });
        ASSERT_TRUE(done) << done.error().message.en;
        EXPECT_EQ(number("SELECT count(*) FROM gift"), std::ssize(model.gifts));
        EXPECT_EQ(number("SELECT coalesce(sum(value), 0) FROM total"), model.sum());
        EXPECT_EQ(number("SELECT value FROM tally"), model.tally);
    }
}

INSTANTIATE_TEST_SUITE_P(
    BothDatabases,
    NestedAttempts,
    ::testing::ValuesIn(boai::test::TempDatabase::kinds()),
    boai::test::TempDatabase::name_of
);

} // namespace
} // namespace boai::storage
