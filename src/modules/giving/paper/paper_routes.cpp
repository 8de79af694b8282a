#include "modules/giving/paper/paper_routes.hpp"

#include "base/workers.hpp"
#include "http/problem.hpp"
#include "http/router.hpp"
#include "modules/giving/goods/goods_gift.hpp"
#include "modules/giving/import_batch.hpp"
#include "modules/giving/paper/paper_reader.hpp"
#include "modules/giving/paper/paper_request.hpp"
#include "modules/giving/voided_receipt.hpp"
#include "record/rows.hpp"

#include <array>
#include <charconv>

namespace boai::giving {
namespace {

using http::Request;
using http::Response;
using record::Loaded;
using storage::Connection;

constexpr std::size_t receipts_in_a_file_max = 1000;
constexpr std::string_view printing = "打印票据或证书 (printing)";

/// The endpoints with what they share.
class PaperEndpoints {
public:
    explicit PaperEndpoints(const modules::RouteParts& parts)
        : parts_(parts)
        , workers_(1) { }

    void add() {
        const std::string gift = "/api/v1/records/giving.gift/{id}";
        add(gift + "/receipt.pdf", &PaperEndpoints::receipt);
        add(gift + "/certificate.pdf", &PaperEndpoints::certificate);
        const std::string goods = "/api/v1/records/giving.goods_gift/{id}";
        add(goods + "/receipt.pdf", &PaperEndpoints::goods_receipt);
        add(goods + "/certificate.pdf", &PaperEndpoints::goods_certificate);
        add("/api/v1/records/giving.voided_receipt/{id}/receipt.pdf", &PaperEndpoints::voided);
        add("/api/v1/records/giving.import_batch/{id}/receipts.pdf", &PaperEndpoints::batch);
    }

private:
    using Endpoint
        = Result<Response> (PaperEndpoints::*)(const Request&, Id, const modules::Opening&);

    /// Runs the endpoint on the worker: a file of a thousand receipts takes seconds.
    void add(const std::string& pattern, Endpoint endpoint) {
        parts_.router.add(
            http::Method::get,
            pattern,
            [this, endpoint](Request request, const http::PathValues& path, const auto& respond) {
                auto shared = std::make_shared<Request>(std::move(request));
                const auto work = [this, endpoint, shared, id = path["id"], respond] {
                    auto response = answer(endpoint, *shared, id);
                    respond(response ? std::move(*response) : http::problem(response.error()));
                };
                if (!workers_.offer(work)) {
                    respond(http::problem({ Errc::unavailable,
                                            Text { "正忙，请稍后重试", "busy; try again shortly" },
                                            {} }));
                }
            }
        );
    }

    Result<Response> answer(Endpoint endpoint, const Request& request, const std::string& id) {
        const modules::Opening opening { .actor = TRY(parts_.authenticate(request)),
                                         .reason = std::string { printing },
                                         .peer = request.peer };
        return (this->*endpoint)(request, TRY(parse_id(id)), opening);
    }

    template <class F>
    auto on_snapshot(F&& read) -> std::invoke_result_t<F, Connection&> {
        auto lease = TRY(parts_.engine.readers().lend());
        return storage::in_snapshot(*lease, std::forward<F>(read));
    }

    /// The record, in any branch where the actor may read such.
    Result<Loaded> load(
        Connection& connection, const record::RecordType& type, Id id, const record::Actor& actor
    ) {
        std::vector<Id> branches;
        for (const auto& branch : parts_.engine.branches()->all()) {
            if (actor.may(type.permissions.read, branch.id)) {
                branches.push_back(branch.id);
            }
        }
        if (branches.empty()) {
            return fail(Errc::forbidden, Text { "没有权限", "not permitted" });
        }
        const auto& table = parts_.engine.registry().table(type);
        return table.load_in(record::queries_of(connection), branches, id);
    }

    /// The donor's copy for who may open names, noted before it is made; else everybody's.
    Result<Copy> copy_for(
        modules::Opening opening,
        std::string_view record,
        Id branch,
        Id id,
        const record::RecordType& named_in = gift_type
    ) {
        if (!opening.actor->may(named_in.permissions.reveal, branch)) {
            return Copy::everybodys;
        }
        opening.record = record;
        opening.branch = branch;
        opening.id = id;
        if (parts_.note_opening) {
            TRY(parts_.note_opening(opening));
        }
        return Copy::donors;
    }

    Result<ReceiptContent>
    content(const record::RecordType& type, Id id, const modules::Opening& opening) {
        return on_snapshot([&](Connection& connection) -> Result<ReceiptContent> {
            auto gift = TRY(load(connection, type, id, *opening.actor));
            const auto copy = TRY(copy_for(opening, type.name, gift.head.branch, id, type));
            PaperReader reader { parts_, connection };
            const bool is_of_goods = &type == &goods_gift_type;
            const auto printed = TRY(
                is_of_goods ? reader.of_goods(std::move(gift)) : reader.of_gift(std::move(gift))
            );
            return reader.content(printed, copy);
        });
    }

    Result<Response> receipt_of(
        const record::RecordType& type,
        const Request& request,
        Id id,
        const modules::Opening& opening
    ) {
        const auto style = TRY(style_of(parts_, request));
        const auto one = TRY(content(type, id, opening));
        return pdf_response(TRY(receipts_pdf({ &one, 1 }, style)), one.number);
    }

