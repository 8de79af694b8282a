#include "modules/giving/paper/paper_reader.hpp"

#include "modules/giving/giving_names.hpp"
#include "modules/giving/paper/donor_link.hpp"
#include "modules/giving/voided_receipt.hpp"
#include "text/name_mask.hpp"

#include <array>

namespace boai::giving {
namespace {

using record::Loaded;
using record::queries_of;
using storage::Param;

Standing standing_of(const Gift& gift, bool is_voided) {
    if (gift.state == GiftState::reversed) {
        return Standing::reversed;
    }
    return is_voided ? Standing::voided : Standing::stands;
}

} // namespace

std::string PaperReader::code_of(Id branch) const {
    const auto* found = tree_->find(branch);
    return found == nullptr ? std::string {} : found->code;
}

Result<std::optional<Printed>> PaperReader::find(const ReceiptNumber& number) {
    const auto* branch = tree_->find_code(number.branch_code);
    if (branch == nullptr) {
        return std::optional<Printed> {};
    }
    std::optional<Printed> found;
    const std::array params { Param { branch->id },
                              Param { number.year },
                              Param { number.number } };
    TRY(parts_.engine.registry().table(gift_type).select(
        queries_of(connection_),
        " WHERE t.branch_id = $1 AND t.receipt_year = $2 AND t.receipt_number = $3 "
        "AND t.receipt_number > 0",
        params,
        [&](Loaded loaded) -> Result<void> {
            const auto standing = standing_of(loaded.as<Gift>(), false);
            found = Printed { std::move(loaded), number, standing, {} };
            return {};
        }
    ));
    if (found) {
        return found;
    }
    return find_voided(branch->id, number);
}

Result<std::optional<Printed>> PaperReader::find_voided(Id branch, const ReceiptNumber& number) {
    std::optional<Loaded> voided;
    const std::array params { Param { branch }, Param { number.year }, Param { number.number } };
    TRY(parts_.engine.registry()
            .table(voided_receipt_type)
            .select(
                queries_of(connection_),
                " WHERE t.branch_id = $1 AND t.receipt_year = $2 AND t.receipt_number = $3",
                params,
                [&](Loaded loaded) -> Result<void> {
                    voided = std::move(loaded);
                    return {};
                }
            ));
    if (!voided) {
        return std::optional<Printed> {};
    }
    return std::optional { TRY(of_voided(*voided)) };
}

Result<Printed> PaperReader::of_voided(const Loaded& receipt) {
    const auto& voided = receipt.as<VoidedReceipt>();
    const auto code = code_of(receipt.head.branch);
    const auto& table = parts_.engine.registry().table(gift_type);
    auto gift = TRY(table.load(queries_of(connection_), receipt.head.branch, voided.gift));
    const auto standing = standing_of(gift.as<Gift>(), true);
    std::string replaced_by;
    if (voided.replaced_by != 0) {
        const auto year = civil(local_day(receipt.head.created_at)).year;
        replaced_by = receipt_text(code, year, voided.replaced_by);
    }
    const ReceiptNumber number { code, voided.receipt_year, voided.receipt_number };
    return Printed { std::move(gift), number, standing, std::move(replaced_by) };
}

Result<Printed> PaperReader::of_gift(Loaded gift) {
    const auto& value = gift.as<Gift>();
    const auto code = code_of(gift.head.branch);
    if (value.receipt_number != 0) {
        const ReceiptNumber number { code, value.receipt_year, value.receipt_number };
        const auto standing = standing_of(value, false);
        return Printed { std::move(gift), number, standing, {} };
    }
    ReceiptNumber last { code, 0, 0 };
    const std::array params { Param { gift.head.branch }, Param { gift.head.id } };
    TRY(connection_.query(
        "SELECT receipt_year, receipt_number FROM giving_voided_receipt "
        "WHERE branch_id = $1 AND gift = $2 ORDER BY id DESC LIMIT 1",
        params,
        [&](const storage::Row& row) -> Result<void> {
            last.year = row.number(0);
            last.number = row.number(1);
            return {};
        }
    ));
    if (last.number == 0) {
        return fail(
            Errc::conflict,
            Text { "捐赠人声明不要票据，没有可打印的",
                   "the donor wanted no receipt, so there is none to print" }
        );
    }
    const auto standing = standing_of(value, true);
    return Printed { std::move(gift), last, standing, {} };
}

Result<Day> PaperReader::issued_on(const Loaded& gift) {
    auto at = gift.head.created_at;
    if (gift.head.version > 1) {
        const std::array params { Param { gift.head.branch }, Param { gift.head.id } };
        TRY(connection_.query(
            "SELECT at FROM record_history WHERE branch_id = $1 AND record_id = $2 "
            "AND action IN ('void_receipt', 'issue_receipt') ORDER BY id DESC LIMIT 1",
            params,
            [&](const storage::Row& row) -> Result<void> {
                at = row.instant(0);
                return {};
            }
        ));
    }
    return local_day(at);
}

Result<std::string> PaperReader::handler_of(const Loaded& gift) {
    const auto user = gift.head.created_by;
    if (const auto at = handlers_.find(user); at != handlers_.end()) {
        return at->second;
    }
    std::map<Id, std::string> names;
    if (parts_.user_names) {
        names = TRY(parts_.user_names(queries_of(connection_), { &user, 1 }));
    }
    const auto found = names.find(user);
    return handlers_[user] = found == names.end() ? std::string {} : found->second;
}

Result<std::string> PaperReader::name_of(Id id) {
    if (!names_) {
        names_ = TRY(giving_names(connection_));
    }
    const auto at = names_->find(id);
    return at == names_->end() ? std::string {} : at->second;
}

Result<ReceiptContent> PaperReader::content(const Printed& printed, Copy copy) {
    const auto& gift = printed.gift.as<Gift>();
    const auto& head = printed.gift.head;
    const bool is_donors = copy == Copy::donors;
    ReceiptContent content {
        .number = printed.text(),
        .donor = is_donors ? gift.donor_name : mask_donor_name(&gift, gift.donor_name),
        .is_donor_erased = printed.gift.erased && gift.donor_kind != DonorKind::anonymous,
        .amount = gift.amount,
        .refunded = gift.refunded,
        .day = gift.day,
        .standing = printed.standing,
        .replaced_by = printed.replaced_by,
        .is_public_copy = !is_donors,
    };
    if (const auto* branch = tree_->find(head.branch)) {
        content.organisation = { branch->name_zh, branch->name_en };
    }
    content.issued_on = TRY(issued_on(printed.gift));
    content.purpose = TRY(name_of(gift.campaign.empty() ? gift.purpose : gift.campaign));
    content.channel = TRY(name_of(gift.channel));
    content.handler = TRY(handler_of(printed.gift));
    if (!is_donors) {
        content.handler = text::mask_name(content.handler, text::NameKind::person);
    }
    content.link = (parts_.public_url ? parts_.public_url() : "") + "/r/" + content.number;
    if (is_donors) {
        content.link += "/" + donor_token(parts_.engine.vault(), head.id, printed.number);
    }
    return content;
}

} // namespace boai::giving
