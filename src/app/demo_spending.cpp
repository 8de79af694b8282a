#include "app/demo_spending.hpp"

#include "app/demo_call.hpp"
#include "app/demo_paper.hpp"
#include "base/json_text.hpp"

#include <array>
#include <map>
#include <string>
#include <utility>

namespace boai::app {
namespace {

using attachments::PaperKind;
using Actor = std::shared_ptr<const record::Actor>;

/// How far a payment has come.
enum class Reached : std::uint8_t { requested, approved, paid, proved };

/// A payment of so much of what lies in the fund's bank account on its day.
struct Use {
    std::int32_t days_ago;
    std::string_view title;
    std::int64_t per_mille;
    Reached reached = Reached::proved;
};

constexpr std::array uses {
    Use { 290, "购买棉被和折叠床", 420 },
    Use { 251, "发放慰问金", 380 },
    Use { 214, "运输和分发物资", 300 },
    Use { 168, "购买米面油", 450 },
    Use { 131, "资助学习用品", 400 },
    Use { 97, "临时安置点餐食", 350 },
    Use { 62, "购买急救包", 300 },
    Use { 34, "发放慰问金（第二批）", 300 },
    Use { 9, "仓库搬运和装卸", 120, Reached::paid },
    Use { 5, "印制签收表和横幅", 40, Reached::approved },
    Use { 2, "购买冬衣", 260, Reached::requested },
};

/// An allocation; without an answer, it is still on its way.
struct Sent {
    std::int32_t days_ago;
    std::string_view title;
    std::int64_t per_mille;
    bool is_answered = true;
};

constexpr std::array allocations {
    Sent { 150, "转拨连云区红十字会用于安置", 300 },
    Sent { 23, "转拨连云区红十字会用于冬衣", 200, false },
};
/// Less is not worth a payment.
constexpr std::int64_t worth_fen = 10'000;

class Spender {
public:
    Spender(Book& book, Id city, Id county)
        : book_(book)
        , city_(city)
        , county_(county)
        , today_(local_day(book.clock().now())) { }

    Result<void> meet() {
        finance_ = TRY(add_demo_person(book_, city_, { "demo.finance", "陆知秋" }));
        director_ = TRY(add_demo_person(book_, city_, { "demo.director", "程海平" }));
        return {};
    }

    /// The year of one fund, in the order of its days.
    Result<void> spend(Id purpose) {
        std::size_t sent = 0;
        for (const auto& use : uses) {
            while (sent < allocations.size() && allocations[sent].days_ago > use.days_ago) {
                TRY(send(purpose, allocations[sent++]));
            }
            TRY(pay(purpose, use));
        }
        return {};
    }

