"""Rules about single lines and single files."""

import re

from .cpp_text import raw_literal_lines, without_comments_and_strings
from .fault import CODE, CPP, NOT_OURS, WEB, Fault

LINES_MAX = 600
COLUMNS_MAX = 100
# Markup carries long attributes that nobody gains from breaking.
WEB_COLUMNS_MAX = 120
NO_COLUMNS = (".css", ".svg", ".cmake")
# Larger than allowed when the rule came; they may only shrink, and new names do not come in.
LARGER = {"src/http/connection.cpp": 630}
# Tables of words, one entry to a line as the formatter leaves them.
WIDE_TABLES = ("src/text/name_words.cpp",)

# Spelt apart so that this file does not find itself.
BANNED_WORDS = re.compile(
    r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK"]) + r")\b"
)
# Where money is reckoned, no floating point.
MONEY_PLACES = (
    "src/base/money",
    "src/ledger/",
    "src/modules/giving/",
    "src/modules/spending/",
    "src/exchange/amount_reading",
)
MACHINE_PATHS = re.compile(r"(?<![\w.~$}/])/(work|home|root|Users)/[A-Za-z0-9_]")
NOLINT = re.compile(r"NOLINT(NEXTLINE|BEGIN|END)?\b(.*)")


def line_length(tree):
    for path, text in tree.texts(*CODE):
        columns_max = WEB_COLUMNS_MAX if path.endswith(WEB) else COLUMNS_MAX
        if path in WIDE_TABLES or path.endswith(NO_COLUMNS) or path.startswith("web/tests/"):
            continue
        foreign = raw_literal_lines(text) if path.endswith(CPP) else ()
        for number, line in enumerate(text.splitlines(), 1):
            # A raw literal is text for another program, and stays as that program has it.
            if len(line) > columns_max and number not in foreign:
                yield Fault(path, number, f"{len(line)} columns; {columns_max} are allowed")


def file_size(tree):
    for path, text in tree.texts(*CODE):
        lines, lines_max = text.count("\n"), LARGER.get(path, LINES_MAX)
        if lines > lines_max:
            yield Fault(path, lines, f"{lines} lines; {lines_max} are allowed: split it")


def blanks(tree):
    for path, text in tree.texts():
        made = "/golden" in path or "/seeds/" in path
        if path in NOT_OURS or path.endswith((".svg", ".csv")) or made:
            continue
        if "\r" in text:
            yield Fault(path, 1, "has carriage returns")
            continue
        for number, line in enumerate(text.split("\n"), 1):
            if line != line.rstrip():
                yield Fault(path, number, "blanks at the end of the line")
            if path.endswith(CPP) and "\t" in line:
                yield Fault(path, number, "a tab")
        if text and (not text.endswith("\n") or text.endswith("\n\n")):
            yield Fault(path, text.count("\n"), "must end with one line break")


def banned_words(tree):
    for path, text in tree.texts():
        if path in NOT_OURS:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            found = BANNED_WORDS.search(line)
            if found:
                yield Fault(path, number, f"'{found[1]}': do it, or say what is missing in docs/")


def pragma_once(tree):
    for path, text in tree.texts(".hpp"):
        code = [line for line in text.splitlines() if line and not line.startswith("//")]
        if not code or code[0] != "#pragma once":
            yield Fault(path, 1, "the first line of code of a header is #pragma once")


def no_floating_point_near_money(tree):
    for path, text in tree.texts(*CPP):
        if not path.startswith(MONEY_PLACES):
            continue
        for number, line in enumerate(without_comments_and_strings(text).splitlines(), 1):
            found = re.search(r"\b(float|double)\b", line)
            if found:
                yield Fault(path, number, f"'{found[1]}' near money: amounts are whole fen")
    for path, text in tree.texts(".ts", ".tsx"):
        for number, line in enumerate(text.splitlines(), 1):
            if path.startswith("web/src/") and "parseFloat(" in line:
                yield Fault(path, number, "parseFloat: amounts are text on the wire, fen inside")


def no_machine_paths(tree):
    for path, text in tree.texts():
        if path in NOT_OURS:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            found = MACHINE_PATHS.search(line)
            if found:
                yield Fault(path, number, f"'{found[0]}...' is a path of one machine")


def lock_files_name_no_registry(tree):
    for path, text in tree.texts("package-lock.json", ".npmrc"):
        for number, line in enumerate(text.splitlines(), 1):
            if '"resolved": "http' in line or re.match(r"\s*(@\w+:)?registry\s*=", line):
                yield Fault(path, number, "names a registry: the user's own settings choose one")


def suppressions_have_reasons(tree):
    """// NOLINT names the checks it silences, and says why."""
    for path, text in tree.texts(*CPP):
        for number, line in enumerate(text.splitlines(), 1):
            found = NOLINT.search(line)
            if not found:
                continue
            kind, rest = found[1], found[2]
            named = re.match(r"\([a-z0-9.,\s*-]+\)", rest)
            if not named:
                yield Fault(path, number, "NOLINT without the name of a check")
            elif kind != "END" and not re.match(r":\s*\S", rest[named.end() :]):
                yield Fault(path, number, "NOLINT without a reason; write NOLINT(check): why")


RULES = (
    line_length,
    file_size,
    blanks,
    banned_words,
    pragma_once,
    no_floating_point_near_money,
    no_machine_paths,
    lock_files_name_no_registry,
    suppressions_have_reasons,
)
