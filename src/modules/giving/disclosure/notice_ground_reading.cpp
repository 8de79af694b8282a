// What a notice is held against: the ledger, tests, and the notices before.
#include "base/id_time.hpp"
#include "ledger/account.hpp"
#include "modules/giving/disclosure/notice_file.hpp"
#include "modules/giving/disclosure/notice_reader.hpp"
#include "modules/giving/gift.hpp"
#include "record/sealing.hpp"

#include <array>

namespace boai::giving {
namespace {

using storage::Param;
using storage::Row;

} // namespace

Result<void> NoticeReader::read_tests(Id branch) {
    const auto* field = gift_type.find_field("donor_name");
    std::vector<Param> params { Param { branch },
                                Param { first_id_at(notice_.begins) },
                                Param { first_id_at(notice_.ends) } };
    std::string places;
    for (const auto name : test_names()) {
        params.emplace_back(record::index_of(engine_.vault(), *field, name));
        places += (places.empty() ? "$" : ", $") + std::to_string(params.size());
    }
    for (const auto* table : { "giving_gift", "giving_goods_gift" }) {
        TRY(queries_(
            "SELECT id FROM " + std::string { table }
                + " WHERE branch_id = $1 AND donor_name_index IN (" + places
                + ") AND id >= $2 AND id < $3",
            params,
            [&](const Row& row) -> Result<void> {
                ground_.test_gifts.push_back(row.id(0));
                return {};
            }
        ));
    }
    return {};
}

/// What lies on the accounts of money, and what is on its way to a branch of the notice.
Result<void> NoticeReader::read_ledger(Id branch) {
    const std::array key { Param { branch } };
    return queries_(
        "SELECT fund, account, amount FROM ledger_balance WHERE branch_id = $1 AND commodity = "
        "'CNY' AND amount <> 0",
        key,
        [&](const Row& row) -> Result<void> {
            if (!is_told(row.id(0))) {
                return {};
            }
            const auto account = row.text(1);
            const auto* known = ledger::find_account(account);
            bool counts = known != nullptr && known->money;
            // "1402/CODE", or "1801/1402/CODE" of money held for others.
            constexpr std::string_view transit = "1402/";
            if (const auto at = account.find(transit); at != std::string_view::npos) {
                const auto* to = tree_->find_code(account.substr(at + transit.size()));
                counts = to != nullptr && scope_.contains(to->id);
            }
            ground_.ledger_now.fen += counts ? row.number(2) : 0;
            return {};
        }
    );
}

Result<std::optional<PublishedNotice>>
NoticeReader::previous(Id branch, const DisclosureNotice& declared) {
    const std::array params { Param { branch },
                              Param { record::choice_of(declared.scope).value },
                              Param { declared.campaign } };
    std::optional<PublishedNotice> found;
    TRY(queries_(
        "SELECT id, year, number, ends, coalesce(content, 0) FROM giving_disclosure_notice WHERE "
        "branch_id = $1 AND state = 'published' AND scope = $2 AND coalesce(campaign, 0) = $3 "
        "ORDER BY ends DESC, id DESC LIMIT 1",
        params,
        [&](const Row& row) -> Result<void> {
            DisclosureNotice one;
            one.year = row.number(1);
            one.number = row.number(2);
            const auto* at = tree_->find(branch);
            found = PublishedNotice { row.id(0),
                                      notice_text(at == nullptr ? "" : at->code, one),
                                      row.instant(3),
                                      row.id(4) };
            return {};
        }
    ));
    return found;
}

Result<void> NoticeReader::read_numbers(Id branch) {
    const std::array key { Param { branch } };
    return queries_(
        "SELECT year, number FROM giving_disclosure_notice WHERE branch_id = $1 AND number > 0",
        key,
        [&](const Row& row) -> Result<void> {
            const DisclosureNotice one { .year = row.number(0), .number = row.number(1) };
            ground_.taken_numbers.push_back(notice_text(tree_->find(branch)->code, one));
            return {};
        }
    );
}

Result<void> NoticeReader::read_previous(Id branch, const DisclosureNotice& declared) {
    const auto before = TRY(previous(branch, declared));
    if (!before) {
        return {};
    }
    notice_.previous = before->number;
    const auto bytes = TRY(read_notice_bytes(engine_, queries_, branch, before->content));
    ground_.previous = TRY(parse_notice_file(bytes));
    return {};
}

} // namespace boai::giving
