#include "api/bulk.hpp"

#include "http/problem.hpp"
#include "record/json.hpp"
#include "record/kinds/common.hpp"

#include <algorithm>
#include <atomic>
#include <map>

namespace boai::api {
namespace {

constexpr std::size_t lines_per_commit = 2'000;
constexpr std::size_t commits_ahead = 2; ///< read while another is being written
constexpr std::size_t full_errors_bytes_max = 32U << 20U; ///< of the answer; then errors are brief

constexpr Text key_too_long { "最多 200 个可见字符", "must be at most 200 visible characters" };

/// One line's result, as the text of its answer.
struct Slot {
    std::size_t line = 0; ///< from 1
    Result<record::Outcome> outcome { record::Outcome {} };
};

/// Lines of one branch and reason, which go into one commit together.
struct Batch {
    std::vector<Result<std::shared_ptr<void>>> inputs;
    std::vector<std::size_t> slots;
    std::vector<std::string> keys; ///< empty texts where a line has none
};

/// One piece of the body on its way through a commit.
struct Chunk {
    std::vector<Slot> slots;
    std::size_t open_batches = 0;
};

/// One bulk request. step() runs on one worker at a time; settled() on the writer's thread.
class BulkRun : public std::enable_shared_from_this<BulkRun> {
public:
    BulkRun(Api& api, Asked asked, const record::CommandType& command, http::Responder respond)
        : api_(api)
        , asked_(std::move(asked))
        , command_(command)
        , respond_(std::move(respond))
        , rest_(asked_.request.body)
        , key_(asked_.request.header("idempotency-key"))
        , branch_parameter_(asked_.request.parameter("branch")) { }

    /// Goes on as far as possible. Whoever comes while it runs leaves the work to it.
    void go_on() {
        if (wanted_.fetch_add(1) > 0) {
            return;
        }
        do {
            step();
        } while (wanted_.fetch_sub(1) > 1);
    }

private:
    using BatchKey = std::pair<Id, std::string>;

    void step() {
        write_answers();
        while (!rest_.empty() && chunks_.size() < commits_ahead) {
            submit_chunk();
        }
        if (rest_.empty() && chunks_.empty() && !answered_) {
            answered_ = true;
            respond_({ .content_type = "application/x-ndjson", .body = std::move(answer_) });
        }
    }

    /// The next line of the body that is not blank.
    std::string_view next_line() {
        while (!rest_.empty()) {
            const auto end = rest_.find('\n');
            auto line = rest_.substr(0, end);
            rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
            ++line_number_;
            if (line.ends_with('\r')) {
                line.remove_suffix(1);
            }
            if (line.find_first_not_of(" \t") != std::string_view::npos) {
                return line;
            }
        }
        return {};
    }

    void submit_chunk() {
        auto chunk = std::make_shared<Chunk>();
        std::map<BatchKey, Batch> batches;
        chunk->slots.reserve(lines_per_commit);
        while (chunk->slots.size() < lines_per_commit) {
            const auto line = next_line();
            if (line.empty()) {
                break;
            }
            chunk->slots.push_back({ .line = line_number_ });
            if (auto read = read_line(line, chunk->slots.size() - 1, batches); !read) {
                chunk->slots.back().outcome = std::unexpected(std::move(read).error());
            }
        }
        chunk->open_batches = batches.size();
        {
            const std::lock_guard lock { mutex_ };
            chunks_.push_back(chunk);
        }
        for (auto& [key, batch] : batches) {
            submit_batch(chunk, key, std::move(batch));
        }
        if (batches.empty()) {
            write_answers();
        }
    }

    /// Adds the line's input to its batch. Errors: those of the line alone.
    Result<void>
    read_line(std::string_view line, std::size_t slot, std::map<BatchKey, Batch>& batches) {
        record::Envelope envelope;
        auto input = api_.engine().read_input(command_, line, envelope);
        if (!input) {
            return std::unexpected(std::move(input).error());
        }
        const auto branch = TRY(branch_of_line(envelope["branch"]));
        auto key = TRY(key_of_line(std::move(envelope["idempotency_key"])));
        auto& batch = batches[{ branch, envelope["reason"] }];
        batch.inputs.push_back(std::move(input));
        batch.slots.push_back(slot);
        batch.keys.push_back(std::move(key));
        return {};
    }

    /// The line's own key, or the request's with the line's number.
    [[nodiscard]] Result<std::string> key_of_line(std::string in_line) const {
        if (in_line.empty() && !key_.empty()) {
            in_line = key_ + ':' + std::to_string(line_number_);
        }
        constexpr std::size_t number_bytes_max = 8;
        if (in_line.size() > limits::request_key_bytes_max + number_bytes_max
            || !record::is_clean_text(in_line)) {
            return fail_field("idempotency_key", key_too_long);
        }
        return in_line;
    }

