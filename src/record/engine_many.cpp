#include "record/engine.hpp"
#include "record/validate.hpp"

#include <atomic>
#include <optional>

namespace boai::record {

/// The inputs of one submit_many on their way. A commit that fails for one of them is taken apart
/// in halves, until only that one fails.
class Engine::ManyCalls : public std::enable_shared_from_this<ManyCalls> {
public:
    using Inputs = std::vector<Result<std::shared_ptr<void>>>;
    using Outcomes = std::vector<Result<Outcome>>;

    ManyCalls(Engine& engine, Call call, Inputs inputs, std::function<void(Result<Outcomes>)> done)
        : engine_(engine)
        , keys_(std::move(call.keys))
        , base_key_(std::move(call.key))
        , call_(std::move(call))
        , inputs_(std::move(inputs))
        , outcomes_(inputs_.size(), Outcome {})
        , done_(std::move(done))
        , open_(inputs_.size()) { }

    void start() {
        for (auto& input : inputs_) {
            if (auto valid = check(input); !valid) {
                input = std::unexpected(std::move(valid).error());
            }
        }
        if (inputs_.empty()) {
            done_(std::move(outcomes_));
            return;
        }
        if (auto queued = submit(0, inputs_.size()); !queued) {
            done_(std::unexpected(std::move(queued).error()));
        }
    }

private:
    [[nodiscard]] Result<void> check(const Result<std::shared_ptr<void>>& input) const {
        if (!input) {
            return {};
        }
        TRY(validate(call_.command->fields, input->get()));
        return call_.command->check == nullptr ? Result<void> {}
                                               : call_.command->check(input->get());
    }

    [[nodiscard]] std::string key_of(std::size_t i) const {
        if (!keys_.empty()) {
            return keys_[i];
        }
        return base_key_.empty() ? std::string {} : base_key_ + ":" + std::to_string(i);
    }

    /// Queues the inputs from..from+count as one job.
    Result<void> submit(std::size_t from, std::size_t count) {
        return engine_.parts_.writer.submit(
            { call_.branch,
              [self = shared_from_this(), from, count](storage::Transaction& tx) {
                  return self->work(tx, from, count);
              },
              [self = shared_from_this(), from, count](Result<void> result) {
                  self->settle(from, count, std::move(result));
              },
              count }
        );
    }

    Result<void> work(storage::Transaction& tx, std::size_t from, std::size_t count) {
        Call one { .actor = call_.actor,
                   .command = call_.command,
                   .branch = call_.branch,
                   .input = {},
                   .key = {},
                   .reason = call_.reason };
        for (auto i = from; i < from + count; ++i) {
            const auto& input = inputs_[i];
            if (!input) {
                outcomes_[i] = std::unexpected(input.error());
                continue;
            }
            one.key = key_of(i);
            outcomes_[i] = tx.attempt([&] { return engine_.carry_out(one, input->get(), tx); });
            if (!outcomes_[i] && outcomes_[i].error().code == Errc::unavailable) {
                return std::unexpected(outcomes_[i].error());
            }
        }
        return {};
    }

    /// Whether the failure of a commit may lie in one of its inputs alone.
    static bool may_be_of_one(const Error& error) {
        return error.code != Errc::unavailable && error.code != Errc::corrupt;
    }

    void settle(std::size_t from, std::size_t count, Result<void> result) {
        if (!result && count > 1 && may_be_of_one(result.error())) {
            const auto half = count / 2;
            submit_or_fail(from, half);
            submit_or_fail(from + half, count - half);
            return;
        }
        if (!result) {
            fail_all(from, count, result.error());
        }
        for (auto i = from; i < from + count; ++i) {
            if (!outcomes_[i]) {
                outcomes_[i]
                    = std::unexpected(engine_.parts_.registry.named(std::move(outcomes_[i]).error())
                    );
            }
        }
        close(count);
    }

    void submit_or_fail(std::size_t from, std::size_t count) {
        if (auto queued = submit(from, count); !queued) {
            fail_all(from, count, queued.error());
            close(count);
        }
    }

    void fail_all(std::size_t from, std::size_t count, const Error& error) {
        for (auto i = from; i < from + count; ++i) {
            if (inputs_[i]) {
                outcomes_[i] = std::unexpected(error);
            } else {
                outcomes_[i] = std::unexpected(inputs_[i].error());
            }
        }
    }

    void close(std::size_t count) {
        if (open_.fetch_sub(count) == count) {
            done_(std::move(outcomes_));
        }
    }

    Engine& engine_;
    std::vector<std::string> keys_;
    std::string base_key_;
    Call call_;
    Inputs inputs_;
    Outcomes outcomes_;
    std::function<void(Result<Outcomes>)> done_;
    std::atomic<std::size_t> open_; ///< inputs without their final outcome
};

void Engine::submit_many(
    Call call,
    std::vector<Result<std::shared_ptr<void>>> inputs,
    std::function<void(Result<std::vector<Result<Outcome>>>)> done
) {
    if (auto admitted = admit(call); !admitted) {
        done(std::unexpected(std::move(admitted).error()));
        return;
    }
    std::make_shared<ManyCalls>(*this, std::move(call), std::move(inputs), std::move(done))
        ->start();
}

} // namespace boai::record
