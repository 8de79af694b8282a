#include "app/payment_simulator.hpp"

#include "crypto/hash.hpp"
#include "crypto/key_file.hpp"
#include "crypto/random.hpp"
#include "http/percent.hpp"
#include "payments/accounts.hpp"

#include <algorithm>

namespace boai::app {
namespace {

using payments::Payment;
using payments::RsaPrivateKey;
using payments::Service;
using payments::SignedNotice;

constexpr std::string_view keys_heading = "# Keys of Boai's payment simulator: no society's\n";
constexpr std::string_view wechat_serial = "PUB_KEY_ID_SIMULATED";
constexpr std::string_view wechat_merchant = "1900000000";
constexpr std::string_view wechat_app = "wxsimulated";
constexpr std::string_view alipay_merchant = "2088000000000000";
constexpr std::string_view alipay_app = "2021000000000000";
constexpr std::size_t number_bytes = 12;

std::filesystem::path key_file(const std::filesystem::path& data) {
    return data / "payments-simulator.keys";
}

std::string new_number() {
    return crypto::hex(crypto::random_bytes(number_bytes));
}

/// One service, with its way of signing.
class Simulation {
public:
    Simulation(const SimulatorRun& run, Service service)
        : run_(run)
        , service_(service)
        , stranger_(RsaPrivateKey::make()) { }

    Result<void> send_all(std::vector<SimulatorRow>& rows) {
        rows_ = &rows;
        TRY(send_good());
        TRY(send_forged());
        TRY(send_mismatched());
        return service_ == Service::wechat ? send_for_wechat() : send_for_alipay();
    }

private:
    /// An order as its donor knows it.
    struct Order {
        std::string address;
        std::string number;
    };

    /// An order by the public page, as a donor places it.
    Result<Order> place(std::string_view amount) {
        const auto body = "branch=" + run_.branch_code + "&amount=" + std::string { amount }
            + "&use=&donor_kind=anonymous&name=&service="
            + std::string { payments::name_of(service_) };
        const auto answer = TRY(run_.send({ .method = "POST",
                                            .url = run_.url + "/give",
                                            .content_type = "application/x-www-form-urlencoded",
                                            .body = body }));
        constexpr std::string_view page = "/give/";
        constexpr int see_other = 303;
        if (answer.status != see_other || !answer.location.contains(page)) {
            return fail(
                Errc::invalid,
                compose(
                    { "{} 没有接受订单（状态 {}）", "{} took no order (status {})" },
                    { run_.url, std::to_string(answer.status) }
                )
            );
        }
        const auto address = answer.location.substr(answer.location.find(page));
        const auto number = address.substr(page.size());
        return Order { address, number.substr(0, number.find('/')) };
    }

    [[nodiscard]] Payment payment(std::string order, std::int64_t fen) const {
        const bool is_wechat = service_ == Service::wechat;
        return { .notice = new_number(),
                 .transaction = "SIM" + new_number(),
                 .order = std::move(order),
                 .merchant = std::string { is_wechat ? wechat_merchant : alipay_merchant },
                 .app = std::string { is_wechat ? wechat_app : alipay_app },
                 .amount = { fen },
                 .paid_at = { run_.clock.now().milliseconds / 1'000 * 1'000 },
                 .succeeded = true,
                 .state = is_wechat ? "SUCCESS" : "TRADE_SUCCESS" };
    }

    [[nodiscard]] payments::WechatSigner signer(const RsaPrivateKey& key) const {
        return { std::string { wechat_serial }, key, *payments::read_api_key(run_.keys.api_key) };
    }

    [[nodiscard]] SignedNotice sign_with(const RsaPrivateKey& key, const Payment& paid) const {
        const auto now = run_.clock.now();
        if (service_ == Service::alipay) {
            return sign_alipay_form(key, payments::alipay_form(paid, now));
        }
        constexpr std::size_t nonce_bytes = payments::resource_nonce_bytes / 2;
        const auto nonce = crypto::hex(crypto::random_bytes(nonce_bytes));
        return sign_wechat_notice(signer(key), paid, nonce, now);
    }

