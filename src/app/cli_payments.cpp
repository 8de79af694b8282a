#include "app/cli.hpp"
#include "app/payment_accounts.hpp"
#include "crypto/key_file.hpp"
#include "identity/audit_event.hpp"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>

namespace boai::app {
namespace {

using payments::AccountSection;
using payments::RsaPublicKey;
using payments::Service;

Result<std::string> read_text(const std::string& file) {
    std::ifstream stream { file, std::ios::binary };
    std::string text { std::istreambuf_iterator<char> { stream }, {} };
    if (!stream) {
        return fail(
            Errc::not_found, compose({ "读不到文件 {}", "the file {} cannot be read" }, { file })
        );
    }
    return text;
}

Service service_of(const std::string& word) {
    return word == "alipay" ? Service::alipay : Service::wechat;
}

AccountSection*
find_section(std::vector<AccountSection>& sections, Service service, std::string_view branch) {
    const auto found = std::ranges::find_if(sections, [&](const AccountSection& section) {
        return section.service == service && section.value("branch") == branch;
    });
    return found == sections.end() ? nullptr : &*found;
}

/// One key of WeChat Pay: "ID=FILE", or a certificate's file, whose serial is its id.
Result<std::string> wechat_key(const std::string& given) {
    const auto equals = given.find('=');
    const auto file = equals == std::string::npos ? given : given.substr(equals + 1);
    const auto text = TRY(read_text(file));
    const auto key = TRY(RsaPublicKey::parse(text));
    const auto id = equals == std::string::npos ? TRY(payments::certificate_serial(text))
                                                : given.substr(0, equals);
    return id + " " + payments::key_value(key);
}

/// Adds the keys to those that are there; one of the same id takes the other's place.
Result<void> add_keys(AccountSection& section, const std::vector<std::string>& given) {
    for (const auto& one : given) {
        if (section.service == Service::alipay) {
            const auto text = TRY(read_text(one));
            section.set("key", payments::key_value(TRY(RsaPublicKey::parse(text))));
            continue;
        }
        auto value = TRY(wechat_key(one));
        const auto id = value.substr(0, value.find(' ') + 1);
        std::erase_if(section.values, [&](const auto& pair) {
            return pair.first == "key" && pair.second.starts_with(id);
        });
        section.values.emplace_back("key", std::move(value));
    }
    return {};
}

/// The APIv3 key comes by a file that only its owner reads: not by the command line, which others
/// on the machine can see.
Result<void>
add_api_key(AccountSection& section, const PaymentsOptions& options, const crypto::Vault& vault) {
    if (options.api_key_file.empty()) {
        return {};
    }
    const auto content = TRY(crypto::read_key_file(options.api_key_file));
    std::string_view text { reinterpret_cast<const char*>(content.data()), content.bytes().size() };
    while (text.ends_with('\n') || text.ends_with('\r')) {
        text.remove_suffix(1);
    }
    if (!payments::read_api_key(text)) {
        return fail_field(
            "api-key-file", Text { "APIv3 密钥须是 32 个字符", "an APIv3 key has 32 characters" }
        );
    }
    section.set("api_key", payments::seal_secret(vault, section.value("mchid"), text));
    return {};
}

Result<void>
change(AccountSection& section, const PaymentsOptions& options, const crypto::Vault& vault) {
    const bool is_wechat = section.service == Service::wechat;
    const auto set = [&](std::string_view name, const std::string& value) {
        if (!value.empty()) {
            section.set(name, value);
        }
    };
    set("channel", options.channel);
    set("collection", options.collection);
    set(is_wechat ? "mchid" : "seller_id", options.merchant);
    set(is_wechat ? "appid" : "app_id", options.app);
    TRY(add_keys(section, options.keys));
    return is_wechat ? add_api_key(section, options, vault) : Result<void> {};
}

/// What was done to the keys of payments is in the audit trail; the keys are not.
Result<void> note_change(Book& book, Id branch, const std::string& what) {
    const auto now = book.clock().now();
    return book.writer().run(branch, [&](storage::Transaction& tx) {
        return identity::add_event(
            book.engine(),
            tx,
            { branch, now },
            { .kind = identity::AuditKind::configuration_changed, .detail = what }
        );
    });
}

void print(const std::vector<AccountSection>& sections) {
    if (sections.empty()) {
        std::printf("No payment account is set.\n");
    }
    for (const auto& section : sections) {
        std::printf("[%s]\n", std::string { payments::name_of(section.service) }.c_str());
        for (const auto& [name, value] : section.values) {
            const bool is_secret = name == "api_key";
            const bool is_key = name == "key";
            const auto shown = is_secret ? std::string { "(sealed)" }
                : is_key                 ? value.substr(0, value.find(' ')).substr(0, 44) + " …"
                                         : value;
            std::printf("  %-10s %s\n", name.c_str(), shown.c_str());
        }
    }
}

} // namespace

Result<void> run_payments(const CommonOptions& common, const PaymentsOptions& options) {
    const SystemClock clock;
    auto sections = TRY(read_payment_file(common.book.data));
    if (options.action == "show") {
        print(sections);
        return {};
    }
    auto book = TRY(Book::open(common.book, clock));
    const auto branch = TRY(branch_of(*book, common.branch));
    const auto code = book->engine().branches()->find(branch)->code;
    const auto service = service_of(options.service);
    auto* section = find_section(sections, service, code);
    if (options.action == "remove") {
        if (section == nullptr) {
            return fail(
                Errc::not_found, Text { "没有这个支付账户", "there is no such payment account" }
            );
        }
        sections.erase(sections.begin() + (section - sections.data()));
    } else {
        if (section == nullptr) {
            section = &sections.emplace_back();
            section->service = service;
            section->set("branch", code);
            section->set("channel", options.service);
        }
        TRY(change(*section, options, book->vault()));
    }
    // What cannot be opened is not written: a server would refuse to start with it.
    TRY(payments::Accounts::open(sections, book->vault()));
    TRY(note_change(*book, branch, "payment account " + options.service + ": " + options.action));
    TRY(write_payment_file(common.book.data, sections));
    std::printf(
        "Written to %s. A running server reads it when it starts again.\n",
        payment_file(common.book.data).c_str()
    );
    return {};
}

} // namespace boai::app
