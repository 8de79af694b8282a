#include "ledger/commitment.hpp"

#include "crypto/hash.hpp"

#include <sodium.h>

namespace boai::ledger {
namespace {

std::string_view view(const Salt& salt) {
    return { reinterpret_cast<const char*>(salt.data()), salt.size() };
}

} // namespace

Salt salt_of(const crypto::SubjectKey& key, const Committed& what) {
    std::string message { "journal-salt\n" };
    message.append(what.field).append("\n").append(to_string(what.record)).append("\n");
    message += std::to_string(what.entry);
    Salt salt {};
    crypto_generichash_blake2b(
        salt.data(),
        salt.size(),
        reinterpret_cast<const unsigned char*>(message.data()),
        message.size(),
        key.bytes().data(),
        key.bytes().size()
    );
    return salt;
}

std::string commit(std::string_view field, const Salt& salt, std::string_view value) {
    std::string message { "charity/commit/v1\n" };
    message.append(field).append("\n").append(view(salt)).append(value);
    return crypto::hex(crypto::view(crypto::sha256(message)));
}

Disclosure disclose(const crypto::SubjectKey& key, const Committed& what, std::string_view value) {
    return { std::string { what.field },
             crypto::hex(view(salt_of(key, what))),
             std::string { value } };
}

std::string public_id(const crypto::Vault& vault, Id record) {
    // The same 13 letters as an id, so that nobody needs a second way to write one.
    return to_string(Id { vault.blind_index("journal id", to_string(record)) });
}

} // namespace boai::ledger
