#include "crypto/password.hpp"

#include "crypto/secret.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <semaphore>
#include <set>

namespace boai::crypto {
namespace {

constexpr std::ptrdiff_t hashes_at_once = 2;
constexpr std::size_t distinct_min = 4;
constexpr std::size_t login_size_min = 3;
constexpr std::size_t run_size_min = 6;

constexpr Text too_long { "密码过长，请缩短到 1024 字节以内",
                          "the password is too long; at most 1024 bytes" };
constexpr Text too_short { "密码至少 10 个字符", "a password has 10 characters or more" };
constexpr Text too_plain { "密码至少要有 4 种不同的字符",
                           "a password has 4 different characters or more" };
constexpr Text too_common {
    "这个密码太常见，容易被猜中，请换一个",
    "this password is among the commonest; choose another",
};
constexpr Text has_login { "密码不能包含登录名", "a password must not contain the login" };
constexpr Text no_memory { "内存不足，请稍后再试", "memory is short; try again later" };

/// Common passwords of ten characters or more, without the digits and marks around them.
constexpr auto common_cores = std::to_array<std::string_view>({
    "password",   "passw0rd",      "p@ssw0rd", "p@ssword",  "passwort", "iloveyou",   "letmein",
    "welcome",    "administrator", "admin",    "root",      "qwerty",   "qwertyuiop", "asdfghjkl",
    "zxcvbnm",    "asdfasdf",      "qazwsx",   "qazwsxedc", "woaini",   "woaiwojia",  "wobuzhidao",
    "wojiushiwo", "aini",          "nihao",    "test",      "abc",      "abcd",       "changeme",
    "default",    "sunshine",      "princess", "football",  "superman", "computer",   "internet",
    "dragon",     "monkey",        "master",   "boai",      "redcross", "hongshizi",  "honghui",
    "zhiyuanzhe", "cishan",        "mima",     "denglu",    "secret",   "user",
});

constexpr auto common_wholes = std::to_array<std::string_view>({
    "1q2w3e4r5t",   "1q2w3e4r5t6y", "1qaz2wsx3edc", "qwer1234asdf", "q1w2e3r4t5",
    "zaq12wsxcde3", "1qazxsw23edc", "a1b2c3d4e5",   "5201314520",   "1314520520",
    "5201314123",   "1234qwerasdf", "qweasdzxc123", "123qweasdzxc", "qwe123asd456",
    "110110110110", "147258369147", "1472583690",   "7418529630",   "741852963",
    "159357159357", "0123456789",   "1234567890",   "0987654321",   "1122334455",
    "112233445566", "1212121212",   "1231231231",   "123123123123", "q1w2e3r4t5y6",
    "asdf1234asdf", "abcd1234abcd", "qwertyqwerty", "aa123456aa",   "password1password",
});

constexpr auto keyboard_rows = std::to_array<std::string_view>({
    "01234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
});

std::string lower(std::string_view text) {
    std::string lowered { text };
    for (char& c : lowered) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return lowered;
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

/// What stays when digits and marks are taken off both ends.
std::string_view core_of(std::string_view text) {
    auto const first = std::ranges::find_if(text, is_letter) - text.begin();
    text.remove_prefix(static_cast<std::size_t>(first));
    while (!text.empty() && !is_letter(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

/// The length of the longest front of `text` that runs along a row of the keyboard, either way.
std::size_t run_at_front(std::string_view text) {
    std::size_t longest = 1;
    for (auto const row : keyboard_rows) {
        std::string const backwards { row.rbegin(), row.rend() };
        while (longest < text.size()
               && (row.contains(text.substr(0, longest + 1))
                   || backwards.contains(text.substr(0, longest + 1)))) {
            ++longest;
        }
    }
    return longest;
}

/// Whether the text is nothing but long runs such as "abcdefg" and "7654321", and one short rest.
bool is_runs(std::string_view text) {
    while (!text.empty()) {
        auto const run = run_at_front(text);
        if (run < run_size_min && run < text.size()) {
            return false;
        }
        text.remove_prefix(run);
    }
    return true;
}

/// Takes texts of two bytes or more. One or two characters before a run do not make it uncommon.
bool is_common(std::string_view lowered) {
    return std::ranges::find(common_wholes, lowered) != common_wholes.end()
        || std::ranges::find(common_cores, core_of(lowered)) != common_cores.end()
        || is_runs(lowered) || is_runs(lowered.substr(1)) || is_runs(lowered.substr(2));
}

std::size_t count_characters(std::string_view utf8) {
    return static_cast<std::size_t>(std::ranges::count_if(utf8, [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

std::counting_semaphore<hashes_at_once>& places() {
    static std::counting_semaphore<hashes_at_once> semaphore { hashes_at_once };
    return semaphore;
}

/// Holds one of the places in which a hash may be computed.
class Place {
public:
    Place() { places().acquire(); }

    Place(Place const&) = delete;
    Place& operator=(Place const&) = delete;

    ~Place() { places().release(); }
};

using HashText = std::array<char, crypto_pwhash_argon2id_STRBYTES>;

/// The stored text as libsodium reads it; all zeroes when too long to be one.
HashText hash_text(std::string_view stored) {
    HashText text {};
    if (stored.size() < text.size()) {
        std::ranges::copy(stored, text.begin());
    }
    return text;
}

/// The hash of no password in particular, for logins that do not exist.
std::string const& decoy() {
    static std::string const hash = hash_password("no such login").value_or(std::string {});
    return hash;
}

}  // namespace

Result<std::string> hash_password(std::string_view password, PasswordCost cost) {
    if (password.size() > password_bytes_max) {
        return fail_field("password", too_long);
    }
    require_sodium();
    Place const place;
    HashText text {};
    auto const failed = crypto_pwhash_argon2id_str(
        text.data(), password.data(), password.size(), cost.passes, cost.memory_bytes
    );
    if (failed != 0) {
        return fail(Errc::unavailable, no_memory);
    }
    return std::string { text.data() };
}

bool verify_password(std::string_view stored, std::string_view password) {
    require_sodium();
    auto const text = hash_text(stored.empty() ? decoy() : stored);
    if (password.size() > password_bytes_max) {
        return false;
    }
    Place const place;
    bool const right
        = crypto_pwhash_argon2id_str_verify(text.data(), password.data(), password.size()) == 0;
    return right && !stored.empty();
}

bool needs_rehash(std::string_view stored, PasswordCost cost) {
    require_sodium();
    auto const text = hash_text(stored);
    return crypto_pwhash_argon2id_str_needs_rehash(text.data(), cost.passes, cost.memory_bytes)
        != 0;
}

Result<void> check_password(std::string_view password, std::string_view login) {
    auto const lowered = lower(password);
    if (password.size() > password_bytes_max) {
        return fail_field("password", too_long);
    }
    if (count_characters(password) < password_characters_min) {
        return fail_field("password", too_short);
    }
    if (std::set<char>(lowered.begin(), lowered.end()).size() < distinct_min) {
        return fail_field("password", too_plain);
    }
    if (login.size() >= login_size_min && lowered.contains(lower(login))) {
        return fail_field("password", has_login);
    }
    if (is_common(lowered)) {
        return fail_field("password", too_common);
    }
    return {};
}

}  // namespace boai::crypto
