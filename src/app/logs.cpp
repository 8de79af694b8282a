#include "app/logs.hpp"

#include "http/client.hpp"

#include <cstdio>
#include <functional>

namespace boai::app {
namespace {

std::vector<transparency::LogBranch> branches_of(Book& book) {
    std::vector<transparency::LogBranch> branches;
    for (const auto& branch : book.engine().branches()->all()) {
        branches.push_back({ branch.id, branch.code });
    }
    return branches;
}

/// A quorum of witnesses with no address would keep everything from being published.
Result<void> check_addresses(const journal::Policy& policy) {
    std::vector<journal::Signer> reachable;
    for (const auto& witness : policy.witnesses) {
        if (!witness.url.empty()) {
            reachable.push_back({ witness.verifier, 1 });
        }
    }
    if (!policy.is_satisfied(reachable)) {
        return fail(
            Errc::invalid,
            Text { "见证策略的 quorum 要求没有网址的见证方签名",
                   "the quorum of the witness policy asks for witnesses without an address" }
        );
    }
    return {};
}

Result<transparency::WitnessAnswer> send(const std::string& url, const std::string& body) {
    auto answer = TRY(http::send(
        { .method = "POST", .url = url, .content_type = "text/plain; charset=utf-8", .body = body }
    ));
    return transparency::WitnessAnswer { answer.status,
                                         std::move(answer.content_type),
                                         std::move(answer.body) };
}

} // namespace

Logs::Logs(Book& book, const LogOptions& options)
    : book_(book)
    , period_(options.period)
    , signer_({
          .readers = book.readers(),
          .writer = book.writer(),
          .vault = book.vault(),
          .clock = book.clock(),
          .published = book.published_logs(),
          .guard_file = book.options().guard_file(),
          .branches = [&book] { return branches_of(book); },
          .public_url = options.public_url,
      }) { }

Logs::~Logs() = default;

Result<std::unique_ptr<Logs>> Logs::begin(Book& book, const LogOptions& options) {
    std::unique_ptr<Logs> logs { new Logs { book, options } };
    if (options.policy) {
        TRY(logs->use_witnesses(*options.policy));
    }
    TRY(logs->signer_.begin());
    return logs;
}

Result<void> Logs::use_witnesses(journal::Policy policy) {
    TRY(check_addresses(policy));
    std::vector<std::string> keys;
    for (const auto& witness : policy.witness_keys()) {
        keys.push_back(witness.vkey());
    }
    book_.published_logs().name_witnesses(std::move(keys));
    cosigner_ = std::make_unique<transparency::Cosigner>(transparency::CosignerParts {
        .readers = book_.readers(),
        .writer = book_.writer(),
        .published = book_.published_logs(),
        .policy = std::move(policy),
        .send = send,
    });
    signer_.hand_over_publishing([this](Id branch, transparency::PublishedCheckpoint checkpoint) {
        cosigner_->take(branch, std::move(checkpoint));
    });
    return {};
}

void Logs::start() {
    thread_ = std::make_unique<transparency::SigningThread>(
        period_, [this] { return signer_.sign(); }, std::ref(report_signing_)
    );
    if (cosigner_ != nullptr) {
        // A thread of its own: a witness that does not answer must not hold up the signing.
        witness_thread_ = std::make_unique<transparency::SigningThread>(
            period_, [this] { return cosigner_->round(); }, std::ref(report_witnesses_)
        );
    }
}

void Logs::stop() {
    thread_.reset();
    witness_thread_.reset();
}

void Logs::Reporter::operator()(const Result<void>& outcome) {
    const auto now = outcome ? std::string {} : outcome.error().message.en;
    if (now != last_ && !now.empty()) {
        const auto& message = outcome.error().message;
        static_cast<void>(
            std::fprintf(stderr, "boai: %s: %s / %s\n", what_, message.zh.c_str(), now.c_str())
        );
    }
    last_ = now;
}

} // namespace boai::app
