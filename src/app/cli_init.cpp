#include "app/cli.hpp"
#include "app/demo.hpp"
#include "app/logs.hpp"
#include "app/progress.hpp"

#include <cstdio>

namespace boai::app {
namespace {

/// The channels every society has, so that the first gift can be entered at once.
struct UsualChannel {
    const char* code;
    const char* name;
    const char* kind;
};

constexpr UsualChannel usual_channels[] = {
    { "cash", "现金", "cash" },
    { "bank", "银行对公账户", "bank" },
    { "alipay", "支付宝", "alipay" },
    { "wechat", "微信支付", "wechat" },
    { "unionpay", "云闪付", "unionpay" },
    { "qr", "二维码及 POS 机", "terminal" },
    { "platform", "公益平台", "platform" },
    { "post", "邮局汇款", "post" },
    { "other", "其他", "other" },
};

Result<void> add_usual_channels(Book& book, Id root) {
    const auto* command = book.registry().find_command("giving.channel.create");
    for (const auto& channel : usual_channels) {
        const auto json = std::string { R"({"code":")" } + channel.code + R"(","name":")"
            + channel.name + R"(","kind":")" + channel.kind + R"("})";
        std::map<std::string, std::string, std::less<>> envelope;
        auto input = TRY(book.engine().read_input(*command, json, envelope));
        TRY(book.engine().run({ Book::system(), command, root, std::move(input), {}, {} }));
    }
    return {};
}

}  // namespace

Result<void> run_init(const CommonOptions& common, const InitOptions& options) {
    if (!options.demo && (options.name_zh.empty() || options.name_en.empty())) {
        return fail(
            Errc::invalid,
            Text { "请给出 --code、--name 和 --name-en，或用 --demo small 建一个演示账本",
                   "give --code, --name and --name-en, or make a demo book with --demo small" }
        );
    }
    // A demo is filled as though hours had passed; all else in this command takes a moment.
    FixedClock clock { SystemClock {}.now() };
    TRY(Book::create(common.book, clock));
    auto book = TRY(Book::open(common.book, clock));
    if (options.demo) {
        Progress progress { "demo" };
        TRY(fill_demo(*book, clock, { .gifts = options.gifts }, [&](std::size_t done) {
            progress.show(done, options.gifts);
        }));
    } else {
        const auto root = TRY(make_root(*book, options.code, options.name_zh, options.name_en));
        TRY(add_usual_channels(*book, root));
    }
    auto logs = TRY(Logs::begin(*book, { .public_url = options.public_url }));
    logs->sign();
    std::printf("The book is ready in %s.\n", common.book.data.c_str());
    return {};
}

}  // namespace boai::app