    [[nodiscard]] SignedNotice sign(const Payment& paid) const {
        return sign_with(service_ == Service::wechat ? run_.keys.wechat : run_.keys.alipay, paid);
    }

    Result<void> tell(std::string what, const SignedNotice& notice, bool is_good) {
        const bool is_wechat = service_ == Service::wechat;
        http::ClientRequest request { .method = "POST",
                                      .url = run_.url + "/pay/"
                                          + std::string { payments::name_of(service_) } + "/notice",
                                      .content_type = is_wechat
                                          ? "application/json"
                                          : "application/x-www-form-urlencoded; charset=utf-8",
                                      .body = notice.body };
        if (is_wechat) {
            request.headers = notice.headers;
        }
        const auto answer = TRY(run_.send(request));
        // WeChat Pay goes by the status alone, Alipay by the word alone.
        const auto word = is_wechat ? std::string {} : " " + answer.body.substr(0, 20);
        const std::string expected = is_good ? "200" : "401";
        const std::string expected_word = is_wechat ? "" : is_good ? " success" : " fail";
        rows_->push_back({ service_,
                           std::move(what),
                           std::to_string(answer.status) + word,
                           expected + expected_word });
        return {};
    }

    /// Whether the order's page says that it is paid.
    Result<void> look(std::string what, const Order& order, bool is_paid) {
        const auto answer = TRY(run_.send({ .url = run_.url + order.address }));
        rows_->push_back({ service_,
                           std::move(what),
                           answer.body.contains("href=\"/r/") ? "paid" : "not paid",
                           is_paid ? "paid" : "not paid" });
        return {};
    }

    Result<void> send_good() {
        const auto order = TRY(place("6.66"));
        auto paid = payment(order.number, 666);
        const auto notice = sign(paid);
        TRY(tell("good", notice, true));
        TRY(look("its order", order, true));
        TRY(tell("replayed", notice, true));
        paid.notice = new_number();
        return tell("duplicate under another number", sign(paid), true);
    }

    Result<void> send_forged() {
        const auto order = TRY(place("8.88"));
        const auto paid = payment(order.number, 888);
        TRY(tell("wrong key", sign_with(stranger_, paid), false));
        auto changed = sign(paid);
        const auto at = changed.body.find(service_ == Service::wechat ? "ciphertext\":\"" : "8.88");
        changed.body[at + 1] = changed.body[at + 1] == 'x' ? 'y' : 'x';
        TRY(tell("changed body", changed, false));
        auto other = paid;
        other.merchant = "1900000001";
        TRY(tell("another merchant's", sign(other), false));
        return look("the order after forgeries", order, false);
    }

    /// True notices that do not fit what was asked for: taken, and kept for an officer.
    Result<void> send_mismatched() {
        const auto order = TRY(place("5.20"));
        TRY(tell("wrong amount", sign(payment(order.number, 1)), true));
        TRY(look("the order after a wrong amount", order, false));
        TRY(tell("unknown order", sign(payment(new_number(), 520)), true));
        auto closed = payment(order.number, 520);
        closed.succeeded = false;
        closed.state = service_ == Service::wechat ? "CLOSED" : "TRADE_CLOSED";
        TRY(tell("closed without payment", sign(closed), true));
        return look("the order without payment", order, false);
    }

    static void set(SignedNotice& notice, std::string_view name, const std::string& value) {
        for (auto& [known, held] : notice.headers) {
            if (known == name) {
                held = value;
            }
        }
    }

    Result<void> send_for_wechat() {
        const auto order = TRY(place("9.90"));
        const auto paid = payment(order.number, 990);
        auto probe = sign(paid);
        set(probe, "wechatpay-signature", "WECHATPAY/SIGNTEST/" + new_number());
        TRY(tell("SIGNTEST", probe, false));
        auto old = sign(paid);
        constexpr std::int64_t six_minutes_ms = 360'000;
        old.headers = sign_wechat_body(
            signer(run_.keys.wechat), old.body, "nonce", run_.clock.now() + -six_minutes_ms
        );
        TRY(tell("six minutes old", old, false));
        auto bare = sign(paid);
        set(bare, "wechatpay-serial", "");
        TRY(tell("without a serial", bare, false));
        return look("the order after these", order, false);
    }

