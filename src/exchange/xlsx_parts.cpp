#include "exchange/xlsx_parts.hpp"

#include "exchange/charset.hpp"
#include "exchange/number_format.hpp"

#include <charconv>
#include <map>

namespace boai::exchange {
namespace {

/// Collects id, kind and target of the relations of one part.
class RelationsHandler : public XmlHandler {
public:
    struct Relation {
        std::string kind;  ///< the last step of the type's address, such as "worksheet"
        std::string target;
    };

    explicit RelationsHandler(std::string folder)
        : folder_(std::move(folder)) { }

    Result<void> start(std::string_view name, XmlAttributes attributes) override {
        if (name == "Relationship") {
            const auto type = attributes.get("Type");
            relations.emplace(
                attributes.get("Id"),
                Relation { std::string { type.substr(type.rfind('/') + 1) },
                           resolve(attributes.get("Target")) }
            );
        }
        return {};
    }

    Result<void> end(std::string_view /*name*/) override { return {}; }

    Result<void> text(std::string_view /*text*/) override { return {}; }

    [[nodiscard]] std::string target_of_kind(std::string_view kind) const {
        for (const auto& [id, relation] : relations) {
            if (relation.kind == kind) {
                return relation.target;
            }
        }
        return {};
    }

    std::map<std::string, Relation, std::less<>> relations;

private:
    /// A target is a path from the root of the archive or from the part's own folder.
    [[nodiscard]] std::string resolve(std::string_view target) const {
        if (target.starts_with('/')) {
            return std::string { target.substr(1) };
        }
        std::string folder = folder_;
        while (target.starts_with("../") && !folder.empty()) {
            target.remove_prefix(3);
            folder.pop_back();
            folder.erase(folder.rfind('/') + 1);
        }
        return folder + std::string { target };
    }

    std::string folder_;  ///< empty or ending in '/'
};

class WorkbookHandler : public XmlHandler {
public:
    explicit WorkbookHandler(XlsxContents& contents, const RelationsHandler& relations)
        : contents_(contents)
        , relations_(relations) { }

    Result<void> start(std::string_view name, XmlAttributes attributes) override {
        if (name == "workbookPr") {
            contents_.from_1904 = attributes.flag("date1904");
        } else if (name == "sheet") {
            const auto found = relations_.relations.find(attributes.get("id"));
            if (found != relations_.relations.end() && found->second.kind == "worksheet") {
                contents_.sheets.push_back({ std::string { attributes.get("name") },
                                             found->second.target });
            }
        }
        return {};
    }

    Result<void> end(std::string_view /*name*/) override { return {}; }

    Result<void> text(std::string_view /*text*/) override { return {}; }

private:
    XlsxContents& contents_;
    const RelationsHandler& relations_;
};

class SharedStringsHandler : public XmlHandler {
public:
    explicit SharedStringsHandler(WorkbookBuilder& builder)
        : builder_(builder) { }

    Result<void> start(std::string_view name, XmlAttributes /*attributes*/) override {
        if (name == "si") {
            text_.clear();
        } else if (name == "rPh") {
            in_reading_aid_ = true;
        } else if (name == "t") {
            in_text_ = !in_reading_aid_;
        }
        return {};
    }

    Result<void> end(std::string_view name) override {
        if (name == "t") {
            in_text_ = false;
        } else if (name == "rPh") {
            in_reading_aid_ = false;
        } else if (name == "si") {
            unescaped_.clear();
            append_unescaped(unescaped_, text_);
            strings.push_back(TRY(builder_.store(unescaped_)));
        }
        return {};
    }

    Result<void> text(std::string_view text) override {
        if (in_text_) {
            text_.append(text);
        }
        return {};
    }

    std::vector<StoredText> strings;

private:
    WorkbookBuilder& builder_;
    std::string text_;
    std::string unescaped_;
    bool in_text_ = false;
    bool in_reading_aid_ = false;  ///< <rPh>: how the text is pronounced, not part of it
};

class StylesHandler : public XmlHandler {
public:
    Result<void> start(std::string_view name, XmlAttributes attributes) override {
        if (name == "numFmt") {
            codes_[attributes.number("numFmtId", 0)] = use_of_format(attributes.get("formatCode"));
        } else if (name == "cellXfs") {
            in_cell_formats_ = true;
        } else if (name == "xf" && in_cell_formats_) {
            const auto id = attributes.number("numFmtId", 0);
            const auto own = codes_.find(id);
            uses.push_back(own != codes_.end() ? own->second : use_of_builtin_format(id));
        }
        return {};
    }

    Result<void> end(std::string_view name) override {
        if (name == "cellXfs") {
            in_cell_formats_ = false;
        }
        return {};
    }

    Result<void> text(std::string_view /*text*/) override { return {}; }

    std::vector<NumberUse> uses;

private:
    std::map<std::uint32_t, NumberUse> codes_;
    bool in_cell_formats_ = false;
};

}  // namespace

void append_unescaped(std::string& out, std::string_view text) {
    for (;;) {
        const auto at = text.find("_x");
        out.append(text.substr(0, at));
        if (at == std::string_view::npos) {
            return;
        }
        text.remove_prefix(at);
        unsigned code = 0;
        const bool whole = text.size() >= 7 && text[6] == '_';
        const auto* const end = text.data() + (whole ? 6 : 0);
        const bool escape = whole && std::from_chars(text.data() + 2, end, code, 16).ptr == end
            && (code < 0xD800 || code > 0xDFFF);
        if (escape) {
            append_utf8(out, code);
        } else {
            out.append("_x");
        }
        text.remove_prefix(escape ? 7 : 2);
    }
}

Result<XlsxContents> read_xlsx_contents(ZipFile& archive) {
    RelationsHandler root { "" };
    TRY(read_xml(archive, "_rels/.rels", root));
    auto workbook_part = root.target_of_kind("officeDocument");
    if (workbook_part.empty()) {
        workbook_part = "xl/workbook.xml";
    }
    const auto folder = workbook_part.substr(0, workbook_part.rfind('/') + 1);
    RelationsHandler relations { folder };
    TRY(read_xml(
        archive, folder + "_rels/" + workbook_part.substr(folder.size()) + ".rels", relations
    ));
    XlsxContents contents;
    contents.shared_strings_part = relations.target_of_kind("sharedStrings");
    contents.styles_part = relations.target_of_kind("styles");
    WorkbookHandler handler { contents, relations };
    TRY(read_xml(archive, workbook_part, handler));
    return contents;
}

Result<std::vector<StoredText>>
read_shared_strings(ZipFile& archive, const std::string& part, WorkbookBuilder& builder) {
    SharedStringsHandler handler { builder };
    if (!part.empty() && archive.has(part)) {
        TRY(read_xml(archive, part, handler));
    }
    return std::move(handler.strings);
}

Result<std::vector<NumberUse>> read_xlsx_formats(ZipFile& archive, const std::string& part) {
    StylesHandler handler;
    if (!part.empty() && archive.has(part)) {
        TRY(read_xml(archive, part, handler));
    }
    return std::move(handler.uses);
}

}  // namespace boai::exchange
