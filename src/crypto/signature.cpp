#include "crypto/signature.hpp"

#include "crypto/bytes.hpp"
#include "crypto/random.hpp"

#include <sodium.h>

namespace boai::crypto {
namespace {

static_assert(seed_size == crypto_sign_SEEDBYTES);
static_assert(public_key_size == crypto_sign_PUBLICKEYBYTES);
static_assert(signature_size == crypto_sign_BYTES);

} // namespace

SigningKey::SigningKey(std::span<std::uint8_t const, seed_size> seed)
    : secret_(crypto_sign_SECRETKEYBYTES) {
    require_sodium();
    crypto_sign_seed_keypair(public_key_.data(), secret_.bytes().data(), seed.data());
}

SigningKey SigningKey::make() {
    LockedBytes seed { seed_size };
    fill_random(seed.bytes());
    return SigningKey { seed.bytes().first<seed_size>() };
}

std::string SigningKey::sign(std::string_view message) const {
    std::string signature(signature_size, '\0');
    crypto_sign_detached(
        reinterpret_cast<unsigned char*>(signature.data()),
        nullptr,
        bytes_of(message),
        message.size(),
        secret_.data()
    );
    return signature;
}

std::span<std::uint8_t const, seed_size> SigningKey::seed() const {
    // libsodium keeps the seed in the first half of the secret key.
    return secret_.bytes().first<seed_size>();
}

bool is_signed(std::string_view message, std::string_view signature, PublicKey const& key) {
    require_sodium();
    return signature.size() == signature_size
        && crypto_sign_verify_detached(
               bytes_of(signature), bytes_of(message), message.size(), key.data()
           )
        == 0;
}

} // namespace boai::crypto
