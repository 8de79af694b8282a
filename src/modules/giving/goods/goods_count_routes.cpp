#include "modules/giving/goods/goods_count_routes.hpp"

#include "base/json_text.hpp"
#include "http/problem.hpp"
#include "modules/giving/goods/goods_count.hpp"
#include "modules/giving/import_request.hpp"
#include "modules/giving/limits.hpp"
#include "modules/signed_in_routes.hpp"
#include "modules/view_routes.hpp"

#include <simdjson.h>

#include <algorithm>
#include <set>

namespace boai::giving {
namespace {

using http::Request;
using http::Response;
using modules::SignedIn;
using modules::ViewQuestion;
using simdjson::dom::element;

constexpr std::string_view count_capability = "giving.count_goods";

void append_line(std::string& out, const record::Loaded& loaded) {
    const auto& line = loaded.as<GoodsLine>();
    JsonObject object { out };
    object.text("id", to_string(loaded.head.id))
        .text("item", line.item)
        .text("specification", line.specification)
        .number("quantity", line.quantity)
        .text("unit", line.unit);
    if (line.counted) {
        object.number("counted", *line.counted);
    } else {
        object.null("counted");
    }
    object.text("value", line.value ? to_string(*line.value) : std::string {})
        .text("expires_on", line.expires_on ? to_string(*line.expires_on) : std::string {});
}

/// Who entered the gift or a line of it: none of them counts it.
std::set<Id> makers_of(const GoodsToCount& waiting) {
    std::set<Id> makers { waiting.gift.head.created_by };
    for (const auto& line : waiting.lines) {
        makers.insert(line.head.created_by);
    }
    return makers;
}

void append_gift(std::string& out, const GoodsToCount& waiting, const record::BranchTree& tree) {
    const auto& head = waiting.gift.head;
    const auto& gift = waiting.gift.as<GoodsGift>();
    JsonObject object { out };
    object.text("id", to_string(head.id))
        .text("branch", tree.code_of(head.branch))
        .number("version", head.version)
        .text("day", to_string(gift.day))
        .text("donor", mask_goods_donor(&gift, gift.donor_name))
        .text("reference", gift.reference);
    {
        JsonArray makers { object.key("makers") };
        for (const auto maker : makers_of(waiting)) {
            append_json(makers.item(), to_string(maker));
        }
    }
    JsonArray lines { object.key("lines") };
    for (const auto& line : waiting.lines) {
        append_line(lines.item(), line);
    }
}

Result<Id> read_id(element object, std::string_view name) {
    std::string_view text;
    if (object[name].get(text) != simdjson::SUCCESS) {
        return std::unexpected(malformed(name));
    }
    return parse_id(text);
}

Result<LineCount> read_line_count(element given) {
    LineCount line { .line = TRY(read_id(given, "line")) };
    if (given["counted"].get(line.counted) != simdjson::SUCCESS || line.counted < 0
        || line.counted > goods_quantity_max) {
        return std::unexpected(malformed("counted"));
    }
    std::string_view value;
    if (given["value"].get(value) == simdjson::SUCCESS && !value.empty()) {
        line.value = TRY(parse_money(value));
        if (line.value->fen < 1 || line.value->fen > amount_fen_max) {
            return std::unexpected(malformed("value"));
        }
    }
    return line;
}

/// One gift of the body; the day is that of all.
Result<GoodsCount> read_count(element given, Day counted_on) {
    GoodsCount count { .gift = TRY(read_id(given, "gift")), .counted_on = counted_on };
    if (given["version"].get(count.version) != simdjson::SUCCESS) {
        return std::unexpected(malformed("version"));
    }
    std::string_view donor_counters;
    if (given["donor_counters"].get(donor_counters) == simdjson::SUCCESS) {
        count.donor_counters = donor_counters;
    }
    simdjson::dom::array lines;
    if (given["lines"].get(lines) == simdjson::SUCCESS) {
        for (const auto line : lines) {
            count.lines.push_back(TRY(read_line_count(line)));
        }
    }
    return count;
}

Result<std::vector<GoodsCount>> read_counts(std::string_view json) {
    simdjson::dom::parser parser;
    element root;
    std::string_view day;
    simdjson::dom::array gifts;
    const bool good = parser.parse(json.data(), json.size()).get(root) == simdjson::SUCCESS
        && root.is_object() && root["counted_on"].get(day) == simdjson::SUCCESS
        && root["gifts"].get(gifts) == simdjson::SUCCESS;
    if (!good) {
        return std::unexpected(malformed("gifts"));
    }
    const auto counted_on = parse_day(day);
    if (!counted_on) {
        return fail_field("counted_on", counted_on.error().message);
    }
    std::vector<GoodsCount> counts;
    for (const auto gift : gifts) {
        counts.push_back(TRY(read_count(gift, *counted_on)));
    }
    return counts;
}

/// The endpoints with what they share. Kept alive by the routes.
class GoodsCountEndpoints {
public:
    explicit GoodsCountEndpoints(const modules::RouteParts& parts)
        : engine_(parts.engine)
        , views_(parts, "giving.goods_gift.read")
        , routes_(parts)
        , command_(count_at_once()) {
        views_.add("/api/v1/giving/goods-to-count", [this](const ViewQuestion& question) {
            return waiting(question);
        });
        routes_.add(
            http::Method::post,
            "/api/v1/goods-counts",
            [this](Request& request, const http::PathValues&, const SignedIn& actor) {
                return count(request, actor);
            }
        );
    }

private:
    Result<std::string> waiting(const ViewQuestion& question) {
        const auto list
            = TRY(goods_to_count(engine_.registry(), question.queries, question.branches));
        const auto tree = engine_.branches();
        std::string json;
        {
            JsonObject object { json };
            object.flag("more", list.more);
            JsonArray gifts { object.key("gifts") };
            for (const auto& gift : list.gifts) {
                append_gift(gifts.item(), gift, *tree);
            }
        }
        return json;
    }

