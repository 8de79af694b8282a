/// \file
/// BodySource: an answer's body that is made while it is sent, so that its length costs no memory.
#pragma once

#include "base/result.hpp"
#include "base/workers.hpp"

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace boai::http {

/// Takes one piece; an empty one ends the body. An error breaks the connection off, so that
/// nobody takes a part for the whole.
using TakePiece = std::function<void(Result<std::string>)>;

/// Asked for the next piece when the one before has been sent. Threads: one piece at a time, each
/// from any thread; abandon() at any time.
class BodySource {
public:
    BodySource() = default;
    BodySource(const BodySource&) = delete;
    BodySource& operator=(const BodySource&) = delete;
    virtual ~BodySource() = default;

    /// Makes the next piece and hands it to `take`, now or later, from any thread.
    virtual void next(TakePiece take) = 0;

    /// Says that nobody waits for the rest.
    void abandon() { is_abandoned_ = true; }

    [[nodiscard]] bool is_abandoned() const { return is_abandoned_; }

private:
    std::atomic<bool> is_abandoned_ { false };
};

/// Makes one piece: an empty one when there is more to do before the next bytes, nothing at the
/// end.
using MakePiece = std::function<Result<std::optional<std::string>>()>;

/// A body made by `make` on `workers`, which must outlive it. Between two pieces, empty ones too,
/// the workers turn to what else waits.
[[nodiscard]] std::shared_ptr<BodySource> make_body(Workers& workers, MakePiece make);

} // namespace boai::http
