#include "crypto/vault.hpp"

#include "crypto/bytes.hpp"
#include "crypto/random.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace boai::crypto {
namespace {

constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr char version = 1;
// A value: version, nonce, cipher text and tag. A key: version, number of its master key
// (big-endian), nonce, cipher text and tag.
constexpr std::size_t value_head_size = 1;
constexpr std::size_t key_head_size = 3;
constexpr std::size_t wrapped_size = key_head_size + nonce_size + key_size + tag_size;

constexpr Text value_damaged {
    "加密数据无法解开：内容被改动或密钥不符，请联系运维人员",
    "sealed data does not open: it was altered or the key is another; call the operator",
};
constexpr Text key_damaged {
    "个人密钥无法解开：内容被改动或缺少主密钥，请联系运维人员",
    "a personal key does not open: it was altered or its master key is missing; call the operator",
};

using Nonce = std::array<std::uint8_t, nonce_size>;

Nonce random_nonce() {
    Nonce nonce {};
    fill_random(nonce);
    return nonce;
}

/// Writes nonce, cipher text and tag of `plain` to `out`.
void encrypt(
    std::span<std::uint8_t const, key_size> key,
    Nonce const& nonce,
    std::string_view bound,
    std::span<std::uint8_t const> plain,
    std::span<unsigned char> out
) {
    std::ranges::copy(nonce, out.begin());
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        out.data() + nonce_size,
        nullptr,
        plain.data(),
        plain.size(),
        bytes_of(bound),
        bound.size(),
        nullptr,
        nonce.data(),
        key.data()
    );
}

/// Reverses encrypt; false when anything was altered. `box` is nonce, cipher text and tag.
bool decrypt(
    std::span<std::uint8_t const, key_size> key,
    std::string_view bound,
    std::string_view box,
    unsigned char* plain
) {
    auto const* const nonce = bytes_of(box);
    return crypto_aead_xchacha20poly1305_ietf_decrypt(
               plain,
               nullptr,
               nullptr,
               nonce + nonce_size,
               box.size() - nonce_size,
               bytes_of(bound),
               bound.size(),
               nonce,
               key.data()
           )
        == 0;
}

/// What binds a wrapped key to its person: the id, big-endian.
std::array<char, 8> binding(Id subject) {
    std::array<char, 8> bytes {};
    auto const value = static_cast<std::uint64_t>(subject.value);
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        bytes[at] = static_cast<char>(value >> (56U - 8U * at) & 255U);
    }
    return bytes;
}

std::uint16_t master_number(std::string_view wrapped) {
    auto const* const bytes = bytes_of(wrapped);
    return static_cast<std::uint16_t>(bytes[1] << 8U | bytes[2]);
}

bool shaped_as_key(std::string_view wrapped) {
    return wrapped.size() == wrapped_size && wrapped.front() == version;
}

std::span<std::uint8_t const, key_size> span_of(LockedBytes const& key) {
    return key.bytes().first<key_size>();
}

}  // namespace

Vault::Vault(MasterKey const& master)
    : index_key_(master.derive(KeyPurpose::blind_index))
    , tokens_(master) {
    for (auto const number : master.numbers()) {
        // Its own numbers are always found.
        wrapping_keys_.push_back({ number, master.wrapping_key(number).value() });
    }
}

NewSubjectKey Vault::new_subject_key(Id subject) const {
    NewSubjectKey made;
    fill_random(made.key.bytes());
    made.wrapped = wrap(subject, made.key, random_nonce());
    return made;
}

Result<SubjectKey> Vault::unwrap(Id subject, std::string_view wrapped) const {
    if (!shaped_as_key(wrapped)) {
        return fail(Errc::corrupt, key_damaged);
    }
    auto const master
        = std::ranges::find(wrapping_keys_, master_number(wrapped), &WrappingKey::number);
    SubjectKey key;
    auto const bound = binding(subject);
    auto const box = wrapped.substr(key_head_size);
    if (master == wrapping_keys_.end()
        || !decrypt(
            span_of(master->key), { bound.data(), bound.size() }, box, key.bytes().data()
        )) {
        return fail(Errc::corrupt, key_damaged);
    }
    return key;
}

bool Vault::wrapped_by_newest(std::string_view wrapped) const {
    return shaped_as_key(wrapped) && master_number(wrapped) == wrapping_keys_.back().number;
}

Result<WrappedKey> Vault::rewrap(Id subject, std::string_view wrapped) const {
    auto const key = TRY(unwrap(subject, wrapped));
    return wrap(subject, key, random_nonce());
}

std::string
Vault::seal(SubjectKey const& key, std::string_view field_name, std::string_view plain) {
    std::string sealed(value_head_size + nonce_size + plain.size() + tag_size, '\0');
    std::span const out { bytes_of(sealed), sealed.size() };
    encrypt(
        key.bytes(),
        random_nonce(),
        field_name,
        { bytes_of(plain), plain.size() },
        out.subspan(value_head_size)
    );
    sealed.front() = version;
    return sealed;
}

Result<std::string>
Vault::open(SubjectKey const& key, std::string_view field_name, std::string_view sealed) {
    constexpr auto least = value_head_size + nonce_size + tag_size;
    if (sealed.size() < least || sealed.front() != version) {
        return fail(Errc::corrupt, value_damaged);
    }
    std::string plain(sealed.size() - least, '\0');
    if (!decrypt(key.bytes(), field_name, sealed.substr(value_head_size), bytes_of(plain))) {
        return fail(Errc::corrupt, value_damaged);
    }
    return plain;
}

std::int64_t Vault::blind_index(std::string_view purpose, std::string_view normalised_text) const {
    constexpr unsigned char separator = 0;
    std::array<unsigned char, crypto_generichash_BYTES_MIN> hash {};
    crypto_generichash_state state {};
    crypto_generichash_init(&state, index_key_.data(), key_size, hash.size());
    crypto_generichash_update(&state, bytes_of(purpose), purpose.size());
    crypto_generichash_update(&state, &separator, 1);
    crypto_generichash_update(&state, bytes_of(normalised_text), normalised_text.size());
    crypto_generichash_final(&state, hash.data(), hash.size());
    std::uint64_t number = 0;
    for (std::size_t at = 0; at < sizeof number; ++at) {
        number = number << 8U | hash[at];
    }
    auto const positive = static_cast<std::int64_t>(number >> 1U);
    return positive == 0 ? 1 : positive;
}

WrappedKey Vault::wrap(Id subject, SubjectKey const& key, Nonce const& nonce) const {
    auto const& newest = wrapping_keys_.back();
    auto const bound = binding(subject);
    WrappedKey wrapped { std::string(wrapped_size, '\0') };
    std::span const out { bytes_of(wrapped.bytes), wrapped_size };
    encrypt(
        span_of(newest.key),
        nonce,
        { bound.data(), bound.size() },
        key.bytes(),
        out.subspan(key_head_size)
    );
    wrapped.bytes[0] = version;
    wrapped.bytes[1] = static_cast<char>(newest.number >> 8U);
    wrapped.bytes[2] = static_cast<char>(newest.number & 255U);
    return wrapped;
}

}  // namespace boai::crypto
