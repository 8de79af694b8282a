#include "app/cli.hpp"
#include "app/export_trail.hpp"
#include "exchange/csv_writer.hpp"
#include "exchange/xlsx_writer.hpp"
#include "ledger/plain_text.hpp"
#include "record/json.hpp"

#include <array>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <memory>

namespace boai::app {
namespace {

using exchange::TableValue;

/// Where rows go, in one of the formats.
class Sink {
public:
    Sink() = default;
    Sink(const Sink&) = delete;
    Sink& operator=(const Sink&) = delete;
    virtual ~Sink() = default;
    virtual Result<void> add(const record::Loaded& loaded, std::string_view branch_code) = 0;
    virtual Result<void> finish() = 0;
};

/// A file, or standard output.
class Output {
public:
    Result<void> open(const std::string& path) {
        if (path.empty()) {
            return {};
        }
        file_.open(path, std::ios::binary);
        stream_ = &file_;
        if (!file_) {
            return fail(
                Errc::unavailable, compose({ "无法写入 {}", "{} cannot be written" }, { path })
            );
        }
        return {};
    }

    void write(std::string_view bytes) {
        stream_->write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    }

    Result<void> close() {
        stream_->flush();
        if (stream_->fail()) {
            return fail(
                Errc::unavailable,
                Text { "写文件失败，请检查磁盘", "writing failed; check the disk" }
            );
        }
        return {};
    }

private:
    std::ofstream file_;
    std::ostream* stream_ = &std::cout;
};

/// The cells of a row as texts: head, then fields, personal values masked.
std::vector<std::string>
cells_of(const record::RecordType& type, const record::Loaded& loaded, std::string_view branch) {
    std::vector<std::string> cells { to_string(loaded.head.id),
                                     std::string { branch },
                                     to_string(loaded.head.created_at) };
    for (const auto& field : type.fields) {
        cells.push_back(record::shown_text(field, loaded.value.get(), record::Show::masked));
    }
    return cells;
}

std::vector<std::string> headings_of(const record::RecordType& type) {
    std::vector<std::string> headings { "id", "branch", "created_at" };
    for (const auto& field : type.fields) {
        headings.emplace_back(field.name);
    }
    return headings;
}

std::vector<TableValue> values_of(const std::vector<std::string>& cells) {
    std::vector<TableValue> values;
    values.reserve(cells.size());
    for (const auto& cell : cells) {
        values.emplace_back(std::string_view { cell });
    }
    return values;
}

class CsvSink final : public Sink {
public:
    CsvSink(const record::RecordType& type, Output& output)
        : type_(type)
        , output_(output) {
        std::string line { exchange::csv_byte_order_mark };
        exchange::append_csv_row(line, values_of(headings_of(type)));
        output_.write(line);
    }

    Result<void> add(const record::Loaded& loaded, std::string_view branch) override {
        std::string line;
        exchange::append_csv_row(line, values_of(cells_of(type_, loaded, branch)));
        output_.write(line);
        return {};
    }

    Result<void> finish() override { return output_.close(); }

private:
    const record::RecordType& type_;
    Output& output_;
};

class NdjsonSink final : public Sink {
public:
    NdjsonSink(const record::RecordType& type, Output& output)
        : type_(type)
        , output_(output) { }

    Result<void> add(const record::Loaded& loaded, std::string_view branch) override {
        std::string line;
        record::append_record(line, type_, loaded, branch, record::Show::masked);
        output_.write(line + "\n");
        return {};
    }

    Result<void> finish() override { return output_.close(); }

private:
    const record::RecordType& type_;
    Output& output_;
};

class XlsxSink final : public Sink {
public:
    XlsxSink(const record::RecordType& type, Output& output, exchange::XlsxWriter writer)
        : type_(type)
        , output_(output)
        , writer_(std::move(writer)) { }

    Result<void> add(const record::Loaded& loaded, std::string_view branch) override {
        return writer_.add_row(values_of(cells_of(type_, loaded, branch)));
    }

    Result<void> finish() override {
        TRY(writer_.close());
        constexpr std::size_t piece_bytes = 1U << 20U;
        for (auto piece = TRY(writer_.read_some(piece_bytes)); !piece.empty();) {
            output_.write(piece);
            piece = TRY(writer_.read_some(piece_bytes));
        }
        return output_.close();
    }

private:
    const record::RecordType& type_;
    Output& output_;
    exchange::XlsxWriter writer_;
};

Result<std::unique_ptr<Sink>>
make_sink(const std::string& format, const record::RecordType& type, Output& output) {
    if (format == "csv") {
        return std::make_unique<CsvSink>(type, output);
    }
    if (format == "ndjson") {
        return std::make_unique<NdjsonSink>(type, output);
    }
    std::vector<exchange::WrittenColumn> columns;
    for (auto& heading : headings_of(type)) {
        columns.push_back({ std::move(heading) });
    }
    auto writer = TRY(exchange::XlsxWriter::create(std::string { type.singular() }, columns));
    return std::make_unique<XlsxSink>(type, output, std::move(writer));
}

/// The entries of a branch and those below it, for tools of plain-text accounting.
Result<void> export_ledger(Book& book, Id root, const ExportOptions& options) {
    const auto tree = book.engine().branches();
    ledger::BranchCodes codes;
    for (const auto branch : tree->subtree(root)) {
        codes.emplace(branch, tree->find(branch)->code);
    }
    const auto format = options.format == "hledger" ? ledger::PlainFormat::hledger
                                                    : ledger::PlainFormat::beancount;
    Output output;
    TRY(output.open(options.output));
    TRY(note_export(book, { root }, { .detail = options.format, .reason = options.reason }));
    auto lease = TRY(book.readers().lend());
    TRY(storage::in_snapshot(*lease, [&](storage::Connection& snapshot) {
        return ledger::write_plain_text(
            record::queries_of(snapshot),
            codes,
            format,
            [&](std::string_view text) { output.write(text); }
        );
    }));
    return output.close();
}

Result<void> export_branch(
    storage::Connection& snapshot,
    const record::RecordTable& table,
    const record::BranchInfo& branch,
    Sink& sink
) {
    const std::array params { storage::Param { branch.id } };
    return table.select(
        record::queries_of(snapshot),
        " WHERE t.branch_id = $1 ORDER BY t.id",
        params,
        [&](const record::Loaded& loaded) { return sink.add(loaded, branch.code); }
    );
}

} // namespace

Result<void> run_export(const CommonOptions& common, const ExportOptions& options) {
    const SystemClock clock;
    auto book = TRY(Book::open(common.book, clock));
    if (options.format == "hledger" || options.format == "beancount") {
        return export_ledger(*book, TRY(branch_of(*book, common.branch)), options);
    }
    const auto* table = book->registry().find_record(options.record);
    if (table == nullptr) {
        return fail(
            Errc::not_found,
            compose(
                { "没有记录类型 {}；用 boai describe 查看",
                  "there is no record type {}; see boai describe" },
                { options.record }
            )
        );
    }
    const auto root = TRY(branch_of(*book, common.branch));
    const auto tree = book->engine().branches();
    Output output;
    TRY(output.open(options.output));
    auto sink = TRY(make_sink(options.format, table->type(), output));
    auto lease = TRY(book->readers().lend());
    TRY(storage::in_snapshot(*lease, [&](storage::Connection& snapshot) -> Result<void> {
        for (const auto branch : tree->subtree(root)) {
            TRY(export_branch(snapshot, *table, *tree->find(branch), *sink));
        }
        return {};
    }));
    return sink->finish();
}

} // namespace boai::app
