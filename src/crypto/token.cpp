#include "crypto/token.hpp"

#include "crypto/hash.hpp"
#include "crypto/random.hpp"

#include <sodium.h>

namespace boai::crypto {

TokenHasher::TokenHasher(MasterKey const& master)
    : token_key_(master.derive(KeyPurpose::token))
    , session_key_(master.derive(KeyPurpose::session)) { }

NewToken TokenHasher::make(TokenKind kind) const {
    NewToken token;
    token.text = (kind == TokenKind::api ? "boai_" : "") + random_token();
    token.hash = hash(kind, token.text);
    return token;
}

std::string TokenHasher::hash(TokenKind kind, std::string_view text) const {
    auto const& key = kind == TokenKind::session ? session_key_ : token_key_;
    auto const prefix = static_cast<unsigned char>(kind);
    std::string hash(crypto_generichash_BYTES, '\0');
    crypto_generichash_state state {};
    crypto_generichash_init(&state, key.data(), key_size, hash.size());
    crypto_generichash_update(&state, &prefix, 1);
    crypto_generichash_update(
        &state, reinterpret_cast<unsigned char const*>(text.data()), text.size()
    );
    crypto_generichash_final(&state, reinterpret_cast<unsigned char*>(hash.data()), hash.size());
    return hash;
}

bool TokenHasher::matches(TokenKind kind, std::string_view text, std::string_view stored_hash)
    const {
    return equal_in_constant_time(hash(kind, text), stored_hash);
}

}  // namespace boai::crypto
