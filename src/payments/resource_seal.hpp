/// \file
/// The sealed part of a WeChat Pay notice: AES-256-GCM under the merchant's APIv3 key.
#pragma once

#include "crypto/secret.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace boai::payments {

/// Bytes of the nonce and of the tag. Source: RFC 5116 section 5.2.
inline constexpr std::size_t resource_nonce_bytes = 12;
inline constexpr std::size_t resource_tag_bytes = 16;

/// The 32 characters a merchant chooses; wiped when it goes.
using ApiKey = crypto::SubjectKey;

/// Nothing when `text` has not 32 bytes.
[[nodiscard]] std::optional<ApiKey> read_api_key(std::string_view text);

/// What the AEAD works on beside the key.
struct ResourceSeal {
    std::string_view nonce; ///< 12 bytes
    std::string_view associated_data; ///< may be empty
};

/// Opens ciphertext that ends in its tag; nothing when anything of it was altered.
/// Threads: any. Source: NIST SP 800-38D.
[[nodiscard]] std::optional<std::string>
open_resource(const ApiKey& key, const ResourceSeal& seal, std::string_view sealed);

/// The other direction, for the simulator. `seal.nonce` must have 12 bytes.
[[nodiscard]] std::string
seal_resource(const ApiKey& key, const ResourceSeal& seal, std::string_view plain);

} // namespace boai::payments
