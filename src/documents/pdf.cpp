#include "documents/pdf.hpp"

#include "documents/qr_code.hpp"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <utility>

namespace boai::documents {
namespace {

constexpr double points_per_tenth = 72.0 / 254.0;

template <auto Free>
struct Freer {
    template <class T>
    void operator()(T* thing) const {
        Free(thing);
    }
};

using Surface = std::unique_ptr<cairo_surface_t, Freer<cairo_surface_destroy>>;
using Cairo = std::unique_ptr<cairo_t, Freer<cairo_destroy>>;
using FontMap = std::unique_ptr<PangoFontMap, Freer<g_object_unref>>;
using Context = std::unique_ptr<PangoContext, Freer<g_object_unref>>;
using Layout = std::unique_ptr<PangoLayout, Freer<g_object_unref>>;
using Description = std::unique_ptr<PangoFontDescription, Freer<pango_font_description_free>>;
using Attributes = std::unique_ptr<PangoAttrList, Freer<pango_attr_list_unref>>;

double points(int tenths) {
    return tenths * points_per_tenth;
}

struct Colour {
    double red, green, blue;
};

Colour colour_of(Ink ink) {
    switch (ink) {
    case Ink::black:
        return { 0.07, 0.11, 0.13 };
    case Ink::grey:
        return { 0.33, 0.38, 0.41 };
    case Ink::hairline:
        return { 0.72, 0.76, 0.77 };
    case Ink::sea:
        return { 0.06, 0.36, 0.40 };
    case Ink::warning:
        return { 0.71, 0.28, 0.11 };
    }
    return {};
}

/// Families that have Chinese, best first; what is missing is passed over.
const char* families_of(Face face) {
    return face == Face::serif ? "Noto Serif CJK SC,Source Han Serif SC,Noto Sans CJK SC,serif"
                               : "Noto Sans CJK SC,Source Han Sans SC,WenQuanYi Micro Hei,sans";
}

PangoAlignment alignment_of(Align align) {
    switch (align) {
    case Align::left:
        return PANGO_ALIGN_LEFT;
    case Align::centre:
        return PANGO_ALIGN_CENTER;
    case Align::right:
        return PANGO_ALIGN_RIGHT;
    }
    return PANGO_ALIGN_LEFT;
}

/// Loaded once a thread, for that takes far longer than a page.
PangoFontMap* fonts_of_thread() {
    thread_local const FontMap fonts = [] {
        FontMap made { pango_cairo_font_map_new() };
        pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(made.get()), 72);
        return made;
    }();
    return fonts.get();
}

cairo_status_t append(void* out, const unsigned char* bytes, unsigned int size) {
    static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(bytes), size);
    return CAIRO_STATUS_SUCCESS;
}

/// PNG bytes that have still to be read.
cairo_status_t take(void* from, unsigned char* bytes, unsigned int size) {
    auto& left = *static_cast<std::string_view*>(from);
    if (left.size() < size) {
        return CAIRO_STATUS_READ_ERROR;
    }
    std::copy_n(left.begin(), size, reinterpret_cast<char*>(bytes));
    left.remove_prefix(size);
    return CAIRO_STATUS_SUCCESS;
}

} // namespace

struct Pdf::Parts {
    std::string bytes; ///< the surface appends to it, so it is first in and last out
    Surface surface;
    Cairo cairo;
    Context context;
    bool has_page = false;

    [[nodiscard]] Layout layout(int width, const TextStyle& style, std::string_view words) const {
        Layout made { pango_layout_new(context.get()) };
        const Description font { pango_font_description_new() };
        pango_font_description_set_family_static(font.get(), families_of(style.face));
        pango_font_description_set_size(font.get(), style.size * PANGO_SCALE / 10);
        pango_font_description_set_weight(
            font.get(), style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL
        );
        pango_layout_set_font_description(made.get(), font.get());
        if (style.spacing != 0) {
            const Attributes attributes { pango_attr_list_new() };
            pango_attr_list_insert(
                attributes.get(), pango_attr_letter_spacing_new(style.spacing * PANGO_SCALE / 10)
            );
            pango_layout_set_attributes(made.get(), attributes.get());
        }
        if (width > 0) {
            pango_layout_set_width(
                made.get(), static_cast<int>(std::lround(points(width) * PANGO_SCALE))
            );
        }
        if (style.leading != 0) {
            pango_layout_set_line_spacing(made.get(), static_cast<float>(style.leading) / 100);
        }
        pango_layout_set_wrap(made.get(), PANGO_WRAP_WORD_CHAR);
        pango_layout_set_alignment(made.get(), alignment_of(style.align));
        pango_layout_set_text(made.get(), words.data(), static_cast<int>(words.size()));
        return made;
    }

    void use(Ink ink) const {
        const auto [red, green, blue] = colour_of(ink);
        cairo_set_source_rgb(cairo.get(), red, green, blue);
    }

