#include "exchange/xls_reader.hpp"

#include "exchange/biff_record.hpp"
#include "exchange/charset.hpp"
#include "exchange/little_endian.hpp"
#include "exchange/number_format.hpp"

#include <map>

namespace boai::exchange {
namespace {

constexpr std::uint16_t biff8 = 0x0600;
constexpr std::uint16_t biff5 = 0x0500;

std::unexpected<Error> protected_file() {
    return fail(
        Errc::invalid,
        Text { .zh = "文件有密码保护。请去掉密码后再导入。",
               .en = "The file is protected by a password. Remove the password and import again." }
    );
}

const char* charset_of(std::uint16_t code_page) {
    switch (code_page) {
    case 936:
        return "windows-936";
    case 950:
        return "windows-950";
    case 932:
        return "windows-31j";
    case 949:
        return "windows-949";
    default:
        return "windows-1252";
    }
}

/// Where a worksheet stands in the stream.
struct SheetPlace {
    std::string name;
    std::uint32_t offset = 0;
};

/// What the workbook tells before its sheets.
struct Globals {
    std::uint16_t version = 0;
    std::uint16_t code_page = 1252;
    bool from_1904 = false;
    std::vector<SheetPlace> sheets;
    std::vector<StoredText> strings;
    std::vector<NumberUse> formats;  ///< by the index a cell gives
};

/// A text whose length field takes `length_bytes`, in the manner of the version.
Result<std::string> counted_text(
    const Globals& globals, const BiffRecord& record, std::size_t offset, std::size_t length_bytes
) {
    std::string out;
    BiffText text { record };
    text.skip(offset);
    const std::size_t length = length_bytes == 1 ? text.byte() : text.word();
    if (globals.version == biff8) {
        text.string(length, out);
        if (text.overrun()) {
            return xls_damaged();
        }
        return out;
    }
    const auto data = record.data();
    if (offset + length_bytes + length > data.size()) {
        return xls_damaged();
    }
    return to_utf8(charset_of(globals.code_page), data.substr(offset + length_bytes, length));
}

class GlobalsReader {
public:
    explicit GlobalsReader(WorkbookBuilder& builder)
        : builder_(builder) { }

    Result<Globals> read(std::string_view stream) {
        BiffStream records { stream, 0 };
        BiffRecord record;
        if (!TRY(records.next(record)) || record.kind != biff::begin_of_part) {
            return xls_damaged();
        }
        globals_.version = little_endian<std::uint16_t>(record.data(), 0);
        if (globals_.version != biff8 && globals_.version != biff5) {
            return fail(
                Errc::invalid,
                Text { .zh = "这是很旧的 Excel 格式。请用表格软件打开，另存为 .xlsx 后再导入。",
                       .en = "This is a very old Excel format. Save it as .xlsx and import that." }
            );
        }
        while (TRY(records.next(record)) && record.kind != biff::end_of_part) {
            TRY(take(record));
        }
        resolve_formats();
        return std::move(globals_);
    }

private:
    Result<void> take(const BiffRecord& record) {
        const auto data = record.data();
        switch (record.kind) {
        case biff::file_pass:
            return protected_file();
        case biff::code_page:
            globals_.code_page = little_endian<std::uint16_t>(data, 0);
            break;
        case biff::date_mode:
            globals_.from_1904 = little_endian<std::uint16_t>(data, 0) == 1;
            break;
        case biff::cell_format:
            format_ids_.push_back(little_endian<std::uint16_t>(data, 2));
            break;
        case biff::number_format: {
            const auto length_bytes = globals_.version == biff8 ? 2U : 1U;
            const auto code = TRY(counted_text(globals_, record, 2, length_bytes));
            own_formats_[little_endian<std::uint16_t>(data, 0)] = use_of_format(code);
            break;
        }
        case biff::bound_sheet:
            if (data.size() > 6 && data[5] == 0) {
                auto name = TRY(counted_text(globals_, record, 6, 1));
                globals_.sheets.push_back({ std::move(name), little_endian<std::uint32_t>(data, 0) }
                );
            }
            break;
        case biff::shared_strings:
            return read_strings(record);
        default:
            break;
        }
        return {};
    }

    Result<void> read_strings(const BiffRecord& record) {
        BiffText text { record };
        text.skip(4);
        const auto count = text.double_word();
        std::string string;
        for (std::uint32_t i = 0; i < count; ++i) {
            const auto length = text.word();
            text.string(length, string);
            if (text.overrun()) {
                return xls_damaged();
            }
            globals_.strings.push_back(TRY(builder_.store(string)));
        }
        return {};
    }

    void resolve_formats() {
        for (const auto id : format_ids_) {
            const auto own = own_formats_.find(id);
            globals_.formats.push_back(
                own != own_formats_.end() ? own->second : use_of_builtin_format(id)
            );
        }
    }

    WorkbookBuilder& builder_;
    Globals globals_;
    std::vector<std::uint16_t> format_ids_;
    std::map<std::uint16_t, NumberUse> own_formats_;
};

/// Reads the cells and merges of one worksheet.
class SheetReader {
public:
    SheetReader(WorkbookBuilder& builder, const Globals& globals)
        : builder_(builder)
        , globals_(globals) { }

