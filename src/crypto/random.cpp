#include "crypto/random.hpp"

#include "crypto/hash.hpp"
#include "crypto/secret.hpp"

#include <sodium.h>

namespace boai::crypto {

void fill_random(std::span<std::uint8_t> out) {
    require_sodium();
    randombytes_buf(out.data(), out.size());
}

std::string random_bytes(std::size_t count) {
    require_sodium();
    std::string bytes(count, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

std::string random_token(std::size_t bytes) {
    return base64_url(random_bytes(bytes));
}

}  // namespace boai::crypto
