/// \file
/// NoticeTable: the rows of a notice as every rendering shows them: gifts first, then uses,
/// numbered through.
#pragma once

#include "exchange/table_value.hpp"
#include "modules/giving/disclosure/public_notices.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace boai::giving {

/// One row in words; what does not apply is empty.
struct NoticeLine {
    std::size_t number = 0; ///< from 1
    std::string_view kind;
    Day day;
    std::string_view receipt;
    std::string_view donor;
    std::optional<Money> amount; ///< below zero for what went out or back
    std::string_view item;
    std::string_view specification;
    std::int64_t quantity = 0; ///< 0 for none
    std::string_view unit;
    std::string_view purpose;
    std::string_view campaign;
    std::string_view branch;
    std::string_view level;
    std::string_view title; ///< of a use
    std::string_view other; ///< the branch at the other end
    bool is_within = false;
};

/// The words of the module that owns branches; none when there is none.
[[nodiscard]] std::span<const record::Choice> level_words(const record::Registry& registry);

/// Borrows the notice. Threads: any one thread.
class NoticeTable {
public:
    /// `levels`: what levels of branches are called; see level_words.
    NoticeTable(
        const PublicNotice& notice, Language language, std::span<const record::Choice> levels
    )
        : notice_(notice)
        , language_(language)
        , levels_(levels) { }

    [[nodiscard]] Language language() const { return language_; }

    [[nodiscard]] const PublicNotice& notice() const { return notice_; }

    /// Gifts and uses together.
    [[nodiscard]] std::size_t size() const;

    [[nodiscard]] std::size_t gift_rows() const { return notice_.notice.rows.size(); }

    /// `index` from 0, below size().
    [[nodiscard]] NoticeLine line(std::size_t index) const;

    [[nodiscard]] std::string_view purpose(Id id) const;
    /// What people call a level, such as "county".
    [[nodiscard]] std::string_view level(std::string_view word) const;
    [[nodiscard]] std::string_view branch(Id id) const;
    /// Its own name with its scope, or its campaign's.
    [[nodiscard]] std::string about() const;
    /// "Platform match".
    [[nodiscard]] std::string_view match(MatchKind kind) const;
    /// "2020 年第 3 期".
    [[nodiscard]] std::string issue() const;
    /// On the wall in China, to the hour.
    [[nodiscard]] std::string period() const;

private:
    [[nodiscard]] NoticeLine gift_line(const NoticeRow& row, std::size_t index) const;
    [[nodiscard]] NoticeLine use_line(const NoticeUse& use, std::size_t index) const;

    const PublicNotice& notice_;
    Language language_;
    std::span<const record::Choice> levels_;
};

/// The table as a CSV file, every row, behind a byte order mark.
[[nodiscard]] std::string notice_csv(const NoticeTable& table);

/// An .xlsx file: the rows, then subtotals and the tables of sums below them. Errors: unavailable.
Result<std::string> notice_xlsx(const NoticeTable& table);

} // namespace boai::giving
