#include "modules/giving/import_progress.hpp"

#include "modules/giving/import_view.hpp"

#include <chrono>

namespace boai::giving {

ProgressTeller::ProgressTeller()
    : thread_([this](const std::stop_token& stop) { loop(stop); }) { }

void ProgressTeller::add(
    std::shared_ptr<PlannedImport> import, std::shared_ptr<http::EventStream> stream
) {
    stream->send("progress", progress_json(*import));
    const std::lock_guard lock { mutex_ };
    listeners_.push_back({ std::move(import), std::move(stream) });
}

void ProgressTeller::loop(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        std::this_thread::sleep_for(std::chrono::milliseconds { 200 });
        const std::lock_guard lock { mutex_ };
        listeners_.remove_if([](const Listener& listener) { return is_over(listener); });
    }
}

bool ProgressTeller::is_over(const Listener& listener) {
    const auto state = listener.import->state.load();
    if (!listener.stream->send("progress", progress_json(*listener.import))) {
        return true;
    }
    if (state == PlanState::planned || state == PlanState::running) {
        return false;
    }
    listener.stream->send("done", plan_json(*listener.import, {}));
    listener.stream->close();
    return true;
}

}  // namespace boai::giving
