/// \file
/// Reads XML as a stream of starts, texts and ends; names come without their prefix.
#pragma once

#include "base/result.hpp"
#include "exchange/zip_file.hpp"

#include <string_view>

namespace boai::exchange {

/// The attributes of one element, alive during the call that hands them over.
class XmlAttributes {
public:
    explicit XmlAttributes(const char** pairs)
        : pairs_(pairs) { }

    /// The value of the attribute of this name, whatever its prefix; empty when absent.
    [[nodiscard]] std::string_view get(std::string_view name) const;
    /// The value as a whole number of at least 0; `fallback` when absent or not one.
    [[nodiscard]] std::uint32_t number(std::string_view name, std::uint32_t fallback) const;
    /// True for "1" and "true".
    [[nodiscard]] bool flag(std::string_view name) const;

private:
    const char** pairs_;
};

/// What is told of an XML document. An error ends the reading and becomes its result.
class XmlHandler {
public:
    XmlHandler() = default;
    XmlHandler(const XmlHandler&) = delete;
    XmlHandler& operator=(const XmlHandler&) = delete;
    virtual ~XmlHandler() = default;
    [[nodiscard]] virtual Result<void> start(std::string_view name, XmlAttributes attributes) = 0;
    [[nodiscard]] virtual Result<void> end(std::string_view name) = 0;
    [[nodiscard]] virtual Result<void> text(std::string_view text) = 0;
};

/// Reads one part of an archive as XML.
/// Errors: those of ZipFile::read and of the handler; invalid when it is not well formed or
/// declares a document type, which office files never do.
[[nodiscard]] Result<void> read_xml(ZipFile& archive, const std::string& part, XmlHandler& handler);

}  // namespace boai::exchange