    Result<Id> branch_of_line(const std::string& in_line) {
        if (in_line.empty() && !usual_branch_.empty()) {
            return usual_branch_;
        }
        const auto branch
            = TRY(branch_of_call(api_, *asked_.actor, command_, in_line, branch_parameter_));
        if (in_line.empty()) {
            usual_branch_ = branch;
        }
        return branch;
    }

    void submit_batch(const std::shared_ptr<Chunk>& chunk, const BatchKey& key, Batch batch) {
        record::Call call { .actor = asked_.actor,
                            .command = &command_,
                            .branch = key.first,
                            .input = nullptr,
                            .key = {},
                            .reason = key.second,
                            .keys = std::move(batch.keys) };
        auto slots = std::move(batch.slots);
        api_.engine().submit_many(
            std::move(call),
            std::move(batch.inputs),
            [self = shared_from_this(), chunk, slots = std::move(slots)](
                Result<std::vector<Result<record::Outcome>>> outcomes
            ) { self->settled(*chunk, slots, std::move(outcomes)); }
        );
    }

    /// Takes the outcomes of one batch; the answers are written by a worker.
    void settled(
        Chunk& chunk,
        const std::vector<std::size_t>& slots,
        Result<std::vector<Result<record::Outcome>>> outcomes
    ) {
        for (std::size_t i = 0; i < slots.size(); ++i) {
            auto& outcome = chunk.slots[slots[i]].outcome;
            outcome = outcomes ? std::move((*outcomes)[i])
                               : Result<record::Outcome> { std::unexpected(outcomes.error()) };
        }
        bool is_whole = false;
        {
            const std::lock_guard lock { mutex_ };
            is_whole = --chunk.open_batches == 0;
        }
        if (is_whole) {
            api_.workers.go_on([self = shared_from_this()] { self->go_on(); });
        }
    }

    /// Writes the answers of the chunks that are through, in their order.
    void write_answers() {
        for (;;) {
            std::shared_ptr<Chunk> chunk;
            {
                const std::lock_guard lock { mutex_ };
                if (chunks_.empty() || chunks_.front()->open_batches > 0) {
                    return;
                }
                chunk = chunks_.front();
                chunks_.erase(chunks_.begin());
            }
            for (const auto& slot : chunk->slots) {
                append_answer(slot);
            }
        }
    }

    void append_answer(const Slot& slot) {
        answer_ += "{\"line\":" + std::to_string(slot.line) + ',';
        if (slot.outcome) {
            answer_ += "\"ok\":true";
            const std::string_view members { slot.outcome->json };
            if (members.size() > 2) {
                answer_.append(",").append(members.substr(1)); // with its closing brace
            } else {
                answer_ += '}';
            }
        } else if (answer_.size() < full_errors_bytes_max) {
            std::string problem;
            http::append_problem_members(problem, slot.outcome.error());
            answer_.append(problem, 1);
        } else {
            answer_.append(R"("ok":false,"code":")")
                .append(name_of(slot.outcome.error().code))
                .append("\"}");
        }
        answer_ += '\n';
    }

    Api& api_;
    Asked asked_;
    const record::CommandType& command_;
    http::Responder respond_;
    std::string_view rest_; ///< of the body
    std::string key_;
    std::optional<std::string> branch_parameter_;
    Id usual_branch_;
    std::size_t line_number_ = 0;
    std::string answer_;
    bool answered_ = false;
    std::atomic<int> wanted_ { 0 };
    std::mutex mutex_; ///< guards chunks_ and their open_batches
    std::vector<std::shared_ptr<Chunk>> chunks_;
};

} // namespace

Result<void> start_bulk(
    Api& api, Asked asked, const record::CommandType& command, const http::Responder& respond
) {
    const auto lines = std::ranges::count(asked.request.body, '\n');
    if (static_cast<std::size_t>(lines) > limits::bulk_lines_max) {
        constexpr Text too_many { "一次最多 500000 行，请分批发送",
                                  "at most 500000 lines at a time; send less" };
        respond(http::problem(413, Errc::over_limit, too_many));
        return {};
    }
    if (asked.request.header("idempotency-key").size() > limits::request_key_bytes_max) {
        return fail_field("Idempotency-Key", key_too_long);
    }
    auto run = std::make_shared<BulkRun>(api, std::move(asked), command, respond);
    if (!api.workers.offer([run] { run->go_on(); })) {
        return fail(
            Errc::unavailable,
            Text { "服务器正忙，请稍后重试", "the server is busy; try again shortly" }
        );
    }
    return {};
}

} // namespace boai::api
