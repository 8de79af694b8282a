#include "app/demo_paper.hpp"

#include "attachments/attachment_commands.hpp"
#include "crypto/hash.hpp"

#include <cstddef>
#include <utility>
#include <vector>

namespace boai::app {

std::string demo_paper(std::string_view words) {
    const auto drawing = "BT /F1 18 Tf 60 760 Td (" + std::string { words } + ") Tj ET";
    // NOLINTBEGIN(bugprone-suspicious-missing-comma): one of them is written over two lines
    const std::vector<std::string> objects {
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font "
        "<< /F1 5 0 R >> >> >>",
        "<< /Length " + std::to_string(drawing.size()) + " >>\nstream\n" + drawing + "\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    };
    // NOLINTEND(bugprone-suspicious-missing-comma)
    std::string pdf = "%PDF-1.4\n";
    std::string places = "0000000000 65535 f \n";
    for (std::size_t i = 0; i < objects.size(); ++i) {
        const auto at = std::to_string(pdf.size());
        places += std::string(10 - at.size(), '0') + at + " 00000 n \n";
        pdf += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    const auto start = std::to_string(pdf.size());
    const auto count = std::to_string(objects.size() + 1);
    return pdf + "xref\n0 " + count + "\n" + places + "trailer\n<< /Size " + count
        + " /Root 1 0 R >>\nstartxref\n" + start + "\n%%EOF\n";
}

Result<void> attach_demo_paper(
    Book& book, const std::shared_ptr<const record::Actor>& actor, Id branch, DemoPaper paper
) {
    auto input = std::make_shared<attachments::Attach>();
    input->record = std::move(paper.record);
    input->owner = to_string(paper.owner);
    input->kind = paper.kind;
    input->name = std::move(paper.name);
    input->content = std::make_shared<const std::string>(demo_paper(paper.words));
    input->sha256 = crypto::hex(crypto::view(crypto::sha256(*input->content)));
    const auto* command = book.registry().find_command("attachments.attach");
    TRY(book.engine().run({ actor, command, branch, std::move(input), {}, {} }));
    return {};
}

} // namespace boai::app
