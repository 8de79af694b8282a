// What papers a gift in kind takes, and when.
#include "modules/giving/goods/goods_gift.hpp"
#include "modules/giving/module.hpp"

namespace boai::giving {
namespace {

using attachments::Change;
using attachments::PaperKind;

constexpr Text seen_already { "接收所依据的附件不能撤回",
                              "papers that the acceptance rests on cannot be withdrawn" };
constexpr Text goods_refused { "已谢绝，不能再上传附件",
                               "it was refused and takes no more attachments" };

/// A paper by which the goods were taken stays; more may come.
Result<void>
check_goods_papers(record::Queries, const record::Loaded& owner, PaperKind, Change change) {
    const auto state = owner.as<GoodsGift>().state;
    if (change == Change::withdraw) {
        const bool is_open = state == GoodsState::listed || state == GoodsState::counted;
        return is_open ? Result<void> {} : fail(Errc::conflict, seen_already);
    }
    return state == GoodsState::refused ? fail(Errc::conflict, goods_refused) : Result<void> {};
}

} // namespace

constinit const attachments::Holder goods_papers { "giving.goods_gift",
                                                   "giving.record_goods",
                                                   check_goods_papers };

} // namespace boai::giving
