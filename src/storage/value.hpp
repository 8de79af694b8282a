/// \file
/// Values that go into statements and come out of rows.
#pragma once

#include "base/id.hpp"
#include "base/money.hpp"
#include "base/time.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace boai::storage {

/// The two SQL dialects of the shared subset.
enum class Dialect : std::uint8_t { sqlite, postgresql };

/// How a value is stored. Numbers are 64-bit, text is UTF-8, blobs are bytes.
enum class Kind : std::uint8_t { null, number, text, blob };

/// One bound value. Text and blob are borrowed: they must outlive the call they are given to.
class Param {
public:
    constexpr Param() = default;

    // NOLINTBEGIN(google-explicit-constructor): a value is a parameter as it stands
    constexpr Param(std::int64_t number)
        : number_(number)
        , kind_(Kind::number) { }

    constexpr Param(int number)
        : Param(static_cast<std::int64_t>(number)) { }

    constexpr Param(bool flag)
        : Param(static_cast<std::int64_t>(flag ? 1 : 0)) { }

    constexpr Param(Id id)
        : Param(id.value) { }

    constexpr Param(Money amount)
        : Param(amount.fen) { }

    constexpr Param(Day day)
        : Param(static_cast<std::int64_t>(day.number)) { }

    constexpr Param(Instant at)
        : Param(at.milliseconds) { }

    constexpr Param(std::string_view text)
        : text_(text)
        , kind_(Kind::text) { }

    constexpr Param(const char* text)
        : Param(std::string_view { text }) { }

    Param(const std::string& text)
        : Param(std::string_view { text }) { }

    constexpr Param(std::nullopt_t) { }

    // NOLINTEND(google-explicit-constructor)

    /// Bytes, for a {BLOB} column.
    static constexpr Param blob(std::string_view bytes) {
        Param param { bytes };
        param.kind_ = Kind::blob;
        return param;
    }

    /// An id, or NULL when it is none.
    static constexpr Param optional(Id id) { return id.empty() ? Param {} : Param { id }; }

    [[nodiscard]] constexpr Kind kind() const { return kind_; }

    [[nodiscard]] constexpr std::int64_t number() const { return number_; }

    [[nodiscard]] constexpr std::string_view text() const { return text_; }

private:
    std::int64_t number_ = 0;
    std::string_view text_;
    Kind kind_ = Kind::null;
};

using Params = std::span<const Param>;

/// One row of an answer; what it gives is borrowed until the next row.
class Row {
public:
    Row() = default;
    Row(const Row&) = delete;
    Row& operator=(const Row&) = delete;
    virtual ~Row() = default;

    [[nodiscard]] virtual bool is_null(int column) const = 0;
    /// 0 for NULL.
    [[nodiscard]] virtual std::int64_t number(int column) const = 0;
    /// Text or bytes; empty for NULL.
    [[nodiscard]] virtual std::string_view text(int column) const = 0;
    [[nodiscard]] virtual int columns() const = 0;

    [[nodiscard]] Id id(int column) const { return { number(column) }; }

    [[nodiscard]] Money money(int column) const { return { number(column) }; }

    [[nodiscard]] Instant instant(int column) const { return { number(column) }; }

    [[nodiscard]] Day day(int column) const {
        return { static_cast<std::int32_t>(number(column)) };
    }
};

}  // namespace boai::storage
