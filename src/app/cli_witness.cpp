#include "app/cli.hpp"
#include "app/listening.hpp"
#include "crypto/hash.hpp"
#include "crypto/key_file.hpp"
#include "http/problem.hpp"
#include "http/router.hpp"
#include "http/server.hpp"
#include "transparency/witness.hpp"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>

namespace boai::app {
namespace {

constexpr std::string_view heading = "# Boai witness key: name and seed\n";
constexpr std::size_t request_bytes_max = 64U << 10U;

struct WitnessKey {
    journal::Verifier verifier;
    crypto::SigningKey key;
};

crypto::LockedBytes key_text(const std::string& name, const crypto::SigningKey& key) {
    const auto seed = key.seed();
    auto text = std::string { heading } + name + " "
        + crypto::hex({ reinterpret_cast<const char*>(seed.data()), seed.size() }) + "\n";
    crypto::LockedBytes content { text.size() };
    std::ranges::copy(text, content.bytes().begin());
    crypto::wipe(text);
    return content;
}

Result<WitnessKey> parse_key(std::string_view text) {
    constexpr Text damaged { "见证密钥文件已损坏，请从备份恢复",
                             "the witness's key file is damaged; restore it from a backup" };
    if (!text.starts_with(heading)) {
        return fail(Errc::corrupt, damaged);
    }
    text.remove_prefix(heading.size());
    const auto space = text.find(' ');
    if (space == std::string_view::npos || !text.ends_with('\n')) {
        return fail(Errc::corrupt, damaged);
    }
    auto seed = crypto::parse_hex(text.substr(space + 1, text.size() - space - 2));
    if (!seed || seed->size() != crypto::seed_size) {
        return fail(Errc::corrupt, damaged);
    }
    crypto::SigningKey key { std::span<const std::uint8_t, crypto::seed_size> {
        reinterpret_cast<const std::uint8_t*>(seed->data()), crypto::seed_size } };
    crypto::wipe(*seed);
    journal::Verifier verifier { .name = std::string { text.substr(0, space) },
                                 .kind = journal::KeyKind::cosignature,
                                 .key = key.public_key() };
    return WitnessKey { std::move(verifier), std::move(key) };
}

/// The key in the folder; made when there is none.
Result<WitnessKey> load_key(const std::filesystem::path& file, const std::string& name) {
    if (!std::filesystem::exists(file)) {
        const auto key = crypto::SigningKey::make();
        const journal::Verifier verifier { .name = name,
                                           .kind = journal::KeyKind::cosignature,
                                           .key = key.public_key() };
        TRY(journal::parse_vkey(verifier.vkey())); // a name no note can carry is refused
        TRY(crypto::create_key_file(file, key_text(name, key)));
    }
    const auto content = TRY(crypto::read_key_file(file));
    const auto bytes = content.bytes();
    return parse_key({ reinterpret_cast<const char*>(bytes.data()), bytes.size() });
}

http::Response response_of(transparency::WitnessReply reply) {
    http::Response response { .status = reply.status,
                              .content_type = std::move(reply.content_type) };
    response.body = std::move(reply.body);
    return response;
}

void add_routes(
    http::Router& router, transparency::Witness& witness, const journal::Verifier& verifier
) {
    router.add(
        http::Method::post,
        "/add-checkpoint",
        [&witness](
            const http::Request& request, const http::PathValues&, const http::Responder& respond
        ) {
            witness.add_checkpoint(request.body, [respond](transparency::WitnessReply reply) {
                respond(response_of(std::move(reply)));
            });
        },
        request_bytes_max
    );
    router.add(
        http::Method::get,
        "/{hash}/checkpoint",
        [&witness](
            const http::Request&, const http::PathValues& path, const http::Responder& respond
        ) {
            auto note = witness.newest(path["hash"]);
            respond(note ? response_of({ .body = std::move(*note) }) : http::problem(note.error()));
        }
    );
    router.add(
        http::Method::get,
        "/vkey",
        [&verifier](const http::Request&, const http::PathValues&, const http::Responder& respond) {
            respond(response_of({ .body = verifier.vkey() + "\n" }));
        }
    );
}

} // namespace

Result<journal::Policy> read_policy(const std::string& file) {
    std::ifstream stream { file, std::ios::binary };
    const std::string text { std::istreambuf_iterator<char> { stream }, {} };
    if (!stream) {
        return fail(
            Errc::not_found,
            compose({ "读不到见证策略 {}", "the witness policy {} cannot be read" }, { file })
        );
    }
    return journal::parse_policy(text);
}

Result<void> run_witness(const CommonOptions& common, const WitnessOptions& options) {
    const auto signals = hold_signals();
    const SystemClock clock;
    const auto& folder = common.book.data;
    const auto address = TRY(parse_address(options.listen, 1));
    const auto policy = TRY(
        read_policy(options.policy.empty() ? (folder / "witness.policy").string() : options.policy)
    );
    const auto key = TRY(load_key(folder / "witness.key", options.name));
    const auto database = TRY(storage::Database::open({ (folder / "witness.db").string() }));
    const auto hold = TRY(database->claim_server());
    const auto witness
        = TRY(transparency::Witness::open(*database, policy, key.verifier, key.key, clock));
    http::Router router;
    add_routes(router, *witness, key.verifier);
    const auto server = TRY(http::Server::start(address, router));
    std::printf(
        "Boai witnesses %zu logs at http://%s:%u\n%s\n",
        policy.logs.size(),
        address.address.c_str(),
        static_cast<unsigned>(server->port()),
        key.verifier.vkey().c_str()
    );
    static_cast<void>(std::fflush(stdout));
    wait_for(signals);
    server->stop();
    return {};
}

} // namespace boai::app
