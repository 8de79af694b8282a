#include "exchange/compound_file.hpp"

#include "exchange/little_endian.hpp"

#include <algorithm>

namespace boai::exchange {
namespace {

constexpr std::uint32_t sector_number_max = 0xFFFFFFFAU;  ///< above are the marks of chains
constexpr std::size_t header_bytes = 512;
constexpr std::size_t entry_bytes = 128;
constexpr std::size_t small_sector_bytes = 64;
constexpr std::size_t header_table_entries = 109;

/// The name of a directory entry, lower case; what is not ASCII becomes '?'.
std::string entry_name(std::string_view entry) {
    const auto bytes = std::min<std::size_t>(little_endian<std::uint16_t>(entry, 64), 64);
    std::string name;
    for (std::size_t i = 0; i + 2 < bytes; i += 2) {
        const auto unit = little_endian<std::uint16_t>(entry, i);
        const bool upper = unit >= 'A' && unit <= 'Z';
        name += unit < 128 ? static_cast<char>(unit + (upper ? 'a' - 'A' : 0)) : '?';
    }
    return name;
}

}  // namespace

std::unexpected<Error> xls_damaged() {
    return fail(
        Errc::invalid,
        Text {
            .zh = "文件已损坏或不完整。请用表格软件打开，另存为 .xlsx 后再导入。",
            .en = "The file is damaged or cut off. Open it in a spreadsheet program, save it as "
                  ".xlsx and import that.",
        }
    );
}

std::string_view CompoundFile::sector(std::uint32_t number) const {
    const auto offset = (static_cast<std::uint64_t>(number) + 1) * sector_bytes_;
    return offset >= bytes_.size() ? std::string_view {} : bytes_.substr(offset, sector_bytes_);
}

Result<CompoundFile> CompoundFile::open(std::string_view bytes) {
    const auto sector_shift = little_endian<std::uint16_t>(bytes, 30);
    if (bytes.size() < header_bytes || !bytes.starts_with(signature)
        || (sector_shift != 9 && sector_shift != 12)) {
        return xls_damaged();
    }
    CompoundFile file;
    file.bytes_ = bytes;
    file.sector_bytes_ = std::size_t { 1 } << sector_shift;
    file.small_stream_bytes_max_ = little_endian<std::uint32_t>(bytes, 56);
    TRY(file.read_sector_table());
    TRY(file.read_directory());
    TRY(file.read_small_sectors());
    return file;
}

/// The table of next sectors is itself spread over sectors: the header names the first 109, a
/// chain of further sectors the rest.
Result<void> CompoundFile::read_sector_table() {
    const auto table_sectors_max = bytes_.size() / sector_bytes_ + 1;
    std::vector<std::uint32_t> table_sectors;
    table_sectors.reserve(header_table_entries);
    for (std::size_t i = 0; i < header_table_entries; ++i) {
        table_sectors.push_back(little_endian<std::uint32_t>(bytes_, 76 + 4 * i));
    }
    auto further = little_endian<std::uint32_t>(bytes_, 68);
    for (std::size_t i = 0; further < sector_number_max; ++i) {
        const auto part = sector(further);
        if (i > table_sectors_max || part.size() < sector_bytes_) {
            return xls_damaged();
        }
        for (std::size_t at = 0; at + 4 < part.size(); at += 4) {
            table_sectors.push_back(little_endian<std::uint32_t>(part, at));
        }
        further = little_endian<std::uint32_t>(part, sector_bytes_ - 4);
    }
    for (const auto number : table_sectors) {
        if (number >= sector_number_max) {
            continue;
        }
        const auto part = sector(number);
        if (part.empty() || next_sector_.size() > table_sectors_max * (sector_bytes_ / 4)) {
            return xls_damaged();
        }
        for (std::size_t at = 0; at < part.size(); at += 4) {
            next_sector_.push_back(little_endian<std::uint32_t>(part, at));
        }
    }
    return {};
}

Result<std::string> CompoundFile::read_chain(std::uint32_t start, std::uint64_t size_max) const {
    std::string out;
    for (auto number = start; number < sector_number_max && out.size() < size_max;
         number = next_sector_[number]) {
        const auto part = sector(number);
        if (part.empty() || number >= next_sector_.size() || out.size() > bytes_.size()) {
            return xls_damaged();
        }
        out.append(part);
    }
    out.resize(std::min<std::uint64_t>(out.size(), size_max));
    return out;
}

Result<void> CompoundFile::read_directory() {
    const auto directory = TRY(read_chain(little_endian<std::uint32_t>(bytes_, 48), bytes_.size()));
    for (std::size_t at = 0; at + entry_bytes <= directory.size(); at += entry_bytes) {
        const auto entry = std::string_view { directory }.substr(at, entry_bytes);
        const bool stream = entry[66] == 2;
        if (stream || at == 0) {
            // The upper half of the size is rubbish in files of version 3 with small sectors.
            const auto size = sector_bytes_ == header_bytes
                ? little_endian<std::uint32_t>(entry, 120)
                : little_endian<std::uint64_t>(entry, 120);
            streams_.push_back({ entry_name(entry), little_endian<std::uint32_t>(entry, 116), size }
            );
        }
    }
    if (streams_.empty()) {
        return xls_damaged();
    }
    return {};
}

Result<void> CompoundFile::read_small_sectors() {
    const auto table = TRY(read_chain(little_endian<std::uint32_t>(bytes_, 60), bytes_.size()));
    for (std::size_t at = 0; at + 4 <= table.size(); at += 4) {
        next_small_sector_.push_back(little_endian<std::uint32_t>(table, at));
    }
    if (!next_small_sector_.empty()) {
        small_sectors_ = TRY(read_chain(streams_.front().start, streams_.front().size));
    }
    return {};
}

Result<std::string> CompoundFile::read_small_chain(const Stream& stream) const {
    std::string out;
    for (auto number = stream.start; number < sector_number_max && out.size() < stream.size;
         number = next_small_sector_[number]) {
        const auto offset = static_cast<std::uint64_t>(number) * small_sector_bytes;
        if (number >= next_small_sector_.size() || offset >= small_sectors_.size()
            || out.size() > small_sectors_.size()) {
            return xls_damaged();
        }
        out.append(std::string_view { small_sectors_ }.substr(offset, small_sector_bytes));
    }
    return out;
}

bool CompoundFile::has(std::string_view name) const {
    return std::ranges::any_of(streams_, [&](const Stream& stream) { return stream.name == name; });
}

Result<std::string> CompoundFile::read(std::string_view name) const {
    const auto found = std::ranges::find(streams_, name, &Stream::name);
    if (found == streams_.end()) {
        return fail(
            Errc::not_found,
            Text { .zh = "文件里没有工作簿。请用表格软件另存为 .xlsx 后再导入。",
                   .en = "The file holds no workbook. Save it as .xlsx in a spreadsheet program." }
        );
    }
    auto content = TRY(
        found->size < small_stream_bytes_max_ ? read_small_chain(*found)
                                              : read_chain(found->start, found->size)
    );
    if (content.size() < found->size) {
        return xls_damaged();
    }
    content.resize(found->size);
    return content;
}

} // namespace boai::exchange
