/// \file
/// Making a notice inside a command: what it says, its file, and what was found in it.
#pragma once

#include "modules/giving/disclosure/notice_reader.hpp"
#include "record/command.hpp"

#include <string>
#include <vector>

namespace boai::giving {

/// What a notice says, its file, and what was found in it.
struct MadeNotice {
    ReadNotice read;
    std::string bytes;
    std::string sha256;
    std::vector<NoticeFinding> findings;
};

/// Made from the book as it stands in the transaction. Its number is given when it is published and
/// is no part of what is compared. Errors: as storage.
Result<MadeNotice> make_notice(
    record::CommandContext& context,
    const modules::ReadMoneyMoves& read_moves,
    const DisclosureNotice& declared
);

/// Gives it its number, with which it is checked once more. Errors: conflict when it does not pass.
Result<void> number_notice(MadeNotice& made, std::string number);

/// Errors: conflict, with every error found.
Result<void> demand_no_errors(const std::vector<NoticeFinding>& findings);

/// A long list of findings, cut between two characters.
[[nodiscard]] std::string cut_findings(std::string text);

} // namespace boai::giving
