"""C++ as far as the rules need it: text without comments and strings, and where functions are."""

import re
from typing import NamedTuple

_SKIPPED = re.compile(
    r"""//[^\n]*
      | /\*.*?\*/
      | R"(?P<mark>[^\s()\\]{0,16})\(.*?\)(?P=mark)"
      | "(?:\\.|[^"\\\n])*"
      | (?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'
    """,
    re.VERBOSE | re.DOTALL,
)


def without_comments_and_strings(text):
    """The same lines with comments and literals blanked out."""
    return _SKIPPED.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def raw_literal_lines(text):
    """The numbers of the lines that hold a part of a raw literal."""
    numbers = set()
    for found in re.finditer(r'R"(?P<mark>[^\s()\\]{0,16})\(.*?\)(?P=mark)"', text, re.DOTALL):
        first = text.count("\n", 0, found.start()) + 1
        numbers.update(range(first, first + found[0].count("\n") + 1))
    return numbers


class Function(NamedTuple):
    name: str
    line: int
    lines: int


_SCOPE = re.compile(r"\b(namespace|class|struct|union|enum)\b|\bextern\s*$")
_PREPROCESSOR = re.compile(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", re.MULTILINE)
_NAME = re.compile(r"([~\w:]+(?:\s*operator\s*\S+)?)\s*\(")


def _opens_scope(header):
    """Whether a brace after this opens a namespace or a type, whose members are looked at too."""
    bare = re.sub(r"\btemplate\s*<.*?>\s*(?=\w)", "", header, flags=re.DOTALL)
    bare = re.sub(r"\balignas\s*\([^)]*\)", "", bare)
    return bool(_SCOPE.search(bare)) and "(" not in bare


def _is_data(header):
    """Whether a brace after this begins an initialiser: there is a '=' outside parentheses."""
    bare = re.sub(r"operator\s*[=!<>+*/-]+", "operator", header)
    depth = 0
    for sign in bare:
        depth += (sign in "([<") - (sign in ")]>")
        if sign == "=" and depth <= 0:
            return True
    return False


def functions(text):
    """Every function of the text with the lines from its head to its closing brace."""
    code = without_comments_and_strings(text)
    code = _PREPROCESSOR.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), code)
    scopes, found, start, pending = [], [], 0, ""
    for place, sign in enumerate(code):
        if sign not in "{};":
            continue
        inside = all(scopes)
        header = code[start:place]
        if sign == "{":
            # A body after initialisers with braces, "T(...) : a_ { a } {", has no head of its own.
            head = header if header.strip(" \n,") else pending
            is_scope = inside and _opens_scope(header)
            if inside and not is_scope and "(" in head and not _is_data(head):
                first = place - len(header.lstrip())
                found.append([head, code.count("\n", 0, first) + 1, len(scopes), None])
                pending = head
            scopes.append(is_scope)
        elif sign == "}" and scopes:
            scopes.pop()
            for entry in found:
                if entry[2] == len(scopes) and entry[3] is None:
                    entry[3] = code.count("\n", 0, place) + 1
        if all(scopes) or sign != ";":
            start = place + 1
    return [
        Function((_NAME.search(head) or [0, head.strip()])[1], line, end - line + 1)
        for head, line, _, end in found
        if end is not None
    ]