    /// The four things in which libraries differ, all at once.
    Result<void> send_for_alipay() {
        const auto order = TRY(place("9.90"));
        const auto paid = payment(order.number, 990);
        auto form = payments::alipay_form(paid, run_.clock.now());
        form.emplace_back("body", "");
        form.emplace_back("passback_params", "@x");
        form.emplace_back("alipay_cert_sn", new_number());
        const payments::AlipayWay way { .without_empty = true,
                                        .without_at = true,
                                        .without_certificate = true,
                                        .with_sign_type = true };
        TRY(tell(
            "signed the other way", sign_alipay_form(run_.keys.alipay, std::move(form), way), true
        ));
        return look("its order", order, true);
    }

    const SimulatorRun& run_;
    Service service_;
    RsaPrivateKey stranger_;
    std::vector<SimulatorRow>* rows_ = nullptr;
};

} // namespace

SimulatorKeys SimulatorKeys::make() {
    constexpr std::size_t api_key_bytes = crypto::key_size / 2;
    return { RsaPrivateKey::make(),
             RsaPrivateKey::make(),
             crypto::hex(crypto::random_bytes(api_key_bytes)) };
}

Result<SimulatorKeys> SimulatorKeys::load(const std::filesystem::path& data) {
    const auto content = TRY(crypto::read_key_file(key_file(data)));
    std::string_view text { reinterpret_cast<const char*>(content.data()), content.bytes().size() };
    constexpr std::string_view end = "-----END PRIVATE KEY-----\n";
    const auto first = text.find(end);
    const auto second = text.find(end, first + 1);
    if (!text.starts_with(keys_heading) || second == std::string_view::npos) {
        return fail(
            Errc::corrupt, Text { "模拟器的密钥文件已损坏", "the simulator's key file is damaged" }
        );
    }
    text.remove_prefix(keys_heading.size());
    const auto middle = first - keys_heading.size() + end.size();
    const auto last = second - keys_heading.size() + end.size();
    auto wechat = TRY(RsaPrivateKey::parse(text.substr(0, middle)));
    auto alipay = TRY(RsaPrivateKey::parse(text.substr(middle, last - middle)));
    return SimulatorKeys { std::move(wechat),
                           std::move(alipay),
                           std::string { text.substr(last, crypto::key_size) } };
}

Result<void> SimulatorKeys::save(const std::filesystem::path& data) const {
    const auto text = std::string { keys_heading } + wechat.pem() + alipay.pem() + api_key + "\n";
    crypto::LockedBytes content { text.size() };
    std::ranges::copy(text, content.bytes().begin());
    return crypto::create_key_file(key_file(data), content);
}

std::vector<payments::AccountSection> simulated_accounts(
    const SimulatorKeys& keys, const crypto::Vault& vault, const std::string& branch_code
) {
    const std::string cashier = "https://pay.example.org/simulated?order={order}&yuan={amount}";
    return { { Service::wechat,
               { { "branch", branch_code },
                 { "channel", "wechat" },
                 { "collection", cashier },
                 { "simulated", "yes" },
                 { "mchid", std::string { wechat_merchant } },
                 { "appid", std::string { wechat_app } },
                 { "api_key", payments::seal_secret(vault, wechat_merchant, keys.api_key) },
                 { "key",
                   std::string { wechat_serial } + " "
                       + payments::key_value(keys.wechat.public_key()) } } },
             { Service::alipay,
               { { "branch", branch_code },
                 { "channel", "alipay" },
                 { "collection", cashier },
                 { "simulated", "yes" },
                 { "app_id", std::string { alipay_app } },
                 { "seller_id", std::string { alipay_merchant } },
                 { "key", payments::key_value(keys.alipay.public_key()) } } } };
}

Result<std::vector<SimulatorRow>> simulate_payments(const SimulatorRun& run) {
    std::vector<SimulatorRow> rows;
    for (const auto service : { Service::wechat, Service::alipay }) {
        TRY(Simulation(run, service).send_all(rows));
    }
    return rows;
}

} // namespace boai::app
