#include "bench/support/bench_book.hpp"

#include "app/book.hpp"
#include "app/demo.hpp"
#include "base/json_text.hpp"
#include "base/time.hpp"
#include "identity/identity_service.hpp"
#include "record/generic_commands.hpp"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <map>
#include <system_error>

namespace boai::bench {
namespace {

using ActorPointer = std::shared_ptr<const record::Actor>;

constexpr std::string_view password = "a long password for measuring 2026";

class Maker {
public:
    explicit Maker(app::Book& book)
        : book_(book) { }

    Result<BenchBook> make() {
        BenchBook made;
        branch_ = TRY(app::make_root(book_, std::string { bench_branch }, "测速红十字会", "Bench"));
        constexpr std::array<std::array<std::string_view, 3>, 5> channels {
            { { "cash", "现金", "cash" },
              { "bank", "银行对公账户", "bank" },
              { "alipay", "支付宝", "alipay" },
              { "wechat", "微信支付", "wechat" },
              { "qr", "二维码及 POS 机", "terminal" } }
        };
        for (const auto& [code, name, kind] : channels) {
            std::string json;
            JsonObject { json }.text("code", code).text("name", name).text("kind", kind);
            made.channels.push_back(TRY(add("giving.channel", json)));
        }
        for (const auto* code : { "flood", "school" }) {
            const auto purpose = TRY(add_purpose(code));
            made.campaigns.push_back({ TRY(add_campaign(code, purpose)), purpose });
        }
        made.campaigns.push_back({ TRY(add_campaign("general", {})), {} });
        made.token = TRY(make_token());
        return made;
    }

private:
    Result<record::Outcome>
    run(const ActorPointer& actor, std::string_view name, const std::string& json, Id id = {}) {
        const auto* command = book_.registry().find_command(std::string { name });
        std::map<std::string, std::string, std::less<>> envelope;
        auto input = TRY(book_.engine().read_input(*command, json, envelope));
        if (record::is_generic(*command)) {
            static_cast<record::RecordWrite*>(input.get())->id = id;
        }
        return book_.engine().run({ actor, command, branch_, std::move(input), {}, {} });
    }

    Result<record::Outcome> run(std::string_view name, const std::string& json, Id id = {}) {
        return run(app::Book::system(), name, json, id);
    }

    Result<Id> add(std::string_view type, const std::string& json) {
        return TRY(run(std::string { type } + ".create", json)).id;
    }

    Result<Id> add_purpose(std::string_view code) {
        std::string json;
        JsonObject { json }
            .text("code", code)
            .text("name", code)
            .text("description", "测速用的定向用途");
        return add("giving.purpose", json);
    }

    Result<Id> add_campaign(std::string_view name, Id purpose) {
        std::string json;
        {
            JsonObject object { json };
            object.text("name", name).text("summary", "测速用的募捐活动").text("target", "0");
            object.text("begins", "2020-01-01").flag("raises_publicly", false);
            if (!purpose.empty()) {
                object.text("purpose", to_string(purpose));
            }
        }
        const auto id = TRY(add("giving.campaign", json));
        TRY(run("giving.campaign.publish", "{}", id));
        return id;
    }

    /// The text of a member of a member of an answer.
    static std::string text_in(const std::string& json, const char* member, const char* inner) {
        simdjson::dom::parser parser;
        const auto document = parser.parse(json);
        std::string_view text;
        const auto error
            = inner == nullptr ? document[member].get(text) : document[member][inner].get(text);
        return error == simdjson::SUCCESS ? std::string { text } : std::string {};
    }

    /// Invites a user, lets it set its password, and makes a token in its name.
    Result<std::string> make_token() {
        const auto identity = TRY(identity::IdentityService::create(book_.engine()));
        const auto user = TRY(run("identity.create_user", R"({"login":"bench","name":"Bench"})"));
        std::string json;
        JsonObject { json }.text("user", to_string(user.id)).text("role", "importer");
        TRY(run("identity.grant_role", json));
        const auto signed_in
            = TRY(identity->use_link({ .token = text_in(user.json, "link", "token"),
                                       .password = std::string { password },
                                       .login = {},
                                       .name = {},
                                       .address = "127.0.0.1" }));
        json.clear();
        JsonObject { json }
            .text("name", "bench")
            .text("scopes", "giving.record_gift giving.*.read society.branch.read")
            .text("valid_until", to_string(local_day(book_.clock().now()) + 30));
        const auto token = TRY(run(signed_in->caller->actor, "identity.create_api_token", json));
        return text_in(token.json, "token", nullptr);
    }

    app::Book& book_;
    Id branch_;
};

} // namespace

std::string receipt_of_this_year(std::size_t number) {
    auto digits = std::to_string(number);
    constexpr std::size_t digits_min = 6;
    digits.insert(0, digits_min - std::min(digits_min, digits.size()), '0');
    const auto year = civil(local_day(SystemClock {}.now())).year;
    return std::string { bench_branch } + "-" + std::to_string(year) + "-" + digits;
}

Result<BenchBook> make_bench_book(const std::filesystem::path& folder) {
    const SystemClock clock;
    const app::BookOptions options { .data = folder };
    TRY(app::Book::create(options, clock));
    const auto book = TRY(app::Book::open(options, clock));
    auto made = TRY(Maker { *book }.make());
    made.folder = folder;
    return made;
}

Result<BenchBook> copy_book(const BenchBook& book, const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::remove_all(folder, error);
    std::filesystem::copy(book.folder, folder, std::filesystem::copy_options::recursive, error);
    if (error) {
        return fail(
            Errc::unavailable,
            compose({ "无法复制到 {}", "{} cannot be copied to" }, { folder.string() })
        );
    }
    auto copy = book;
    copy.folder = folder;
    return copy;
}

} // namespace boai::bench
