/// \file
/// Typesetter: a page in one or two languages. Lengths in tenths of a millimetre.
#pragma once

#include "documents/pdf.hpp"
#include "modules/giving/paper/receipt_document.hpp"

#include <string>

namespace boai::giving {

/// Writes labels and values in the languages of a paper. Threads: any one thread.
class Typesetter {
public:
    Typesetter(documents::Pdf& pdf, Languages languages)
        : pdf_(pdf)
        , languages_(languages) { }

    [[nodiscard]] documents::Pdf& pdf() { return pdf_; }

    [[nodiscard]] bool is_both() const { return languages_ == Languages::both; }

    /// The language that comes first.
    [[nodiscard]] Language first() const {
        return languages_ == Languages::en ? Language::en : Language::zh;
    }

    /// On one line: "捐赠人 Donor", or one of them.
    [[nodiscard]] std::string beside(Text words) const {
        return is_both() ? std::string { words.zh } + " " + std::string { words.en }
                         : std::string { words.in(first()) };
    }

    /// In the first language, and in English beneath it in smaller grey type when both are wanted
    /// and the two differ. The height.
    int beneath(documents::Place place, documents::TextStyle style, const Message& words);

    /// A small label with its value below it. The height.
    int cell(
        documents::Place place, Text label, const documents::TextStyle& style, const Message& value
    );

private:
    documents::Pdf& pdf_;
    Languages languages_;
};

} // namespace boai::giving
