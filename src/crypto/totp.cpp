#include "crypto/totp.hpp"

#include "crypto/hash.hpp"
#include "crypto/random.hpp"
#include "crypto/secret.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

namespace boai::crypto {
namespace {

constexpr std::size_t secret_bytes = 20;
constexpr std::int64_t step_ms = 30'000;
constexpr std::size_t code_digits = 6;
constexpr std::uint32_t code_modulus = 1'000'000;
constexpr std::size_t sha1_size = 20;
constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

constexpr Text not_base32 { "不是 Base32 文本，请核对后重新输入",
                            "not base 32; check the text and enter it again" };
constexpr Text secret_damaged {
    "二次验证密钥已损坏，请联系安全管理员重新绑定",
    "the second factor's secret is damaged; ask the security administrator to bind it anew",
};
constexpr Text refused {
    "验证码不对或已用过，请等下一个验证码再试",
    "the code is wrong or was used; wait for the next one and try again",
};

using Sha1 = std::array<unsigned char, sha1_size>;

Sha1 hmac_sha1(std::string_view key, std::array<unsigned char, 8> const& message) {
    Sha1 out {};
    unsigned int size = 0;
    auto const* const made = HMAC(
        EVP_sha1(),
        key.data(),
        static_cast<int>(key.size()),
        message.data(),
        message.size(),
        out.data(),
        &size
    );
    if (made == nullptr) [[unlikely]] {
        end_program("OpenSSL refuses to compute HMAC-SHA-1");
    }
    return out;
}

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view kept
        = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (char const c : text) {
        if (kept.contains(c)) {
            encoded += c;
            continue;
        }
        auto const byte = static_cast<unsigned char>(c);
        encoded += { '%', digits[byte >> 4U], digits[byte & 15U] };
    }
    return encoded;
}

std::string without_spaces(std::string_view text) {
    std::string kept { text };
    std::erase(kept, ' ');
    return kept;
}

/// The digits of a step, from the secret's bytes.
std::string code_of(std::string_view secret, std::int64_t step) {
    std::array<unsigned char, 8> counter {};
    auto const value = static_cast<std::uint64_t>(step);
    for (std::size_t at = 0; at < counter.size(); ++at) {
        counter[at] = static_cast<unsigned char>(value >> (56U - 8U * at));
    }
    auto const hash = hmac_sha1(secret, counter);
    // RFC 4226 section 5.3: dynamic truncation.
    std::size_t const offset = hash.back() & 15U;
    std::uint32_t number = 0;
    for (std::size_t at = 0; at < 4; ++at) {
        number = number << 8U | hash[offset + at];
    }
    auto const digits = std::to_string((number & 0x7FFF'FFFFU) % code_modulus);
    return std::string(code_digits - digits.size(), '0') + digits;
}

Result<std::string> stored_secret(std::string_view text) {
    auto bytes = parse_base32(text);
    if (!bytes.has_value()) {
        return fail(Errc::corrupt, secret_damaged);
    }
    return bytes;
}

}  // namespace

std::string new_totp_secret() {
    return base32(random_bytes(secret_bytes));
}

std::string totp_uri(std::string_view secret, std::string_view login, std::string_view issuer) {
    auto const name = percent_encoded(issuer);
    return "otpauth://totp/" + name + ":" + percent_encoded(login) + "?secret="
        + std::string { secret } + "&issuer=" + name + "&algorithm=SHA1&digits=6&period=30";
}

std::int64_t totp_step(Instant at) {
    return at.milliseconds / step_ms;
}

Result<std::string> totp_code(std::string_view secret, std::int64_t step) {
    auto const bytes = TRY(stored_secret(secret));
    return code_of(bytes, step);
}

Result<std::int64_t> accept_totp(
    std::string_view secret, std::string_view code, Instant now, std::int64_t last_used_step
) {
    auto const bytes = TRY(stored_secret(secret));
    auto const given = without_spaces(code);
    auto const present = totp_step(now);
    std::int64_t accepted = 0;
    // Every step is computed, in order that the time taken tells nothing.
    for (auto step = present - 1; step <= present + 1; ++step) {
        if (equal_in_constant_time(given, code_of(bytes, step)) && step > last_used_step) {
            accepted = step;
        }
    }
    if (accepted == 0) {
        return fail(Errc::unauthenticated, refused);
    }
    return accepted;
}

std::string base32(std::string_view bytes) {
    std::string text;
    text.reserve((bytes.size() * 8 + 4) / 5);
    std::uint32_t buffer = 0;
    unsigned bits = 0;
    for (char const c : bytes) {
        buffer = buffer << 8U | static_cast<unsigned char>(c);
        for (bits += 8; bits >= 5; bits -= 5) {
            text += alphabet[buffer >> (bits - 5) & 31U];
        }
    }
    if (bits > 0) {
        text += alphabet[buffer << (5 - bits) & 31U];
    }
    return text;
}

Result<std::string> parse_base32(std::string_view text) {
    std::string bytes;
    std::uint32_t buffer = 0;
    unsigned bits = 0;
    for (char const c : text) {
        auto const upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        auto const digit = alphabet.find(upper);
        if (digit == std::string_view::npos) {
            return fail(Errc::invalid, not_base32);
        }
        buffer = buffer << 5U | static_cast<std::uint32_t>(digit);
        bits += 5;
        if (bits >= 8) {
            bits -= 8;
            bytes += static_cast<char>(buffer >> bits & 255U);
        }
    }
    // What is left over must be the zero bits that base32 fills up with.
    bool const whole = bits < 5 && (buffer & ((1U << bits) - 1)) == 0;
    if (!whole) {
        return fail(Errc::invalid, not_base32);
    }
    return bytes;
}

}  // namespace boai::crypto
