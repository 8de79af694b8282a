#include "modules/giving/paper/goods_list.hpp"

#include "modules/giving/paper/paper_text.hpp"

#include <algorithm>
#include <array>

namespace boai::giving {
namespace {

using documents::Align;
using documents::Ink;
using documents::TextStyle;

constexpr TextStyle list_plain { .size = 85 };
constexpr TextStyle list_note { .size = 65, .ink = Ink::grey };
constexpr TextStyle list_strong { .size = 120, .bold = true };
constexpr int quantity_width = 260;
constexpr int value_width = 260;
constexpr int gap = 30;

std::string item_of(const GoodsOnPaper& one) {
    return one.specification.empty() ? one.item : one.item + "  " + one.specification;
}

int item_width(const documents::Place& place) {
    return place.width - quantity_width - value_width - gap;
}

/// Item, quantity and value across the place. The height.
int row(
    Typesetter& set,
    const documents::Place& place,
    const TextStyle& style,
    std::array<std::string, 3> cells
) {
    auto& pdf = set.pdf();
    TextStyle right = style;
    right.align = Align::right;
    const int item = pdf.text({ place.x, place.y, item_width(place) }, style, cells[0]);
    const int x = place.x + item_width(place) + gap;
    const int quantity = pdf.text({ x, place.y, quantity_width - gap }, right, cells[1]);
    const int value = pdf.text({ x + quantity_width, place.y, value_width }, right, cells[2]);
    return std::max({ item, quantity, value });
}

} // namespace

std::size_t append_goods(
    Typesetter& set, const ReceiptContent& content, std::size_t first, const GoodsRoom& room
) {
    auto place = room.place;
    place.y += row(
        set,
        place,
        list_note,
        { set.beside(paper_text::item),
          set.beside(paper_text::quantity),
          set.beside(paper_text::value) }
    );
    set.pdf().rule({ place.x, place.y + 4, place.width }, 15, Ink::hairline);
    place.y += 10;
    for (; first < content.goods.size(); ++first) {
        const auto& one = content.goods[first];
        const int height = set.pdf().height_of(item_width(place), list_plain, item_of(one));
        if (place.y + height > room.bottom) {
            break;
        }
        const auto value = one.value ? grouped(*one.value) : std::string {};
        place.y += row(set, place, list_plain, { item_of(one), one.quantity, value }) + 6;
    }
    return first;
}

std::size_t add_goods_page(Typesetter& set, const ReceiptContent& content, std::size_t first) {
    constexpr auto sheet = documents::a5_landscape;
    constexpr int margin = 120;
    set.pdf().add_page(sheet);
    documents::Place place { margin, margin, sheet.width - 2 * margin };
    place.y
        += set.beneath(place, list_strong, compose(paper_text::list_of, { content.number })) + 20;
    return append_goods(set, content, first, { place, sheet.height - margin });
}

std::string goods_text(const ReceiptContent& content) {
    std::string text;
    for (const auto& one : content.goods) {
        text += (text.empty() ? "" : "\n") + item_of(one) + "  " + one.quantity;
        text += one.value ? "  ￥" + grouped(*one.value) : std::string {};
    }
    return text;
}

} // namespace boai::giving
