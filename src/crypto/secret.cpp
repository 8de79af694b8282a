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
    static bool const ready = sodium_init() >= 0;
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

}  // namespace boai::crypto
