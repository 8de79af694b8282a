#include "crypto/random.hpp"

#include "crypto/hash.hpp"
#include "crypto/secret.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace boai::crypto {
namespace {

/// Random bytes of one thread, drawn many at a time: a gift takes four small values, and each draw
/// asks the system whether the program has forked. Bytes given away are wiped here.
class Pool {
public:
    Pool() = default;
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;

    ~Pool() { sodium_memzero(bytes_.data(), bytes_.size()); }

    void fill(std::span<std::uint8_t> out) {
        if (out.size() > left_) {
            randombytes_buf(bytes_.data(), bytes_.size());
            left_ = bytes_.size();
        }
        left_ -= out.size();
        std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(left_), out.size(), out.begin());
        sodium_memzero(bytes_.data() + left_, out.size());
    }

    static constexpr std::size_t size = 4096;

private:
    std::array<std::uint8_t, size> bytes_ {};
    std::size_t left_ = 0;
};

}  // namespace

void fill_random(std::span<std::uint8_t> out) {
    require_sodium();
    if (out.size() > Pool::size / 4) {
        randombytes_buf(out.data(), out.size());
        return;
    }
    // No other process draws from a copy: a child of the program becomes another program at once.
    static thread_local Pool pool;
    pool.fill(out);
}

std::string random_bytes(std::size_t count) {
    std::string bytes(count, '\0');
    fill_random({ reinterpret_cast<std::uint8_t*>(bytes.data()), bytes.size() });
    return bytes;
}

std::string random_token(std::size_t bytes) {
    return base64_url(random_bytes(bytes));
}

} // namespace boai::crypto
