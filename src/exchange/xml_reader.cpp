#include "exchange/xml_reader.hpp"

#include <expat.h>

#include <charconv>
#include <memory>
#include <optional>
#include <type_traits>

namespace boai::exchange {
namespace {

std::string_view local_name(const char* name) {
    const std::string_view whole { name };
    const auto colon = whole.find(':');
    return colon == std::string_view::npos ? whole : whole.substr(colon + 1);
}

std::unexpected<Error> malformed() {
    return fail(
        Errc::invalid,
        Text {
            .zh = "文件内容不合格式，无法读取。请用表格软件打开，另存后再导入。",
            .en
            = "The file's content is malformed. Open it in a spreadsheet program, save it again "
              "and import that.",
        }
    );
}

/// One parse: hands expat's calls to the handler and keeps the first failure.
class Parse {
public:
    explicit Parse(XmlHandler& handler)
        : parser_(XML_ParserCreate(nullptr))
        , handler_(handler) {
        XML_SetUserData(parser_.get(), this);
        XML_SetElementHandler(parser_.get(), on_start, on_end);
        XML_SetCharacterDataHandler(parser_.get(), on_text);
        XML_SetStartDoctypeDeclHandler(parser_.get(), on_doctype);
    }

    Result<void> feed(std::string_view chunk, bool last) {
        const auto status = XML_Parse(
            parser_.get(), chunk.data(), static_cast<int>(chunk.size()), last ? XML_TRUE : XML_FALSE
        );
        if (failure_) {
            return std::unexpected(std::move(*failure_));
        }
        if (status != XML_STATUS_OK) {
            return malformed();
        }
        return {};
    }

private:
    void keep(Result<void> result) {
        if (!result && !failure_) {
            failure_ = std::move(result).error();
            XML_StopParser(parser_.get(), XML_FALSE);
        }
    }

    static void on_start(void* self, const XML_Char* name, const XML_Char** attributes) {
        auto& parse = *static_cast<Parse*>(self);
        parse.keep(parse.handler_.start(local_name(name), XmlAttributes { attributes }));
    }

    static void on_end(void* self, const XML_Char* name) {
        auto& parse = *static_cast<Parse*>(self);
        parse.keep(parse.handler_.end(local_name(name)));
    }

    static void on_text(void* self, const XML_Char* text, int length) {
        auto& parse = *static_cast<Parse*>(self);
        parse.keep(parse.handler_.text({ text, static_cast<std::size_t>(length) }));
    }

    static void on_doctype(
        void* self,
        const XML_Char* /*name*/,
        const XML_Char* /*system*/,
        const XML_Char* /*public_id*/,
        int /*internal*/
    ) {
        static_cast<Parse*>(self)->keep(malformed());
    }

    struct Free {
        void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
    };

    std::unique_ptr<std::remove_pointer_t<XML_Parser>, Free> parser_;
    XmlHandler& handler_;
    std::optional<Error> failure_;
};

}  // namespace

std::string_view XmlAttributes::get(std::string_view name) const {
    for (const auto* pair = pairs_; *pair != nullptr; pair += 2) {
        if (local_name(pair[0]) == name) {
            return pair[1];
        }
    }
    return {};
}

std::uint32_t XmlAttributes::number(std::string_view name, std::uint32_t fallback) const {
    const auto text = get(name);
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc {} && end == text.data() + text.size() ? value : fallback;
}

bool XmlAttributes::flag(std::string_view name) const {
    const auto text = get(name);
    return text == "1" || text == "true";
}

Result<void> read_xml(ZipFile& archive, const std::string& part, XmlHandler& handler) {
    Parse parse { handler };
    TRY(archive.read(part, [&](std::string_view chunk) { return parse.feed(chunk, false); }));
    return parse.feed({}, true);
}

}  // namespace boai::exchange
