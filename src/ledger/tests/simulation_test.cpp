// The ledger against a naive model: seeded random operations, the same answers, the same traces.
#include "ledger/audit.hpp"
#include "ledger/tests/ledger_book.hpp"
#include "ledger/tests/naive_ledger.hpp"
#include "support/machine.hpp"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <random>
#include <utility>

namespace boai::ledger {
namespace {

using storage::Transaction;
using test::NaiveLedger;
using test::Pieces;

constexpr std::string_view platform = "1003/alipay";

/// The number of operations; more by BOAI_LEDGER_OPERATIONS, such as 1000000.
int operations_wanted() {
    constexpr int usual = 2'000;
    const auto given = boai::test::environment("BOAI_LEDGER_OPERATIONS");
    return given ? std::stoi(*given) : usual;
}

std::string_view account_of(Id branch) {
    return branch == test::city ? "1402/320700" : "1402/320722";
}

class SimulationTest : public test::LedgerBookTest {
protected:
    using Random = std::mt19937_64;

    std::int64_t pick(std::int64_t below) {
        return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(below));
    }

    Id any_branch() { return pick(2) == 0 ? test::city : test::county; }

    Fund any_fund() { return pick(2) == 0 ? test::flood : unrestricted_fund(); }

    static Fund fund_of(Id id) { return id == test::flood.id ? test::flood : unrestricted_fund(); }

    /// A random member of a map; none when it is empty.
    template <class T>
    std::int64_t any_of(const std::map<std::int64_t, T>& map) {
        if (map.empty()) {
            return 0;
        }
        // Younger ones more often, so that the old ones come to an end.
        const auto back = std::min<std::int64_t>(pick(40), std::ssize(map) - 1);
        return std::prev(map.end(), 1 + back)->first;
    }

    test::NaiveFund& naive(Id branch, Id fund) { return model_.funds[{ branch, fund }]; }

    /// Posts in an attempt of its own and holds that the model allows exactly what the ledger does.
    Result<std::optional<Posted>> try_post(Transaction& tx, const Entry& entry, bool allowed) {
        auto posted = tx.attempt([&]() -> Result<Posted> { return post(tx, entry); });
        if (!posted && posted.error().code != Errc::conflict) {
            return std::unexpected(posted.error());
        }
        EXPECT_EQ(posted.has_value(), allowed)
            << word_of(entry.kind) << " " << (posted ? "" : posted.error().message.en);
        if (!posted) {
            ++refused_;
            return std::optional<Posted> {};
        }
        return std::optional { *posted };
    }

