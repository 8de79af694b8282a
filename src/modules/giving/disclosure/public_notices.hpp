/// \file
/// What the public may read of notices: what was published, with the names of donors as they may
/// be shown today.
#pragma once

#include "modules/giving/disclosure/notice_content.hpp"
#include "record/engine.hpp"
#include "storage/connection.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace boai::giving {

/// One published notice in the list.
struct NoticeSummary {
    Id branch;
    std::string number;
    DisclosureNotice notice;
    Id id;
    std::string branch_zh;
    std::string branch_en;
    std::string campaign; ///< empty for all gifts
};

/// A note as everybody may see it.
struct PublicNote {
    Day day;
    std::string text;
    std::optional<std::int64_t> entry;
};

/// One published notice with all that is shown of it.
struct PublicNotice {
    NoticeSummary summary;
    Notice notice;
    std::vector<PublicNote> notes;
    std::string bytes; ///< of the kept file
    /// What the donor of each row is called; the first belongs to row `names_from`. Empty for a
    /// donor without a name.
    std::vector<std::string> donors;
    std::size_t names_from = 0;

    [[nodiscard]] std::string_view donor(std::size_t row) const {
        const bool is_named = row >= names_from && row - names_from < donors.size();
        return is_named ? std::string_view { donors[row - names_from] } : std::string_view {};
    }
};

/// Reads for the public, on one snapshot.
class PublicNoticeReader {
public:
    PublicNoticeReader(const record::Engine& engine, storage::Connection& connection)
        : engine_(engine)
        , connection_(connection)
        , tree_(engine.branches()) { }

    /// The latest first, of all branches, `limit` at most. Errors: as storage.
    Result<std::vector<NoticeSummary>> list(std::size_t limit);
    /// Without names. Errors: not_found.
    Result<PublicNotice> find(std::string_view number);
    /// Puts names to `count` rows from `from` on; those of the donors who agreed in full, the
    /// others masked, as everywhere. Source: PIPL articles 25, 47 (withdrawn at any time).
    Result<void> name_donors(PublicNotice& notice, std::size_t from, std::size_t count);

private:
    struct Names;

    [[nodiscard]] NoticeSummary summary_of(const record::Loaded& loaded) const;
    Result<void> read_notes(PublicNotice& notice);
    Result<void> read_donors(Names& names, Id branch, std::vector<Id> gifts, bool is_goods);

    const record::Engine& engine_;
    storage::Connection& connection_;
    std::shared_ptr<const record::BranchTree> tree_;
};

} // namespace boai::giving
