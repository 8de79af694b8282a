// The branches' logs as files, as tlog-tiles lays them out, and the proof of one entry.
// Source: C2SP tlog-tiles v0.1.0, tlog-proof.
#include "api/endpoint.hpp"
#include "crypto/hash.hpp"
#include "http/problem.hpp"
#include "transparency/log_key.hpp"
#include "transparency/proof.hpp"

#include <charconv>

namespace boai::api {
namespace {

constexpr std::string_view plain = "text/plain; charset=utf-8";
constexpr std::string_view bytes = "application/octet-stream";
constexpr std::string_view for_ever = "public, max-age=31536000, immutable";
constexpr std::string_view for_a_moment = "public, max-age=1";

constexpr Text nothing_published {
    "没有这个日志，或还没有公布检查点",
    "there is no such log, or no checkpoint of it is published yet",
};
constexpr Text no_file { "日志中没有这个文件", "the log has no such file" };

struct Content {
    std::string_view type;
    std::string_view cache;
};

http::Response file(std::string body, Content content) {
    constexpr std::size_t tag_bytes = 12;
    const auto digest = crypto::sha256(body);
    http::Response response { .content_type = std::string { content.type } };
    response.headers.emplace_back(
        "ETag", '"' + crypto::hex(crypto::view(digest).substr(0, tag_bytes)) + '"'
    );
    response.headers.emplace_back("Cache-Control", content.cache);
    response.body = std::move(body);
    return response;
}

/// Pages of others may check a log: whatever the answer, they may read it.
Result<http::Response> open_to_pages(Result<http::Response> answer) {
    auto response = answer ? std::move(*answer) : http::problem(answer.error());
    response.headers.emplace_back("Access-Control-Allow-Origin", "*");
    return response;
}

Result<Id> branch_asked(const Api& api, const Asked& asked) {
    const auto* const branch = api.engine().branches()->find_code(asked.path["code"]);
    return branch == nullptr ? Result<Id> { fail(Errc::not_found, nothing_published) } : branch->id;
}

/// The log named in the path, and what is published of it.
struct Published {
    Id branch;
    std::shared_ptr<const transparency::PublishedCheckpoint> checkpoint;
};

Result<Published> published(const Api& api, const Asked& asked) {
    const auto branch = TRY(branch_asked(api, asked));
    auto checkpoint = api.parts.logs->find(branch);
    if (checkpoint == nullptr) {
        return fail(Errc::not_found, nothing_published);
    }
    return Published { branch, std::move(checkpoint) };
}

Result<http::Response> checkpoint(const Api& api, const Asked& asked) {
    const auto log = TRY(published(api, asked));
    return file(log.checkpoint->note, { plain, for_a_moment });
}

Result<http::Response> verifier_key(const Api& api, const Asked& asked) {
    const auto branch = TRY(branch_asked(api, asked));
    auto lease = TRY(api.engine().readers().lend());
    const auto key = TRY(transparency::find_key(*lease, branch));
    if (!key) {
        return fail(Errc::not_found, nothing_published);
    }
    return file(key->verifier.vkey() + "\n", { plain, for_a_moment });
}

Result<http::Response> tile(const Api& api, const Asked& asked) {
    const auto log = TRY(published(api, asked));
    const auto name = journal::parse_tile_path("tile/" + asked.path["path"]);
    const auto size = log.checkpoint->size;
    // What is beyond the published size may still be cut off by nothing and signed by nobody.
    if (!name || journal::width_at(name->level, name->index, size) < name->width) {
        return fail(Errc::not_found, no_file);
    }
    auto lease = TRY(api.engine().readers().lend());
    transparency::StoredLog stored { *lease, log.branch };
    const bool is_bundle = name->level == journal::TileName::entries_level;
    auto content = is_bundle ? TRY(stored.bundle(*name)) : TRY(stored.tile(*name));
    return file(std::move(content), { bytes, for_ever });
}

Result<http::Response> proof(const Api& api, transparency::Prover& prover, const Asked& asked) {
    const auto log = TRY(published(api, asked));
    const auto& digits = asked.path["index"];
    std::uint64_t index = 0;
    const auto* const end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, index);
    if (error != std::errc {} || stop != end || std::to_string(index) != digits) {
        return fail(Errc::not_found, no_file);
    }
    auto lease = TRY(api.engine().readers().lend());
    const auto made = TRY(storage::in_snapshot(*lease, [&](storage::Connection& snapshot) {
        transparency::StoredLog stored { snapshot, log.branch };
        return prover.prove(stored, index, *log.checkpoint);
    }));
    auto response = file(journal::to_text(made), { plain, for_a_moment });
    response.headers.emplace_back(
        "Content-Disposition",
        "inline; filename=\"" + asked.path["code"] + "-" + digits + ".tlog-proof\""
    );
    return response;
}

template <Result<http::Response> (*Read)(const Api&, const Asked&)>
Result<http::Response> open_reading(Api& api, const Asked& asked) {
    return open_to_pages(Read(api, asked));
}

} // namespace

void add_logs(const std::shared_ptr<Api>& api) {
    if (api->parts.logs == nullptr) {
        return;
    }
    const auto add = [&](const char* pattern, Reading reading) {
        add_open_reading(api, http::Method::get, pattern, reading);
    };
    add("/log/{code}/checkpoint", open_reading<checkpoint>);
    add("/log/{code}/vkey", open_reading<verifier_key>);
    add("/log/{code}/tile/{path*}", open_reading<tile>);
    const auto prover = std::make_shared<transparency::Prover>();
    api->parts.router.add(
        http::Method::get,
        "/log/{code}/proof/{index}",
        [api,
         prover](http::Request request, http::PathValues path, const http::Responder& respond) {
            auto asked = std::make_shared<Asked>(std::move(request), std::move(path), nullptr);
            const bool taken = api->workers.offer([api = api.get(), prover, asked, respond] {
                respond(*open_to_pages(proof(*api, *prover, *asked)));
            });
            if (!taken) {
                respond(http::problem({ Errc::unavailable, busy, {} }));
            }
        }
    );
}

} // namespace boai::api
