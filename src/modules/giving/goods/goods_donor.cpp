#include "modules/giving/goods/goods_donor.hpp"

#include "modules/giving/amend_donor.hpp"
#include "modules/giving/donor_erasure.hpp"
#include "modules/giving/goods/about_goods.hpp"
#include "modules/giving/goods/goods_book.hpp"
#include "modules/giving/name_consent.hpp"
#include "record/engine.hpp"
#include "record/erasure.hpp"

namespace boai::giving {
namespace {

using record::CommandContext;
using record::Loaded;
using record::Outcome;

Result<void> hide_if_shown(CommandContext& context, const Loaded& gift) {
    if (gift.as<GoodsGift>().publish_name) {
        TRY(hide_goods_name(context, gift));
    }
    return {};
}

/// Nothing for a gift whose name was erased before, or that names nobody.
Result<void> enter_erasure_once(CommandContext& context, const Loaded& gift) {
    if (gift.erased || gift.as<GoodsGift>().donor_name.empty()) {
        return {};
    }
    return enter_goods_erasure(context, gift);
}

constexpr auto amend_goods_fields = amend_donor_fields(
    { .label = { "捐物", "Gift in kind" }, .to = "giving.goods_gift", .required = true }
);
static_assert(record::complete<AmendDonor>(amend_goods_fields));

Result<Outcome> amend_one_of_goods(CommandContext& context, const AmendDonor& input) {
    const auto loaded = TRY(load_goods(context, input.gift));
    return amend_goods_donor(context, loaded, input);
}

Result<void> consent_written_of_goods(CommandContext& context, const record::Written& written) {
    const auto person = withdrawn_by(written);
    if (!person) {
        return {};
    }
    for (const auto id : TRY(same_person(context, *person))) {
        for (const auto& gift : TRY(gifts_of_donor(context, goods_gift_type, id))) {
            TRY(hide_if_shown(context, gift));
        }
    }
    return {};
}

Result<void> person_written_of_goods(CommandContext& context, const record::Written& written) {
    if (written.type.find_field("state")->get(written.after).text() != "erased") {
        return {};
    }
    for (const auto& gift : TRY(gifts_of_donor(context, goods_gift_type, written.head.id))) {
        TRY(hide_if_shown(context, gift));
        TRY(enter_erasure_once(context, gift));
    }
    for (const auto& gift : TRY(gifts_taken_from(context, goods_gift_type, written.head.id))) {
        TRY(enter_goods_erasure(context, gift));
    }
    return {};
}

Result<Outcome> hide(CommandContext& context, const OneGoodsGift& input) {
    const auto loaded = TRY(load_goods(context, input.gift));
    return hide_goods_name(context, loaded);
}

/// Erases who gave, for a donor who is not on file; the gift stands.
Result<Outcome> erase(CommandContext& context, const OneGoodsGift& input) {
    const auto loaded = TRY(load_goods(context, input.gift));
    auto gift = loaded.as<GoodsGift>();
    if (!gift.donor_person.empty()) {
        return donor_is_on_file();
    }
    gift.publish_name = false;
    gift.name_consent_on = {};
    auto outcome = TRY(context.engine.update(
        context, goods_gift_type, loaded, std::move(gift), { .action = "erase_donor" }
    ));
    TRY(record::erase_subject(context.tx, context.engine.registry(), context.branch, loaded.head.id)
    );
    TRY(enter_erasure_once(context, loaded));
    return outcome;
}

constexpr std::string_view goods_shown[] = { "true" };
constexpr std::string_view goods_named[] = { "person", "organisation", "alias" };
constexpr std::string_view goods_nobody[] = { "" };
constexpr record::Condition while_goods_name_is_shown[] = { { "publish_name", goods_shown } };
constexpr record::Condition while_goods_named_here_only[]
    = { { "donor_kind", goods_named }, { "donor_person", goods_nobody } };

} // namespace

std::vector<record::CommandType> goods_donor_commands() {
    std::vector<record::CommandType> commands;
    commands.push_back(about_goods<AmendDonor, amend_one_of_goods>(
        "giving.amend_goods_donor",
        { "更正捐赠人", "Correct the donor" },
        "giving.amend_donor",
        amend_goods_fields,
        {}
    ));
    commands.back().needs_reason = true;
    commands.back().four_eyes = true;
    commands.push_back(about_goods<OneGoodsGift, hide>(
        "giving.hide_goods_name",
        { "撤回公示全名", "Hide the donor's name" },
        "giving.amend_donor",
        one_goods_gift_fields,
        while_goods_name_is_shown
    ));
    commands.back().in_closed_branch = true;
    commands.push_back(about_goods<OneGoodsGift, erase>(
        "giving.erase_goods_donor",
        { "删除捐赠人信息", "Erase the donor" },
        "people.erase_person",
        one_goods_gift_fields,
        while_goods_named_here_only
    ));
    commands.back().needs_reason = true;
    commands.back().in_closed_branch = true;
    return commands;
}

record::Watch watch_goods_consents() {
    return { std::string { consent_record }, consent_written_of_goods };
}

record::Watch watch_goods_erasures() {
    return { std::string { person_record }, person_written_of_goods };
}

} // namespace boai::giving
