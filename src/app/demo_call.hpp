/// \file
/// Calling commands while a demo book is filled.
#pragma once

#include "app/book.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace boai::app {

/// One call of a command with its JSON.
struct DemoCall {
    std::shared_ptr<const record::Actor> actor;
    std::string_view command;
    Id branch;
    std::string json;
    std::string reason {};
};

/// Runs it and waits. Errors: as the command.
Result<record::Outcome> run_demo_call(Book& book, DemoCall call);

} // namespace boai::app