    /// Makes a rectangle lead to an address, for whoever reads the file on a screen.
    void link(Place at, int height, std::string_view address) const {
        std::string attributes = "rect=[";
        for (const int tenths : { at.x, at.y, at.width, height }) {
            attributes += std::to_string(std::lround(points(tenths))) + " ";
        }
        attributes += "] uri='";
        for (const char letter : address) {
            if (letter == '\'' || letter == '\\') {
                attributes += '\\';
            }
            attributes += letter;
        }
        attributes += '\'';
        cairo_tag_begin(cairo.get(), CAIRO_TAG_LINK, attributes.c_str());
        cairo_tag_end(cairo.get(), CAIRO_TAG_LINK);
    }

    void outline(double x, double y, double width, double height, int thickness) const {
        cairo_set_line_width(cairo.get(), points(thickness) / 10);
        cairo_rectangle(cairo.get(), x, y, width, height);
        cairo_stroke(cairo.get());
    }
};

namespace {

/// In tenths of a millimetre, rounded up.
int height_in(PangoLayout* layout) {
    int height = 0;
    pango_layout_get_size(layout, nullptr, &height);
    return static_cast<int>(std::ceil(static_cast<double>(height) / PANGO_SCALE / points_per_tenth)
    );
}

void describe(cairo_surface_t* surface, const PdfInfo& info) {
    // Without milliseconds, which the format of PDF has no place for.
    const auto made = to_string(info.made).substr(0, 19) + "Z";
    const std::pair<cairo_pdf_metadata_t, std::string> entries[] = {
        { CAIRO_PDF_METADATA_TITLE, info.title }, { CAIRO_PDF_METADATA_AUTHOR, info.author },
        { CAIRO_PDF_METADATA_CREATOR, "Boai" },   { CAIRO_PDF_METADATA_CREATE_DATE, made },
        { CAIRO_PDF_METADATA_MOD_DATE, made },
    };
    for (const auto& [entry, value] : entries) {
        if (!value.empty()) {
            cairo_pdf_surface_set_metadata(surface, entry, value.c_str());
        }
    }
}

} // namespace

Pdf::Pdf(std::unique_ptr<Parts> parts)
    : parts_(std::move(parts)) { }

Pdf::Pdf(Pdf&&) noexcept = default;
Pdf& Pdf::operator=(Pdf&&) noexcept = default;
Pdf::~Pdf() = default;

Result<Pdf> Pdf::create(const PdfInfo& info) {
    auto parts = std::make_unique<Parts>();
    parts->surface.reset(cairo_pdf_surface_create_for_stream(append, &parts->bytes, 1, 1));
    cairo_pdf_surface_restrict_to_version(parts->surface.get(), CAIRO_PDF_VERSION_1_5);
    describe(parts->surface.get(), info);
    parts->cairo.reset(cairo_create(parts->surface.get()));
    parts->context.reset(pango_font_map_create_context(fonts_of_thread()));
    pango_context_set_language(parts->context.get(), pango_language_from_string("zh-cn"));
    // Whole pixels have no meaning on paper, and would make the text's width depend on the place.
    pango_context_set_round_glyph_positions(parts->context.get(), FALSE);
    const auto probe = parts->layout(0, {}, "捐赠票据");
    if (pango_layout_get_unknown_glyphs_count(probe.get()) > 0) {
        return fail(
            Errc::unavailable,
            Text { "这台机器没有中文字体，不能制作 PDF：请安装 fonts-noto-cjk",
                   "this machine has no Chinese type for PDF files: install fonts-noto-cjk" }
        );
    }
    return Pdf { std::move(parts) };
}

void Pdf::add_page(PageSize size) {
    if (parts_->has_page) {
        cairo_show_page(parts_->cairo.get());
    }
    parts_->has_page = true;
    cairo_pdf_surface_set_size(parts_->surface.get(), points(size.width), points(size.height));
}

int Pdf::text(Place place, const TextStyle& style, std::string_view words) {
    const auto layout = parts_->layout(place.width, style, words);
    parts_->use(style.ink);
    cairo_move_to(parts_->cairo.get(), points(place.x), points(place.y));
    pango_cairo_show_layout(parts_->cairo.get(), layout.get());
    return height_in(layout.get());
}

int Pdf::height_of(int width, const TextStyle& style, std::string_view words) const {
    return height_in(parts_->layout(width, style, words).get());
}

