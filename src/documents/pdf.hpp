/// \file
/// Pdf: pages with Chinese type, lines, pictures and QR codes, written as one file. Pages are laid
/// out by whoever knows what stands on them; everything is measured in whole tenths of a
/// millimetre from the upper left corner, type in tenths of a point.
#pragma once

#include "base/result.hpp"
#include "base/text.hpp"
#include "base/time.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace boai::documents {

/// In tenths of a millimetre.
struct PageSize {
    int width = 0;
    int height = 0;
};

inline constexpr PageSize a4_portrait { 2100, 2970 };
inline constexpr PageSize a4_landscape { 2970, 2100 };
inline constexpr PageSize a5_landscape { 2100, 1480 };

/// Where a text stands: it begins at (x, y) and is broken at `width`.
struct Place {
    int x = 0;
    int y = 0;
    int width = 0;
};

enum class Face : std::uint8_t { sans, serif };
enum class Align : std::uint8_t { left, centre, right };
/// black and grey for what is read; sea for titles and lines of ornament; warning for "void".
enum class Ink : std::uint8_t { black, grey, hairline, sea, warning };

struct TextStyle {
    Face face = Face::sans;
    int size = 90; ///< tenths of a point
    bool bold = false;
    Align align = Align::left;
    Ink ink = Ink::black;
    int spacing = 0; ///< between letters, in tenths of a point
    int leading = 0; ///< from line to line, in hundredths of the type's own; 0 for that itself
};

/// What the file says of itself.
struct PdfInfo {
    std::string title;
    std::string author;
    Language language = Language::zh;
    Instant
        made; ///< stands in the file, so that the same content at the same time is the same file
};

/// Threads: any one thread.
class Pdf {
public:
    /// Errors: unavailable when the machine has no Chinese type.
    static Result<Pdf> create(const PdfInfo& info);

    Pdf(Pdf&&) noexcept;
    Pdf& operator=(Pdf&&) noexcept;
    ~Pdf();

    /// Begins a page; what is drawn before the first is lost.
    void add_page(PageSize size);

    /// Writes a text, broken at the place's width; its height in tenths of a millimetre.
    int text(Place place, const TextStyle& style, std::string_view words);
    /// The height that text() would give.
    [[nodiscard]] int height_of(int width, const TextStyle& style, std::string_view words) const;
    /// Writes many short texts below one another, `step` tenths of a millimetre apart whatever type
    /// they need, each on one line and cut at the place's width. For columns of long tables: a
    /// column costs little more than a text.
    void column(Place place, int step, const TextStyle& style, std::span<const std::string> lines);

    /// Writes a text slantwise across the page, its middle at (x, y), framed like a stamp.
    void stamp(int x, int y, const TextStyle& style, std::string_view words);

    /// A level line from (x, y), `thickness` in hundredths of a millimetre.
    void rule(Place from, int thickness, Ink ink);
    /// A rectangle's outline.
    void frame(Place at, int height, int thickness, Ink ink);

    /// The text as a QR code of `size`, its quiet zone included; on a screen an address can be
    /// followed there. Errors: over_limit.
    Result<void> qr(int x, int y, int size, std::string_view words);
    /// A PNG picture, as large as fits into the place and `height`, in proportion.
    /// Errors: invalid when it is no PNG.
    Result<void> picture(Place at, int height, std::string_view png, Align align = Align::left);

    /// What of the file is written so far and was not taken before: whole pages, while the one that
    /// is drawn on is not among them. finish() gives what is left then.
    [[nodiscard]] std::string take_some();

    /// The file. Nothing may be drawn afterwards. Errors: unavailable when memory is short.
    Result<std::string> finish();

private:
    struct Parts;
    explicit Pdf(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> parts_;
};

} // namespace boai::documents
