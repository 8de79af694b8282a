/// \file
/// Makes small office files in memory, valid ones and broken ones.
#pragma once

#include <zip.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace boai::exchange::testing {

using Parts = std::vector<std::pair<std::string, std::string>>;

/// A zip archive of these parts.
inline std::string zip_of(const Parts& parts) {
    zip_error_t error {};
    auto* source = zip_source_buffer_create(nullptr, 0, 0, &error);
    auto* archive = zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, &error);
    zip_source_keep(source);
    for (const auto& [name, content] : parts) {
        auto* part = zip_source_buffer(archive, content.data(), content.size(), 0);
        zip_file_add(archive, name.c_str(), part, ZIP_FL_OVERWRITE);
    }
    zip_close(archive);
    zip_source_open(source);
    zip_source_seek(source, 0, SEEK_END);
    std::string bytes(static_cast<std::size_t>(zip_source_tell(source)), '\0');
    zip_source_seek(source, 0, SEEK_SET);
    zip_source_read(source, bytes.data(), bytes.size());
    zip_source_close(source);
    zip_source_free(source);
    return bytes;
}

/// What goes into an .xlsx file of one sheet.
struct Xlsx {
    std::string rows;    ///< the content of <sheetData>
    std::string merges;  ///< the content of <mergeCells>
    std::string shared;  ///< the content of <sst>
    std::string formats; ///< the <xf> elements of <cellXfs>
    bool from_1904 = false;
};

inline std::string xlsx_of(const Xlsx& content) {
    const std::string package = "http://schemas.openxmlformats.org/package/2006/relationships";
    const std::string office
        = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const std::string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const auto relation = [&](std::string_view id, std::string_view kind, std::string_view target) {
        return "<Relationship Id=\"" + std::string { id } + "\" Type=\"" + office + "/"
            + std::string { kind } + "\" Target=\"" + std::string { target } + "\"/>";
    };
    const auto relations = [&](const std::string& inside) {
        return "<?xml version=\"1.0\"?><Relationships xmlns=\"" + package + "\">" + inside
            + "</Relationships>";
    };
    return zip_of({
        { "[Content_Types].xml", "<?xml version=\"1.0\"?><Types/>" },
        { "_rels/.rels", relations(relation("r1", "officeDocument", "xl/workbook.xml")) },
        { "xl/_rels/workbook.xml.rels",
          relations(
              relation("r1", "worksheet", "worksheets/sheet1.xml")
              + relation("r2", "sharedStrings", "sharedStrings.xml")
              + relation("r3", "styles", "styles.xml")
          ) },
        { "xl/workbook.xml",
          "<?xml version=\"1.0\"?><workbook xmlns=\"" + main + "\" xmlns:r=\"" + office
              + "\"><workbookPr date1904=\"" + (content.from_1904 ? "1" : "0")
              + "\"/><sheets><sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"r1\"/></sheets>"
                "</workbook>" },
        { "xl/sharedStrings.xml",
          "<?xml version=\"1.0\"?><sst xmlns=\"" + main + "\">" + content.shared + "</sst>" },
        { "xl/styles.xml",
          "<?xml version=\"1.0\"?><styleSheet xmlns=\"" + main + "\"><cellXfs>" + content.formats
              + "</cellXfs></styleSheet>" },
        { "xl/worksheets/sheet1.xml",
          "<?xml version=\"1.0\"?><worksheet xmlns=\"" + main + "\"><sheetData>" + content.rows
              + "</sheetData><mergeCells>" + content.merges + "</mergeCells></worksheet>" },
    });
}

/// An .ods file whose one table holds these rows.
inline std::string ods_of(const std::string& rows) {
    return zip_of({
        { "mimetype", "application/vnd.oasis.opendocument.spreadsheet" },
        { "content.xml",
          "<?xml version=\"1.0\"?><office:document-content "
          "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
          "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "
          "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body>"
          "<office:spreadsheet><table:table table:name=\"Sheet1\">"
              + rows
              + "</table:table></office:spreadsheet></office:body>"
                "</office:document-content>" },
    });
}

/// Little-endian bytes of a number.
template <class T>
std::string bytes_of(T value) {
    return { reinterpret_cast<const char*>(&value), sizeof value };
}

/// One record of a BIFF stream.
inline std::string biff_record(std::uint16_t kind, const std::string& data) {
    return bytes_of(kind) + bytes_of(static_cast<std::uint16_t>(data.size())) + data;
}

/// A compound file with one stream, padded so that it lies in ordinary sectors.
inline std::string compound_of(const std::u16string& name, std::string stream) {
    constexpr std::size_t sector = 512;
    constexpr std::uint32_t end = 0xFFFFFFFE;
    constexpr std::uint32_t unused = 0xFFFFFFFF;
    stream.resize(std::max<std::size_t>(stream.size(), 4096));
    const auto size = stream.size();
    stream.resize((size + sector - 1) / sector * sector);
    const auto stream_sectors = static_cast<std::uint32_t>(stream.size() / sector);
    const auto table_sectors = (stream_sectors + 2) / 127 + 1;
    const auto directory = table_sectors;
    const auto first = directory + 1;

    std::string header { "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8 };
    header += std::string(16, '\0') + bytes_of<std::uint16_t>(62) + bytes_of<std::uint16_t>(3)
        + bytes_of<std::uint16_t>(0xFFFE) + bytes_of<std::uint16_t>(9) + bytes_of<std::uint16_t>(6)
        + std::string(10, '\0') + bytes_of(table_sectors) + bytes_of(directory)
        + bytes_of<std::uint32_t>(0) + bytes_of<std::uint32_t>(4096) + bytes_of(end)
        + bytes_of<std::uint32_t>(0) + bytes_of(end) + bytes_of<std::uint32_t>(0);
    for (std::uint32_t i = 0; i < 109; ++i) {
        header += bytes_of(i < table_sectors ? i : unused);
    }
    std::string table;
    for (std::uint32_t i = 0; i < table_sectors; ++i) {
        table += bytes_of<std::uint32_t>(0xFFFFFFFD);
    }
    table += bytes_of(end);
    for (std::uint32_t i = 1; i <= stream_sectors; ++i) {
        table += bytes_of(i == stream_sectors ? end : first + i);
    }
    while (table.size() < table_sectors * sector) {
        table += bytes_of(unused);
    }
    const auto entry
        = [&](const std::u16string& title, char kind, std::uint32_t start, std::uint64_t length) {
              std::string bytes(64, '\0');
              bytes.replace(
                  0, title.size() * 2, reinterpret_cast<const char*>(title.data()), title.size() * 2
              );
              return bytes + bytes_of(static_cast<std::uint16_t>(title.size() * 2 + 2)) + kind
                  + '\1' + bytes_of(unused) + bytes_of(unused) + bytes_of(kind == 5 ? 1U : unused)
                  + std::string(36, '\0') + bytes_of(start) + bytes_of(length);
          };
    auto names = entry(u"Root Entry", 5, end, 0) + entry(name, 2, first, size);
    names.resize(sector);
    return header + table + names + stream;
}

}  // namespace boai::exchange::testing