    Result<Response> receipt(const Request& request, Id id, const modules::Opening& opening) {
        return receipt_of(gift_type, request, id, opening);
    }

    Result<Response> goods_receipt(const Request& request, Id id, const modules::Opening& opening) {
        return receipt_of(goods_gift_type, request, id, opening);
    }

    /// A void receipt as it was issued, which says so across itself.
    Result<Response> voided(const Request& request, Id id, const modules::Opening& opening) {
        const auto style = TRY(style_of(parts_, request));
        const auto one = TRY(on_snapshot([&](Connection& connection) -> Result<ReceiptContent> {
            const auto receipt = TRY(load(connection, voided_receipt_type, id, *opening.actor));
            const auto& value = receipt.as<VoidedReceipt>();
            const auto branch = receipt.head.branch;
            const bool is_of_goods = !value.goods_gift.empty();
            const auto& type = is_of_goods ? goods_gift_type : gift_type;
            if (!opening.actor->may(type.permissions.read, branch)) {
                return fail(Errc::forbidden, Text { "没有权限", "not permitted" });
            }
            const auto gift = is_of_goods ? value.goods_gift : value.gift;
            const auto copy = TRY(copy_for(opening, type.name, branch, gift, type));
            PaperReader reader { parts_, connection };
            const auto printed = TRY(reader.of_voided(receipt));
            return reader.content(printed, copy);
        }));
        return pdf_response(TRY(receipts_pdf({ &one, 1 }, style)), one.number);
    }

    Result<Response> certificate(const Request& request, Id id, const modules::Opening& opening) {
        return certificate_of(gift_type, request, id, opening);
    }

    Result<Response>
    goods_certificate(const Request& request, Id id, const modules::Opening& opening) {
        return certificate_of(goods_gift_type, request, id, opening);
    }

    Result<Response> certificate_of(
        const record::RecordType& type,
        const Request& request,
        Id id,
        const modules::Opening& opening
    ) {
        const auto style = TRY(style_of(parts_, request));
        const auto one = TRY(content(type, id, opening));
        if (one.standing != Standing::stands) {
            return fail(
                Errc::conflict,
                Text { "票据已作废或捐款已冲销，不能开具证书",
                       "the receipt is void, so there is no certificate for it" }
            );
        }
        return pdf_response(TRY(certificate_pdf(one, style)), "certificate-" + one.number);
    }

    /// The gifts of a batch with a valid receipt, `part` by part.
    Result<std::vector<Loaded>>
    gifts_of(Connection& connection, const Loaded& batch, std::size_t part) {
        const std::array params { storage::Param { batch.head.branch },
                                  storage::Param { batch.head.id } };
        const auto tail
            = " WHERE t.branch_id = $1 AND t.batch = $2 AND t.batch IS NOT NULL "
              "AND t.receipt_number > 0 ORDER BY t.receipt_year, t.receipt_number LIMIT "
            + std::to_string(receipts_in_a_file_max) + " OFFSET "
            + std::to_string((part - 1) * receipts_in_a_file_max);
        return record::all_of(
            record::queries_of(connection), parts_.engine.registry().table(gift_type), tail, params
        );
    }

    static Result<std::size_t> part_of(const Request& request) {
        const auto text = request.parameter("part").value_or("1");
        std::size_t part = 0;
        const auto* const end = text.data() + text.size();
        const auto [stop, error] = std::from_chars(text.data(), end, part);
        constexpr std::size_t parts_max = 10'000;
        if (error != std::errc {} || stop != end || part == 0 || part > parts_max) {
            return fail_field(
                "part", Text { "从 1 开始的序号", "a number from 1 on, a thousand receipts each" }
            );
        }
        return part;
    }

    Result<Response> batch(const Request& request, Id id, const modules::Opening& opening) {
        const auto style = TRY(style_of(parts_, request));
        const auto part = TRY(part_of(request));
        std::vector<ReceiptContent> receipts;
        TRY(on_snapshot([&](Connection& connection) -> Result<void> {
            const auto found = TRY(load(connection, import_batch_type, id, *opening.actor));
            const auto branch = found.head.branch;
            if (!opening.actor->may(gift_type.permissions.read, branch)) {
                return fail(Errc::forbidden, Text { "没有权限", "not permitted" });
            }
            const auto copy = TRY(copy_for(opening, import_batch_type.name, branch, id));
            PaperReader reader { parts_, connection };
            for (auto& gift : TRY(gifts_of(connection, found, part))) {
                const auto printed = TRY(reader.of_gift(std::move(gift)));
                receipts.push_back(TRY(reader.content(printed, copy)));
            }
            return {};
        }));
        if (receipts.empty()) {
            return fail(
                Errc::conflict,
                Text { "这一批没有可打印的票据", "this import has no receipt to print" }
            );
        }
        return pdf_response(TRY(receipts_pdf(receipts, style)), "receipts-" + std::to_string(part));
    }

    modules::RouteParts parts_;
    Workers workers_;
};

} // namespace

std::shared_ptr<void> add_paper_routes(const modules::RouteParts& parts) {
    auto endpoints = std::make_shared<PaperEndpoints>(parts);
    endpoints->add();
    return endpoints;
}

} // namespace boai::giving
