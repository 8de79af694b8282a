/// \file
/// ProgressTeller: tells by server-sent events how far an import is.
#pragma once

#include "http/message.hpp"
#include "modules/giving/import_service.hpp"

#include <list>
#include <memory>
#include <mutex>
#include <thread>

namespace boai::giving {

/// Tells listeners how far an import is, five times a second, until it is done. Threads: any.
class ProgressTeller {
public:
    ProgressTeller();

    /// Tells at once where it is, and from then on.
    void add(std::shared_ptr<PlannedImport> import, std::shared_ptr<http::EventStream> stream);

private:
    struct Listener {
        std::shared_ptr<PlannedImport> import;
        std::shared_ptr<http::EventStream> stream;
    };

    void loop(const std::stop_token& stop);
    static bool is_over(const Listener& listener);

    std::mutex mutex_;
    std::list<Listener> listeners_;
    std::jthread thread_;
};

}  // namespace boai::giving