    Result<void> take_fee(Id purpose) {
        const auto came = TRY(came_by(purpose, today_));
        const Money fee { came * 20 / 1'000 };
        if (fee.fen < worth_fen) {
            return {};
        }
        std::string json;
        JsonObject { json }
            .text("purpose", to_string(purpose))
            .text("amount", to_string(fee))
            .text("day", to_string(today_ + -20));
        TRY(run(finance_, "spending.take_fee", city_, json, "按捐赠协议提取管理费"));
        return {};
    }

private:
    Result<record::Outcome>
    run(const Actor& actor,
        std::string_view name,
        Id branch,
        const std::string& json,
        std::string reason = {}) {
        return run_demo_call(book_, { actor, name, branch, json, std::move(reason) });
    }

    Result<std::int64_t> number(std::string_view sql, std::span<const storage::Param> params) {
        std::int64_t found = 0;
        auto lease = TRY(book_.readers().lend());
        TRY(lease->query(sql, params, [&](const storage::Row& row) -> Result<void> {
            found = row.number(0);
            return {};
        }));
        return found;
    }

    /// What came into the bank for a purpose until a day.
    Result<std::int64_t> came_by(Id purpose, Day day) {
        const std::array params { storage::Param { city_ },
                                  storage::Param { purpose },
                                  storage::Param { day } };
        return number(
            "SELECT coalesce(CAST(sum(g.amount) AS BIGINT), 0) FROM giving_gift g JOIN "
            "giving_channel c ON c.branch_id = g.branch_id AND c.id = g.channel WHERE g.branch_id "
            "= $1 AND coalesce(g.purpose, 0) = $2 AND g.day <= $3 AND c.kind = 'bank'",
            params
        );
    }

    /// Part of what lies unspent of a fund on a day, and notes that it is gone; 0 when it is
    /// little.
    Result<Money> part_of(Id purpose, std::int32_t days_ago, std::int64_t per_mille) {
        const auto came = TRY(came_by(purpose, today_ + -days_ago));
        const Money amount { (came - used_[purpose]) * per_mille / 1'000 };
        if (amount.fen < worth_fen) {
            return Money {};
        }
        used_[purpose] += amount.fen;
        return amount;
    }

    /// A request's JSON; `to` is the receiving branch of an allocation.
    static std::string
    asked(Id purpose, std::string_view title, Money amount, std::string_view to = {}) {
        std::string json;
        {
            JsonObject object { json };
            object.text("title", title).text("amount", to_string(amount));
            if (!purpose.empty()) {
                object.text("purpose", to_string(purpose));
            }
            if (!to.empty()) {
                object.text("to", to);
            }
        }
        return json;
    }

    Result<void> attach(Id payment, PaperKind kind, std::string name, std::string_view words) {
        return attach_demo_paper(
            book_, finance_, city_, { "spending.payment", payment, kind, std::move(name), words }
        );
    }

    Result<void> pay(Id purpose, const Use& use) {
        const auto amount = TRY(part_of(purpose, use.days_ago, use.per_mille));
        if (amount.fen == 0) {
            return {};
        }
        const auto json = asked(purpose, use.title, amount);
        const auto made = TRY(run(finance_, "spending.request_payment", city_, json));
        TRY(attach(made.id, PaperKind::invoice, "发票（演示）.pdf", "Demo invoice"));
        const auto payment = R"({"payment":")" + to_string(made.id) + '"';
        if (use.reached == Reached::requested) {
            return {};
        }
        TRY(run(director_, "spending.approve_payment", city_, payment + "}"));
        if (use.reached == Reached::approved) {
            return {};
        }
        const auto day = to_string(today_ + -use.days_ago);
        TRY(run(finance_, "spending.pay", city_, payment + R"(,"day":")" + day + R"("})"));
        if (use.reached == Reached::paid) {
            return {};
        }
        TRY(attach(made.id, PaperKind::proof, "银行回单（演示）.pdf", "Demo bank slip"));
        const auto proof = payment + R"(,"proof":"DEMO-)" + day + R"("})";
        TRY(run(finance_, "spending.prove_payment", city_, proof));
        return {};
    }

    Result<void> send(Id purpose, const Sent& sent) {
        const auto amount = TRY(part_of(purpose, sent.days_ago, sent.per_mille));
        if (amount.fen == 0) {
            return {};
        }
        const auto tree = book_.engine().branches();
        const auto json = asked(purpose, sent.title, amount, tree->find(county_)->code);
        const auto made = TRY(run(finance_, "spending.request_allocation", city_, json));
        const auto allocation = R"({"allocation":")" + to_string(made.id) + '"';
        const auto day = to_string(today_ + -sent.days_ago);
        const auto dated = allocation + R"(,"day":")" + day + R"("})";
        TRY(run(director_, "spending.send_allocation", city_, dated));
        if (sent.is_answered) {
            TRY(run(director_, "spending.confirm_allocation", county_, allocation + "}"));
        }
        return {};
    }

    Book& book_;
    Id city_;
    Id county_;
    Day today_;
    Actor finance_;
    Actor director_;
    std::map<Id, std::int64_t> used_;
};

} // namespace

Result<Actor> add_demo_person(Book& book, Id branch, DemoPerson person) {
    std::string json;
    JsonObject { json }.text("login", person.login).text("name", person.name);
    const auto made
        = TRY(run_demo_call(book, { Book::system(), "identity.create_user", branch, json }));
    return std::make_shared<const record::Actor>(record::Actor {
        .user = made.id, .name = std::string { person.name }, .is_system = true });
}

Result<void> add_demo_spending(Book& book, Id city, Id county, std::span<const Id> purposes) {
    Spender spender { book, city, county };
    TRY(spender.meet());
    TRY(spender.spend({}));
    for (const auto purpose : purposes) {
        TRY(spender.spend(purpose));
    }
    return spender.take_fee(purposes.front());
}

} // namespace boai::app