    Result<void> gift(Transaction& tx) {
        const auto branch = any_branch();
        const auto fund = any_fund();
        const auto account = pick(3) == 0 ? platform : "1002";
        const auto amount = 1 + pick(1'000);
        const Id id { ++last_id_ };
        const Line lines[] = { { fund, account, amount }, { fund, "4101", -amount } };
        const auto posted = TRY(try_post(tx, entry(EntryKind::gift, branch, id, lines), true));
        naive(branch, fund.id).accounts[std::string { account }] += amount;
        naive(branch, fund.id).queue.push_back({ id.value, id.value, amount });
        model_.gifts[id.value] = { branch, fund.id, amount, posted->position };
        return {};
    }

    Result<void> refund(Transaction& tx) {
        const auto id = any_of(model_.gifts);
        if (id == 0) {
            return {};
        }
        const auto& given = model_.gifts[id];
        const auto fund = fund_of(given.fund);
        const auto amount = 1 + pick(given.amount);
        const Line lines[] = { { fund, "4109", amount }, { fund, "1002", -amount } };
        auto made = entry(EntryKind::refund, given.branch, { ++last_id_ }, lines);
        made.own_part = OwnPart { given.position, given.amount };
        auto& naive_fund = naive(given.branch, given.fund);
        const bool allowed = amount <= naive_fund.accounts["1002"] && amount <= model_.own_left(id);
        if (TRY(try_post(tx, made, allowed))) {
            naive_fund.accounts["1002"] -= amount;
            model_.give_back(id, amount);
        }
        return {};
    }

    Result<void> payment(Transaction& tx) {
        const auto branch = any_branch();
        const auto fund = any_fund();
        const auto amount = 1 + pick(1'500);
        const Id id { ++last_id_ };
        const Line lines[] = { { fund, "5101", amount }, { fund, "1002", -amount } };
        auto& naive_fund = naive(branch, fund.id);
        const bool allowed = amount <= naive_fund.accounts["1002"];
        const auto posted
            = TRY(try_post(tx, entry(EntryKind::payment, branch, id, lines), allowed));
        if (posted) {
            naive_fund.accounts["1002"] -= amount;
            auto pieces = test::take_oldest(naive_fund, amount);
            model_.payments[id.value]
                = { branch, fund.id, amount, posted->position, 0, pieces, pieces };
        }
        return {};
    }

    Result<void> settlement(Transaction& tx) {
        const auto branch = any_branch();
        const auto fund = any_fund();
        const auto amount = 1 + pick(2'000);
        const Line lines[] = { { fund, "1002", amount }, { fund, platform, -amount } };
        auto& accounts = naive(branch, fund.id).accounts;
        const bool allowed = amount <= accounts[std::string { platform }];
        if (TRY(try_post(tx, entry(EntryKind::settlement, branch, { ++last_id_ }, lines), allowed)
            )) {
            accounts["1002"] += amount;
            accounts[std::string { platform }] -= amount;
        }
        return {};
    }

    Result<void> fee(Transaction& tx) {
        const auto branch = any_branch();
        const auto amount = 1 + pick(50);
        const Id id { ++last_id_ };
        const auto office = unrestricted_fund();
        const Line lines[] = { { test::flood, "5902", amount },
                               { test::flood, "1002", -amount },
                               { office, "1002", amount },
                               { office, "4902", -amount } };
        auto& from = naive(branch, test::flood.id);
        auto& to = naive(branch, {});
        const bool allowed = amount <= from.accounts["1002"];
        const auto posted = TRY(try_post(tx, entry(EntryKind::fee, branch, id, lines), allowed));
        if (!posted) {
            return {};
        }
        TRY(
            tie(tx,
                { branch, test::flood.id, id, posted->position },
                { branch, {}, id, end_of(tx, branch, {}) - amount },
                0,
                amount)
        );
        from.accounts["1002"] -= amount;
        to.accounts["1002"] += amount;
        auto pieces = test::take_oldest(from, amount);
        model_.fees[id.value] = { branch, test::flood.id, amount, posted->position, 0, {}, pieces };
        for (auto& piece : pieces) {
            piece.after_fee = true;
        }
        test::put(to, pieces, id.value);
        return {};
    }

    Result<void> allocation(Transaction& tx) {
        const auto from = any_branch();
        const auto to = from == test::city ? test::county : test::city;
        const auto fund = any_fund();
        const auto amount = 1 + pick(800);
        const Id id { ++last_id_ };
        const Line lines[] = { { fund, account_of(to), amount }, { fund, "1002", -amount } };
        auto& sender = naive(from, fund.id);
        const bool allowed = amount <= sender.accounts["1002"];
        const auto posted
            = TRY(try_post(tx, entry(EntryKind::allocation, from, id, lines), allowed));
        if (posted) {
            sender.accounts["1002"] -= amount;
            sender.accounts[std::string { account_of(to) }] += amount;
            model_.allocations[id.value] = { from,
                                             to,
                                             fund.id,
                                             amount,
                                             posted->position,
                                             false,
                                             test::take_oldest(sender, amount) };
        }
        return {};
    }

    Result<void> confirmation(Transaction& tx) {
        const auto id = any_of(model_.allocations);
        if (id == 0 || model_.allocations[id].confirmed) {
            return {};
        }
        auto& sent = model_.allocations[id];
        const auto fund = fund_of(sent.fund);
        const auto other = std::string { account_of(sent.from) }.replace(0, 4, "4901");
        const Line lines[] = { { fund, "1002", sent.amount }, { fund, other, -sent.amount } };
        const auto posted
            = TRY(try_post(tx, entry(EntryKind::confirmation, sent.to, { id }, lines), true));
        const auto out = std::string { account_of(sent.to) }.replace(0, 4, "5901");
        const Line clear[]
            = { { fund, out, sent.amount }, { fund, account_of(sent.to), -sent.amount } };
        TRY(try_post(tx, entry(EntryKind::clearing, sent.from, { id }, clear), true));
        TRY(
            tie(tx,
                { sent.from, sent.fund, { id }, sent.position },
                { sent.to, sent.fund, { id }, posted->position },
                0,
                sent.amount)
        );
        naive(sent.from, sent.fund).accounts[std::string { account_of(sent.to) }] -= sent.amount;
        naive(sent.to, sent.fund).accounts["1002"] += sent.amount;
        test::put(naive(sent.to, sent.fund), sent.pieces, id);
        sent.confirmed = true;
        return {};
    }

    Result<void> payment_return(Transaction& tx) {
        const auto id = any_of(model_.payments);
        if (id == 0 || model_.payments[id].returned == model_.payments[id].amount) {
            return {};
        }
        auto& paid = model_.payments[id];
        const auto fund = fund_of(paid.fund);
        const auto amount = 1 + pick(paid.amount - paid.returned);
        const Id back { ++last_id_ };
        const Line lines[] = { { fund, "1002", amount }, { fund, "5101", -amount } };
        const auto posted
            = TRY(try_post(tx, entry(EntryKind::payment_return, paid.branch, back, lines), true));
        TRY(
            tie(tx,
                { paid.branch, paid.fund, { id }, paid.position },
                { paid.branch, paid.fund, back, posted->position },
                paid.amount - paid.returned - amount,
                amount)
        );
        paid.returned += amount;
        naive(paid.branch, paid.fund).accounts["1002"] += amount;
        test::put(
            naive(paid.branch, paid.fund), test::take_newest(paid.standing, amount), back.value
        );
        return {};
    }

    struct End {
        Id branch;
        Id fund;
        Id source;
        std::int64_t position = 0;
    };

    /// Links an outflow to the inflow it became, both ways.
    static Result<void>
    tie(Transaction& tx, const End& out, const End& in, std::int64_t offset, std::int64_t length) {
        TRY(link(
            tx,
            { out.branch, out.source, Flow::out, offset, length, in.branch, in.fund, in.position }
        ));
        return link(
            tx,
            { in.branch, in.source, Flow::in, offset, length, out.branch, out.fund, out.position }
        );
    }

    static std::int64_t end_of(Transaction& tx, Id branch, Id fund) {
        const storage::Param key[] = { branch, fund, renminbi, static_cast<int>(AxisMark::end) };
        return tx.sum(axis_sums, key).value_or(-1);
    }

    Result<void> step(Transaction& tx) {
        switch (pick(20)) {
        case 0:
        case 1:
            return refund(tx);
        case 2:
        case 3:
        case 4:
        case 5:
            return payment(tx);
        case 6:
            return settlement(tx);
        case 7:
            return fee(tx);
        case 8:
        case 9:
            return allocation(tx);
        case 10:
        case 11:
            return confirmation(tx);
        case 12:
            return payment_return(tx);
        default:
            return gift(tx);
        }
    }

    Result<void> steps(Transaction& tx, int count) {
        for (int i = 0; i < count; ++i) {
            TRY(step(tx));
        }
        return {};
    }

    void run(int operations, std::uint64_t seed) {
        random_.seed(seed);
        // The naive model looks through everything for each trace: of a long run fewer are
        // compared.
        const int batch = std::clamp(operations / 400, 500, 5'000);
        for (int done = 0; done < operations && !HasFailure(); done += batch) {
            bool is_begun = false;
            const auto outcome = writer_->run(test::city, [&](Transaction& tx) {
                // Nobody else writes, so a batch is never repeated; the model could not follow.
                EXPECT_FALSE(std::exchange(is_begun, true));
                return steps(tx, batch);
            });
            ASSERT_TRUE(outcome) << outcome.error().message.en;
            compare_traces();
        }
        compare_balances();
        compare_audit();
    }

    void compare_audit() {
        const BranchCodes codes { { test::city, "320700" }, { test::county, "320722" } };
        const auto findings = audit(queries(), codes);
        ASSERT_TRUE(findings) << findings.error().message.en;
        for (const auto& finding : *findings) {
            EXPECT_GT(finding.looked_at, 0U) << finding.check;
            EXPECT_TRUE(finding.faults.empty()) << finding.check << ": " << finding.faults.front();
        }
    }

    void compare_traces() {
        for (int i = 0; i < 5; ++i) {
            compare_gift(any_of(model_.gifts));
            compare_payment(any_of(model_.payments));
        }
    }

    void compare_gift(std::int64_t id) {
        const auto& given = model_.gifts[id];
        const auto trace = trace_forward(
            queries(), { given.branch, given.fund, { given.position, given.amount } }
        );
        ASSERT_TRUE(trace) << trace.error().message.en;
        std::map<std::int64_t, std::int64_t> uses;
        for (const auto& use : trace->uses) {
            uses[use.source.value] += use.amount;
        }
        std::int64_t held = 0;
        std::int64_t in_transit = 0;
        for (const auto& part : trace->held) {
            (part.in_transit ? in_transit : held) += part.amount;
        }
        EXPECT_EQ(uses, model_.uses_of(id)) << "gift " << id;
        EXPECT_EQ(held, model_.held(id)) << "gift " << id;
        EXPECT_EQ(in_transit, model_.in_transit(id)) << "gift " << id;
        EXPECT_EQ(trace->returned, given.returned) << "gift " << id;
    }

    void compare_payment(std::int64_t id) {
        if (id == 0) {
            return;
        }
        const auto& paid = model_.payments[id];
        const auto origins = trace_back(queries(), paid.branch, paid.fund, { id }, paid.position);
        ASSERT_TRUE(origins) << origins.error().message.en;
        std::map<std::int64_t, std::int64_t> found;
        std::map<std::int64_t, std::int64_t> wanted;
        for (const auto& origin : *origins) {
            found[origin.source.value] += origin.amount;
        }
        for (const auto& piece : paid.original) {
            wanted[piece.gift] += piece.amount;
        }
        EXPECT_EQ(found, wanted) << "payment " << id;
    }

    void compare_balances() {
        for (const auto& [key, fund] : model_.funds) {
            for (const auto& [account, amount] : fund.accounts) {
                const auto sql = "SELECT amount FROM ledger_balance WHERE branch_id = "
                    + std::to_string(key.first.value) + " AND fund = "
                    + std::to_string(key.second.value) + " AND account = '" + account + "'";
                EXPECT_EQ(number(sql), amount) << account;
            }
        }
    }

    Random random_;
    NaiveLedger model_;
    std::int64_t last_id_ = 1'000;
    int refused_ = 0;
};

TEST_P(SimulationTest, behaves_like_a_naive_ledger_under_random_operations) {
    const auto given = boai::test::environment("BOAI_LEDGER_SEED");
    const auto seed = given ? static_cast<unsigned>(std::stoul(*given)) : std::random_device {}();
    SCOPED_TRACE("BOAI_LEDGER_SEED=" + std::to_string(seed));
    RecordProperty("seed", std::to_string(seed));
    run(operations_wanted(), seed);
    EXPECT_GT(refused_, 0);
    std::printf(
        "seed %u, %zu gifts, %zu payments, %d refusals\n",
        seed,
        model_.gifts.size(),
        model_.payments.size(),
        refused_
    );
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    SimulationTest,
    ::testing::ValuesIn(boai::test::TempDatabase::kinds()),
    boai::test::TempDatabase::name_of
);

} // namespace
} // namespace boai::ledger
