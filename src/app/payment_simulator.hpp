/// \file
/// A payment service for tests and demonstrations: speaks the protocols of WeChat Pay and Alipay
/// with keys of its own, well and badly, and says whether each notice was answered as it should.
#pragma once

#include "base/result.hpp"
#include "crypto/vault.hpp"
#include "http/client.hpp"
#include "payments/account_file.hpp"
#include "payments/signing.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace boai::app {

/// The simulator's own keys.
struct SimulatorKeys {
    payments::RsaPrivateKey wechat;
    payments::RsaPrivateKey alipay;
    std::string api_key; ///< 32 characters

    /// New keys.
    [[nodiscard]] static SimulatorKeys make();
    /// From DATA/payments-simulator.keys. Errors: as crypto::read_key_file; corrupt.
    static Result<SimulatorKeys> load(const std::filesystem::path& data);
    /// Writes that file. Errors: as crypto::create_key_file.
    [[nodiscard]] Result<void> save(const std::filesystem::path& data) const;
};

/// The accounts that take the simulator's notices, for the file of a demonstration's book.
[[nodiscard]] std::vector<payments::AccountSection> simulated_accounts(
    const SimulatorKeys& keys, const crypto::Vault& vault, const std::string& branch_code
);

/// One notice that was sent, or page that was asked for.
struct SimulatorRow {
    payments::Service service = payments::Service::wechat;
    std::string what; ///< "good", "wrong key", ...
    std::string answer; ///< status and word
    std::string expected;

    [[nodiscard]] bool is_right() const { return answer == expected; }
};

using SimulatorSend = std::function<Result<http::ClientAnswer>(const http::ClientRequest&)>;

/// What a simulation works with.
struct SimulatorRun {
    const SimulatorKeys& keys;
    std::string url; ///< of the server, without a slash at the end
    std::string branch_code;
    const Clock& clock;
    SimulatorSend send;
};

/// Places orders by the public page and tells the server of their payment in every way there is.
/// Errors: those of `send`; invalid when the page takes no order.
Result<std::vector<SimulatorRow>> simulate_payments(const SimulatorRun& run);

} // namespace boai::app
