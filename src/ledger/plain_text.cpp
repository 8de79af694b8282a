#include "ledger/plain_text.hpp"

#include "base/money.hpp"
#include "ledger/account.hpp"
#include "ledger/leaf.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>

namespace boai::ledger {
namespace {

using storage::Param;
using storage::Row;

/// The name of a commodity; beancount wants capitals.
std::string unit_text(std::string_view commodity, PlainFormat format) {
    std::string unit { commodity };
    if (format == PlainFormat::beancount) {
        for (char& c : unit) {
            c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        }
    }
    return unit;
}

/// The first part of a beancount account.
std::string_view root_of(std::string_view account) {
    const auto* found = find_account(account);
    switch (found == nullptr ? AccountClass::asset : found->kind) {
    case AccountClass::asset:
    case AccountClass::quantity:
        return "Assets";
    case AccountClass::liability:
        return "Liabilities";
    case AccountClass::net_assets:
        return "Equity";
    case AccountClass::income:
        return "Income";
    case AccountClass::expense:
        return "Expenses";
    }
    return "Assets";
}

/// A part of a beancount account: a capital or digit first, then letters, digits and hyphens. Every
/// other byte is written as its two hexadecimal digits behind "x", so that no two names fall
/// together.
std::string part_of(std::string_view name) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string part { "A" };
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')
            || (c >= 'a' && c <= 'w') || c == '-';
        if (plain) {
            part += c;
        } else {
            part += 'x';
            part += digits[byte >> 4U];
            part += digits[byte & 15U];
        }
    }
    return part;
}

class Writing {
public:
    Writing(Queries queries, const BranchCodes& branches, PlainFormat format, TextSink sink)
        : queries_(queries)
        , branches_(branches)
        , format_(format)
        , sink_(sink) { }

    Result<void> write();

private:
    [[nodiscard]] bool is_beancount() const { return format_ == PlainFormat::beancount; }

    Result<void> open_accounts();
    Result<void> write_branch(Id branch, const std::string& code);
    void write_entry(const std::string& code, std::uint64_t index, const Leaf& leaf);
    Result<void> write_balances();
    Result<void>
    for_each_balance(FunctionRef<void(const std::string&, std::int64_t, std::string_view)> take);
    [[nodiscard]] std::string amount_text(std::int64_t amount, std::string_view commodity) const;
    [[nodiscard]] std::string
    account(std::string_view branch, std::string_view fund, std::string_view account) const;

    Queries queries_;
    const BranchCodes& branches_;
    PlainFormat format_;
    TextSink sink_;
    LeafReader reader_;
    Day first_ { 100'000 };
    Day last_ { -100'000 };
};

std::string
Writing::account(std::string_view branch, std::string_view fund, std::string_view account) const {
    if (is_beancount()) {
        return std::string { root_of(account) } + ":" + part_of(branch) + ":" + part_of(fund) + ":"
            + part_of(account);
    }
    return std::string { branch } + ":" + std::string { fund } + ":" + std::string { account };
}

/// An amount in its commodity: renminbi in yuan, everything else in whole units.
std::string Writing::amount_text(std::int64_t amount, std::string_view commodity) const {
    const auto number
        = commodity == renminbi ? to_string(Money { amount }) : std::to_string(amount);
    return number + " " + unit_text(commodity, format_);
}

void Writing::write_entry(const std::string& code, std::uint64_t index, const Leaf& leaf) {
    const auto place = code + " " + std::to_string(index);
    std::string text = to_string(leaf.day) + " * ";
    if (is_beancount()) {
        text += "\"" + std::string { word_of(leaf.kind) } + " " + place + "\"\n";
    } else {
        text += std::string { word_of(leaf.kind) } + " " + place + "\n";
    }
    for (const auto& line : leaf.lines) {
        text += "    " + account(code, line.fund, line.account) + "  "
            + amount_text(line.amount, line.commodity) + "\n";
    }
    sink_(text + "\n");
}

Result<void> Writing::write_branch(Id branch, const std::string& code) {
    const std::array params { Param { branch } };
    return queries_(
        "SELECT idx, entry FROM journal_leaf WHERE branch_id = $1 ORDER BY idx",
        params,
        [&](const Row& row) -> Result<void> {
            const auto leaf = TRY(reader_.read(row.text(1)));
            first_ = std::min(first_, leaf.day);
            last_ = std::max(last_, leaf.day);
            if (!leaf.lines.empty()) {
                write_entry(code, static_cast<std::uint64_t>(row.number(0)), leaf);
            }
            return {};
        }
    );
}

Result<void>
Writing::for_each_balance(FunctionRef<void(const std::string&, std::int64_t, std::string_view)> take
) {
    return queries_(
        "SELECT b.branch_id, coalesce(f.code, 'U'), b.account, b.amount, b.commodity FROM "
        "ledger_balance b LEFT JOIN ledger_fund f ON f.branch_id = b.branch_id AND f.id = b.fund "
        "ORDER BY b.branch_id, b.fund, b.account, b.commodity",
        {},
        [&](const Row& row) -> Result<void> {
            const auto branch = branches_.find(row.id(0));
            if (branch != branches_.end()) {
                take(account(branch->second, row.text(1), row.text(2)), row.number(3), row.text(4));
            }
            return {};
        }
    );
}

/// beancount wants every account opened before it is used.
Result<void> Writing::open_accounts() {
    std::set<std::string> opened;
    return for_each_balance([&](const std::string& name, std::int64_t, std::string_view) {
        if (opened.insert(name).second) {
            sink_("1900-01-01 open " + name + "\n");
        }
    });
}

/// What every account must hold, for the tool to check.
Result<void> Writing::write_balances() {
    if (last_ < first_) {
        return {};
    }
    if (is_beancount()) {
        const auto day = to_string(last_ + 1);
        return for_each_balance(
            [&](const std::string& name, std::int64_t amount, std::string_view commodity) {
                // To the fen: without a tolerance of its own it lets one fen pass.
                auto text = amount_text(amount, commodity);
                text.insert(text.find(' '), " ~ 0");
                sink_(day + " balance " + name + "  " + text + "\n");
            }
        );
    }
    sink_(to_string(last_) + " * balances\n");
    return for_each_balance(
        [&](const std::string& name, std::int64_t amount, std::string_view commodity) {
            sink_(
                "    " + name + "  " + amount_text(0, commodity) + " = "
                + amount_text(amount, commodity) + "\n"
            );
        }
    );
}

Result<void> Writing::write() {
    sink_("; Written from the branches' logs; the last lines say what each account must hold.\n");
    if (is_beancount()) {
        sink_("option \"operating_currency\" \"CNY\"\n\n");
        TRY(open_accounts());
        sink_("\n");
    }
    for (const auto& [branch, code] : branches_) {
        TRY(write_branch(branch, code));
    }
    return write_balances();
}

} // namespace

Result<void>
write_plain_text(Queries queries, const BranchCodes& branches, PlainFormat format, TextSink sink) {
    Writing writing { queries, branches, format, sink };
    return writing.write();
}

} // namespace boai::ledger
