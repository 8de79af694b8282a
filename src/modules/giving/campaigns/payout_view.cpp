#include "modules/giving/campaigns/payout_view.hpp"

#include "exchange/csv_writer.hpp"
#include "ledger/entry.hpp"
#include "modules/giving/channel.hpp"
#include "modules/giving/statements/account_book.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace boai::giving {
namespace {

using ledger::EntryKind;
using storage::Param;
using storage::Row;

constexpr std::string_view platform_account = "1003/";

using RowsByCode = std::map<std::string, PayoutRow, std::less<>>;

/// The code of the channel whose account this is; empty for other accounts.
std::string_view code_of_account(std::string_view account) {
    constexpr std::string_view agency = "1801/";
    if (account.starts_with(agency)) {
        account.remove_prefix(agency.size());
    }
    return account.starts_with(platform_account) ? account.substr(platform_account.size())
                                                 : std::string_view {};
}

/// The channels whose money lies with a platform or a service, by id.
Result<std::map<Id, Channel>> platform_channels(const CampaignScope& scope) {
    std::map<Id, Channel> channels;
    TRY(scope.registry.table(channel_type)
            .select(scope.queries, "", {}, [&](const record::Loaded& loaded) -> Result<void> {
                const auto& channel = loaded.as<Channel>();
                if (channel.kind != ChannelKind::cash && channel.kind != ChannelKind::bank) {
                    channels.emplace(loaded.head.id, channel);
                }
                return {};
            }));
    return channels;
}

/// Reads one branch into the rows.
class PayoutReader {
public:
    PayoutReader(const CampaignScope& scope, Id branch, Id purpose, RowsByCode& rows)
        : scope_(scope)
        , branch_(branch)
        , purpose_(purpose)
        , rows_(rows) { }

    Result<void> read(const std::map<Id, Channel>& channels) {
        TRY(add_files(channels));
        TRY(add_movements());
        return add_payouts();
    }

private:
    Result<void> add_files(const std::map<Id, Channel>& channels) {
        const std::array params { Param { branch_ }, Param { purpose_ } };
        return scope_.queries(
            "SELECT g.channel, count(*), CAST(sum(g.amount) AS BIGINT) FROM giving_gift g JOIN "
            "giving_import_batch b ON b.branch_id = g.branch_id AND b.id = g.batch WHERE "
            "g.branch_id = $1 AND coalesce(g.purpose, 0) = $2 AND g.batch IS NOT NULL AND b.state "
            "= 'committed' GROUP BY g.channel",
            params,
            [&](const Row& row) -> Result<void> {
                if (const auto at = channels.find(row.id(0)); at != channels.end()) {
                    auto& of_channel = rows_[at->second.code];
                    of_channel.gifts += row.number(1);
                    of_channel.collected = of_channel.collected + row.money(2);
                    // What the book has besides is counted from its entries.
                    of_channel.beside = of_channel.beside - row.money(2);
                }
                return {};
            }
        );
    }

    /// What entries other than payouts did to the accounts of platforms.
    Result<void> add_movements() {
        const std::array params { Param { branch_ }, Param { purpose_ } };
        return scope_.queries(
            "SELECT kind, debit, credit, CAST(sum(amount) AS BIGINT) FROM ledger_movement WHERE "
            "branch_id = $1 AND fund = $2 AND commodity = 'CNY' AND (debit LIKE '1003/%' OR debit "
            "LIKE '1801/1003/%' OR credit LIKE '1003/%' OR credit LIKE '1801/1003/%') GROUP BY "
            "kind, debit, credit",
            params,
            [&](const Row& row) -> Result<void> {
                const auto kind = static_cast<EntryKind>(row.number(0));
                add_to(kind, code_of_account(row.text(1)), row.money(3));
                add_to(kind, code_of_account(row.text(2)), -row.money(3));
                return {};
            }
        );
    }

