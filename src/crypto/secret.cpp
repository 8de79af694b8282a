#include "crypto/secret.hpp"

#include <sodium.h>

#include <cstdio>
#include <cstdlib>

namespace boai::crypto {

void end_program(char const* reason) {
    // There is no better place to tell it when standard error is closed, too.
    static_cast<void>(std::fprintf(stderr, "boai: %s\n", reason));
    std::abort();
}

void require_sodium() {
    // Seeded by the system once a thread: a gift takes four random values, and asking the system
    // for each costs more than sealing it.
    static bool const ready
        = randombytes_set_implementation(&randombytes_internal_implementation) == 0
        && sodium_init() >= 0;
    if (!ready) [[unlikely]] {
        end_program("the system's random generator cannot be used");
    }
}

void wipe(std::string& bytes) {
    sodium_memzero(bytes.data(), bytes.size());
    bytes.clear();
}

LockedBytes::LockedBytes(std::size_t size)
    : size_(size) {
    require_sodium();
    memory_.reset(static_cast<std::uint8_t*>(sodium_malloc(size)));
    if (memory_ == nullptr) {
        end_program("no memory for keys");
    }
    sodium_memzero(memory_.get(), size);
}

void LockedBytes::Free::operator()(std::uint8_t* memory) const {
    sodium_free(memory);
}

SubjectKey::~SubjectKey() {
    sodium_memzero(bytes_.data(), bytes_.size());
}

} // namespace boai::crypto
