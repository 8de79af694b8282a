/// \file
/// Module: all that the application sees of one line of work.
#pragma once

#include "base/money.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "figures/figure.hpp"
#include "record/registry.hpp"
#include "storage/migrations.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace boai::record {
class Engine;
}

namespace boai::http {
class Router;
struct Request;
} // namespace boai::http

namespace boai::payments {
class Accounts;
} // namespace boai::payments

namespace boai::transparency {
class PublishedLogs;
} // namespace boai::transparency

namespace boai::modules {

/// Who sends a request. Errors: unauthenticated; forbidden when a page of another site sent it.
using Authenticate
    = std::function<Result<std::shared_ptr<const record::Actor>>(const http::Request&)>;

/// One opening of personal values by a module's own endpoint, for the audit trail.
struct Opening {
    std::shared_ptr<const record::Actor> actor;
    std::string_view record; ///< the type, such as "giving.gift"
    Id branch;
    Id id;
    std::string reason;
    std::string peer;
};

/// The names of users by their ids; unknown ids are left out.
using UserNames = std::function<
    Result<std::map<Id, std::string>>(record::Queries queries, std::span<const Id> users)>;

/// How money moved that is no gift, as a disclosure tells it.
enum class MoneyMoveKind : std::uint8_t {
    payment,
    payment_return, ///< of a payment, came back
    fee, ///< out of a fund
    fee_in, ///< the same, into the unrestricted fund
    allocation, ///< sent to another branch
    allocation_return, ///< sent, not accepted, and back again
    arrival, ///< received from another branch
    charge, ///< of a bank or a platform
    charge_return, ///< taken out of the book again
    interest, ///< and other income that is no gift
    interest_return, ///< taken out of the book again
};

/// One move of money in or out of a fund of a branch.
struct MoneyMove {
    MoneyMoveKind kind = MoneyMoveKind::payment;
    Id branch;
    Id other; ///< of allocations and arrivals: the branch at the other end
    Id purpose; ///< the fund; none for the unrestricted one
    Instant at; ///< it was entered
    Day day;
    Money amount; ///< above zero
    std::string title; ///< what for; without personal values
    std::optional<std::int64_t> entry; ///< its index in the branch's log
};

/// Every move of money of a branch, in no order. Errors: as storage.
using ReadMoneyMoves
    = std::function<Result<std::vector<MoneyMove>>(record::Queries queries, Id branch)>;

/// What waits at one step that the money of a fund still has to go.
struct MoneyWaiting {
    std::string_view step; ///< "approve_payment": as the command that ends the waiting
    Text title;
    std::int64_t count = 0;
    Money amount;
    std::optional<Day> since; ///< the oldest of it waits; none where nothing does
    std::int64_t late = 0; ///< of them, longer than the fund's alarm
};

/// What is asked of money that waits: in which branches, in which fund, on which day.
struct MoneyWaitingQuestion {
    record::Queries queries;
    const std::vector<Id>& branches;
    Id purpose; ///< the fund; none for the unrestricted one
    Day today;
};

/// Every step from the settling by a platform to the proof, in the order of the money.
/// Errors: as storage.
using ReadMoneyWaiting
    = std::function<Result<std::vector<MoneyWaiting>>(const MoneyWaitingQuestion& question)>;

/// What a module's own pages and endpoints are made with; references outlive the router.
struct RouteParts {
    http::Router& router;
    record::Engine& engine;
    Authenticate authenticate;
    /// Whether this address may search for a name now. Errors: over_limit.
    std::function<Result<void>(std::string_view peer)> admit_search;
    /// Where the society's own logo with its name is served; empty when it has put none there.
    std::string lockup;
    /// Writes to the audit trail before anything is shown; when it fails, nothing may be shown.
    std::function<Result<void>(const Opening&)> note_opening {};
    UserNames user_names {};
    /// Where people reach the program, without a slash at the end; for links on paper.
    std::function<std::string()> public_url {};
    /// The same picture for papers, a PNG; null for none.
    std::shared_ptr<const std::string> lockup_png {};
    /// What is published of the branches' logs; null where none are kept.
    const transparency::PublishedLogs* logs = nullptr;
    /// The society's accounts at payment services; null for none.
    const payments::Accounts* payments = nullptr;
    /// Whether this address may place an order now. Errors: over_limit.
    std::function<Result<void>(std::string_view peer)> admit_order {};
    /// Whether this address may send one more notice that is refused. Errors: over_limit.
    std::function<Result<void>(std::string_view peer)> admit_refused_notice {};
    /// Lets /metrics show what the module measures: whole lines, asked for from any thread while
    /// the router is there.
    std::function<void(std::function<void(std::string& out)>)> add_metrics {};
};

struct Module {
    std::string_view name;
    Text title;
    record::Declarations declarations;
    std::span<const storage::Migration> migrations;
    std::vector<const figures::Definition*> figures;
    /// Brings what is in an opened book up to this program, before anybody is served; may be empty.
    std::function<Result<void>(record::Engine&)> on_open {};
    /// Adds pages and endpoints beyond those derived from records; may be empty. What it returns
    /// is kept until the server has stopped.
    std::function<std::shared_ptr<void>(RouteParts)> add_routes;
};

} // namespace boai::modules
