#include "exchange/gift_rows.hpp"

#include "exchange/gift_draft.hpp"
#include "exchange/header_words.hpp"
#include "exchange/outgoing_rows.hpp"
#include "exchange/row_cells.hpp"
#include "exchange/stated_totals.hpp"

#include <algorithm>

namespace boai::exchange {
namespace {

const Text no_amount {
    .zh = "这一行没有金额。请补上金额，或删去这一行。",
    .en = "This row has no amount. Add it, or delete the row.",
};

/// Reads the rows of one table from top to bottom.
class RowReader {
public:
    RowReader(
        const Workbook& workbook,
        const Sheet& sheet,
        const Table& table,
        std::span<const TargetField> fields
    )
        : workbook_(workbook)
        , sheet_(sheet)
        , table_(table)
        , fields_(fields)
        , cells_(sheet, table, fields)
        , outgoing_(table)
        , reader_(workbook, table.unit) {
        rows_.gifts.reserve(sheet.row_count());
    }

    GiftRows read() {
        last_amount_row_ = find_last_amount_row();
        for (std::size_t i = table_.first_data; i < sheet_.row_count(); ++i) {
            read_row(sheet_.row(i));
        }
        settle_block_totals();
        totals_.settle(rows_.sum, table_.unit, workbook_.from_1904);
        settle_bare_total();
        rows_.stated_sum = totals_.sum(rows_.sum);
        rows_.stated_rows = totals_.rows(static_cast<std::int64_t>(rows_.gifts.size()));
        rows_.footer_day = totals_.day() ? totals_.day() : rows_.footer_day;
        warn_of_outgoing();
        warn_of_rounded_references();
        return std::move(rows_);
    }

private:
    /// A total that one of several tables side by side states.
    struct BlockTotal {
        std::uint16_t block = 0;
        std::optional<std::int64_t> rows;
        std::optional<Money> sum;
    };

    [[nodiscard]] std::uint32_t find_last_amount_row() const {
        for (std::size_t i = sheet_.row_count(); i > table_.first_data; --i) {
            const auto row = sheet_.row(i - 1);
            if (std::ranges::any_of(row, [&](const Cell& cell) {
                    return cells_.is_amount(cell);
                })) {
                return row.front().row;
            }
        }
        return 0;
    }

    void read_row(std::span<const Cell> row) {
        const bool continued = cells_.take(row, reader_);
        if (read_total(row) || is_repeated_header(row) || begins_section(row)) {
            return;
        }
        if (outgoing_.holds(row, cells_.drafts(), reader_)) {
            ++outgoing_rows_;
            return;
        }
        bool gift = false;
        bool left_over = false;
        for (const auto& draft : cells_.drafts()) {
            if (draft.amount != nullptr) {
                gift = true;
                read_gift(row, draft);
            } else {
                left_over = left_over || draft.any();
            }
        }
        note_spare_numbers(row, gift);
        if (!gift && !continued) {
            read_other(row, left_over);
        }
    }

    /// Whether a cell announces a total, so that the row is no gift. A total written beside a
    /// gift, or in one of several tables side by side, leaves the gifts of the row as they are.
    bool read_total(std::span<const Cell> row) {
        for (const auto& cell : row) {
            if (cell.kind != CellKind::text || !may_hold_total(workbook_.text_of(cell))) {
                continue;
            }
            const auto label = read_total_label(reader_.clean(cell));
            if (!label) {
                continue;
            }
            const auto* const column = cells_.column_of(cell);
            const auto kind = column != nullptr ? cells_.kind_of(*column) : FieldKind::text;
            if (column != nullptr && kind != FieldKind::text && cells_.blocks() > 1) {
                read_total_of_block(*label, column->block);
                note_footer(row);
                continue;
            }
            const bool beside = kind == FieldKind::text
                && std::ranges::any_of(cells_.drafts(), &GiftDraft::is_gift_of_its_own);
            read_total_row(row, *label, beside);
            return !beside;
        }
        return false;
    }

    void read_total_of_block(const TotalLabel& label, std::uint16_t block) {
        auto& draft = cells_.drafts()[block];
        auto sum = label.sum;
        if (draft.amount != nullptr && !sum) {
            const auto amount = read_amount(reader_.clean(*draft.amount), table_.unit);
            sum = amount ? std::optional { *amount } : std::nullopt;
        }
        if (!label.partial) {
            block_totals_.push_back({ block, label.rows, sum });
        }
        draft.clear();
    }

