#include "payments/resource_seal.hpp"

#include "crypto/bytes.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <memory>

namespace boai::payments {
namespace {

using crypto::bytes_of;

using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

void require_cipher(bool good) {
    if (!good) [[unlikely]] {
        crypto::end_program("OpenSSL refuses AES-256-GCM");
    }
}

/// A context with key, nonce (12 bytes, the length GCM takes by itself) and associated data.
CipherContext prepare(const ApiKey& key, const ResourceSeal& seal, bool sealing) {
    CipherContext context { EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free };
    require_cipher(context != nullptr);
    require_cipher(
        EVP_CipherInit_ex2(
            context.get(),
            EVP_aes_256_gcm(),
            key.bytes().data(),
            bytes_of(seal.nonce),
            sealing ? 1 : 0,
            nullptr
        )
        == 1
    );
    int size = 0;
    const auto& data = seal.associated_data;
    require_cipher(
        data.empty()
        || EVP_CipherUpdate(
               context.get(), nullptr, &size, bytes_of(data), static_cast<int>(data.size())
           ) == 1
    );
    return context;
}

} // namespace

std::optional<ApiKey> read_api_key(std::string_view text) {
    if (text.size() != crypto::key_size) {
        return std::nullopt;
    }
    ApiKey key;
    std::ranges::copy(text, key.bytes().begin());
    return key;
}

std::optional<std::string>
open_resource(const ApiKey& key, const ResourceSeal& seal, std::string_view sealed) {
    if (seal.nonce.size() != resource_nonce_bytes || sealed.size() < resource_tag_bytes) {
        return std::nullopt;
    }
    const auto context = prepare(key, seal, false);
    std::string tag { sealed.substr(sealed.size() - resource_tag_bytes) };
    sealed.remove_suffix(resource_tag_bytes);
    std::string plain(sealed.size(), '\0');
    int size = 0;
    require_cipher(
        EVP_CipherUpdate(
            context.get(), bytes_of(plain), &size, bytes_of(sealed), static_cast<int>(sealed.size())
        )
        == 1
    );
    require_cipher(
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, resource_tag_bytes, bytes_of(tag))
        == 1
    );
    int last = 0;
    if (EVP_CipherFinal_ex(context.get(), bytes_of(plain) + size, &last) != 1) {
        crypto::wipe(plain);
        return std::nullopt;
    }
    return plain;
}

std::string seal_resource(const ApiKey& key, const ResourceSeal& seal, std::string_view plain) {
    require_cipher(seal.nonce.size() == resource_nonce_bytes);
    const auto context = prepare(key, seal, true);
    std::string sealed(plain.size() + resource_tag_bytes, '\0');
    int size = 0;
    require_cipher(
        EVP_CipherUpdate(
            context.get(), bytes_of(sealed), &size, bytes_of(plain), static_cast<int>(plain.size())
        )
        == 1
    );
    int last = 0;
    require_cipher(EVP_CipherFinal_ex(context.get(), bytes_of(sealed) + size, &last) == 1);
    require_cipher(
        EVP_CIPHER_CTX_ctrl(
            context.get(),
            EVP_CTRL_AEAD_GET_TAG,
            resource_tag_bytes,
            bytes_of(sealed) + plain.size()
        )
        == 1
    );
    return sealed;
}

} // namespace boai::payments
