#include "support/pdf_reading.hpp"

#include "support/temp_database.hpp"

#include <array>
#include <cstdio>
#include <fstream>
#include <stdexcept>

namespace boai::test {
namespace {

/// What a tool prints about the file.
std::string print(std::string_view pdf, const std::string& tool, const std::string& last) {
    const TempFolder folder;
    const auto file = folder.file("document.pdf");
    std::ofstream { file, std::ios::binary }.write(
        pdf.data(), static_cast<std::streamsize>(pdf.size())
    );
    const auto command = tool + " '" + file + "' " + last;
    auto* const pipe = ::popen(command.c_str(), "r");
    std::string text;
    std::array<char, 4096> part {};
    for (auto got = std::fread(part.data(), 1, part.size(), pipe); got > 0;
         got = std::fread(part.data(), 1, part.size(), pipe)) {
        text.append(part.data(), got);
    }
    if (::pclose(pipe) != 0) {
        throw std::runtime_error { "'" + tool + "' could not read the PDF (poppler-utils)" };
    }
    return text;
}

} // namespace

std::string text_of_pdf(std::string_view pdf) {
    return print(pdf, "pdftotext -raw", "-");
}

std::string facts_of_pdf(std::string_view pdf) {
    return print(pdf, "env TZ=UTC pdfinfo", "");
}

std::string links_of_pdf(std::string_view pdf) {
    return print(pdf, "pdfinfo -url", "");
}

} // namespace boai::test