void Pdf::column(
    Place place, int step, const TextStyle& style, std::span<const std::string> lines
) {
    std::string words;
    for (const auto& line : lines) {
        words += words.empty() && &line == lines.data() ? "" : "\n";
        // A line end within would push the rest of the column out of its rows.
        std::ranges::replace_copy_if(
            line, std::back_inserter(words), [](char c) { return c == '\n' || c == '\r'; }, ' '
        );
    }
    const auto layout = parts_->layout(place.width, style, words);
    pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
    pango_layout_set_height(layout.get(), -1);
    const Attributes attributes { pango_attr_list_new() };
    pango_attr_list_insert(
        attributes.get(),
        pango_attr_line_height_new_absolute(static_cast<int>(std::lround(points(step) * PANGO_SCALE)
        ))
    );
    pango_layout_set_attributes(layout.get(), attributes.get());
    parts_->use(style.ink);
    cairo_move_to(parts_->cairo.get(), points(place.x), points(place.y));
    pango_cairo_show_layout(parts_->cairo.get(), layout.get());
}

std::string Pdf::take_some() {
    return std::exchange(parts_->bytes, {});
}

void Pdf::stamp(int x, int y, const TextStyle& style, std::string_view words) {
    const auto layout = parts_->layout(0, style, words);
    int width = 0;
    int height = 0;
    pango_layout_get_size(layout.get(), &width, &height);
    const double wide = static_cast<double>(width) / PANGO_SCALE;
    const double high = static_cast<double>(height) / PANGO_SCALE;
    auto* const cairo = parts_->cairo.get();
    cairo_save(cairo);
    cairo_translate(cairo, points(x), points(y));
    constexpr double slant = -0.26;
    cairo_rotate(cairo, slant);
    parts_->use(style.ink);
    const double margin = high / 6;
    parts_->outline(-wide / 2 - margin, -high / 2, wide + 2 * margin, high, 80);
    cairo_move_to(cairo, -wide / 2, -high / 2);
    pango_cairo_show_layout(cairo, layout.get());
    cairo_restore(cairo);
}

void Pdf::rule(Place from, int thickness, Ink ink) {
    auto* const cairo = parts_->cairo.get();
    parts_->use(ink);
    cairo_set_line_width(cairo, points(thickness) / 10);
    cairo_move_to(cairo, points(from.x), points(from.y));
    cairo_line_to(cairo, points(from.x + from.width), points(from.y));
    cairo_stroke(cairo);
}

void Pdf::frame(Place at, int height, int thickness, Ink ink) {
    parts_->use(ink);
    parts_->outline(points(at.x), points(at.y), points(at.width), points(height), thickness);
}

Result<void> Pdf::qr(int x, int y, int size, std::string_view words) {
    const auto code = TRY(encode_qr(words));
    auto* const cairo = parts_->cairo.get();
    const double module = points(size) / (code.width + 2 * quiet_modules);
    parts_->use(Ink::black);
    for (int row = 0; row < code.width; ++row) {
        for (int column = 0; column < code.width; ++column) {
            const int start = column;
            while (column < code.width && code.is_dark(column, row)) {
                ++column;
            }
            if (column > start) {
                cairo_rectangle(
                    cairo,
                    points(x) + (start + quiet_modules) * module,
                    points(y) + (row + quiet_modules) * module,
                    (column - start) * module,
                    module
                );
            }
        }
    }
    cairo_fill(cairo);
    if (words.starts_with("https://") || words.starts_with("http://")) {
        parts_->link({ x, y, size }, size, words);
    }
    return {};
}

Result<void> Pdf::picture(Place at, int height, std::string_view png, Align align) {
    const Surface image { cairo_image_surface_create_from_png_stream(take, &png) };
    if (cairo_surface_status(image.get()) != CAIRO_STATUS_SUCCESS) {
        return fail(Errc::invalid, Text { "不是 PNG 图片", "this is no PNG picture" });
    }
    const auto wide = cairo_image_surface_get_width(image.get());
    const auto high = cairo_image_surface_get_height(image.get());
    const double scale = std::min(points(at.width) / wide, points(height) / high);
    auto* const cairo = parts_->cairo.get();
    cairo_save(cairo);
    const double spare = points(at.width) - wide * scale;
    const double indent = align == Align::left ? 0 : align == Align::right ? spare : spare / 2;
    cairo_translate(
        cairo, points(at.x) + indent, points(at.y) + (points(height) - high * scale) / 2
    );
    cairo_scale(cairo, scale, scale);
    cairo_set_source_surface(cairo, image.get(), 0, 0);
    cairo_paint(cairo);
    cairo_restore(cairo);
    return {};
}

Result<std::string> Pdf::finish() {
    cairo_surface_finish(parts_->surface.get());
    const auto status = cairo_surface_status(parts_->surface.get());
    if (status != CAIRO_STATUS_SUCCESS
        || cairo_status(parts_->cairo.get()) != CAIRO_STATUS_SUCCESS) {
        return fail(
            Errc::unavailable, Text { "PDF 没有写成", "the PDF file could not be written" }
        );
    }
    return std::move(parts_->bytes);
}

} // namespace boai::documents
