#include "base/result.hpp"

namespace boai {

std::string_view name_of(Errc code) {
    switch (code) {
    case Errc::invalid:
        return "invalid";
    case Errc::not_found:
        return "not_found";
    case Errc::conflict:
        return "conflict";
    case Errc::forbidden:
        return "forbidden";
    case Errc::unauthenticated:
        return "unauthenticated";
    case Errc::over_limit:
        return "over_limit";
    case Errc::unavailable:
        return "unavailable";
    case Errc::corrupt:
        return "corrupt";
    case Errc::internal:
        return "internal";
    }
    return "internal";
}

}  // namespace boai
