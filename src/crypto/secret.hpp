/// \file
/// Secret bytes in memory: kept out of swap and core files, wiped when they go.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace boai::crypto {

/// Every symmetric key of the program has 32 bytes.
inline constexpr std::size_t key_size = 32;

/// Ends the program when the machine cannot do what no program can do without; says why.
[[noreturn]] void end_program(char const* reason);

/// Makes libsodium ready; ends the program when the machine offers no randomness. Threads: any.
void require_sodium();

/// Overwrites `bytes` in a way the compiler keeps, and empties it.
void wipe(std::string& bytes);

/// Secret bytes of a fixed length in locked memory between guard pages. For few, long-lived keys:
/// each takes several pages.
class LockedBytes {
public:
    /// Zeroes; ends the program when there is no memory.
    explicit LockedBytes(std::size_t size);

    [[nodiscard]] std::span<std::uint8_t> bytes() { return { memory_.get(), size_ }; }

    [[nodiscard]] std::span<std::uint8_t const> bytes() const { return { memory_.get(), size_ }; }

    [[nodiscard]] std::uint8_t const* data() const { return memory_.get(); }

private:
    struct Free {
        void operator()(std::uint8_t* memory) const;
    };

    std::unique_ptr<std::uint8_t, Free> memory_;
    std::size_t size_;
};

/// The key of one person's fields; wiped when it goes. For many, short-lived keys.
class SubjectKey {
public:
    SubjectKey() = default;
    SubjectKey(SubjectKey const&) = default;
    SubjectKey& operator=(SubjectKey const&) = default;
    ~SubjectKey();

    [[nodiscard]] std::span<std::uint8_t, key_size> bytes() { return bytes_; }

    [[nodiscard]] std::span<std::uint8_t const, key_size> bytes() const { return bytes_; }

private:
    std::array<std::uint8_t, key_size> bytes_ {};
};

}  // namespace boai::crypto
