/// \file
/// RSA keys of payment services: SHA-256 with PKCS #1 v1.5, the one signature they use.
#pragma once

#include "base/result.hpp"

#include <memory>
#include <string>
#include <string_view>

extern "C" {
struct evp_pkey_st;
}

namespace boai::payments {

/// The shortest modulus taken, in bits. Source: GM/T and NIST SP 800-131A, both demand 2048.
inline constexpr int rsa_bits_min = 2048;

/// A key that checks signatures. Copies share it. Threads: any.
class RsaPublicKey {
public:
    /// Reads a PEM public key, a PEM certificate, or the bare base 64 that Alipay shows.
    /// Errors: invalid when it is none of them, no RSA key, or shorter than rsa_bits_min.
    static Result<RsaPublicKey> parse(std::string_view text);

    /// Whether `signature`, raw bytes, is this key's over `message`.
    [[nodiscard]] bool is_signed(std::string_view message, std::string_view signature) const;
    /// As PEM ("BEGIN PUBLIC KEY").
    [[nodiscard]] std::string pem() const;

private:
    friend class RsaPrivateKey;

    explicit RsaPublicKey(std::shared_ptr<evp_pkey_st> key)
        : key_(std::move(key)) { }

    std::shared_ptr<evp_pkey_st> key_;
};

/// The serial number of the first certificate in a PEM text, in upper-case hexadecimal, as
/// WeChat Pay names it. Errors: invalid when there is no certificate.
Result<std::string> certificate_serial(std::string_view pem);

/// A key that signs: the simulator's, never a society's. Copies share it. Threads: any.
class RsaPrivateKey {
public:
    /// A new key of rsa_bits_min bits.
    [[nodiscard]] static RsaPrivateKey make();
    /// Reads what pem() writes. Errors: invalid.
    static Result<RsaPrivateKey> parse(std::string_view pem);

    /// Raw bytes of the signature over `message`.
    [[nodiscard]] std::string sign(std::string_view message) const;

    [[nodiscard]] RsaPublicKey public_key() const { return RsaPublicKey { key_ }; }

    /// As PEM (PKCS #8, not encrypted).
    [[nodiscard]] std::string pem() const;

private:
    explicit RsaPrivateKey(std::shared_ptr<evp_pkey_st> key)
        : key_(std::move(key)) { }

    std::shared_ptr<evp_pkey_st> key_;
};

} // namespace boai::payments
