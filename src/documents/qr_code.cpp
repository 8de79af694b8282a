#include "documents/qr_code.hpp"

#include <qrencode.h>

#include <memory>

namespace boai::documents {

Result<QrCode> encode_qr(std::string_view text) {
    constexpr std::size_t bytes_max = 1024;
    const auto* const bytes = reinterpret_cast<const unsigned char*>(text.data());
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> made {
        text.empty() || text.size() > bytes_max
            ? nullptr
            : QRcode_encodeData(static_cast<int>(text.size()), bytes, 0, QR_ECLEVEL_M),
        &QRcode_free
    };
    if (!made) {
        return fail(
            Errc::over_limit,
            Text { "内容太长，不能做成二维码", "the text does not fit into a QR code" }
        );
    }
    QrCode code { made->width, {} };
    const auto count
        = static_cast<std::size_t>(made->width) * static_cast<std::size_t>(made->width);
    code.dark.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        code.dark.push_back((made->data[i] & 1U) != 0);
    }
    return code;
}

} // namespace boai::documents