    Result<Response> count(Request& request, const SignedIn& actor) {
        const auto tree = engine_.branches();
        const auto* branch = TRY(tree->resolve(request.parameter("branch").value_or("")));
        if (!actor->may(count_capability, branch->id)) {
            return fail(
                Errc::forbidden,
                Text { "没有清点捐物的权限", "this needs the permission to count gifts in kind" }
            );
        }
        const auto counts = TRY(read_counts(request.body));
        if (counts.size() > goods_counts_max) {
            return http::problem(
                413,
                Errc::over_limit,
                compose(
                    { "一次最多清点 {} 批", "at most {} gifts are counted at once" },
                    { std::to_string(goods_counts_max) }
                )
            );
        }
        std::string json;
        {
            JsonObject object { json };
            JsonArray results { object.key("results") };
            for (const auto& count : counts) {
                append_result(results.item(), count, run(count, branch->id, actor));
            }
        }
        return http::json_response(std::move(json));
    }

    Result<record::Outcome> run(const GoodsCount& count, Id branch, const SignedIn& actor) {
        return engine_.run({ actor, &command_, branch, std::make_shared<GoodsCount>(count) });
    }

    static void append_result(
        std::string& out, const GoodsCount& count, const Result<record::Outcome>& outcome
    ) {
        out += R"({"gift":")" + to_string(count.gift) + "\",";
        if (outcome) {
            out += R"("ok":true,"version":)" + std::to_string(outcome->version) + '}';
            return;
        }
        std::string problem;
        http::append_problem_members(problem, outcome.error());
        out.append(problem, 1);
    }

    record::Engine& engine_;
    modules::ViewRoutes views_;
    modules::SignedInRoutes routes_;
    record::CommandType command_;
};

} // namespace

std::shared_ptr<void> add_goods_count_routes(const modules::RouteParts& parts) {
    return std::make_shared<GoodsCountEndpoints>(parts);
}

} // namespace boai::giving
