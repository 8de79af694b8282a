#include "modules/giving/disclosure/notice_making.hpp"

#include "crypto/hash.hpp"
#include "modules/giving/disclosure/notice_file.hpp"
#include "record/engine.hpp"

#include <utility>

namespace boai::giving {
namespace {

constexpr std::size_t warnings_length_max = 3'000;

void write_made(MadeNotice& made) {
    made.bytes = write_notice_file(made.read.notice);
    made.sha256 = crypto::hex(crypto::view(crypto::sha256(made.bytes)));
}

} // namespace

std::string cut_findings(std::string text) {
    if (text.size() > warnings_length_max) {
        auto at = warnings_length_max;
        while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) {
            --at;
        }
        text.resize(at);
        text += "…";
    }
    return text;
}

Result<MadeNotice> make_notice(
    record::CommandContext& context,
    const modules::ReadMoneyMoves& read_moves,
    const DisclosureNotice& declared
) {
    NoticeReader reader { context.engine, record::queries_of(context.tx), read_moves };
    MadeNotice made { .read = TRY(reader.read(context.branch, declared)) };
    made.findings = check_notice(made.read.notice, made.read.ground);
    write_made(made);
    return made;
}

Result<void> number_notice(MadeNotice& made, std::string number) {
    made.read.notice.number = std::move(number);
    write_made(made);
    return demand_no_errors(check_notice(made.read.notice, made.read.ground));
}

Result<void> demand_no_errors(const std::vector<NoticeFinding>& findings) {
    auto errors = told(findings, Severity::error);
    if (!errors.zh.empty()) {
        return fail(
            Errc::conflict,
            Message { "核对未通过：\n" + cut_findings(std::move(errors.zh)),
                      "the notice does not pass:\n" + cut_findings(std::move(errors.en)) }
        );
    }
    return {};
}

} // namespace boai::giving