    void add_to(EntryKind kind, std::string_view code, Money amount) {
        if (code.empty()) {
            return;
        }
        auto& row = rows_[std::string { code }];
        row.waiting = row.waiting + amount;
        if (kind == EntryKind::gift) {
            row.beside = row.beside + amount;
        } else if (kind == EntryKind::refund || kind == EntryKind::reversal) {
            row.returned = row.returned - amount;
        } else if (kind != EntryKind::settlement) {
            row.charges = row.charges - amount;
        }
    }

    Result<void> add_payouts() {
        const std::array params { Param { branch_ },
                                  Param { purpose_ },
                                  Param { static_cast<int>(EntryKind::settlement) } };
        return scope_.queries(
            "SELECT m.entry, m.day, m.credit, m.amount, coalesce(p.state, ''), coalesce(b.state, "
            "'') FROM ledger_movement m LEFT JOIN giving_book_item p ON p.branch_id = m.branch_id "
            "AND p.account IN (m.credit, substr(m.credit, 6)) AND p.entry = m.entry LEFT JOIN "
            "giving_book_item b ON b.branch_id = m.branch_id AND b.account = '1002' AND b.entry = "
            "m.entry WHERE m.branch_id = $1 AND m.fund = $2 AND m.commodity = 'CNY' AND m.kind = "
            "$3 ORDER BY m.entry",
            params,
            [&](const Row& row) -> Result<void> {
                const auto code = code_of_account(row.text(2));
                if (!code.empty()) {
                    rows_[std::string { code }].payouts.push_back(
                        { .branch = branch_,
                          .entry = row.number(0),
                          .day = row.day(1),
                          .amount = row.money(3),
                          .at_platform = row.text(4) == "matched",
                          .at_bank = row.text(5) == "matched" }
                    );
                }
                return {};
            }
        );
    }

    const CampaignScope& scope_;
    Id branch_;
    Id purpose_;
    RowsByCode& rows_;
};

/// Outgoing lines of the platform's statements that nothing of the book is matched with.
Result<void> add_unclaimed(const CampaignScope& scope, Id branch, PayoutRow& row) {
    const auto account = std::string { platform_account } + row.code;
    const std::array params { Param { branch }, Param { account } };
    return scope.queries(
        "SELECT day, amount FROM giving_statement_line WHERE branch_id = $1 AND account = $2 AND "
        "amount < 0 AND state IN ('open', 'suggested', 'carried') ORDER BY day, id",
        params,
        [&](const Row& line) -> Result<void> {
            row.unclaimed.push_back({ branch, line.day(0), -line.money(1) });
            return {};
        }
    );
}

Money sum_of(const std::vector<Payout>& payouts, bool Payout::* seen) {
    Money sum;
    for (const auto& payout : payouts) {
        sum = payout.*seen ? sum + payout.amount : sum;
    }
    return sum;
}

void add_payout_reason(Message& reason, Text pattern, Money amount) {
    if (amount.fen == 0) {
        return;
    }
    const auto told = compose(pattern, { to_string(amount) });
    reason.zh += (reason.zh.empty() ? "" : "；") + told.zh;
    reason.en += (reason.en.empty() ? "" : "; ") + told.en;
}

constexpr Text payout_headings[] = {
    { "平台", "Platform" },
    { "日期", "Day" },
    { "文件笔数", "Gifts in the file" },
    { "平台文件收款", "Collected, by the file" },
    { "平台已拨付（账上）", "Paid out, in the book" },
    { "平台账单已见", "On the platform's statement" },
    { "银行已到账", "Received by the bank" },
    { "差额", "Difference" },
    { "原因", "Reason" },
};
constexpr Text unclaimed_payout { "平台账单有转出，账上未登记",
                                  "went out by the platform's statement, not in the book" };

/// Amounts of one line of the file, in the order of the headings.
struct PayoutCells {
    std::string_view day;
    std::string_view gifts;
    std::string_view collected;
    Money paid_out;
    Money at_platform;
    Money at_bank;
    std::string_view difference;
};

void append_payout_row(
    std::string& csv, std::string_view name, const PayoutCells& cells, std::string_view reason
) {
    exchange::append_csv_row(
        csv,
        std::vector<exchange::TableValue> { name,
                                            cells.day,
                                            cells.gifts,
                                            cells.collected,
                                            cells.paid_out,
                                            cells.at_platform,
                                            cells.at_bank,
                                            cells.difference,
                                            reason }
    );
}

} // namespace

