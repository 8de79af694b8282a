#include "crypto/hash.hpp"

#include "crypto/bytes.hpp"
#include "crypto/secret.hpp"

#include <openssl/evp.h>
#include <sodium.h>

#include <algorithm>

namespace boai::crypto {
namespace {

constexpr Text not_hex { "不是十六进制文本，请核对后重新输入",
                         "not hexadecimal; check the text and enter it again" };
constexpr Text not_base64 { "不是 Base64 文本，请核对后重新输入",
                            "not base 64; check the text and enter it again" };

/// OpenSSL fails here only when it has no memory or no SHA-256 at all.
void require(bool good) {
    if (!good) [[unlikely]] {
        end_program("OpenSSL refuses to compute SHA-256");
    }
}

/// Fetched once: looking the algorithm up costs more than a short digest.
EVP_MD const* sha256_method() {
    static EVP_MD const* const method = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    require(method != nullptr);
    return method;
}

struct FreeContext {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

using ContextPointer = std::unique_ptr<EVP_MD_CTX, FreeContext>;

ContextPointer new_context() {
    ContextPointer context { EVP_MD_CTX_new() };
    require(context != nullptr);
    return context;
}

void start(EVP_MD_CTX* context) {
    require(EVP_DigestInit_ex2(context, sha256_method(), nullptr) == 1);
}

Digest finish_digest(EVP_MD_CTX* context) {
    Digest digest {};
    require(EVP_DigestFinal_ex(context, digest.data(), nullptr) == 1);
    return digest;
}

std::string encode(std::string_view bytes, int variant) {
    std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes_of(bytes), bytes.size(), variant);
    text.pop_back();  // the terminating zero
    return text;
}

Result<std::string> decode(std::string_view text, int variant) {
    std::string bytes(text.size() / 4 * 3 + 3, '\0');
    std::size_t size = 0;
    char const* stop = nullptr;
    auto* const out = reinterpret_cast<unsigned char*>(bytes.data());
    auto const failed = sodium_base642bin(
        out, bytes.size(), text.data(), text.size(), nullptr, &size, &stop, variant
    );
    // libsodium takes the byte 0xAF for a slash: no byte beyond ASCII is base 64.
    const bool is_ascii
        = std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (failed != 0 || !is_ascii || stop != text.data() + text.size()) {
        return fail(Errc::invalid, not_base64);
    }
    bytes.resize(size);
    return bytes;
}

}  // namespace

Digest sha256(std::string_view bytes) {
    thread_local ContextPointer const context = new_context();
    start(context.get());
    require(EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()) == 1);
    return finish_digest(context.get());
}

struct Sha256::Context {
    ContextPointer digest = new_context();
};

Sha256::Sha256()
    : context_(std::make_unique<Context>()) {
    start(context_->digest.get());
}

Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;
Sha256::~Sha256() = default;

void Sha256::update(std::string_view bytes) {
    require(EVP_DigestUpdate(context_->digest.get(), bytes.data(), bytes.size()) == 1);
}

Digest Sha256::finish() {
    auto const digest = finish_digest(context_->digest.get());
    start(context_->digest.get());
    return digest;
}

std::string hex(std::string_view bytes) {
    std::string text(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes_of(bytes), bytes.size());
    text.pop_back();  // the terminating zero
    return text;
}

Result<std::string> parse_hex(std::string_view text) {
    std::string bytes(text.size() / 2, '\0');
    std::size_t size = 0;
    char const* stop = nullptr;
    auto* const out = reinterpret_cast<unsigned char*>(bytes.data());
    auto const failed
        = sodium_hex2bin(out, bytes.size(), text.data(), text.size(), nullptr, &size, &stop);
    if (failed != 0 || stop != text.data() + text.size() || text.size() % 2 != 0) {
        return fail(Errc::invalid, not_hex);
    }
    return bytes;
}

std::string base64(std::string_view bytes) {
    // What is written so is public, and libsodium's way, which takes the same time for every
    // content, takes several times as long.
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
    auto* const out = reinterpret_cast<unsigned char*>(text.data());
    EVP_EncodeBlock(out, bytes_of(bytes), static_cast<int>(bytes.size()));
    text.pop_back(); // the terminating zero
    return text;
}

std::string base64_url(std::string_view bytes) {
    return encode(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

Result<std::string> parse_base64(std::string_view text) {
    return decode(text, sodium_base64_VARIANT_ORIGINAL);
}

Result<std::string> parse_base64_url(std::string_view text) {
    return decode(text, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace boai::crypto
