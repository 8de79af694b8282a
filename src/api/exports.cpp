#include "api/exports.hpp"

#include "exchange/csv_writer.hpp"
#include "exchange/xlsx_writer.hpp"
#include "record/tabular.hpp"

#include <algorithm>

namespace boai::api {
namespace {

using exchange::TableValue;
using record::Cell;
using record::Loaded;

constexpr Text too_many_rows { "超过 200000 行，请加筛选条件（例如日期）分次导出",
                               "more than 200000 rows; narrow the list, by days for example" };

enum class Format : std::uint8_t { csv, xlsx };

/// What is exported and how.
struct Export {
    const record::RecordTable& table;
    Format format = Format::csv;
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
    virtual ~File() = default;
    virtual Result<void> add(std::span<const TableValue> row) = 0;
    virtual Result<http::Response> finish() = 0;
};

class CsvFile final : public File {
public:
    explicit CsvFile(const std::vector<std::string>& headings)
        : text_(exchange::csv_byte_order_mark) {
        const std::vector<TableValue> row { headings.begin(), headings.end() };
        exchange::append_csv_row(text_, row);
    }

    Result<void> add(std::span<const TableValue> row) override {
        exchange::append_csv_row(text_, row);
        return {};
    }

    Result<http::Response> finish() override {
        return http::Response { .content_type = "text/csv; charset=utf-8",
                                .body = std::move(text_) };
    }

private:
    std::string text_;
};

class XlsxFile final : public File {
public:
    explicit XlsxFile(exchange::XlsxWriter writer)
        : writer_(std::move(writer)) { }

    Result<void> add(std::span<const TableValue> row) override { return writer_.add_row(row); }

    Result<http::Response> finish() override {
        return http::Response {
            .content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            .body = TRY(writer_.finish())
        };
    }

private:
    exchange::XlsxWriter writer_;
};

Result<std::unique_ptr<File>> open_file(const Export& what) {
    const auto headings = record::headings(what.style);
    if (what.format == Format::csv) {
        return std::make_unique<CsvFile>(headings);
    }
    std::vector<exchange::WrittenColumn> columns;
    for (const auto& heading : headings) {
        columns.push_back({ .header = heading });
    }
    const std::string sheet { what.style.type.title.in(what.style.language) };
    return std::make_unique<XlsxFile>(TRY(exchange::XlsxWriter::create(sheet, columns)));
}

Result<void> add_rows(
    File& file, const Export& what, const record::Labels& labels, const std::vector<Loaded>& rows
) {
    for (const auto& row : rows) {
        const auto cells = record::cells_of(what.style, row, labels);
        std::vector<TableValue> values;
        values.reserve(cells.size());
        std::ranges::transform(cells, std::back_inserter(values), value_of);
        TRY(file.add(values));
    }
    return {};
}

Result<http::Response> write(const Api& api, const record::Actor& actor, const Export& what) {
    const auto file = TRY(open_file(what));
    const record::LabelSources sources { api.engine().registry(), what.style.branches, actor };
    std::size_t count = 0;
    TRY(on_snapshot(api, [&](storage::Connection& connection) -> Result<void> {
        const auto queries = record::queries_of(connection);
        return record::list_all(
            what.table,
            api.engine().vault(),
            queries,
            what.query,
            [&](std::vector<Loaded>& rows) -> Result<void> {
                count += rows.size();
                if (count > limits::export_rows_max) {
                    return fail(Errc::over_limit, too_many_rows);
                }
                const auto labels = TRY(record::labels_of(sources, queries, what.style.type, rows));
                return add_rows(*file, what, labels, rows);
            }
        );
    }));
    auto response = TRY(file->finish());
    const std::string ending = what.format == Format::csv ? ".csv" : ".xlsx";
    response.headers.emplace_back(
        "Content-Disposition",
        "attachment; filename=\"" + std::string { what.style.type.name } + ending + '"'
    );
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

/// The record's name and the format, when the path names a file.
std::optional<std::pair<std::string, Format>> file_asked(const Asked& asked) {
    std::string name = asked.path["record"];
    for (const auto& [ending, format] :
         { std::pair { std::string_view { ".csv" }, Format::csv }, { ".xlsx", Format::xlsx } }) {
        if (name.ends_with(ending)) {
            name.resize(name.size() - ending.size());
            return std::pair { std::move(name), format };
        }
    }
    return std::nullopt;
}

Result<Export> prepare(
    const Api& api,
    const record::BranchTree& tree,
    const std::pair<std::string, Format>& file,
    const record::Actor& actor,
    const Parameters& parameters
) {
    const auto* table = TRY(find_record(api, actor, file.first));
    auto query = TRY(list_query_of(parameters));
    if (!query.cursor.empty()) {
        return fail_field("cursor", Text { "导出总是整个列表", "a file is always the whole list" });
    }
    query.limit = limits::page_rows_max;
    const auto language
        = find_parameter(parameters, "language") == "en" ? Language::en : Language::zh;
    return Export { .table = *table,
                    .format = file.second,
                    .query = std::move(query),
                    .style = { .type = table->type(), .branches = tree, .language = language } };
}

Result<http::Response>
export_masked(const Api& api, const Asked& asked, const std::pair<std::string, Format>& file) {
    const auto tree = api.engine().branches();
    const auto parameters = asked.request.parameters();
    auto what = TRY(prepare(api, *tree, file, *asked.actor, parameters));
    what.query.branches
        = TRY(branches_asked(api, { *asked.actor, what.style.type.permissions.read, parameters }));
    look_for_label(api, what.style.type, what.query);
    return write(api, *asked.actor, what);
}

Result<http::Response>
export_revealed(const Api& api, const Asked& asked, const std::pair<std::string, Format>& file) {
    const auto tree = api.engine().branches();
    const auto parameters = TRY(parameters_of_json(asked.request.body));
    const std::string reason { find_parameter(parameters, "reason") };
    TRY(check_reason(reason));
    auto what = TRY(prepare(api, *tree, file, *asked.actor, parameters));
    const auto& type = what.style.type;
    what.style.show = record::Show::full;
    what.query.may_name_persons = true;
    what.query.branches
        = TRY(branches_asked(api, { *asked.actor, type.permissions.reveal, parameters }));
    look_for_label(api, type, what.query);
    for (const auto branch : what.query.branches) {
        TRY(api.parts.audit({ asked.actor, type.name, branch, {}, reason, asked.request.peer }));
    }
    return write(api, *asked.actor, what);
}

} // namespace

std::optional<Result<http::Response>> try_export(const Api& api, const Asked& asked) {
    const auto file = file_asked(asked);
    return file ? std::optional { export_masked(api, asked, *file) } : std::nullopt;
}

std::optional<Result<http::Response>> try_revealing_export(const Api& api, const Asked& asked) {
    const auto file = file_asked(asked);
    return file ? std::optional { export_revealed(api, asked, *file) } : std::nullopt;
}

} // namespace boai::api
