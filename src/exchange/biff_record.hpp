/// \file
/// The records of a BIFF workbook stream, the format inside .xls files.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace boai::exchange {

/// The kinds of records that are read. Source: [MS-XLS] 2.3.
namespace biff {
inline constexpr std::uint16_t formula = 0x0006;
inline constexpr std::uint16_t end_of_part = 0x000A;
inline constexpr std::uint16_t date_mode = 0x0022;
inline constexpr std::uint16_t file_pass = 0x002F;
inline constexpr std::uint16_t continuation = 0x003C;
inline constexpr std::uint16_t code_page = 0x0042;
inline constexpr std::uint16_t bound_sheet = 0x0085;
inline constexpr std::uint16_t many_rk = 0x00BD;
inline constexpr std::uint16_t rich_string = 0x00D6;
inline constexpr std::uint16_t cell_format = 0x00E0;
inline constexpr std::uint16_t merged_cells = 0x00E5;
inline constexpr std::uint16_t shared_strings = 0x00FC;
inline constexpr std::uint16_t shared_label = 0x00FD;
inline constexpr std::uint16_t number = 0x0203;
inline constexpr std::uint16_t label = 0x0204;
inline constexpr std::uint16_t flag_or_error = 0x0205;
inline constexpr std::uint16_t formula_text = 0x0207;
inline constexpr std::uint16_t rk = 0x027E;
inline constexpr std::uint16_t number_format = 0x041E;
inline constexpr std::uint16_t begin_of_part = 0x0809;
}  // namespace biff

/// One record, its continuations joined to it as further pieces. Borrows the stream.
struct BiffRecord {
    std::uint16_t kind = 0;
    std::vector<std::string_view> pieces;

    [[nodiscard]] std::string_view data() const { return pieces.front(); }
};

/// Walks over the records of a stream.
class BiffStream {
public:
    /// Begins at `offset`.
    BiffStream(std::string_view stream, std::size_t offset)
        : stream_(stream)
        , at_(offset) { }

    /// Reads the next record into `record`; false at the end of the stream.
    /// Errors: invalid when a record is cut off.
    [[nodiscard]] Result<bool> next(BiffRecord& record);

private:
    [[nodiscard]] bool continues() const;

    std::string_view stream_;
    std::size_t at_;
};

/// Reads numbers and texts of BIFF8 that run on through the pieces of a record.
class BiffText {
public:
    explicit BiffText(const BiffRecord& record)
        : pieces_(record.pieces) { }

    void skip(std::size_t bytes);
    [[nodiscard]] std::uint8_t byte();
    [[nodiscard]] std::uint16_t word();
    [[nodiscard]] std::uint32_t double_word();

    /// Reads a text of `length` characters with its flags, as UTF-8, and skips its formatting.
    void string(std::size_t length, std::string& out);

    /// Whether more was read than there is.
    [[nodiscard]] bool overrun() const { return overrun_; }

private:
    /// Moves to the next piece when this one is used up; false at the end of the record.
    bool to_data();

    [[nodiscard]] std::string_view rest() const { return pieces_[piece_].substr(at_); }

    const std::vector<std::string_view>& pieces_;
    std::size_t piece_ = 0;
    std::size_t at_ = 0;
    bool overrun_ = false;
};

/// The decimal text of a number, as short as tells it from its neighbours.
[[nodiscard]] std::string decimal_text(double value);
/// The decimal text of a packed number. Source: [MS-XLS] 2.5.218.
[[nodiscard]] std::string decimal_text_of_rk(std::uint32_t rk);

}  // namespace boai::exchange
