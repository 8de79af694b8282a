/// \file
/// Commands of gifts in kind.
#pragma once

#include "modules/giving/goods/goods_gift.hpp"
#include "modules/giving/goods/goods_line.hpp"
#include "record/command.hpp"

#include <optional>
#include <string>
#include <vector>

namespace boai::giving {

/// What giving.record_goods asks for.
struct RecordGoods {
    DonorKind donor_kind = DonorKind::person;
    std::string donor_name;
    Day day;
    Id channel;
    Id campaign;
    Id purpose;
    Delivery delivery = Delivery::store;
    std::string recipient;
    std::string reference;
    std::string note;
    Id donor_person;
    Id donor_organisation;
    bool publish_name = false;
    bool receipt_waived = false;
    std::optional<Day> name_consent_on;  ///< today when left out
};

/// What giving.add_goods_line asks for.
struct AddGoodsLine {
    Id gift;
    std::string item;
    std::string specification;
    std::string quantity;  ///< as written: "198", "198箱", "1400瓶60箱"
    std::string unit;      ///< may be empty when `quantity` names it
    GoodsCategory category = GoodsCategory::other;
    std::string lot;
    std::optional<Day> produced_on;
    std::optional<Day> expires_on;
    ValueBasis value_basis = ValueBasis::none;
    std::optional<Money> value;
    std::string value_proof;
};

/// Enters the head of a gift in kind; `batch` is the import it came with, none at the desk.
/// Errors: as giving.record_goods.
Result<record::Outcome>
record_goods(record::CommandContext& context, const RecordGoods& input, Id batch);

/// Adds what one line of the donor's list says: one line, or several where its quantity names
/// several. Errors: as giving.add_goods_line.
Result<record::Outcome> add_goods_line(record::CommandContext& context, const AddGoodsLine& input);

/// record_goods, add_goods_line, remove_goods_line, count_goods_line, count_goods, recount_goods,
/// allow_near_expiry.
[[nodiscard]] std::vector<record::CommandType> goods_list_commands();

/// accept_goods, deliver_goods, refuse_goods, reverse_goods, void_goods_receipt,
/// issue_goods_receipt and those of goods_donor.hpp.
[[nodiscard]] std::vector<record::CommandType> goods_commands();

} // namespace boai::giving
