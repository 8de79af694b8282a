/// \file
/// What a request for a paper asks for, and the paper as an answer.
#pragma once

#include "http/message.hpp"
#include "modules/giving/paper/receipt_document.hpp"
#include "modules/module.hpp"

#include <string>

namespace boai::giving {

/// From ?paper= (a5, 80mm, 58mm) and ?lang= (zh, en; else both). Errors: invalid for another paper.
Result<PaperStyle> style_of(const modules::RouteParts& parts, const http::Request& request);

/// The file, to be shown by the browser, which can print or keep it. Nothing keeps it on the way.
[[nodiscard]] http::Response pdf_response(std::string pdf, const std::string& name);

} // namespace boai::giving
