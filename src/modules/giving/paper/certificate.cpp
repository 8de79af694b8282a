#include "modules/giving/paper/paper_text.hpp"
#include "modules/giving/paper/receipt_document.hpp"
#include "modules/giving/paper/typesetter.hpp"
#include "text/capital_amount.hpp"

namespace boai::giving {
namespace {

using documents::Align;
using documents::Face;
using documents::Ink;
using documents::Pdf;
using documents::TextStyle;

constexpr documents::PageSize page = documents::a4_landscape;
constexpr int edge = 130; ///< from the paper to the outer frame
constexpr int left = 420;
constexpr int width = page.width - 2 * left;

/// A double frame whose corners are opened by small squares.
void draw_frame(Pdf& pdf) {
    pdf.frame({ edge, edge, page.width - 2 * edge }, page.height - 2 * edge, 120, Ink::sea);
    constexpr int inside = edge + 28;
    const int wide = page.width - 2 * inside;
    const int high = page.height - 2 * inside;
    pdf.frame({ inside, inside, wide }, high, 30, Ink::sea);
    constexpr int corner = 70;
    for (const int x : { inside, inside + wide - corner }) {
        for (const int y : { inside, inside + high - corner }) {
            pdf.frame({ x, y, corner }, corner, 30, Ink::sea);
        }
    }
}

std::string chinese_day(Day day) {
    const auto [year, month, of_month] = civil(day);
    return compose(
               paper_text::date_zh,
               { std::to_string(year), std::to_string(month), std::to_string(of_month) }
    )
        .zh;
}

/// "口罩 30 箱" or "口罩 30 箱等 5 项物资".
Message goods_of(const ReceiptContent& gift) {
    const auto& first = gift.goods.front();
    const bool is_one = gift.goods.size() == 1;
    return compose(
        is_one ? paper_text::one_kind : paper_text::more_kinds,
        { first.item, first.quantity, std::to_string(gift.goods.size()) }
    );
}

Message thanks_for_goods(const ReceiptContent& gift) {
    const auto goods = goods_of(gift);
    const auto zh = compose(
        paper_text::thanks_for_goods,
        { chinese_day(gift.day),
          gift.organisation.zh,
          goods.zh,
          gift.purpose.empty() ? paper_text::any_purpose.zh : "“" + gift.purpose + "”" }
    );
    const auto en = compose(
        paper_text::thanks_for_goods,
        { to_string(gift.day),
          gift.organisation.en,
          goods.en,
          gift.purpose.empty() ? std::string { paper_text::any_purpose.en } : gift.purpose }
    );
    return { zh.zh, en.en };
}

Message thanks_of(const ReceiptContent& gift) {
    if (gift.is_of_goods()) {
        return thanks_for_goods(gift);
    }
    const auto amount = gift.amount - gift.refunded;
    const auto zh = compose(
        paper_text::thanks,
        { chinese_day(gift.day),
          gift.organisation.zh,
          text::capital_amount(amount),
          grouped(amount),
          gift.purpose.empty() ? paper_text::any_purpose.zh : "“" + gift.purpose + "”" }
    );
    const auto en = compose(
        paper_text::thanks,
        { to_string(gift.day),
          gift.organisation.en,
          grouped(amount),
          gift.purpose.empty() ? std::string { paper_text::any_purpose.en } : gift.purpose }
    );
    return { zh.zh, en.en };
}

/// Title and text, from the top. Where they end.
int draw_words(Typesetter& set, const ReceiptContent& gift) {
    int y = 400;
    const bool is_zh = set.first() == Language::zh;
    const TextStyle title { .face = Face::serif,
                            .size = is_zh ? 460 : 380,
                            .bold = true,
                            .align = Align::centre,
                            .ink = Ink::sea,
                            .spacing = is_zh ? 120 : 0 };
    y += set.pdf().text({ left, y, width }, title, paper_text::certificate.in(set.first()));
    if (set.is_both()) {
        const TextStyle below {
            .face = Face::serif, .size = 150, .align = Align::centre, .ink = Ink::grey
        };
        y += set.pdf().text({ left, y, width }, below, paper_text::certificate.en);
    }
    y += 90;
    const auto name = gift.donor.empty() ? Message { paper_text::nameless }
                                         : Message { gift.donor, gift.donor };
    const Message dear { compose(paper_text::dear, { name.zh }).zh,
                         compose(paper_text::dear, { name.en }).en };
    const TextStyle line { .face = Face::serif, .size = 190, .bold = true };
    y += set.pdf().text({ left, y, width }, line, dear.in(set.first())) + 25;
    const TextStyle body { .face = Face::serif, .size = 170, .leading = 130 };
    return y + set.beneath({ left, y, width }, body, thanks_of(gift));
}

} // namespace

Result<std::string> certificate_pdf(const ReceiptContent& gift, const PaperStyle& style) {
    const auto language = style.languages == Languages::en ? Language::en : Language::zh;
    auto pdf = TRY(Pdf::create({ .title = std::string { paper_text::certificate.in(language) },
                                 .author = gift.organisation.in(language),
                                 .language = language,
                                 .made = style.made }));
    Typesetter set { pdf, style.languages };
    pdf.add_page(page);
    draw_frame(pdf);
    if (!style.lockup.empty()) {
        TRY(pdf.picture({ left, 230, 700 }, 200, style.lockup));
    }
    draw_words(set, gift);
    constexpr int foot = 1560;
    TRY(pdf.qr(left - 20, foot - 40, 300, gift.link));
    const TextStyle small { .size = 75, .ink = Ink::grey };
    set.beneath({ left + 310, foot + 130, 700 }, small, paper_text::scan);
    pdf.text(
        { left + 310, foot + 70, 700 },
        small,
        compose(paper_text::certificate_number, { gift.number }).in(set.first())
    );
    const TextStyle name { .face = Face::serif, .size = 160, .bold = true, .align = Align::right };
    const documents::Place right { left + 900, foot, width - 900 };
    const int high = set.beneath(right, name, gift.organisation) + 10;
    const TextStyle day { .face = Face::serif, .size = 130, .align = Align::right };
    pdf.text(
        { right.x, right.y + high, right.width },
        day,
        language == Language::zh ? chinese_day(gift.issued_on) : to_string(gift.issued_on)
    );
    return pdf.finish();
}

} // namespace boai::giving
