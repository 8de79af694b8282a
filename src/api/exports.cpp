#include "api/exports.hpp"

#include "api/row_json.hpp"
#include "api/row_labels.hpp"
#include "exchange/csv_writer.hpp"
#include "exchange/xlsx_writer.hpp"
#include "http/body_source.hpp"
#include "record/merged.hpp"
#include "record/tabular.hpp"

#include <algorithm>
#include <atomic>
#include <utility>

namespace boai::api {
namespace {

using exchange::TableValue;
using record::Cell;
using record::Loaded;

constexpr Text too_many_exports {
    "正在生成的导出文件太多，请稍后再试",
    "too many files are being made; try again when one of them is done",
};

enum class Format : std::uint8_t { csv, xlsx, ndjson };

struct FormatName {
    Format format;
    std::string_view ending;
    std::string_view content_type;
};

constexpr FormatName formats[] = {
    { Format::csv, ".csv", "text/csv; charset=utf-8" },
    { Format::xlsx, ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
    { Format::ndjson, ".ndjson", "application/x-ndjson" },
};

/// What is exported and how.
struct Export {
    std::shared_ptr<const record::BranchTree> tree; ///< that `style` refers to
    const record::RecordTable& table;
    const FormatName* format = formats;
    record::ListQuery query;
    record::TableStyle style;
};

TableValue value_of(const Cell& cell) {
    switch (cell.type) {
    case Cell::Type::empty:
        return std::monostate {};
    case Cell::Type::text:
        return std::string_view { cell.text };
    case Cell::Type::number:
        return cell.number;
    case Cell::Type::amount:
        return Money { cell.number };
    case Cell::Type::day:
        return Day { static_cast<std::int32_t>(cell.number) };
    }
    return std::monostate {};
}

/// Either file while it is written.
class File {
public:
    File() = default;
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    virtual ~File() = default;
    virtual Result<void> add(const Loaded& row, const record::Labels& labels) = 0;

    /// Called once, after the last row.
    virtual Result<void> finish() { return {}; }

    /// What can be sent by now, perhaps nothing; none after the last bytes.
    virtual Result<std::optional<std::string>> take() = 0;
};

class TextFile : public File {
public:
    Result<std::optional<std::string>> take() override {
        return text_.empty() ? std::optional<std::string> {} : std::exchange(text_, {});
    }

protected:
    std::string text_;
};

class CsvFile final : public TextFile {
public:
    explicit CsvFile(const record::TableStyle& style)
        : style_(style) {
        const auto headings = record::headings(style);
        text_ = exchange::csv_byte_order_mark;
        exchange::append_csv_row(
            text_, std::vector<TableValue> { headings.begin(), headings.end() }
        );
    }

    Result<void> add(const Loaded& row, const record::Labels& labels) override {
        const auto cells = record::cells_of(style_, row, labels);
        std::vector<TableValue> values;
        values.reserve(cells.size());
        std::ranges::transform(cells, std::back_inserter(values), value_of);
        exchange::append_csv_row(text_, values);
        return {};
    }

private:
    const record::TableStyle& style_;
};

class NdjsonFile final : public TextFile {
public:
    explicit NdjsonFile(const record::TableStyle& style)
        : style_(style) { }

    Result<void> add(const Loaded& row, const record::Labels& labels) override {
        append_row(text_, { style_.type, style_.branches, labels, style_.show }, row);
        text_ += '\n';
        return {};
    }

private:
    const record::TableStyle& style_;
};

/// Packed in one go at the end, from temporary files; then sent from the disk.
class XlsxFile final : public File {
public:
    XlsxFile(const record::TableStyle& style, exchange::XlsxWriter writer)
        : style_(style)
        , writer_(std::move(writer)) { }

    Result<void> add(const Loaded& row, const record::Labels& labels) override {
        const auto cells = record::cells_of(style_, row, labels);
        std::vector<TableValue> values;
        values.reserve(cells.size());
        std::ranges::transform(cells, std::back_inserter(values), value_of);
        return writer_.add_row(values);
    }

    Result<void> finish() override {
        is_finished_ = true;
        return writer_.close();
    }

    Result<std::optional<std::string>> take() override {
        if (!is_finished_) {
            return std::string {};
        }
        constexpr std::size_t piece_bytes = 128U << 10U;
        auto piece = TRY(writer_.read_some(piece_bytes));
        return piece.empty() ? std::optional<std::string> {} : std::move(piece);
    }

private:
    const record::TableStyle& style_;
    exchange::XlsxWriter writer_;
    bool is_finished_ = false;
};

Result<std::unique_ptr<File>> open_file(const Export& what) {
    if (what.format->format == Format::csv) {
        return std::make_unique<CsvFile>(what.style);
    }
    if (what.format->format == Format::ndjson) {
        return std::make_unique<NdjsonFile>(what.style);
    }
    std::vector<exchange::WrittenColumn> columns;
    for (const auto& heading : record::headings(what.style)) {
        columns.push_back({ .header = heading });
    }
    const std::string sheet { what.style.type.title.in(what.style.language) };
    auto writer = TRY(exchange::XlsxWriter::create(sheet, columns));
    return std::make_unique<XlsxFile>(what.style, std::move(writer));
}

/// A list on its way into a file: page by page by cursor, all of one snapshot.
class Job {
public:
    Job(const Api& api,
        std::shared_ptr<const record::Actor> actor,
        Place place,
        storage::ReaderPool::Lease lease,
        Export what)
        : api_(api)
        , actor_(std::move(actor))
        , place_(std::move(place))
        , lease_(std::move(lease))
        , what_(std::move(what)) { }

    Result<void> begin() {
        file_ = TRY(open_file(what_));
        return (*lease_)->begin_read();
    }

    /// As http::MakePiece.
    Result<std::optional<std::string>> next() {
        if (lease_) {
            TRY(read_page());
        }
        return file_->take();
    }

private:
    Result<void> read_page() {
        const auto queries = record::queries_of(**lease_);
        auto page = TRY(record::list(what_.table, api_.engine().vault(), queries, what_.query));
        const record::LabelSources sources { api_.engine().registry(), *what_.tree, *actor_ };
        const auto labels
            = TRY(labels_of_rows(api_, sources, queries, what_.style.type, page.rows));
        for (const auto& row : page.rows) {
            TRY(file_->add(row, labels));
        }
        what_.query.cursor = std::move(page.next);
        if (what_.query.cursor.empty()) {
            lease_.reset();
            TRY(file_->finish());
        }
        return {};
    }

    const Api& api_;
    std::shared_ptr<const record::Actor> actor_;
    Place place_;
    std::optional<storage::ReaderPool::Lease> lease_; ///< until the last row is read
    Export what_;
    std::unique_ptr<File> file_;
};

/// The answer, begun: what can be wrong with the question has been found by then.
Result<http::Response> write(Api& api, const Asked& asked, Export what) {
    auto place = api.exports.take();
    if (!place) {
        return fail(Errc::over_limit, too_many_exports);
    }
    auto lease = TRY(api.engine().readers().lend());
    TRY(record::add_merged(
        api.engine().registry(), record::queries_of(*lease), what.style.type, what.query
    ));
    const auto& format = *what.format;
    const std::string name { what.style.type.name };
    const auto job = std::make_shared<Job>(
        api, asked.actor, std::move(*place), std::move(lease), std::move(what)
    );
    TRY(job->begin());
    auto first = TRY(job->next());
    const bool is_empty = !first.has_value();
    http::Response response { .content_type = std::string { format.content_type } };
    response.source = http::make_body(
        api.workers,
        [job, is_empty, first = std::move(first)]() mutable -> Result<std::optional<std::string>> {
            if (is_empty) {
                return std::optional<std::string> {};
            }
            return first ? std::exchange(first, std::nullopt) : job->next();
        }
    );
    response.headers.emplace_back(
        "Content-Disposition",
        "attachment; filename=\"" + name + std::string { format.ending } + '"'
    );
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

/// The record's name and the format, when the path names a file.
std::optional<std::pair<std::string, const FormatName*>> file_asked(const Asked& asked) {
    std::string name = asked.path["record"];
    for (const auto& format : formats) {
        if (name.ends_with(format.ending)) {
            name.resize(name.size() - format.ending.size());
            return std::pair { std::move(name), &format };
        }
    }
    return std::nullopt;
}

using FileAsked = std::pair<std::string, const FormatName*>;

Result<Export> prepare(
    const Api& api, const FileAsked& file, const record::Actor& actor, const Parameters& parameters
) {
    const auto* table = TRY(find_record(api, actor, file.first));
    auto query = TRY(list_query_of(parameters));
    if (!query.cursor.empty()) {
        return fail_field("cursor", Text { "导出总是整个列表", "a file is always the whole list" });
    }
    query.limit = limits::page_rows_max;
    const auto language
        = find_parameter(parameters, "language") == "en" ? Language::en : Language::zh;
    auto tree = api.engine().branches();
    const auto& branches = *tree;
    return Export { .tree = std::move(tree),
                    .table = *table,
                    .format = file.second,
                    .query = std::move(query),
                    .style
                    = { .type = table->type(), .branches = branches, .language = language } };
}

Result<http::Response> export_masked(Api& api, const Asked& asked, const FileAsked& file) {
    const auto parameters = asked.request.parameters();
    auto what = TRY(prepare(api, file, *asked.actor, parameters));
    what.query.branches
        = TRY(branches_asked(api, { *asked.actor, what.style.type.permissions.read, parameters }));
    look_for_label(api, what.style.type, what.query);
    return write(api, asked, std::move(what));
}

Result<http::Response> export_revealed(Api& api, const Asked& asked, const FileAsked& file) {
    const auto parameters = TRY(parameters_of_json(asked.request.body));
    const std::string reason { find_parameter(parameters, "reason") };
    TRY(check_reason(reason));
    auto what = TRY(prepare(api, file, *asked.actor, parameters));
    const auto& type = what.style.type;
    what.style.show = record::Show::full;
    what.query.may_name_persons = true;
    what.query.branches
        = TRY(branches_asked(api, { *asked.actor, type.permissions.reveal, parameters }));
    look_for_label(api, type, what.query);
    for (const auto branch : what.query.branches) {
        TRY(api.parts.audit({ asked.actor, type.name, branch, {}, reason, asked.request.peer }));
    }
    return write(api, asked, std::move(what));
}

} // namespace

std::optional<Result<http::Response>> try_export(Api& api, const Asked& asked) {
    const auto file = file_asked(asked);
    return file ? std::optional { export_masked(api, asked, *file) } : std::nullopt;
}

std::optional<Result<http::Response>> try_revealing_export(Api& api, const Asked& asked) {
    const auto file = file_asked(asked);
    return file ? std::optional { export_revealed(api, asked, *file) } : std::nullopt;
}

} // namespace boai::api
