#include "app/cli.hpp"
#include "app/payment_accounts.hpp"
#include "app/payment_simulator.hpp"

#include <algorithm>
#include <cstdio>

namespace boai::app {
namespace {

/// Sets the accounts of a demonstration's book to the simulator's. Never beside real ones: who has
/// the simulator's keys can make gifts out of nothing.
Result<void> prepare(const CommonOptions& common) {
    const SystemClock clock;
    auto book = TRY(Book::open(common.book, clock));
    const auto sections = TRY(read_payment_file(common.book.data));
    const bool has_real = std::ranges::any_of(sections, [](const auto& section) {
        return section.value("simulated") != "yes";
    });
    if (has_real) {
        return fail(
            Errc::conflict,
            Text { "已设置真实的支付账户，不能再用模拟账户；请换一个演示账本",
                   "real payment accounts are set; use a demonstration's book instead" }
        );
    }
    const auto branch = TRY(branch_of(*book, common.branch));
    auto keys = SimulatorKeys::load(common.book.data);
    if (!keys && keys.error().code == Errc::not_found) {
        keys = SimulatorKeys::make();
        TRY(keys->save(common.book.data));
    }
    const auto loaded = TRY(std::move(keys));
    const auto code = book->engine().branches()->find(branch)->code;
    TRY(write_payment_file(common.book.data, simulated_accounts(loaded, book->vault(), code)));
    std::printf(
        "The book takes the simulator's payments, with channels named wechat and alipay. Start "
        "the server, then: boai simulate payments --to URL\n"
    );
    return {};
}

void print(const std::vector<SimulatorRow>& rows) {
    for (const auto& row : rows) {
        std::printf(
            "%-5s %-7s %-32s %-12s %s\n",
            row.is_right() ? "right" : "WRONG",
            std::string { payments::name_of(row.service) }.c_str(),
            row.what.c_str(),
            row.answer.c_str(),
            row.is_right() ? "" : ("expected " + row.expected).c_str()
        );
    }
}

} // namespace

Result<Exit> run_simulate(const CommonOptions& common, const SimulateOptions& options) {
    if (options.to.empty()) {
        TRY(prepare(common));
        return Exit::good;
    }
    const SystemClock clock;
    const auto sections = TRY(read_payment_file(common.book.data));
    if (sections.empty() || sections.front().value("simulated") != "yes") {
        return fail(
            Errc::conflict,
            Text { "账本没有使用模拟账户；请先运行 boai simulate payments",
                   "the book has no simulated accounts; run boai simulate payments first" }
        );
    }
    const auto keys = TRY(SimulatorKeys::load(common.book.data));
    auto url = options.to;
    while (url.ends_with('/')) {
        url.pop_back();
    }
    const auto rows
        = TRY(simulate_payments({ .keys = keys,
                                  .url = url,
                                  .branch_code = std::string { sections.front().value("branch") },
                                  .clock = clock,
                                  .send = [](const http::ClientRequest& request) {
                                      return http::send(request);
                                  } }));
    print(rows);
    return std::ranges::all_of(rows, &SimulatorRow::is_right) ? Exit::good : Exit::failed;
}

} // namespace boai::app
