#include "app/cli.hpp"

#include <CLI/CLI.hpp>

namespace boai::app {
namespace {

/// Text as troff takes it: no line begins as a request, no dash is a hyphen.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\') {
            out += "\\e";
        } else if (c == '-') {
            out += "\\-";
        } else if ((c == '.' || c == '\'') && (out.empty() || out.back() == '\n')) {
            out += "\\&";
            out += c;
        } else {
            out += c;
        }
    }
    return out;
}

void append_options(std::string& page, const CLI::App& app) {
    for (const auto* option : app.get_options()) {
        if (option->get_group().empty()) {
            continue;
        }
        page += ".TP\n.B " + escaped(option->get_name(true, true)) + "\n"
            + escaped(option->get_description());
        if (!option->get_default_str().empty()) {
            page += " (default: " + escaped(option->get_default_str()) + ")";
        }
        page += "\n";
    }
}

constexpr std::string_view exit_codes = R"(.SH EXIT STATUS
.TP
.B 0
Done. A file that had been imported before counts as done: nothing is booked twice.
.TP
.B 1
A fault of the program or the machine.
.TP
.B 2
Wrong usage.
.TP
.B 3
The input was refused; nothing was changed.
.TP
.B 4
Not found.
.TP
.B 5
A conflict: it exists already, is in use, or was changed meanwhile.
.TP
.B 6
Not permitted.
.TP
.B 7
Unavailable; try again later.
.TP
.B 8
Stored data are damaged, or the audit found a difference.
)";

constexpr std::string_view more = R"(.SH FILES
.TP
.I DATA/boai.db
The book, unless \-\-database names a PostgreSQL database.
.TP
.I DATA/keys/master.key
The master key; without it no personal value can be read again.
.SH EXAMPLES
.nf
boai init \-\-demo small
boai serve \-\-address 127.0.0.1:8080
boai import \-\-dry\-run \-\-json list.xlsx
boai backup /mnt/backup/today
.fi
)";

}  // namespace

std::string man_page(const CLI::App& program, std::string_view version) {
    std::string page = ".TH BOAI 1 \"\" \"boai " + escaped(version) + "\" \"User Commands\"\n";
    page += ".SH NAME\nboai \\- the one book of a Red Cross society\n";
    page += ".SH SYNOPSIS\n.B boai\n.RI [ OPTIONS ]\n.I SUBCOMMAND\n.RI [ OPTIONS ]\n";
    page += ".SH DESCRIPTION\n" + escaped(program.get_description()) + "\n";
    page += ".SH OPTIONS\nThese go before or after the sub\\-command.\n";
    append_options(page, program);
    page += ".SH SUBCOMMANDS\n";
    for (const auto* command : program.get_subcommands(nullptr)) {
        if (!command->get_group().empty()) {
            page += ".SS \"boai " + escaped(command->get_name()) + "\"\n"
                + escaped(command->get_description()) + ".\n";
            append_options(page, *command);
        }
    }
    page += exit_codes;
    page += more;
    return page;
}

}  // namespace boai::app
