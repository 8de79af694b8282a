#include "app/cli.hpp"
#include "app/logs.hpp"
#include "record/generic_commands.hpp"

#include <cstdio>

namespace boai::app {

Result<void> run_call(const CommonOptions& common, const CallOptions& options) {
    const SystemClock clock;
    auto book = TRY(Book::open(common.book, clock));
    auto logs = TRY(Logs::begin(*book));
    const auto* command = book->registry().find_command(options.command);
    if (command == nullptr) {
        return fail(
            Errc::not_found,
            compose(
                { "没有命令 {}；用 boai describe 查看全部命令",
                  "there is no command {}; boai describe lists them all" },
                { options.command }
            )
        );
    }
    std::map<std::string, std::string, std::less<>> envelope;
    auto input = TRY(book->engine().read_input(*command, options.json, envelope));
    if (record::is_generic(*command) && !options.id.empty()) {
        static_cast<record::RecordWrite*>(input.get())->id = TRY(parse_id(options.id));
    }
    const auto named = envelope.contains("branch") ? envelope["branch"] : common.branch;
    const auto branch = TRY(branch_of(*book, named));
    const auto reason = options.reason.empty() ? envelope["reason"] : options.reason;
    const auto outcome = TRY(book->engine().run(
        { Book::system(), command, branch, std::move(input), options.key, reason }
    ));
    std::printf("%s\n", outcome.json.c_str());
    logs->sign();
    return {};
}

}  // namespace boai::app
