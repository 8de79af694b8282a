#include "app/demo_spending.hpp"

#include <array>
#include <map>
#include <string>

namespace boai::app {
namespace {

struct Use {
    std::string_view title;
    std::int64_t per_mille; ///< of what the fund has in the bank
};

constexpr std::array uses {
    Use { "购买棉被和折叠床", 180 },
    Use { "发放慰问金", 120 },
    Use { "运输和分发物资", 60 },
};
constexpr Use sent { "转拨县级红十字会", 150 };
/// Less is not worth a payment.
constexpr std::int64_t worth_fen = 10'000;

class Spender {
public:
    Spender(Book& book, Id city, Id county)
        : book_(book)
        , city_(city)
        , county_(county) { }

    Result<void> spend(Id purpose) {
        const auto bank = TRY(bank_of(purpose));
        for (const auto& use : uses) {
            if (bank * use.per_mille / 1'000 >= worth_fen) {
                TRY(pay(purpose, use, { bank * use.per_mille / 1'000 }));
            }
        }
        const Money amount { bank * sent.per_mille / 1'000 };
        return amount.fen >= worth_fen ? send(purpose, amount) : Result<void> {};
    }

private:
    Result<record::Outcome> run(std::string_view name, Id branch, const std::string& json) {
        const auto* command = book_.registry().find_command(name);
        std::map<std::string, std::string, std::less<>> envelope;
        auto input = TRY(book_.engine().read_input(*command, json, envelope));
        return book_.engine().run({ Book::system(), command, branch, std::move(input), {}, {} });
    }

    Result<std::int64_t> bank_of(Id purpose) {
        const std::array params { storage::Param { city_ }, storage::Param { purpose } };
        std::int64_t amount = 0;
        auto lease = TRY(book_.readers().lend());
        TRY(lease->query(
            "SELECT amount FROM ledger_balance WHERE branch_id = $1 AND fund = $2 AND account = "
            "'1002'",
            params,
            [&](const storage::Row& row) -> Result<void> {
                amount = row.number(0);
                return {};
            }
        ));
        return amount;
    }

    /// The beginning of a request, still open.
    static std::string asked(Id purpose, std::string_view title, Money amount) {
        auto json
            = R"({"title":")" + std::string { title } + R"(","amount":")" + to_string(amount) + '"';
        if (!purpose.empty()) {
            json += R"(,"purpose":")" + to_string(purpose) + '"';
        }
        return json;
    }

    Result<void> pay(Id purpose, const Use& use, Money amount) {
        const auto json = asked(purpose, use.title, amount) + "}";
        const auto made = TRY(run("spending.request_payment", city_, json));
        const auto payment = R"({"payment":")" + to_string(made.id) + '"';
        TRY(run("spending.approve_payment", city_, payment + "}"));
        const auto today = to_string(local_day(book_.clock().now()));
        TRY(run("spending.pay", city_, payment + R"(,"day":")" + today + R"("})"));
        return {};
    }

    Result<void> send(Id purpose, Money amount) {
        const auto tree = book_.engine().branches();
        const auto json = asked(purpose, sent.title, amount) + R"(,"to":")"
            + tree->find(county_)->code + R"("})";
        const auto made = TRY(run("spending.request_allocation", city_, json));
        const auto allocation = R"({"allocation":")" + to_string(made.id) + R"("})";
        TRY(run("spending.send_allocation", city_, allocation));
        TRY(run("spending.confirm_allocation", county_, allocation));
        return {};
    }

    Book& book_;
    Id city_;
    Id county_;
};

} // namespace

Result<void> add_demo_spending(Book& book, Id city, Id county, std::span<const Id> purposes) {
    Spender spender { book, city, county };
    TRY(spender.spend({}));
    for (const auto purpose : purposes) {
        TRY(spender.spend(purpose));
    }
    return {};
}

} // namespace boai::app
