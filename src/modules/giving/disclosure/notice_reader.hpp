/// \file
/// NoticeReader: what a notice says, read from the book as it stands, and what it is checked
/// against. Reads no personal values.
#pragma once

#include "modules/giving/disclosure/notice_checks.hpp"
#include "modules/giving/disclosure/notice_content.hpp"
#include "modules/module.hpp"
#include "record/engine.hpp"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace boai::giving {

/// A published notice, as others refer to it.
struct PublishedNotice {
    Id id;
    std::string number;
    Instant ends;
    Id content;
};

/// A notice with what it is held against.
struct ReadNotice {
    Notice notice;
    NoticeGround ground;
};

/// One use for one notice.
class NoticeReader {
public:
    /// `queries` of a snapshot or a transaction; everything is borrowed.
    NoticeReader(
        record::Engine& engine, record::Queries queries, const modules::ReadMoneyMoves& read_moves
    )
        : engine_(engine)
        , queries_(queries)
        , read_moves_(read_moves)
        , tree_(engine.branches()) { }

    /// Errors: as storage.
    Result<ReadNotice> read(Id branch, const DisclosureNotice& declared);

    /// The latest published notice of the same branch, scope and campaign.
    Result<std::optional<PublishedNotice>> previous(Id branch, const DisclosureNotice& declared);

private:
    void begin(Id branch, const DisclosureNotice& declared);
    Result<void> read_names();
    Result<void> read_campaign();
    Result<void> read_gifts(Id branch);
    Result<void> read_returns(Id branch);
    Result<void> read_goods(Id branch);
    Result<void> read_goods_returns(Id branch);
    Result<void> read_goods_lines(Id branch, NoticeRow head);
    Result<void> read_matches(Id branch);
    Result<void> read_settlements(Id branch);
    Result<void> read_match_returns(Id branch);
    Result<void> read_held(Id branch);
    Result<void> read_charges(Id branch);
    Result<void> read_sums(Id branch);
    Result<void> read_moves(Id branch);
    Result<void> read_tests(Id branch);
    Result<void> read_ledger(Id branch);
    Result<void> read_numbers(Id branch);
    Result<void> read_previous(Id branch, const DisclosureNotice& declared);
    void add_use(modules::MoneyMove move);
    void add_settlement(NoticeRow row, MatchKind kind, int window);
    void take_receivables();
    void name_branches();
    void name_purposes();
    /// Whether the notice accounts for this purpose.
    [[nodiscard]] bool is_told(Id purpose) const;
    [[nodiscard]] std::string campaign_part(std::string_view alias) const;
    /// Before the notice's time -1, in it 0, after it 1.
    [[nodiscard]] int window_of(Instant at) const;
    [[nodiscard]] int window_of(Id made) const;
    void add_net(int window, Id purpose, std::int64_t fen, bool is_row);

    record::Engine& engine_;
    record::Queries queries_;
    const modules::ReadMoneyMoves& read_moves_;
    std::shared_ptr<const record::BranchTree> tree_;
    Notice notice_;
    NoticeGround ground_;
    std::set<Id> scope_;
    std::optional<Id> only_purpose_; ///< of a campaign's notice
    std::map<Id, NoticeOpening> openings_;
    std::map<std::pair<MatchKind, Id>, NoticeReceivable> receivables_; ///< by kind and purpose
    std::set<Id> cancelled_; ///< gifts taken out again within the notice's time
    std::map<Id, NoticeThing> purposes_;
    std::map<Id, NoticeThing> campaigns_;
};

} // namespace boai::giving
