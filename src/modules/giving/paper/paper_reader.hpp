/// \file
/// PaperReader: what stands on the papers of gifts, out of the book.
#pragma once

#include "modules/giving/gift.hpp"
#include "modules/giving/paper/receipt_content.hpp"
#include "modules/module.hpp"
#include "record/engine.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace boai::giving {

/// A receipt that was issued once, with its gift.
struct Printed {
    record::Loaded gift;
    ReceiptNumber number;
    Standing standing = Standing::stands;
    std::string replaced_by; ///< of a voided one, as printed; empty for none
    bool is_of_goods = false; ///< `gift` is a GoodsGift; else a Gift

    [[nodiscard]] std::string text() const {
        return receipt_text(number.branch_code, number.year, number.number);
    }
};

/// For whom a paper is made.
enum class Copy : std::uint8_t {
    donors, ///< the full name, and the donor's own link
    everybodys, ///< names partly hidden, and the link to the public page
};

/// Threads: any one thread.
class PaperReader {
public:
    /// `parts` and `connection` outlive the reader.
    PaperReader(const modules::RouteParts& parts, storage::Connection& connection)
        : parts_(parts)
        , connection_(connection)
        , tree_(parts.engine.branches()) { }

    /// The receipt of this number, valid or void. Nothing when none was issued.
    Result<std::optional<Printed>> find(const ReceiptNumber& number);
    /// The gift's valid receipt; else its last one, which is void.
    /// Errors: conflict when none was ever issued.
    Result<Printed> of_gift(record::Loaded gift);
    /// The same of a gift in kind.
    Result<Printed> of_goods(record::Loaded gift);
    /// A receipt that was voided, with its gift. Errors: as storage.
    Result<Printed> of_voided(const record::Loaded& receipt);
    /// Errors: as storage.
    Result<ReceiptContent> content(const Printed& printed, Copy copy);

private:
    Result<std::optional<Printed>> find_goods(Id branch, const ReceiptNumber& number);
    Result<std::optional<ReceiptNumber>> last_voided(const record::Loaded& gift, bool is_of_goods);
    Result<void> add_goods(const record::Loaded& gift, ReceiptContent& content);
    Result<ReceiptContent> begin(const Printed& printed, Copy copy);
    Result<std::optional<Printed>> find_voided(Id branch, const ReceiptNumber& number);
    Result<Day> issued_on(const record::Loaded& gift);
    Result<std::string> handler_of(const record::Loaded& gift);
    Result<std::string> name_of(Id id);
    [[nodiscard]] std::string code_of(Id branch) const;

    const modules::RouteParts& parts_;
    storage::Connection& connection_;
    std::shared_ptr<const record::BranchTree> tree_;
    std::optional<std::map<Id, std::string>> names_;
    std::map<Id, std::string> handlers_;
};

} // namespace boai::giving
