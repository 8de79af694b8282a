#include "http/body_source.hpp"

#include <exception>
#include <utility>

namespace boai::http {
namespace {

constexpr Text failed { "生成文件时出错，请重试",
                        "the file could not be made to its end; try again" };
constexpr Text nobody_waits { "没有人等待", "nobody waits for it any more" };

class MadeBody final : public BodySource, public std::enable_shared_from_this<MadeBody> {
public:
    MadeBody(Workers& workers, MakePiece make)
        : workers_(workers)
        , make_(std::move(make)) { }

    void next(TakePiece take) override {
        workers_.go_on([self = shared_from_this(), take = std::move(take)]() mutable {
            self->work(std::move(take));
        });
    }

private:
    void work(TakePiece take) {
        if (is_abandoned()) {
            take(fail(Errc::unavailable, nobody_waits));
            return;
        }
        auto piece = make();
        if (!piece) {
            take(std::unexpected(std::move(piece).error()));
        } else if (!piece->has_value()) {
            take(std::string {});
        } else if ((*piece)->empty()) {
            next(std::move(take));
        } else {
            take(std::move(**piece));
        }
    }

    /// Libraries that write files may throw when memory is short.
    Result<std::optional<std::string>> make() {
        try {
            return make_();
        } catch (const std::exception&) {
            return fail(Errc::internal, failed);
        }
    }

    Workers& workers_;
    MakePiece make_;
};

} // namespace

std::shared_ptr<BodySource> make_body(Workers& workers, MakePiece make) {
    return std::make_shared<MadeBody>(workers, std::move(make));
}

} // namespace boai::http
