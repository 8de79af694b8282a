#include "payments/rsa.hpp"

#include "crypto/bytes.hpp"
#include "crypto/hash.hpp"
#include "crypto/secret.hpp"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <algorithm>

namespace boai::payments {
namespace {

using crypto::bytes_of;

using KeyPointer = std::shared_ptr<EVP_PKEY>;
using BioPointer = std::unique_ptr<BIO, decltype(&BIO_free)>;
using CertificatePointer = std::unique_ptr<X509, decltype(&X509_free)>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

constexpr Text no_public_key {
    "不是 RSA 公钥或证书（至少 2048 位），请核对粘贴的内容",
    "is no RSA public key or certificate of at least 2048 bits; check what was pasted"
};

/// What OpenSSL fails at only without memory or without RSA.
void require_rsa(bool good) {
    if (!good) [[unlikely]] {
        crypto::end_program("OpenSSL refuses to work with RSA keys");
    }
}

KeyPointer owned(EVP_PKEY* key) {
    return { key, [](EVP_PKEY* held) { EVP_PKEY_free(held); } };
}

BioPointer reading(std::string_view text) {
    return { BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), BIO_free };
}

std::string written(BIO* bio) {
    char* data = nullptr;
    const auto size = BIO_get_mem_data(bio, &data);
    return { data, static_cast<std::size_t>(size) };
}

CertificatePointer read_certificate(std::string_view pem) {
    const auto bio = reading(pem);
    return { PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr), X509_free };
}

KeyPointer read_pem(std::string_view pem) {
    if (pem.contains("BEGIN CERTIFICATE")) {
        const auto certificate = read_certificate(pem);
        return owned(certificate ? X509_get_pubkey(certificate.get()) : nullptr);
    }
    const auto bio = reading(pem);
    return owned(PEM_read_bio_PUBKEY(bio.get(), nullptr, nullptr, nullptr));
}

/// The bare text of Alipay's pages: DER in base 64, perhaps broken into lines.
KeyPointer read_base64(std::string_view text) {
    std::string bare { text };
    std::erase_if(bare, [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; });
    const auto der = crypto::parse_base64(bare);
    if (!der) {
        return nullptr;
    }
    const auto* begin = bytes_of(*der);
    return owned(d2i_PUBKEY(nullptr, &begin, static_cast<long>(der->size())));
}

bool is_strong_rsa(const KeyPointer& key) {
    return key != nullptr && EVP_PKEY_is_a(key.get(), "RSA") == 1
        && EVP_PKEY_get_bits(key.get()) >= rsa_bits_min;
}

} // namespace

Result<RsaPublicKey> RsaPublicKey::parse(std::string_view text) {
    auto key = text.contains("-----BEGIN") ? read_pem(text) : read_base64(text);
    if (!is_strong_rsa(key)) {
        return fail(Errc::invalid, no_public_key);
    }
    return RsaPublicKey { std::move(key) };
}

bool RsaPublicKey::is_signed(std::string_view message, std::string_view signature) const {
    const DigestContext context { EVP_MD_CTX_new(), EVP_MD_CTX_free };
    require_rsa(
        context != nullptr
        && EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get()) == 1
    );
    return EVP_DigestVerify(
               context.get(),
               bytes_of(signature),
               signature.size(),
               bytes_of(message),
               message.size()
           )
        == 1;
}

std::string RsaPublicKey::pem() const {
    const BioPointer bio { BIO_new(BIO_s_mem()), BIO_free };
    require_rsa(bio != nullptr && PEM_write_bio_PUBKEY(bio.get(), key_.get()) == 1);
    return written(bio.get());
}

Result<std::string> certificate_serial(std::string_view pem) {
    const auto certificate = read_certificate(pem);
    if (certificate == nullptr) {
        return fail(
            Errc::invalid,
            Text { "不是证书；公钥请写明它的编号（PUB_KEY_ID_…）",
                   "is no certificate; give the id of a public key (PUB_KEY_ID_…)" }
        );
    }
    const std::unique_ptr<BIGNUM, decltype(&BN_free)> number {
        ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate.get()), nullptr), BN_free
    };
    require_rsa(number != nullptr);
    char* const text = BN_bn2hex(number.get());
    require_rsa(text != nullptr);
    std::string serial { text };
    OPENSSL_free(text);
    return serial;
}

RsaPrivateKey RsaPrivateKey::make() {
    auto key = owned(EVP_RSA_gen(static_cast<unsigned>(rsa_bits_min)));
    require_rsa(key != nullptr);
    return RsaPrivateKey { std::move(key) };
}

Result<RsaPrivateKey> RsaPrivateKey::parse(std::string_view pem) {
    const auto bio = reading(pem);
    auto key = owned(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
    if (!is_strong_rsa(key)) {
        return fail(Errc::invalid, Text { "不是 RSA 私钥", "is no RSA private key" });
    }
    return RsaPrivateKey { std::move(key) };
}

std::string RsaPrivateKey::sign(std::string_view message) const {
    const DigestContext context { EVP_MD_CTX_new(), EVP_MD_CTX_free };
    require_rsa(
        context != nullptr
        && EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get()) == 1
    );
    std::string signature(static_cast<std::size_t>(EVP_PKEY_get_size(key_.get())), '\0');
    auto size = signature.size();
    auto* const out = reinterpret_cast<unsigned char*>(signature.data());
    require_rsa(EVP_DigestSign(context.get(), out, &size, bytes_of(message), message.size()) == 1);
    signature.resize(size);
    return signature;
}

std::string RsaPrivateKey::pem() const {
    const BioPointer bio { BIO_new(BIO_s_mem()), BIO_free };
    require_rsa(
        bio != nullptr
        && PEM_write_bio_PKCS8PrivateKey(
               bio.get(), key_.get(), nullptr, nullptr, 0, nullptr, nullptr
           ) == 1
    );
    return written(bio.get());
}

} // namespace boai::payments
