#include "exchange/ods_reader.hpp"

#include "base/limits.hpp"
#include "exchange/xml_reader.hpp"

namespace boai::exchange {
namespace {

/// A cell of the row being read, waiting to learn how often the row is repeated.
struct PendingCell {
    std::uint32_t column = 0;
    CellKind kind = CellKind::text;
    NumberUse use = NumberUse::plain;
    std::string text;
};

/// "PT07H06M18S" as "07:06:18"; any other text as it stands.
std::string time_text(std::string_view duration) {
    if (!duration.starts_with("PT")) {
        return std::string { duration };
    }
    std::string text;
    for (const char c : duration.substr(2)) {
        if (c >= '0' && c <= '9') {
            text += c;
        } else if (c == 'H' || c == 'M') {
            text += ':';
        } else if (c != 'S') {
            break;
        }
    }
    return text;
}

class ContentHandler : public XmlHandler {
public:
    explicit ContentHandler(WorkbookBuilder& builder)
        : builder_(builder) { }

    Result<void> start(std::string_view name, XmlAttributes attributes) override {
        if (ignored_depth_ > 0 || name == "annotation" || name == "tracked-changes"
            || name == "shapes" || name == "dde-links" || name == "frame") {
            ++ignored_depth_;
            return {};
        }
        if (name == "table") {
            builder_.begin_sheet(std::string { attributes.get("name") });
            row_ = 0;
            in_table_ = true;
        } else if (name == "table-row") {
            row_repeats_ = attributes.number("number-rows-repeated", 1);
            column_ = 0;
            cells_.clear();
        } else if (name == "table-cell" || name == "covered-table-cell") {
            return start_cell(attributes);
        } else if (in_cell_) {
            start_in_text(name, attributes);
        }
        return {};
    }

    Result<void> end(std::string_view name) override {
        if (ignored_depth_ > 0) {
            --ignored_depth_;
            return {};
        }
        if (name == "table") {
            in_table_ = false;
        } else if (name == "table-row") {
            return end_row();
        } else if (name == "table-cell" || name == "covered-table-cell") {
            return end_cell();
        } else if (name == "p") {
            in_paragraph_ = false;
        }
        return {};
    }

    Result<void> text(std::string_view text) override {
        if (in_paragraph_ && ignored_depth_ == 0) {
            paragraphs_.append(text);
        }
        return {};
    }

private:
    void start_in_text(std::string_view name, XmlAttributes attributes) {
        if (name == "p") {
            if (has_paragraph_) {
                paragraphs_ += '\n';
            }
            in_paragraph_ = true;
            has_paragraph_ = true;
        } else if (name == "s") {
            paragraphs_.append(std::min(attributes.number("c", 1), 1024U), ' ');
        } else if (name == "tab") {
            paragraphs_ += '\t';
        } else if (name == "line-break") {
            paragraphs_ += '\n';
        }
    }

    Result<void> start_cell(XmlAttributes attributes) {
        in_cell_ = in_table_;
        in_paragraph_ = false;
        has_paragraph_ = false;
        paragraphs_.clear();
        column_repeats_ = attributes.number("number-columns-repeated", 1);
        cell_ = { .column = column_ };
        read_value(attributes);
        const auto down = attributes.number("number-rows-spanned", 1);
        const auto across = attributes.number("number-columns-spanned", 1);
        const bool merged = in_cell_ && (down > 1 || across > 1) && down > 0 && across > 0;
        if (merged && down <= row_span_max && across <= column_span_max) {
            return builder_.merge({ row_,
                                    row_ + down - 1,
                                    static_cast<std::uint16_t>(column_),
                                    static_cast<std::uint16_t>(column_ + across - 1) });
        }
        return {};
    }

    /// The typed value, or an empty text when the paragraphs are the value.
    void read_value(XmlAttributes attributes) {
        const auto type = attributes.get("value-type");
        if (type == "float" || type == "currency" || type == "percentage") {
            cell_.kind = CellKind::number;
            cell_.text = attributes.get("value");
        } else if (type == "date") {
            cell_.kind = CellKind::day_time;
            cell_.text = attributes.get("date-value");
        } else if (type == "time") {
            cell_.text = time_text(attributes.get("time-value"));
        } else if (type == "boolean") {
            cell_.kind = CellKind::flag;
            cell_.text = attributes.get("boolean-value") == "true" ? "TRUE" : "FALSE";
        } else if (type == "string") {
            cell_.text = attributes.get("string-value");
        }
    }

    Result<void> end_cell() {
        if (cell_.kind == CellKind::text && cell_.text.empty()) {
            cell_.text.swap(paragraphs_);
        }
        if (in_cell_ && !cell_.text.empty()) {
            for (std::uint32_t i = 0; i < column_repeats_; ++i) {
                cell_.column = column_ + i;
                if (cell_.column >= limits::import_columns_max) {
                    return builder_.put(row_, cell_.column, { cell_.kind, cell_.use, cell_.text });
                }
                cells_.push_back(cell_);
            }
        }
        in_cell_ = false;
        column_ = std::min(column_ + std::min(column_repeats_, column_span_max), column_span_max);
        return {};
    }

    Result<void> end_row() {
        const auto repeats = cells_.empty() ? 0 : row_repeats_;
        for (std::uint32_t i = 0; i < repeats; ++i) {
            for (const auto& cell : cells_) {
                TRY(builder_.put(row_ + i, cell.column, { cell.kind, cell.use, cell.text }));
            }
        }
        row_ = std::min(row_ + std::min(row_repeats_, row_span_max), row_span_max);
        return {};
    }

    static constexpr std::uint32_t row_span_max = 1U << 20U;
    static constexpr std::uint32_t column_span_max = 1U << 14U;

    WorkbookBuilder& builder_;
    std::uint32_t row_ = 0;
    std::uint32_t column_ = 0;
    std::uint32_t row_repeats_ = 1;
    std::uint32_t column_repeats_ = 1;
    std::vector<PendingCell> cells_;
    PendingCell cell_;
    std::string paragraphs_;
    std::uint32_t ignored_depth_ = 0;  ///< inside notes, drawings and change records
    bool in_table_ = false;
    bool in_cell_ = false;
    bool in_paragraph_ = false;
    bool has_paragraph_ = false;
};

}  // namespace

Result<Workbook> read_ods(ZipFile archive) {
    WorkbookBuilder builder { FileKind::ods };
    ContentHandler handler { builder };
    TRY(read_xml(archive, "content.xml", handler));
    return std::move(builder).finish();
}

}  // namespace boai::exchange