    /// Totals of tables side by side belong together when each table has one.
    void settle_block_totals() {
        std::vector<bool> seen(cells_.blocks());
        std::optional<std::int64_t> rows = 0;
        Money sum;
        for (const auto& total : block_totals_) {
            seen[total.block] = total.sum.has_value();
            sum = sum + total.sum.value_or(Money {});
            rows = rows && total.rows ? std::optional { *rows + *total.rows } : std::nullopt;
        }
        const bool each_once = block_totals_.size() == cells_.blocks()
            && std::ranges::all_of(seen, [](bool stated) { return stated; });
        if (each_once) {
            totals_.add(rows, sum);
            return;
        }
        for (const auto& total : block_totals_) {
            totals_.add(total.rows, total.sum);
        }
    }

    /// The sum stands in the label, in the amount column or in the next number beside.
    void read_total_row(std::span<const Cell> row, TotalLabel label, bool beside) {
        std::optional<Money> amount;
        std::optional<Money> spare;
        for (const auto& cell : row) {
            if (add_label(cell, label)) {
                continue;
            }
            note_footer_day(cell);
            const auto value = read_amount(reader_.clean(cell), table_.unit);
            if (!value || cell.use != NumberUse::plain) {
                continue;
            }
            const auto* const column = cells_.column_of(cell);
            if (cells_.is_amount(cell) && !beside) {
                amount = *value;
            } else if (column == nullptr) {
                spare = *value;
            } else if (column->field && !beside && !label.partial) {
                rows_.column_totals.push_back({ *column->field, cell.column, *value });
            }
        }
        if (!label.partial) {
            const auto sum = label.sum ? label.sum : amount ? amount : spare;
            totals_.add(label.rows, sum);
        }
        if (!beside) {
            note_footer(row);
        }
    }

    /// Completes a label by another one of the same row. False when the cell is none.
    bool add_label(const Cell& cell, TotalLabel& label) {
        const auto other
            = cell.kind == CellKind::text ? read_total_label(reader_.clean(cell)) : std::nullopt;
        if (!other) {
            return false;
        }
        label.rows = label.rows ? label.rows : other->rows;
        label.sum = label.sum ? label.sum : other->sum;
        return true;
    }

    void note_footer(std::span<const Cell> row) {
        Footer footer { row.front().row + 1, {} };
        for (const auto& cell : row) {
            footer.text += (footer.text.empty() ? "" : " | ");
            footer.text += reader_.clean(cell);
        }
        rows_.footers.push_back(std::move(footer));
    }

    void note_footer_day(const Cell& cell) {
        if (cell.use == NumberUse::day || cell.use == NumberUse::day_time) {
            const auto day = day_of_serial(workbook_.text_of(cell), workbook_.from_1904);
            rows_.footer_day = day ? day : rows_.footer_day;
        }
    }

    /// Long lists repeat their header on every printed page.
    [[nodiscard]] bool is_repeated_header(std::span<const Cell> row) const {
        if (!table_.header || row.front().kind != CellKind::text) {
            return false;
        }
        const auto header = sheet_.row(*table_.header);
        return std::ranges::equal(row, header, [&](const Cell& a, const Cell& b) {
            return a.column == b.column && workbook_.text_of(a) == workbook_.text_of(b);
        });
    }

    /// A new header below the first, for amounts in another currency or a second list.
    bool begins_section(std::span<const Cell> row) {
        bool heads_amount = false;
        std::optional<Text> currency;
        for (const auto& cell : row) {
            if (cell.kind != CellKind::text) {
                return false;
            }
            if (cells_.is_amount(cell)) {
                const auto text = reader_.clean(cell);
                if (text.find_first_not_of("0123456789.,") == std::string_view::npos) {
                    return false;
                }
                const auto meaning = meaning_of_header(header_words(text), fields_);
                heads_amount = meaning.field && fields_[*meaning.field].kind == FieldKind::amount;
                currency = foreign_currency_in(text);
            }
        }
        if (heads_amount) {
            section_currency_ = currency;
            note_footer(row);
        }
        return heads_amount;
    }

