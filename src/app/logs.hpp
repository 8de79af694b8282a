/// \file
/// Logs: signs the branches' logs of an opened book.
#pragma once

#include "app/book.hpp"
#include "base/result.hpp"
#include "journal/policy.hpp"
#include "transparency/cosigner.hpp"
#include "transparency/signer.hpp"
#include "transparency/signing_thread.hpp"

#include <memory>
#include <optional>
#include <string>

namespace boai::app {

struct LogOptions {
    /// The address people reach the book by; empty to keep the logs' names. See SignerParts.
    std::string public_url {};
    /// Witnesses who sign what is published.
    std::optional<journal::Policy> policy {};
    std::chrono::milliseconds period = std::chrono::seconds { 1 };
};

/// Whoever writes to a book has one. Threads: any one thread, but for what it publishes.
class Logs {
public:
    /// Refuses a book that knows less than was signed; makes missing keys; publishes what is
    /// signed already. Errors: as Signer::begin; invalid when the policy wants witnesses of which
    /// no address is known.
    static Result<std::unique_ptr<Logs>> begin(Book& book, const LogOptions& options = {});

    Logs(const Logs&) = delete;
    Logs& operator=(const Logs&) = delete;
    ~Logs();

    /// Signs what was entered, now; what goes wrong is only told, as the next who writes signs it
    /// too. Not while the background does.
    void sign() { report_signing_(signer_.sign()); }

    /// Signs in the background from now on, and a last time when it is stopped.
    void start();

    void stop();

private:
    Logs(Book& book, const LogOptions& options);
    Result<void> use_witnesses(journal::Policy policy);

    /// Tells an error once, not every second.
    class Reporter {
    public:
        explicit Reporter(const char* what)
            : what_(what) { }

        void operator()(const Result<void>& outcome);

    private:
        const char* what_;
        std::string last_;
    };

    Book& book_;

    std::chrono::milliseconds period_;
    transparency::Signer signer_;
    Reporter report_signing_ { "signing the logs" };
    Reporter report_witnesses_ { "showing the logs to witnesses" };
    std::unique_ptr<transparency::Cosigner> cosigner_;
    std::unique_ptr<transparency::SigningThread> thread_;
    std::unique_ptr<transparency::SigningThread> witness_thread_;
};

} // namespace boai::app
