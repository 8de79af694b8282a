#include "record/list_cursor.hpp"

#include "base/limits.hpp"
#include "crypto/hash.hpp"

#include <cstring>

namespace boai::record {
namespace {

constexpr std::size_t number_bytes = sizeof(std::int64_t);
constexpr std::size_t fixed_bytes = 4 * number_bytes + 1; ///< seal, id, branch, number and type

void append_number(std::string& out, std::int64_t number) {
    char bytes[number_bytes];
    std::memcpy(bytes, &number, number_bytes);
    out.append(bytes, number_bytes);
}

std::int64_t number_at(std::string_view bytes, std::size_t place) {
    std::int64_t number = 0;
    std::memcpy(&number, bytes.data() + place * number_bytes, number_bytes);
    return number;
}

std::int64_t seal_of(const crypto::Vault& vault, std::string_view list, std::string_view content) {
    const auto digest = crypto::sha256(content);
    return vault.blind_index(
        "list cursor", std::string { list } + '\n' + crypto::hex(crypto::view(digest))
    );
}

} // namespace

std::string
write_cursor(const crypto::Vault& vault, std::string_view list, const ListPlace& place) {
    std::string content;
    append_number(content, place.id.value);
    append_number(content, place.branch.value);
    append_number(content, place.number);
    content += static_cast<char>(place.type);
    content += place.text;
    std::string cursor;
    append_number(cursor, seal_of(vault, list, content));
    return crypto::base64_url(cursor + content);
}

Result<ListPlace>
read_cursor(const crypto::Vault& vault, std::string_view list, std::string_view cursor) {
    const auto damaged = [] {
        return fail_field(
            "cursor",
            Text { "翻页标记无效，请从第一页重新开始",
                   "the cursor is not one of this list; start again from the first page" }
        );
    };
    if (cursor.size() > limits::cursor_bytes_max) {
        return damaged();
    }
    const auto bytes = crypto::parse_base64_url(cursor);
    if (!bytes || bytes->size() < fixed_bytes) {
        return damaged();
    }
    const std::string_view all { *bytes };
    if (seal_of(vault, list, all.substr(number_bytes)) != number_at(all, 0)) {
        return damaged();
    }
    return ListPlace { .type = static_cast<ListPlace::Type>(all[fixed_bytes - 1]),
                       .number = number_at(all, 3),
                       .text = std::string { all.substr(fixed_bytes) },
                       .branch = { number_at(all, 2) },
                       .id = { number_at(all, 1) } };
}

} // namespace boai::record
