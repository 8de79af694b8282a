#include "exchange/xlsx_writer.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <array>
#include <filesystem>

namespace boai::exchange {
namespace {

constexpr std::uint32_t rows_max = 1'048'576;
constexpr std::size_t cell_characters_max = 32'767;

std::unexpected<Error> no_room() {
    return fail(
        Errc::unavailable,
        Text {
            .zh = "没有空间生成表格文件。请稍后再试，或通知管理员。",
            .en = "There is no room to write the spreadsheet. Try again later, or tell the "
                  "administrator.",
        }
    );
}

/// Drops control characters, which XML cannot hold, and what is more than a cell takes.
std::string storable(std::string_view text) {
    std::string out;
    std::size_t characters = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool begins_character = (byte & 0xC0U) != 0x80U;
        // Characters beyond 16 bits count twice in a cell.
        characters += begins_character ? (byte >= 0xF0 ? 2U : 1U) : 0U;
        if (characters > cell_characters_max) {
            break;
        }
        if (byte >= 0x20 || c == '\t' || c == '\n') {
            out += c;
        }
    }
    return out;
}

} // namespace

/// Written into a file without a name, so that nothing is left behind.
struct XlsxWriter::File {
    int descriptor = -1;
    off_t read_bytes = 0;
    std::string sheet_name;
    std::size_t sheets = 0;
    std::vector<WrittenColumn> columns;
    lxw_workbook* workbook = nullptr;
    lxw_worksheet* sheet = nullptr;
    lxw_format* money = nullptr;
    lxw_format* day = nullptr;
    lxw_format* bold = nullptr;
    std::uint32_t row = 0;

    File() = default;
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    ~File() {
        if (workbook != nullptr) {
            workbook_close(workbook);
        }
        if (descriptor >= 0) {
            ::close(descriptor);
        }
    }

    /// Begins the next sheet with the header row. A name that a sheet cannot have is left out.
    [[nodiscard]] bool add_sheet() {
        ++sheets;
        const auto name = sheets == 1 ? sheet_name : sheet_name + ' ' + std::to_string(sheets);
        sheet = workbook_add_worksheet(workbook, name.c_str());
        if (sheet == nullptr) {
            sheet = workbook_add_worksheet(workbook, nullptr);
        }
        if (sheet == nullptr) {
            return false;
        }
        lxw_col_t number = 0;
        for (const auto& column : columns) {
            worksheet_set_column(sheet, number, number, column.width, nullptr);
            worksheet_write_string(sheet, 0, number, storable(column.header).c_str(), bold);
            ++number;
        }
        worksheet_freeze_panes(sheet, 1, 0);
        row = 1;
        return true;
    }

    void put(lxw_col_t column, std::string_view text) const {
        worksheet_write_string(sheet, row, column, storable(text).c_str(), nullptr);
    }

    /// The format holds numbers as doubles; up to 10^15 fen each amount keeps its own.
    void put(lxw_col_t column, Money amount) const {
        worksheet_write_number(sheet, row, column, static_cast<double>(amount.fen) / 100, money);
    }

    void put(lxw_col_t column, std::int64_t number) const {
        worksheet_write_number(sheet, row, column, static_cast<double>(number), nullptr);
    }

    void put(lxw_col_t column, Day value) const {
        constexpr std::int32_t serial_of_1970 = 25'569;
        worksheet_write_number(sheet, row, column, value.number + serial_of_1970, day);
    }

    void put(lxw_col_t /*column*/, std::monostate /*nothing*/) const { }
};

XlsxWriter::XlsxWriter(std::unique_ptr<File> file)
    : file_(std::move(file)) { }

XlsxWriter::XlsxWriter(XlsxWriter&& other) noexcept = default;
XlsxWriter& XlsxWriter::operator=(XlsxWriter&& other) noexcept = default;
XlsxWriter::~XlsxWriter() = default;

Result<XlsxWriter>
XlsxWriter::create(const std::string& sheet_name, std::span<const WrittenColumn> columns) {
    auto file = std::make_unique<File>();
    file->sheet_name = sheet_name;
    file->columns.assign(columns.begin(), columns.end());
    std::error_code error;
    const auto folder = std::filesystem::temp_directory_path(error).string();
    auto pattern = folder + "/boai-XXXXXX";
    file->descriptor = error ? -1 : mkostemp(pattern.data(), O_CLOEXEC);
    if (file->descriptor < 0) {
        return no_room();
    }
    unlink(pattern.c_str());
    const auto path = "/proc/self/fd/" + std::to_string(file->descriptor);
    lxw_workbook_options options {};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = const_cast<char*>(folder.c_str()); // read, and copied, though not const there
    file->workbook = workbook_new_opt(path.c_str(), &options);
    if (file->workbook == nullptr) {
        return no_room();
    }
    file->money = workbook_add_format(file->workbook);
    file->day = workbook_add_format(file->workbook);
    file->bold = workbook_add_format(file->workbook);
    if (file->money == nullptr || file->day == nullptr || file->bold == nullptr) {
        return no_room();
    }
    format_set_num_format(file->money, "0.00");
    format_set_num_format(file->day, "yyyy-mm-dd");
    format_set_bold(file->bold);
    if (!file->add_sheet()) {
        return no_room();
    }
    return XlsxWriter { std::move(file) };
}

Result<void> XlsxWriter::add_row(std::span<const TableValue> values) {
    if (file_->row >= rows_max && !file_->add_sheet()) {
        return no_room();
    }
    lxw_col_t column = 0;
    for (const auto& value : values) {
        std::visit([&](const auto& known) { file_->put(column, known); }, value);
        ++column;
    }
    ++file_->row;
    return {};
}

Result<void> XlsxWriter::close() {
    const auto error = workbook_close(file_->workbook);
    file_->workbook = nullptr;
    if (error != LXW_NO_ERROR || lseek(file_->descriptor, 0, SEEK_END) <= 0) {
        return no_room();
    }
    return {};
}

Result<std::string> XlsxWriter::read_some(std::size_t bytes_max) {
    std::string bytes(bytes_max, '\0');
    const auto count = pread(file_->descriptor, bytes.data(), bytes.size(), file_->read_bytes);
    if (count < 0) {
        return no_room();
    }
    file_->read_bytes += count;
    bytes.resize(static_cast<std::size_t>(count));
    return bytes;
}

Result<std::string> XlsxWriter::finish() {
    TRY(close());
    constexpr std::size_t piece_bytes = 1U << 20U;
    std::string all;
    for (auto piece = TRY(read_some(piece_bytes)); !piece.empty();) {
        all += piece;
        piece = TRY(read_some(piece_bytes));
    }
    return all;
}

} // namespace boai::exchange
