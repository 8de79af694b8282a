#include "exchange/workbook_reader.hpp"

#include "base/limits.hpp"
#include "exchange/compound_file.hpp"
#include "exchange/csv_reader.hpp"
#include "exchange/ods_reader.hpp"
#include "exchange/xls_reader.hpp"
#include "exchange/xlsx_reader.hpp"
#include "exchange/zip_file.hpp"

#include <algorithm>

namespace boai::exchange {
namespace {

std::unexpected<Error> refuse(Text text) {
    return fail(Errc::invalid, text);
}

Result<Workbook> read_archive(std::string_view bytes) {
    auto archive = TRY(ZipFile::open(bytes));
    if (archive.has("xl/workbook.bin")) {
        return refuse({
            .zh = "这是 .xlsb 文件。请用表格软件另存为 .xlsx 后再导入。",
            .en = "This is an .xlsb file. Save it as .xlsx in a spreadsheet program.",
        });
    }
    if (archive.has("[Content_Types].xml") && archive.has("_rels/.rels")
        && !archive.has("word/document.xml") && !archive.has("ppt/presentation.xml")) {
        return read_xlsx(std::move(archive));
    }
    if (archive.has("content.xml")) {
        return read_ods(std::move(archive));
    }
    return refuse({
        .zh = "压缩包里没有表格。请解压后导入其中的表格文件。",
        .en = "The archive is not a spreadsheet. Unpack it and import the spreadsheet inside.",
    });
}

/// Pages and XML that programs save under a spreadsheet's name.
bool looks_like_markup(std::string_view bytes) {
    const auto start = bytes.find_first_not_of("\xEF\xBB\xBF \t\r\n");
    if (start == std::string_view::npos || bytes[start] != '<') {
        return false;
    }
    std::string head { bytes.substr(start, 512) };
    std::ranges::transform(head, head.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    });
    return head.starts_with("<?xml") || head.starts_with("<!doctype") || head.contains("<html")
        || head.contains("<table");
}

/// BIFF before the compound file: a first record of 4 or more bytes with version 2, 3 or 4.
bool is_bare_biff(std::string_view bytes) {
    return bytes.size() > 8 && bytes[0] == '\x09'
        && (bytes[1] == '\0' || bytes[1] == '\x02' || bytes[1] == '\x04') && bytes[3] == '\0';
}

Result<Workbook> read_by_content(std::string_view bytes) {
    if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06")) {
        return read_archive(bytes);
    }
    if (bytes.starts_with(CompoundFile::signature)) {
        return read_xls(TRY(CompoundFile::open(bytes)));
    }
    if (is_bare_biff(bytes)) {
        return refuse({
            .zh = "这是很旧的 Excel 格式。请用表格软件打开，另存为 .xlsx 后再导入。",
            .en = "This is a very old Excel format. Save it as .xlsx and import that.",
        });
    }
    if (looks_like_markup(bytes)) {
        return refuse({
            .zh = "这是网页或 XML 文件，不是表格。请用表格软件打开，另存为 .xlsx 后再导入。",
            .en = "This is a web page or XML, not a spreadsheet. Open it in a spreadsheet program, "
                  "save it as .xlsx and import that.",
        });
    }
    return read_csv(bytes);
}

}  // namespace

Result<Workbook> read_workbook(std::string_view bytes) {
    if (bytes.size() > limits::bulk_body_bytes_max) {
        return fail(
            Errc::over_limit,
            compose(
                { .zh = "文件超过 {} 字节。请拆成几个文件再导入。",
                  .en = "The file is larger than {} bytes. Split it into several files." },
                { std::to_string(limits::bulk_body_bytes_max) }
            )
        );
    }
    auto workbook = TRY(read_by_content(bytes));
    const auto empty = [](const Sheet& sheet) { return sheet.cells.empty(); };
    if (std::ranges::all_of(workbook.sheets, empty)) {
        return refuse({
            .zh = "文件里没有任何内容。请检查是否选对了文件。",
            .en = "The file holds nothing. Check that it is the right one.",
        });
    }
    return workbook;
}

}  // namespace boai::exchange
