#include "modules/giving/public_words.hpp"

#include "modules/giving/portal_text.hpp"

namespace boai::giving {

namespace say = portal_text;

std::string donor_shown(const PublicGift& gift, Language language) {
    const bool nameless = gift.donor_kind == DonorKind::anonymous || gift.donor.empty();
    return nameless ? std::string { say::anonymous.in(language) } : gift.donor;
}

std::string purpose_shown(const PublicGift& gift, Language language) {
    if (!gift.campaign.empty()) {
        return gift.campaign;
    }
    return gift.purpose.empty() ? std::string { say::unrestricted.in(language) } : gift.purpose;
}

std::string branch_shown(const PublicGift& gift, Language language) {
    return language == Language::zh ? gift.branch_zh : gift.branch_en;
}

std::string state_shown(const PublicGift& gift, Language language) {
    if (gift.refunded.fen == 0) {
        return std::string { say::in_the_book.in(language) };
    }
    return compose(say::refunded, { grouped(gift.refunded) }).in(language);
}

} // namespace boai::giving
