#include "exchange/zip_file.hpp"

#include "base/limits.hpp"

#include <zip.h>

#include <array>

namespace boai::exchange {
namespace {

std::unexpected<Error> archive_damaged() {
    return fail(
        Errc::invalid,
        Text {
            .zh = "文件已损坏或不完整。请用表格软件打开，另存后再导入。",
            .en = "The file is damaged or cut off. Open it in a spreadsheet program, save it again "
                  "and import that.",
        }
    );
}

std::unexpected<Error> archive_too_large() {
    return fail(
        Errc::over_limit,
        compose(
            { .zh = "文件展开后超过 {} 字节。请拆成几个文件再导入。",
              .en = "The file unpacks to more than {} bytes. Split it into several files." },
            { std::to_string(limits::unpacked_bytes_max) }
        )
    );
}

/// Adds up the sizes the parts declare, so that an honest giant is refused before unpacking.
bool declares_too_much(zip* archive) {
    std::uint64_t total = 0;
    const auto count = zip_get_num_entries(archive, 0);
    for (zip_int64_t i = 0; i < count; ++i) {
        zip_stat_t entry {};
        const bool known = zip_stat_index(archive, static_cast<zip_uint64_t>(i), 0, &entry) == 0
            && (entry.valid & ZIP_STAT_SIZE) != 0;
        total += known ? std::min<std::uint64_t>(entry.size, limits::unpacked_bytes_max) : 0;
        if (total > limits::unpacked_bytes_max
            || (known && entry.size > limits::unpacked_bytes_max)) {
            return true;
        }
    }
    return false;
}

struct PartCloser {
    void operator()(zip_file_t* part) const { zip_fclose(part); }
};

}  // namespace

void ZipFile::Closer::operator()(zip* archive) const {
    zip_discard(archive);
}

Result<ZipFile> ZipFile::open(std::string_view bytes) {
    zip_error_t error {};
    auto* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    if (source == nullptr) {
        return archive_damaged();
    }
    auto* archive = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (archive == nullptr) {
        zip_source_free(source);
        return archive_damaged();
    }
    ZipFile file { archive };
    if (declares_too_much(archive)) {
        return archive_too_large();
    }
    return file;
}

bool ZipFile::has(const std::string& part) const {
    return zip_name_locate(archive_.get(), part.c_str(), ZIP_FL_NOCASE) >= 0;
}

Result<void> ZipFile::read(const std::string& part, ChunkSink sink) {
    const auto index = zip_name_locate(archive_.get(), part.c_str(), ZIP_FL_NOCASE);
    if (index < 0) {
        return fail(
            Errc::not_found,
            Text { .zh = "文件缺少必要的部分。请另存后再导入。",
                   .en = "A part of the file is missing. Save it again and import that." }
        );
    }
    const std::unique_ptr<zip_file_t, PartCloser> opened {
        zip_fopen_index(archive_.get(), static_cast<zip_uint64_t>(index), 0)
    };
    if (!opened) {
        return archive_damaged();
    }
    std::array<char, 1U << 16U> buffer {};
    for (;;) {
        const auto count = zip_fread(opened.get(), buffer.data(), buffer.size());
        if (count < 0) {
            return archive_damaged();
        }
        if (count == 0) {
            return {};
        }
        unpacked_bytes_ += static_cast<std::uint64_t>(count);
        if (unpacked_bytes_ > limits::unpacked_bytes_max) {
            return archive_too_large();
        }
        TRY(sink({ buffer.data(), static_cast<std::size_t>(count) }));
    }
}

}  // namespace boai::exchange
