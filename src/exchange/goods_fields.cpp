#include "exchange/goods_plan.hpp"

#include <array>

namespace boai::exchange {
namespace {

using Words = std::string_view;

constexpr std::array goods_donor_words {
    Words { "捐赠单位" },       Words { "捐赠人" },         Words { "捐赠方" },
    Words { "捐赠者" },         Words { "捐赠单位及个人" }, Words { "捐赠单位个人" },
    Words { "捐赠单位或个人" }, Words { "捐赠单位姓名" },   Words { "捐赠人单位名称" },
    Words { "捐赠企业" },       Words { "捐赠来源" },       Words { "donor" },
    Words { "donorname" },
};
constexpr std::array goods_item_words {
    Words { "入库物资" }, Words { "品名" },     Words { "物资名称" }, Words { "物品名称" },
    Words { "捐赠物资" }, Words { "捐赠物品" }, Words { "物资" },     Words { "物品" },
    Words { "名称" },     Words { "品名规格" }, Words { "item" },     Words { "goods" },
};
constexpr std::array goods_specification_words {
    Words { "规格型号" },      Words { "规格" }, Words { "型号" },
    Words { "specification" }, Words { "spec" },
};
constexpr std::array goods_unit_words {
    Words { "计量单位" },
    Words { "单位" },
    Words { "unit" },
};
constexpr std::array goods_quantity_words {
    Words { "数量总计" }, Words { "数量" },   Words { "捐赠数量" }, Words { "实收数量" },
    Words { "接收数量" }, Words { "总数量" }, Words { "quantity" }, Words { "qty" },
};
constexpr std::array goods_value_words {
    Words { "金额" },   Words { "价值" },     Words { "物资价值" }, Words { "总价" },
    Words { "总金额" }, Words { "折合金额" }, Words { "估价" },     Words { "value" },
};
constexpr std::array goods_day_words {
    Words { "日期" },     Words { "捐赠日期" }, Words { "接收日期" }, Words { "入库日期" },
    Words { "收货日期" }, Words { "date" },     Words { "day" },
};
constexpr std::array goods_lot_words { Words { "批号" }, Words { "批次" }, Words { "lot" } };
constexpr std::array goods_expiry_words {
    Words { "有效期" },   Words { "有效期至" }, Words { "失效日期" },
    Words { "保质期至" }, Words { "expiry" },
};
constexpr std::array goods_note_words {
    Words { "备注" }, Words { "说明" }, Words { "note" }, Words { "remark" }
};

// In the order of GoodsField in goods_plan.cpp.
constexpr std::array goods_field_table {
    TargetField { "donor_name", { "捐赠人", "Donor" }, FieldKind::donor, goods_donor_words },
    TargetField { "item", { "品名", "Item" }, FieldKind::text, goods_item_words, true },
    TargetField { "specification",
                  { "规格型号", "Specification" },
                  FieldKind::text,
                  goods_specification_words },
    TargetField { "unit", { "计量单位", "Unit" }, FieldKind::text, goods_unit_words },
    TargetField { "quantity", { "数量", "Quantity" }, FieldKind::text, goods_quantity_words, true },
    TargetField { "value", { "价值（元）", "Value (yuan)" }, FieldKind::amount, goods_value_words },
    TargetField { "day", { "日期", "Day" }, FieldKind::day, goods_day_words },
    TargetField { "lot", { "批号", "Lot" }, FieldKind::text, goods_lot_words },
    TargetField { "expires_on", { "有效期至", "Expires on" }, FieldKind::day, goods_expiry_words },
    TargetField { "note", { "备注", "Note" }, FieldKind::text, goods_note_words },
};

} // namespace

std::span<const TargetField> goods_fields() {
    return goods_field_table;
}

} // namespace boai::exchange