Money PayoutRow::paid_out() const {
    Money sum;
    for (const auto& payout : payouts) {
        sum = sum + payout.amount;
    }
    return sum;
}

Money PayoutRow::at_platform() const {
    return sum_of(payouts, &Payout::at_platform);
}

Money PayoutRow::at_bank() const {
    return sum_of(payouts, &Payout::at_bank);
}

Message reason_of(const PayoutRow& row) {
    Message reason;
    add_payout_reason(reason, { "平台尚未拨付 {}", "{} still with the platform" }, row.waiting);
    add_payout_reason(
        reason,
        { "已登记拨付、银行流水未见 {}", "{} paid out, not on the bank's statement" },
        row.paid_out() - row.at_bank()
    );
    add_payout_reason(reason, { "已退款或冲销 {}", "{} refunded or reversed" }, row.returned);
    add_payout_reason(reason, { "手续费等 {}", "{} in fees and the like" }, row.charges);
    add_payout_reason(
        reason, { "文件以外登记的 {}", "{} by gifts of no file" }, Money {} - row.beside
    );
    return reason;
}

Result<std::vector<PayoutRow>> view_payouts(const CampaignScope& scope, Id purpose) {
    const auto channels = TRY(platform_channels(scope));
    RowsByCode by_code;
    for (const auto branch : scope.branches) {
        PayoutReader reader { scope, branch, purpose, by_code };
        TRY(reader.read(channels));
    }
    for (const auto& [id, channel] : channels) {
        if (const auto at = by_code.find(channel.code); at != by_code.end()) {
            at->second.name = channel.name;
        }
    }
    std::vector<PayoutRow> rows;
    for (auto& [code, row] : by_code) {
        row.code = code;
        for (const auto branch : scope.branches) {
            TRY(add_unclaimed(scope, branch, row));
        }
        // Gifts that were entered one by one come with no platform's word to hold them against.
        if (row.gifts > 0 || !row.payouts.empty() || !row.unclaimed.empty()) {
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

std::string payouts_csv(const std::vector<PayoutRow>& rows, Language language) {
    std::vector<exchange::TableValue> heads;
    for (const auto& heading : payout_headings) {
        heads.emplace_back(heading.in(language));
    }
    std::string csv { exchange::csv_byte_order_mark };
    exchange::append_csv_row(csv, heads);
    for (const auto& row : rows) {
        append_payout_row(
            csv,
            row.name,
            { "",
              std::to_string(row.gifts),
              to_string(row.collected),
              row.paid_out(),
              row.at_platform(),
              row.at_bank(),
              to_string(row.difference()) },
            reason_of(row).in(language)
        );
        for (const auto& payout : row.payouts) {
            const auto if_seen = [&](bool seen) { return seen ? payout.amount : Money {}; };
            const auto day = to_string(payout.day);
            const PayoutCells cells {
                day, "", "", payout.amount, if_seen(payout.at_platform), if_seen(payout.at_bank), ""
            };
            append_payout_row(csv, row.name, cells, "");
        }
        for (const auto& line : row.unclaimed) {
            const auto day = to_string(line.day);
            const PayoutCells cells { day, "", "", {}, line.amount, {}, "" };
            append_payout_row(csv, row.name, cells, unclaimed_payout.in(language));
        }
    }
    return csv;
}

} // namespace boai::giving
