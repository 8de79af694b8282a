#include "exchange/csv_reader.hpp"

#include "exchange/charset.hpp"

#include <algorithm>
#include <array>

namespace boai::exchange {
namespace {

/// Reads the records of delimited text one by one, quoted or not.
class RecordReader {
public:
    RecordReader(std::string_view text, char delimiter)
        : text_(text)
        , delimiter_(delimiter) { }

    [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }

    /// Reads the next field; true when it was the last of its record.
    bool next_field(std::string& field) {
        field.clear();
        if (!at_end() && text_[at_] == '"') {
            read_quoted(field);
        }
        const auto end = std::min(find_field_end(), text_.size());
        field.append(text_.substr(at_, end - at_));
        at_ = end;
        if (at_end()) {
            return true;
        }
        const char stop = text_[at_++];
        if (stop == '\r' && !at_end() && text_[at_] == '\n') {
            ++at_;
        }
        return stop != delimiter_;
    }

    /// Whether a quote was opened and never closed.
    [[nodiscard]] bool cut_off() const { return cut_off_; }

private:
    [[nodiscard]] std::size_t find_field_end() const {
        auto end = at_;
        while (end < text_.size() && text_[end] != delimiter_ && text_[end] != '\n'
               && text_[end] != '\r') {
            ++end;
        }
        return end;
    }

    void read_quoted(std::string& field) {
        ++at_;
        for (;;) {
            const auto quote = text_.find('"', at_);
            if (quote == std::string_view::npos) {
                cut_off_ = true;
                at_ = text_.size();
                return;
            }
            field.append(text_.substr(at_, quote - at_));
            at_ = quote + 1;
            if (at_end() || text_[at_] != '"') {
                return;
            }
            field += '"';
            ++at_;
        }
    }

    std::string_view text_;
    char delimiter_;
    std::size_t at_ = 0;
    bool cut_off_ = false;
};

/// How many of the first records have the most common number of fields, if that is over 1.
std::size_t consistency(std::string_view text, char delimiter) {
    constexpr std::size_t records_max = 200;
    constexpr std::size_t fields_max = 512;
    std::array<std::size_t, fields_max> records_of {};
    RecordReader reader { text, delimiter };
    std::string field;
    for (std::size_t i = 0; i < records_max && !reader.at_end(); ++i) {
        std::size_t fields = 1;
        while (!reader.next_field(field)) {
            ++fields;
        }
        ++records_of[std::min(fields, fields_max - 1)];
    }
    return *std::max_element(records_of.begin() + 2, records_of.end());
}

/// `="0012"` is how an export stops Excel from reading a number; the text is 0012.
std::string_view without_text_guard(std::string_view field) {
    if (field.size() >= 3 && field.starts_with("=\"") && field.ends_with('"')) {
        return field.substr(2, field.size() - 3);
    }
    return field;
}

}  // namespace

char sniff_delimiter(std::string_view text) {
    char best = ',';
    std::size_t best_score = 0;
    for (const char delimiter : { ',', '\t', ';', '|' }) {
        const auto score = consistency(text, delimiter);
        if (score > best_score) {
            best = delimiter;
            best_score = score;
        }
    }
    return best;
}

Result<Workbook> read_csv(std::string_view bytes) {
    const auto text = TRY(decode_text(bytes));
    WorkbookBuilder builder { FileKind::csv };
    builder.begin_sheet("");
    RecordReader reader { text, sniff_delimiter(text) };
    std::string field;
    for (std::uint32_t row = 0; !reader.at_end(); ++row) {
        bool last = false;
        for (std::uint32_t column = 0; !last; ++column) {
            last = reader.next_field(field);
            const auto value = without_text_guard(field);
            TRY(builder.put(row, column, { CellKind::text, NumberUse::plain, value }));
        }
        if (reader.cut_off()) {
            return fail(
                Errc::invalid,
                compose(
                    { .zh = "第 {} 行起有一个引号没有结束，文件可能不完整。请重新导出后再导入。",
                      .en = "A quote opened in row {} is never closed; the file may be cut off. "
                            "Export it again." },
                    { std::to_string(row + 1) }
                )
            );
        }
    }
    return std::move(builder).finish();
}

}  // namespace boai::exchange
