#include "modules/giving/name_consent.hpp"

#include "modules/giving/gift.hpp"
#include "record/engine.hpp"
#include "record/rows.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace boai::giving {
namespace {

using record::CommandContext;
using record::Loaded;
using storage::Param;

constexpr std::string_view publish_purpose = "publish_name";

/// The day of the person's standing consent, none when there is none.
Result<std::optional<Day>> standing_consent(CommandContext& context, Id person) {
    std::optional<Day> given_on;
    if (context.engine.registry().find_record(consent_record) == nullptr) {
        return given_on;
    }
    const std::array params { Param { context.branch },
                              Param { person },
                              Param { publish_purpose } };
    TRY(context.tx.query(
        "SELECT given_on FROM people_consent WHERE branch_id = $1 AND person = $2 "
        "AND purpose = $3 AND withdrawn_on IS NULL",
        params,
        [&](const storage::Row& row) -> Result<void> {
            given_on = row.day(0);
            return {};
        }
    ));
    return given_on;
}

/// Adds the ids that a query finds for each id so far, and for those it adds.
Result<void> follow(CommandContext& context, std::vector<Id>& ids, std::string_view sql) {
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const std::array params { Param { context.branch }, Param { ids[i] } };
        TRY(context.tx.query(sql, params, [&](const storage::Row& row) -> Result<void> {
            const auto id = row.id(0);
            if (std::ranges::find(ids, id) == ids.end()) {
                ids.push_back(id);
            }
            return {};
        }));
    }
    return {};
}

Result<void> hide_names_of(CommandContext& context, Id person) {
    const auto& table = context.engine.registry().table(gift_type);
    const std::array params { Param { context.branch }, Param { person } };
    const auto shown = TRY(record::all_of(
        record::queries_of(context.tx),
        table,
        " WHERE t.branch_id = $1 AND t.donor_person = $2 AND t.donor_person IS NOT NULL "
        "AND t.publish_name = 1",
        params
    ));
    for (const auto& gift : shown) {
        TRY(hide_name_of(context, gift));
    }
    return {};
}

Result<void> consent_written(CommandContext& context, const record::Written& written) {
    const auto person = withdrawn_by(written);
    if (!person) {
        return {};
    }
    for (const auto id : TRY(same_person(context, *person))) {
        TRY(hide_names_of(context, id));
    }
    return {};
}

} // namespace

Result<std::optional<Day>>
settle_name_consent(CommandContext& context, const NameConsent& consent) {
    if (!consent.publish) {
        return std::optional<Day> {};
    }
    if (!consent.person.empty()) {
        auto given_on = TRY(standing_consent(context, consent.person));
        if (!given_on) {
            return fail_field(
                "publish_name",
                Text { "该捐赠人没有登记“公示全名”的单独同意",
                       "this donor's separate consent to the name being shown is not entered" }
            );
        }
        return given_on;
    }
    const auto given_on = consent.given_on.value_or(context.today());
    if (given_on > context.today()) {
        return fail_field("name_consent_on", Text { "不能晚于今天", "must not be after today" });
    }
    return std::optional { given_on };
}

Result<record::Outcome> hide_name_of(CommandContext& context, const Loaded& loaded) {
    auto gift = loaded.as<Gift>();
    if (!gift.publish_name) {
        return fail(Errc::conflict, Text { "全名本就没有公示", "the name is not shown" });
    }
    gift.publish_name = false;
    gift.name_consent_on = {};
    const auto& table = context.engine.registry().table(gift_type);
    return context.engine.update(context, table, loaded, &gift, { .action = "hide_name" });
}

Result<std::vector<Id>> same_person(CommandContext& context, Id person) {
    std::vector<Id> ids { person };
    TRY(follow(
        context,
        ids,
        "SELECT merged_into FROM people_person WHERE branch_id = $1 AND id = $2 "
        "AND merged_into IS NOT NULL"
    ));
    TRY(follow(
        context,
        ids,
        "SELECT id FROM people_person WHERE branch_id = $1 AND merged_into = $2 "
        "AND merged_into IS NOT NULL"
    ));
    return ids;
}

std::optional<Id> withdrawn_by(const record::Written& written) {
    const auto value = [&](std::string_view field) {
        return written.type.find_field(field)->get(written.after);
    };
    if (value("withdrawn_on").is_null() || value("purpose").text() != publish_purpose) {
        return std::nullopt;
    }
    return Id { value("person").number() };
}

record::Watch watch_consents() {
    return { std::string { consent_record }, consent_written };
}

} // namespace boai::giving
