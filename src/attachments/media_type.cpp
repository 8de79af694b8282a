#include "attachments/media_type.hpp"

#include "base/limits.hpp"

#include <algorithm>
#include <array>

namespace boai::attachments {
namespace {

using namespace std::string_view_literals;

struct Kind {
    std::string_view media_type;
    std::array<std::string_view, 2> endings;
};

constexpr std::string_view pdf = "application/pdf";
constexpr std::string_view jpeg = "image/jpeg";
constexpr std::string_view png = "image/png";
constexpr std::string_view webp = "image/webp";
constexpr std::string_view heic = "image/heic";
constexpr std::string_view ofd = "application/ofd";
constexpr std::string_view docx
    = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
constexpr std::string_view xlsx
    = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

constexpr std::array kinds {
    Kind { pdf, { ".pdf" } },   Kind { jpeg, { ".jpg", ".jpeg" } },  Kind { png, { ".png" } },
    Kind { webp, { ".webp" } }, Kind { heic, { ".heic", ".heif" } }, Kind { ofd, { ".ofd" } },
    Kind { docx, { ".docx" } }, Kind { xlsx, { ".xlsx" } },
};

/// The name of a file in an archive stands in it as it is; what it unpacks to is never looked at.
std::string_view type_of_archive(std::string_view bytes) {
    if (bytes.contains("vbaProject.bin")) {
        return {};
    }
    if (bytes.contains("OFD.xml")) {
        return ofd;
    }
    if (bytes.contains("word/document.xml")) {
        return docx;
    }
    return bytes.contains("xl/workbook.xml") ? xlsx : std::string_view {};
}

std::string_view find_type(std::string_view bytes) {
    if (bytes.starts_with("%PDF-")) {
        return pdf;
    }
    if (bytes.starts_with("\xFF\xD8\xFF"sv)) {
        return jpeg;
    }
    if (bytes.starts_with("\x89PNG\r\n\x1A\n"sv)) {
        return png;
    }
    if (bytes.starts_with("RIFF")
        && bytes.substr(std::min(bytes.size(), 8UL)).starts_with("WEBP")) {
        return webp;
    }
    const auto brand = bytes.size() < 12 ? std::string_view {} : bytes.substr(4, 8);
    if (brand == "ftypheic" || brand == "ftypheix" || brand == "ftypmif1") {
        return heic;
    }
    return bytes.starts_with("PK\x03\x04"sv) ? type_of_archive(bytes) : std::string_view {};
}

char lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

/// What shows nothing, or turns the order of what stands around it.
/// Source: Unicode 15, general category Cf; UTR 36 section 2.9.
bool has_invisible(std::string_view name) {
    constexpr std::array invisible {
        "\u200B"sv, "\u200C"sv, "\u200D"sv, "\u200E"sv, "\u200F"sv,
        "\u202A"sv, "\u202B"sv, "\u202C"sv, "\u202D"sv, "\u202E"sv,
        "\u2066"sv, "\u2067"sv, "\u2068"sv, "\u2069"sv, "\uFEFF"sv,
    };
    const bool control = std::ranges::any_of(name, [](char letter) {
        return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7F;
    });
    return control || std::ranges::any_of(invisible, [&](std::string_view part) {
               return name.contains(part);
           });
}

} // namespace

Result<std::string_view> media_type_of(std::string_view bytes) {
    const auto found = find_type(bytes);
    if (found.empty()) {
        return fail(
            Errc::invalid,
            Text {
                "只能上传 PDF、图片（JPG、PNG、WebP、HEIC）、OFD 发票、不含宏的 Word 和 Excel 文件",
                "only PDF, pictures (JPG, PNG, WebP, HEIC), OFD invoices, Word and Excel files "
                "without macros can be attached" }
        );
    }
    return found;
}

bool fits_name(std::string_view media_type, std::string_view name) {
    std::string small { name };
    std::ranges::transform(small, small.begin(), lower);
    const auto* const kind = std::ranges::find(kinds, media_type, &Kind::media_type);
    return kind != kinds.end() && std::ranges::any_of(kind->endings, [&](std::string_view ending) {
               return !ending.empty() && small.ends_with(ending);
           });
}

Result<void> check_name(std::string_view name) {
    const bool has_path = name.find_first_of("/\\:*?\"<>|") != std::string_view::npos;
    if (name.empty() || name.starts_with('.') || has_path || has_invisible(name)) {
        return fail_field(
            "name",
            Text { "文件名不能为空、以点开头，或含路径、控制和不可见字符",
                   "must be a plain file name: no folder, no leading dot, nothing invisible" }
        );
    }
    if (name.size() > limits::attachment_name_bytes_max) {
        return fail_field("name", Text { "文件名太长", "the file's name is too long" });
    }
    return {};
}

} // namespace boai::attachments
