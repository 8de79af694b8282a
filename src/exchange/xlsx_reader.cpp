#include "exchange/xlsx_reader.hpp"

#include "exchange/xlsx_parts.hpp"
#include "exchange/xml_reader.hpp"

#include <charconv>
#include <optional>

namespace boai::exchange {
namespace {

std::unexpected<Error> bad_reference() {
    return fail(
        Errc::invalid,
        Text {
            .zh = "文件中有单元格的位置写法不对。请用表格软件打开，另存后再导入。",
            .en
            = "A cell of the file has no valid place. Open it in a spreadsheet program, save it "
              "again and import that.",
        }
    );
}

struct Place {
    std::uint32_t row = 0;
    std::uint32_t column = 0;
};

/// Reads "AB12", counting from 0 after that, and takes it off the front of `text`.
std::optional<Place> take_place(std::string_view& text) {
    std::size_t i = 0;
    Place place;
    for (; i < text.size() && i < 3 && text[i] >= 'A' && text[i] <= 'Z'; ++i) {
        place.column = place.column * 26 + static_cast<std::uint32_t>(text[i] - 'A' + 1);
    }
    const auto* const end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data() + i, end, place.row);
    if (i == 0 || parsed.ec != std::errc {} || place.row == 0) {
        return std::nullopt;
    }
    text.remove_prefix(static_cast<std::size_t>(parsed.ptr - text.data()));
    return Place { place.row - 1, place.column - 1 };
}

/// What one sheet needs from the rest of the file.
struct Shared {
    std::vector<StoredText> strings;
    std::vector<NumberUse> formats;
};

/// Reads the rows and merges of one worksheet part.
class SheetHandler : public XmlHandler {
public:
    SheetHandler(WorkbookBuilder& builder, const Shared& shared)
        : builder_(builder)
        , shared_(shared) { }

    Result<void> start(std::string_view name, XmlAttributes attributes) override {
        if (name == "c") {
            return start_cell(attributes);
        }
        if (name == "v") {
            collecting_ = true;
        } else if (name == "t") {
            collecting_ = type_ == "inlineStr" && !in_reading_aid_;
        } else if (name == "row") {
            row_ = attributes.number("r", row_ + 1);
            column_ = 0;
        } else if (name == "rPh") {
            in_reading_aid_ = true;
        } else if (name == "mergeCell") {
            return merge(attributes.get("ref"));
        }
        return {};
    }

    Result<void> end(std::string_view name) override {
        if (name == "v" || name == "t") {
            collecting_ = false;
        } else if (name == "rPh") {
            in_reading_aid_ = false;
        } else if (name == "c") {
            auto result = end_cell();
            type_.clear();
            ++column_;
            return result;
        }
        return {};
    }

    Result<void> text(std::string_view text) override {
        if (collecting_) {
            value_.append(text);
        }
        return {};
    }

private:
    /// Cells and rows without an address follow the one before.
    Result<void> start_cell(XmlAttributes attributes) {
        value_.clear();
        type_ = attributes.get("t");
        format_ = attributes.number("s", 0);
        auto reference = attributes.get("r");
        if (reference.empty()) {
            return row_ == 0 ? bad_reference() : Result<void> {};
        }
        const auto place = take_place(reference);
        if (!place || !reference.empty()) {
            return bad_reference();
        }
        row_ = place->row + 1;
        column_ = place->column;
        return {};
    }

    Result<void> end_cell() {
        if (value_.empty()) {
            return {};
        }
        const auto row = row_ - 1;
        if (type_ == "s") {
            return put_shared(row);
        }
        if (type_ == "inlineStr" || type_ == "str") {
            unescaped_.clear();
            append_unescaped(unescaped_, value_);
            return builder_.put(row, column_, { CellKind::text, NumberUse::plain, unescaped_ });
        }
        if (type_ == "b") {
            const auto flag = value_ == "1" || value_ == "true" ? "TRUE" : "FALSE";
            return builder_.put(row, column_, { CellKind::flag, NumberUse::plain, flag });
        }
        if (type_ == "e") {
            return builder_.put(row, column_, { CellKind::error, NumberUse::plain, value_ });
        }
        if (type_ == "d") {
            return builder_.put(row, column_, { CellKind::day_time, NumberUse::plain, value_ });
        }
        const auto use
            = format_ < shared_.formats.size() ? shared_.formats[format_] : NumberUse::plain;
        return builder_.put(row, column_, { CellKind::number, use, value_ });
    }

    Result<void> put_shared(std::uint32_t row) {
        std::size_t index = 0;
        const auto* const end = value_.data() + value_.size();
        const auto parsed = std::from_chars(value_.data(), end, index);
        if (parsed.ec != std::errc {} || parsed.ptr != end || index >= shared_.strings.size()) {
            return bad_reference();
        }
        return builder_.put(row, column_, shared_.strings[index]);
    }

    Result<void> merge(std::string_view reference) {
        const auto first = take_place(reference);
        if (first && reference.empty()) {
            return {};
        }
        if (!first || !reference.starts_with(':')) {
            return bad_reference();
        }
        reference.remove_prefix(1);
        const auto last = take_place(reference);
        if (!last || last->row < first->row || last->column < first->column) {
            return bad_reference();
        }
        return builder_.merge({ first->row,
                                last->row,
                                static_cast<std::uint16_t>(first->column),
                                static_cast<std::uint16_t>(last->column) });
    }

    WorkbookBuilder& builder_;
    const Shared& shared_;
    std::uint32_t row_ = 0;  ///< counting from 1; 0 before the first
    std::uint32_t column_ = 0;
    std::uint32_t format_ = 0;
    std::string type_;
    std::string value_;
    std::string unescaped_;
    bool collecting_ = false;
    bool in_reading_aid_ = false;
};

}  // namespace

Result<Workbook> read_xlsx(ZipFile archive) {
    const auto contents = TRY(read_xlsx_contents(archive));
    WorkbookBuilder builder { FileKind::xlsx };
    builder.set_from_1904(contents.from_1904);
    Shared shared;
    shared.strings = TRY(read_shared_strings(archive, contents.shared_strings_part, builder));
    shared.formats = TRY(read_xlsx_formats(archive, contents.styles_part));
    for (const auto& sheet : contents.sheets) {
        builder.begin_sheet(sheet.name);
        SheetHandler handler { builder, shared };
        TRY(read_xml(archive, sheet.part, handler));
    }
    return std::move(builder).finish();
}

}  // namespace boai::exchange
