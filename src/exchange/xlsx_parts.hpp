/// \file
/// The parts of an .xlsx file that are read before its sheets.
#pragma once

#include "exchange/sheet.hpp"
#include "exchange/xml_reader.hpp"

#include <string>
#include <vector>

namespace boai::exchange {

/// Where the sheets are and what they share.
struct XlsxContents {
    struct SheetPart {
        std::string name;
        std::string part;
    };

    bool from_1904 = false;
    std::vector<SheetPart> sheets;
    std::string shared_strings_part;  ///< empty when the file has none
    std::string styles_part;          ///< empty when the file has none
};

/// Reads the relations and the list of sheets. Errors: invalid, over_limit.
[[nodiscard]] Result<XlsxContents> read_xlsx_contents(ZipFile& archive);

/// Reads the table of shared texts into the workbook. Errors: invalid, over_limit.
[[nodiscard]] Result<std::vector<StoredText>>
read_shared_strings(ZipFile& archive, const std::string& part, WorkbookBuilder& builder);

/// Reads which cell formats are days and times, by index. Errors: invalid, over_limit.
[[nodiscard]] Result<std::vector<NumberUse>>
read_xlsx_formats(ZipFile& archive, const std::string& part);

/// Writes a text as it is stored in the file without its escapes such as "_x000D_".
void append_unescaped(std::string& out, std::string_view text);

}  // namespace boai::exchange
