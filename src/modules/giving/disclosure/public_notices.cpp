#include "modules/giving/disclosure/public_notices.hpp"

#include "modules/giving/campaign.hpp"
#include "modules/giving/disclosure/notice_file.hpp"
#include "modules/giving/disclosure/notice_note.hpp"
#include "modules/giving/gift.hpp"
#include "modules/giving/goods/goods_gift.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>

namespace boai::giving {
namespace {

using record::queries_of;
using storage::Param;

/// Always as many places in a statement, so that one prepared statement serves all.
constexpr std::size_t gifts_per_statement = 500;

bool is_goods_row(const NoticeRow& row) {
    return row.kind == NoticeRowKind::goods || row.kind == NoticeRowKind::goods_returned;
}

} // namespace

struct PublicNoticeReader::Names {
    std::unordered_map<Id, std::string> by_gift;
};

NoticeSummary PublicNoticeReader::summary_of(const record::Loaded& loaded) const {
    NoticeSummary summary { .branch = loaded.head.branch,
                            .notice = loaded.as<DisclosureNotice>(),
                            .id = loaded.head.id };
    if (const auto* branch = tree_->find(loaded.head.branch)) {
        summary.number = notice_text(branch->code, summary.notice);
        summary.branch_zh = branch->name_zh;
        summary.branch_en = branch->name_en;
    }
    return summary;
}

Result<std::vector<NoticeSummary>> PublicNoticeReader::list(std::size_t limit) {
    std::map<Id, std::string> campaigns;
    TRY(connection_.query(
        "SELECT id, name FROM giving_campaign",
        {},
        [&](const storage::Row& row) -> Result<void> {
            campaigns.emplace(row.id(0), row.text(1));
            return {};
        }
    ));
    std::vector<NoticeSummary> found;
    const auto& table = engine_.registry().table(disclosure_notice_type);
    TRY(table.select(
        queries_of(connection_),
        " WHERE t.state = 'published' ORDER BY t.ends DESC, t.id DESC LIMIT "
            + std::to_string(limit),
        {},
        [&](const record::Loaded& loaded) -> Result<void> {
            auto summary = summary_of(loaded);
            const auto campaign = campaigns.find(summary.notice.campaign);
            summary.campaign = campaign == campaigns.end() ? "" : campaign->second;
            found.push_back(std::move(summary));
            return {};
        }
    ));
    return found;
}

Result<void> PublicNoticeReader::read_notes(PublicNotice& notice) {
    const std::array key { Param { notice.summary.branch }, Param { notice.summary.id } };
    return engine_.registry()
        .table(notice_note_type)
        .select(
            queries_of(connection_),
            " WHERE t.branch_id = $1 AND t.notice = $2 ORDER BY t.id",
            key,
            [&](const record::Loaded& loaded) -> Result<void> {
                const auto& note = loaded.as<NoticeNote>();
                notice.notes.push_back({ note.day, note.text, note.entry });
                return {};
            }
        );
}

Result<PublicNotice> PublicNoticeReader::find(std::string_view text) {
    const auto number = TRY(parse_notice(text));
    const auto* branch = tree_->find_code(number.branch_code);
    std::optional<NoticeSummary> found;
    if (branch != nullptr) {
        const std::array key { Param { branch->id },
                               Param { number.year },
                               Param { number.number } };
        TRY(engine_.registry()
                .table(disclosure_notice_type)
                .select(
                    queries_of(connection_),
                    " WHERE t.branch_id = $1 AND t.year = $2 AND t.number = $3 AND t.state = "
                    "'published'",
                    key,
                    [&](const record::Loaded& loaded) -> Result<void> {
                        found = summary_of(loaded);
                        return {};
                    }
                ));
    }
    if (!found) {
        return fail(Errc::not_found, Text { "没有这期公示", "there is no such notice" });
    }
    PublicNotice notice { .summary = std::move(*found) };
    notice.bytes = TRY(read_notice_bytes(
        engine_, queries_of(connection_), notice.summary.branch, notice.summary.notice.content
    ));
    notice.notice = TRY(parse_notice_file(notice.bytes));
    notice.summary.campaign = notice.notice.campaign_name(notice.notice.campaign);
    TRY(read_notes(notice));
    return notice;
}

Result<void>
PublicNoticeReader::read_donors(Names& names, Id branch, std::vector<Id> gifts, bool is_goods) {
    const auto& type = is_goods ? goods_gift_type : gift_type;
    const auto& table = engine_.registry().table(type);
    std::string tail = " WHERE t.branch_id = $1 AND t.id IN (";
    for (std::size_t i = 0; i < gifts_per_statement; ++i) {
        tail += (i == 0 ? "$" : ", $") + std::to_string(i + 2);
    }
    tail += ")";
    for (std::size_t at = 0; at < gifts.size(); at += gifts_per_statement) {
        std::vector<Param> params { Param { branch } };
        for (std::size_t i = at; i < std::min(gifts.size(), at + gifts_per_statement); ++i) {
            params.emplace_back(gifts[i]);
        }
        params.resize(gifts_per_statement + 1, params.back());
        TRY(table.select(
            queries_of(connection_),
            tail,
            params,
            [&](const record::Loaded& loaded) -> Result<void> {
                const auto* value = loaded.value.get();
                names.by_gift[loaded.head.id] = is_goods
                    ? mask_goods_donor(value, loaded.as<GoodsGift>().donor_name)
                    : mask_donor_name(value, loaded.as<Gift>().donor_name);
                return {};
            }
        ));
    }
    return {};
}

Result<void>
PublicNoticeReader::name_donors(PublicNotice& notice, std::size_t from, std::size_t count) {
    const auto& rows = notice.notice.rows;
    const auto end = from + std::min(count, rows.size() - std::min(from, rows.size()));
    std::map<std::pair<Id, bool>, std::vector<Id>> wanted;
    for (auto at = from; at < end; ++at) {
        wanted[{ rows[at].branch, is_goods_row(rows[at]) }].push_back(rows[at].gift);
    }
    Names names;
    for (auto& [place, gifts] : wanted) {
        std::ranges::sort(gifts);
        gifts.erase(std::unique(gifts.begin(), gifts.end()), gifts.end());
        TRY(read_donors(names, place.first, std::move(gifts), place.second));
    }
    notice.names_from = from;
    notice.donors.clear();
    for (auto at = from; at < end; ++at) {
        notice.donors.push_back(std::move(names.by_gift[rows[at].gift]));
    }
    // A gift in kind has several rows and one name.
    for (auto at = from + 1; at < end; ++at) {
        if (rows[at].gift == rows[at - 1].gift) {
            notice.donors[at - from] = notice.donors[at - from - 1];
        }
    }
    return {};
}

} // namespace boai::giving
