#include "crypto/keys.hpp"

#include "crypto/key_file.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace boai::crypto {
namespace {

constexpr std::string_view heading = "# Boai master keys. Keep a copy apart from the database: "
                                     "without it, personal data is lost.\n";
constexpr std::size_t keys_max = 64;
constexpr std::size_t check_size = 4;
constexpr std::size_t line_bytes_max = 96;
constexpr char context[crypto_kdf_CONTEXTBYTES + 1] = "boai_key";

constexpr Text key_lines_damaged {
    "主密钥文件已损坏，请从备份恢复",
    "the master key file is damaged; restore it from its backup",
};

LockedBytes derive_from(LockedBytes const& key, KeyPurpose purpose) {
    LockedBytes derived { key_size };
    auto const id = static_cast<std::uint64_t>(purpose);
    crypto_kdf_derive_from_key(derived.bytes().data(), key_size, id, context, key.data());
    return derived;
}

/// The first bytes of a hash of number and key: catches a mistyped or cut line.
std::array<std::uint8_t, check_size> check_of(std::uint16_t number, LockedBytes const& key) {
    std::array<std::uint8_t, 2> const bytes {
        static_cast<std::uint8_t>(number >> 8U),
        static_cast<std::uint8_t>(number & 255U),
    };
    std::array<std::uint8_t, crypto_generichash_BYTES_MIN> hash {};
    crypto_generichash(hash.data(), hash.size(), bytes.data(), bytes.size(), key.data(), key_size);
    std::array<std::uint8_t, check_size> check {};
    std::copy_n(hash.begin(), check_size, check.begin());
    return check;
}

/// Reads exactly `out.size()` bytes of hexadecimal.
bool read_hex(std::string_view text, std::span<std::uint8_t> out) {
    std::size_t size = 0;
    char const* stop = nullptr;
    return text.size() == out.size() * 2
        && sodium_hex2bin(out.data(), out.size(), text.data(), text.size(), nullptr, &size, &stop)
        == 0
        && size == out.size();
}

/// Takes the text up to `mark` off the front of `rest`.
std::string_view take(std::string_view& rest, char mark) {
    auto const end = std::min(rest.find(mark), rest.size());
    auto const taken = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return taken;
}

}  // namespace

Result<void> MasterKey::create(std::filesystem::path const& file) {
    MasterKey made;
    made.add(1);
    return create_key_file(file, made.text());
}

Result<MasterKey> MasterKey::load(std::filesystem::path const& file) {
    auto const text = TRY(read_key_file(file));
    auto const* const characters = reinterpret_cast<char const*>(text.data());
    return parse({ characters, text.bytes().size() });
}

Result<void> MasterKey::rotate(std::filesystem::path const& file) {
    auto master = TRY(load(file));
    if (master.keys_.size() >= keys_max) {
        return fail(
            Errc::over_limit,
            Text { "主密钥已有 64 把，不能再轮换", "there are 64 master keys already" }
        );
    }
    master.add(static_cast<std::uint16_t>(master.keys_.back().number + 1));
    return replace_key_file(file, master.text());
}

std::vector<std::uint16_t> MasterKey::numbers() const {
    std::vector<std::uint16_t> numbers;
    numbers.reserve(keys_.size());
    for (auto const& numbered : keys_) {
        numbers.push_back(numbered.number);
    }
    return numbers;
}

Result<LockedBytes> MasterKey::wrapping_key(std::uint16_t number) const {
    auto const found = std::ranges::find(keys_, number, &Numbered::number);
    if (found == keys_.end()) {
        return fail(
            Errc::not_found,
            Text {
                "主密钥文件中没有这把密钥，请从备份恢复较新的主密钥文件",
                "the master key file lacks this key; restore a newer copy of it",
            }
        );
    }
    return derive_from(found->key, KeyPurpose::wrap);
}

LockedBytes MasterKey::derive(KeyPurpose purpose) const {
    return derive_from(keys_.front().key, purpose);
}

Result<MasterKey> MasterKey::parse(std::string_view text) {
    MasterKey master;
    auto rest = text;
    while (!rest.empty()) {
        auto line = take(rest, '\n');
        if (line.empty() || line.starts_with('#')) {
            continue;
        }
        auto const number = take(line, ' ');
        auto const key = take(line, ' ');
        Numbered read;
        std::array<std::uint8_t, check_size> check {};
        auto const [stop, error]
            = std::from_chars(number.data(), number.data() + number.size(), read.number);
        auto const last = master.keys_.empty() ? 0 : master.keys_.back().number;
        bool const good = error == std::errc {} && stop == number.data() + number.size()
            && read.number > last && read_hex(key, read.key.bytes()) && read_hex(line, check)
            && check == check_of(read.number, read.key);
        if (!good || master.keys_.size() == keys_max) {
            return fail(Errc::corrupt, key_lines_damaged);
        }
        master.keys_.push_back(std::move(read));
    }
    if (master.keys_.empty()) {
        return fail(Errc::corrupt, key_lines_damaged);
    }
    return master;
}

void MasterKey::add(std::uint16_t number) {
    Numbered made;
    made.number = number;
    randombytes_buf(made.key.bytes().data(), key_size);
    keys_.push_back(std::move(made));
}

LockedBytes MasterKey::text() const {
    std::string lines;
    // One allocation: growing would leave copies of the keys behind.
    lines.reserve(heading.size() + keys_.size() * line_bytes_max);
    lines += heading;
    for (auto const& [number, key] : keys_) {
        std::array<char, key_size * 2 + 1> key_text {};
        std::array<char, check_size * 2 + 1> check_text {};
        auto const check = check_of(number, key);
        sodium_bin2hex(key_text.data(), key_text.size(), key.data(), key_size);
        sodium_bin2hex(check_text.data(), check_text.size(), check.data(), check.size());
        lines += std::to_string(number);
        lines += ' ';
        lines += key_text.data();
        lines += ' ';
        lines += check_text.data();
        lines += '\n';
        sodium_memzero(key_text.data(), key_text.size());
    }
    LockedBytes text { lines.size() };
    std::ranges::copy(lines, text.bytes().begin());
    wipe(lines);
    return text;
}

}  // namespace boai::crypto
