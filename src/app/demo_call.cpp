#include "app/demo_call.hpp"

#include <map>
#include <utility>

namespace boai::app {

Result<record::Outcome> run_demo_call(Book& book, DemoCall call) {
    const auto* command = book.registry().find_command(call.command);
    std::map<std::string, std::string, std::less<>> envelope;
    auto input = TRY(book.engine().read_input(*command, call.json, envelope));
    return book.engine().run({ std::move(call.actor),
                               command,
                               call.branch,
                               std::move(input),
                               {},
                               std::move(call.reason) });
}

} // namespace boai::app
