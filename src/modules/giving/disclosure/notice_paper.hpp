/// \file
/// A notice on A4 paper, page after page, so that its length costs no memory.
#pragma once

#include "documents/pdf.hpp"
#include "modules/giving/disclosure/notice_sums.hpp"

#include <optional>
#include <string>

namespace boai::giving {

/// Who publishes, and when the paper was made.
struct NoticePaperInfo {
    std::string society;
    std::string address; ///< of the notice's public page; empty for none
    Instant made;
};

/// Borrows the table. Threads: one at a time.
class NoticePaper {
public:
    /// Errors: unavailable when the machine has no Chinese type.
    static Result<NoticePaper> create(const NoticeTable& table, NoticePaperInfo info);

    /// The next pages as bytes of the file; none after the last. Errors: unavailable.
    Result<std::optional<std::string>> next();

    [[nodiscard]] std::size_t pages() const { return pages_; }

private:
    NoticePaper(const NoticeTable& table, NoticePaperInfo info, documents::Pdf pdf);

    void draw_summary();
    /// Says how much of a list is not on this page.
    int draw_more(int y, std::size_t count);
    /// Balances and what is apart from them, each table as far as there is room for it.
    int draw_sums(int y);
    int draw_one_sums(int y, int bottom, const NoticeSums& sums);
    int draw_notes(int y);
    void draw_rows(std::size_t page);
    void draw_footer(std::size_t page);
    int draw_line(int y, Text label, std::string_view value);

    const NoticeTable* table_;
    NoticePaperInfo info_;
    documents::Pdf pdf_;
    std::size_t pages_ = 1; ///< the summary, and those with rows
    std::size_t page_ = 0; ///< drawn
    bool is_done_ = false;
};

/// All of it at once. Errors: unavailable.
Result<std::string> notice_pdf(const NoticeTable& table, NoticePaperInfo info);

} // namespace boai::giving