    void refuse(std::span<const Cell> row, std::optional<std::uint16_t> column, Message reason) {
        rows_.refused.push_back({ 0, row.front().row + 1, column, std::move(reason), {} });
    }

    void read_gift(std::span<const Cell> row, const GiftDraft& draft) {
        PlannedGift gift;
        gift.row = row.front().row + 1;
        gift.column = draft.amount->column;
        if (section_currency_) {
            const auto column = draft.amount->column;
            return refuse(row, column, foreign_currency_problem(*section_currency_));
        }
        if (auto fault = reader_.read(draft, section_day_, gift)) {
            return refuse(row, fault->column, std::move(fault->reason));
        }
        last_is_alone_ = row.size() == 1;
        rows_.sum = rows_.sum + gift.amount;
        rows_.gifts.push_back(std::move(gift));
    }

    void note_spare_numbers(std::span<const Cell> row, bool gift) {
        for (const auto& cell : row) {
            if (cells_.is_spare(cell) && cell.kind == CellKind::number) {
                totals_.add({ cell.column, gift, std::string { workbook_.text_of(cell) }, cell.use }
                );
            }
        }
    }

    /// A row without an amount: a heading, a remark, a day standing alone, or a fault.
    void read_other(std::span<const Cell> row, bool left_over) {
        const bool single = row.size() == 1;
        const bool below = row.front().row > last_amount_row_;
        if (single) {
            const auto text = reader_.clean(row.front());
            const auto heading_day
                = row.front().kind == CellKind::number ? std::nullopt : read_day(text);
            if (heading_day && !below) {
                section_day_ = heading_day;
            }
            note_footer_day(row.front());
            if (below || heading_day || cells_.spans_amount(row.front())) {
                return note_footer(row);
            }
        }
        if (!left_over) {
            return note_footer(row);
        }
        refuse(row, std::nullopt, no_amount);
    }

    /// A last row that holds nothing but the sum of all rows above is their total.
    void settle_bare_total() {
        constexpr std::size_t rows_min = 3;
        if (rows_.gifts.size() < rows_min || !last_is_alone_) {
            return;
        }
        const auto& last = rows_.gifts.back();
        const auto above = rows_.sum - last.amount;
        if (last.amount != above) {
            return;
        }
        totals_.add(std::nullopt, above);
        rows_.footers.push_back({ last.row, to_string(last.amount) });
        rows_.sum = above;
        rows_.gifts.pop_back();
    }

    void warn_of_outgoing() {
        if (outgoing_rows_ > 0) {
            rows_.warnings.push_back(compose(
                { .zh = "有 {} 行是转出、退货或撤销的款项，不是捐款，没有读取。",
                  .en = "{} rows are money that went out or was taken back; they are not read." },
                { std::to_string(outgoing_rows_) }
            ));
        }
    }

    void warn_of_rounded_references() {
        if (reader_.rounded_references() > 0) {
            rows_.warnings.push_back(compose(
                { .zh = "有 {} 个交易单号被表格软件当作数字存放，末尾已失真，不能用来查重。请以文本"
                        "格式重新导出。",
                  .en
                  = "{} reference numbers were stored as numbers and lost their last digits, so "
                    "they cannot show repeats. Export them as text." },
                { std::to_string(reader_.rounded_references()) }
            ));
        }
    }

    const Workbook& workbook_;
    const Sheet& sheet_;
    const Table& table_;
    std::span<const TargetField> fields_;
    RowCells cells_;
    OutgoingRows outgoing_;
    std::size_t outgoing_rows_ = 0;
    std::vector<BlockTotal> block_totals_;
    GiftReader reader_;
    std::uint32_t last_amount_row_ = 0;
    std::optional<Day> section_day_;
    std::optional<Text> section_currency_; ///< a foreign one, of the rows from here on
    StatedTotals totals_;
    bool last_is_alone_ = false;
    GiftRows rows_;
};

} // namespace

GiftRows read_gift_rows(
    const Workbook& workbook,
    const Sheet& sheet,
    const Table& table,
    std::span<const TargetField> fields
) {
    return RowReader { workbook, sheet, table, fields }.read();
}

} // namespace boai::exchange
