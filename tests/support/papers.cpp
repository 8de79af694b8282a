#include "support/papers.hpp"

#include "attachments/attachment_commands.hpp"
#include "crypto/hash.hpp"

namespace boai::test {

Result<record::Outcome> attach_paper(
    TestBook& book,
    std::string_view record,
    Id owner,
    attachments::PaperKind kind,
    const std::string& name
) {
    auto input = std::make_shared<attachments::Attach>();
    input->record = record;
    input->owner = to_string(owner);
    input->kind = kind;
    input->name = name;
    input->content = std::make_shared<const std::string>("%PDF-1.4 made up: " + name);
    input->sha256 = crypto::hex(crypto::view(crypto::sha256(*input->content)));
    const auto* command = book->registry().find_command("attachments.attach");
    return book->engine().run({ book.officer(), command, book.city, input, {}, {} });
}

} // namespace boai::test