    Result<void> read(std::string_view stream, std::size_t offset) {
        BiffStream records { stream, offset };
        BiffRecord record;
        if (!TRY(records.next(record)) || record.kind != biff::begin_of_part) {
            return xls_damaged();
        }
        for (int depth = 1; depth > 0;) {
            if (!TRY(records.next(record))) {
                return xls_damaged();
            }
            if (record.kind == biff::begin_of_part) {
                ++depth;
            } else if (record.kind == biff::end_of_part) {
                --depth;
            } else if (depth == 1) {
                TRY(take(record));
            }
        }
        return {};
    }

private:
    Result<void> take(const BiffRecord& record) {
        const auto data = record.data();
        switch (record.kind) {
        case biff::number:
            return number(data, decimal_text(little_endian<double>(data, 6)));
        case biff::rk:
            return number(data, decimal_text_of_rk(little_endian<std::uint32_t>(data, 6)));
        case biff::many_rk:
            return many_rk(data);
        case biff::shared_label:
            return shared_label(data);
        case biff::label:
        case biff::rich_string: {
            const auto text = TRY(counted_text(globals_, record, 6, 2));
            return put(data, { CellKind::text, NumberUse::plain, text });
        }
        case biff::flag_or_error:
            return flag_or_error(data, 6, data.size() > 7 && data[7] != 0);
        case biff::formula:
            return formula(data);
        case biff::formula_text: {
            const auto text = TRY(counted_text(globals_, record, 0, 2));
            return builder_.put(
                formula_row_, formula_column_, { CellKind::text, NumberUse::plain, text }
            );
        }
        case biff::merged_cells:
            return merges(data);
        default:
            return {};
        }
    }

    [[nodiscard]] NumberUse use_at(std::string_view data, std::size_t offset) const {
        const auto format = little_endian<std::uint16_t>(data, offset);
        return format < globals_.formats.size() ? globals_.formats[format] : NumberUse::plain;
    }

    Result<void> put(std::string_view data, CellValue value) {
        return builder_.put(
            little_endian<std::uint16_t>(data, 0), little_endian<std::uint16_t>(data, 2), value
        );
    }

    Result<void> number(std::string_view data, const std::string& text) {
        if (text.empty()) {
            return put(data, { CellKind::error, NumberUse::plain, "#NUM!" });
        }
        return put(data, { CellKind::number, use_at(data, 4), text });
    }

    Result<void> many_rk(std::string_view data) {
        const auto row = little_endian<std::uint16_t>(data, 0);
        std::uint32_t column = little_endian<std::uint16_t>(data, 2);
        for (std::size_t at = 4; at + 8 <= data.size(); at += 6, ++column) {
            const auto text = decimal_text_of_rk(little_endian<std::uint32_t>(data, at + 2));
            TRY(builder_.put(row, column, { CellKind::number, use_at(data, at), text }));
        }
        return {};
    }

    Result<void> shared_label(std::string_view data) {
        const auto index = little_endian<std::uint32_t>(data, 6);
        if (index >= globals_.strings.size()) {
            return xls_damaged();
        }
        return builder_.put(
            little_endian<std::uint16_t>(data, 0),
            little_endian<std::uint16_t>(data, 2),
            globals_.strings[index]
        );
    }

    Result<void> flag_or_error(std::string_view data, std::size_t offset, bool is_error) {
        const auto value = little_endian<std::uint8_t>(data, offset);
        if (is_error) {
            return put(data, { CellKind::error, NumberUse::plain, "#ERROR" });
        }
        return put(data, { CellKind::flag, NumberUse::plain, value != 0 ? "TRUE" : "FALSE" });
    }

    /// The stored result is a number, or by its last two bytes a text that follows, a flag, an
    /// error or nothing.
    Result<void> formula(std::string_view data) {
        if (little_endian<std::uint16_t>(data, 12) != 0xFFFF) {
            return number(data, decimal_text(little_endian<double>(data, 6)));
        }
        formula_row_ = little_endian<std::uint16_t>(data, 0);
        formula_column_ = little_endian<std::uint16_t>(data, 2);
        const auto result = little_endian<std::uint8_t>(data, 6);
        if (result == 1 || result == 2) {
            return flag_or_error(data, 8, result == 2);
        }
        return {};
    }

    Result<void> merges(std::string_view data) {
        const auto count = little_endian<std::uint16_t>(data, 0);
        for (std::size_t i = 0; i < count && 2 + (i + 1) * 8 <= data.size(); ++i) {
            const auto at = 2 + i * 8;
            const Merge range { little_endian<std::uint16_t>(data, at),
                                little_endian<std::uint16_t>(data, at + 2),
                                little_endian<std::uint16_t>(data, at + 4),
                                little_endian<std::uint16_t>(data, at + 6) };
            if (range.first_row <= range.last_row && range.first_column <= range.last_column) {
                TRY(builder_.merge(range));
            }
        }
        return {};
    }

    WorkbookBuilder& builder_;
    const Globals& globals_;
    std::uint32_t formula_row_ = 0;
    std::uint32_t formula_column_ = 0;
};

}  // namespace

Result<Workbook> read_xls(const CompoundFile& file) {
    if (file.has("encryptedpackage")) {
        return protected_file();
    }
    const auto stream = TRY(file.read(file.has("workbook") ? "workbook" : "book"));
    WorkbookBuilder builder { FileKind::xls };
    const auto globals = TRY(GlobalsReader { builder }.read(stream));
    builder.set_from_1904(globals.from_1904);
    for (const auto& sheet : globals.sheets) {
        builder.begin_sheet(sheet.name);
        TRY(SheetReader(builder, globals).read(stream, sheet.offset));
    }
    return std::move(builder).finish();
}

}  // namespace boai::exchange
