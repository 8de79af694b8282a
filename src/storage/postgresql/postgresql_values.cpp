#include "storage/postgresql/postgresql_values.hpp"

#include <endian.h>
#include <libpq-fe.h>

#include <bit>
#include <charconv>
#include <concepts>
#include <cstring>
#include <limits>

namespace boai::storage {
namespace {

// Type numbers are fixed. Source: PostgreSQL 15, src/include/catalog/pg_type.dat.
constexpr Oid type_bool = 16;
constexpr Oid type_bytea = 17;
constexpr Oid type_int8 = 20;
constexpr Oid type_int2 = 21;
constexpr Oid type_int4 = 23;
constexpr Oid type_text = 25;
constexpr Oid type_float8 = 701;
constexpr Oid type_numeric = 1700;
constexpr Oid type_bytea_array = 1001;
constexpr Oid type_text_array = 1009;
constexpr Oid type_int8_array = 1016;

/// Types of one kind of column.
struct KindTypes {
    Oid one;
    Oid array;
    char letter;
};

KindTypes types_of(Kind kind) {
    switch (kind) {
    case Kind::text:
        return { type_text, type_text_array, 't' };
    case Kind::blob:
        return { type_bytea, type_bytea_array, 'b' };
    case Kind::null:
    case Kind::number:
        break;
    }
    return { type_int8, type_int8_array, 'n' };
}

void append_big_endian(std::string& out, std::uint32_t value) {
    const std::uint32_t swapped = htobe32(value);
    char bytes[sizeof swapped];
    std::memcpy(bytes, &swapped, sizeof swapped);
    out.append(bytes, sizeof bytes);
}

void append_element(std::string& out, const Param& value) {
    constexpr std::uint32_t null_length = 0xffffffff;
    switch (value.kind()) {
    case Kind::null:
        append_big_endian(out, null_length);
        return;
    case Kind::number:
        append_big_endian(out, sizeof(std::int64_t));
        append_big_endian(out, static_cast<std::uint32_t>(value.number() >> 32));
        append_big_endian(out, static_cast<std::uint32_t>(value.number() & 0xffffffff));
        return;
    case Kind::text:
    case Kind::blob:
        append_big_endian(out, static_cast<std::uint32_t>(value.text().size()));
        out.append(value.text());
        return;
    }
}

/// One column of rows laid end to end, as an array of one dimension.
std::string array_of(Params values, std::size_t column, std::size_t width, Oid element) {
    const auto rows = values.size() / width;
    std::string bytes;
    constexpr std::size_t head_bytes = 20;
    bytes.reserve(head_bytes + rows * (sizeof(std::uint32_t) + sizeof(std::int64_t)));
    append_big_endian(bytes, 1);  // dimensions
    append_big_endian(bytes, 1);  // NULLs are possible
    append_big_endian(bytes, element);
    append_big_endian(bytes, static_cast<std::uint32_t>(rows));
    append_big_endian(bytes, 1);  // the first index
    for (std::size_t at = column; at < values.size(); at += width) {
        append_element(bytes, values[at]);
    }
    return bytes;
}

template <std::unsigned_integral T>
T read_big_endian(const char* bytes) {
    T value {};
    for (std::size_t i = 0; i < sizeof(T); ++i) {
        value = static_cast<T>((value << 8U) | static_cast<unsigned char>(bytes[i]));
    }
    return value;
}

/// The whole part of a `numeric`, which is what sums of 64-bit numbers come as.
/// Source: PostgreSQL 15, src/backend/utils/adt/numeric.c, numeric_send: digits to base 10,000.
std::int64_t read_numeric(const char* bytes) {
    const int digits = read_big_endian<std::uint16_t>(bytes);
    const int weight = static_cast<std::int16_t>(read_big_endian<std::uint16_t>(bytes + 2));
    const bool is_negative = read_big_endian<std::uint16_t>(bytes + 4) == 0x4000;
    constexpr int head_bytes = 8;
    __extension__ using Wide = __int128;
    constexpr Wide largest = std::numeric_limits<std::int64_t>::max();
    Wide value = 0;
    for (int i = 0; i <= weight && value <= largest; ++i) {
        const auto digit
            = i < digits ? read_big_endian<std::uint16_t>(bytes + head_bytes + 2L * i) : 0;
        value = value * 10'000 + digit;
    }
    value = std::min(value, largest);
    return static_cast<std::int64_t>(is_negative ? -value : value);
}

std::int64_t read_digits(std::string_view text) {
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

}  // namespace

void BoundParams::clear(std::size_t count) {
    values_.clear();
    lengths_.clear();
    formats_.assign(count, 1);
    types_.clear();
    arrays_.clear();
    signature_.clear();
    numbers_.clear();
    numbers_.reserve(count); // values_ point into it
}

void BoundParams::add(const char* value, std::size_t length, unsigned type, char letter) {
    values_.push_back(value);
    lengths_.push_back(static_cast<int>(length));
    types_.push_back(type);
    signature_.push_back(letter);
}

void BoundParams::assign(Params params) {
    clear(params.size());
    for (const auto& param : params) {
        const auto types = types_of(param.kind());
        switch (param.kind()) {
        case Kind::null:
            add(nullptr, 0, 0, '?');
            break;
        case Kind::number:
            numbers_.push_back(
                std::bit_cast<std::int64_t>(htobe64(std::bit_cast<std::uint64_t>(param.number())))
            );
            // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): libpq takes bytes
            add(reinterpret_cast<const char*>(&numbers_.back()),
                sizeof(std::int64_t),
                types.one,
                types.letter);
            break;
        case Kind::text:
        case Kind::blob:
            add(param.text().data() == nullptr ? "" : param.text().data(),
                param.text().size(),
                types.one,
                types.letter);
            break;
        }
    }
}

void BoundParams::assign_columns(std::span<const InsertColumn> columns, Params values) {
    clear(columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto types = types_of(columns[i].kind);
        const auto& array = arrays_.emplace_back(array_of(values, i, columns.size(), types.one));
        add(array.data(), array.size(), types.array, types.letter);
    }
}

bool PostgresqlRow::is_null(int column) const {
    return PQgetisnull(result_, 0, column) != 0;
}

std::string_view PostgresqlRow::text(int column) const {
    return { PQgetvalue(result_, 0, column),
             static_cast<std::size_t>(PQgetlength(result_, 0, column)) };
}

int PostgresqlRow::columns() const {
    return PQnfields(result_);
}

std::int64_t PostgresqlRow::number(int column) const {
    if (is_null(column)) {
        return 0;
    }
    const char* const bytes = PQgetvalue(result_, 0, column);
    switch (PQftype(result_, column)) {
    case type_int8:
        return static_cast<std::int64_t>(read_big_endian<std::uint64_t>(bytes));
    case type_int4:
        return static_cast<std::int32_t>(read_big_endian<std::uint32_t>(bytes));
    case type_int2:
        return static_cast<std::int16_t>(read_big_endian<std::uint16_t>(bytes));
    case type_bool:
        return *bytes;
    case type_numeric:
        return read_numeric(bytes);
    case type_float8:
        return static_cast<std::int64_t>(std::bit_cast<double>(read_big_endian<std::uint64_t>(bytes)
        ));
    default:
        return read_digits(text(column));
    }
}

} // namespace boai::storage
