#include "modules/giving/paper/typesetter.hpp"

namespace boai::giving {

int Typesetter::beneath(documents::Place place, documents::TextStyle style, const Message& words) {
    const int height = pdf_.text(place, style, words.in(first()));
    if (!is_both() || words.zh == words.en) {
        return height;
    }
    style.size = style.size * 3 / 4;
    style.bold = false;
    style.spacing = 0;
    style.ink = documents::Ink::grey;
    return height + pdf_.text({ place.x, place.y + height, place.width }, style, words.en);
}

int Typesetter::cell(
    documents::Place place, Text label, const documents::TextStyle& style, const Message& value
) {
    constexpr documents::TextStyle small { .size = 70, .ink = documents::Ink::grey };
    constexpr int gap = 3;
    const int height = pdf_.text(place, small, beside(label)) + gap;
    return height + beneath({ place.x, place.y + height, place.width }, style, value);
}

} // namespace boai::giving
