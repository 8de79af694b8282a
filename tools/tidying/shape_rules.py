"""Rules about how the code hangs together: sizes of functions, what may include what."""

import ast
import posixpath
import re

from .cpp_text import functions
from .fault import CPP, Fault

FUNCTION_LINES_MAX = 70

# Longer than allowed when the rule came; they may only shrink.
LONGER = {"src/storage/tests/transaction_test.cpp": 84}

# The floors of the house, from the ground up: a room includes rooms below it or beside it, and
# beside it only what its CMakeLists.txt names, which cannot form a ring.
FLOORS = (
    ("base",),
    ("text", "crypto"),
    ("storage", "journal"),
    ("transparency",),
    ("record", "figures", "ledger", "exchange", "documents", "http", "pages", "api", "identity",
     "attachments", "payments", "reconciliation"),
    ("modules",),
    ("app",),
)
# modules/module.hpp is what a room shows to the application. identity shows itself in the same way.
SHARED_BY_MODULES = "modules"
SHOWN_AS_A_MODULE = ("identity", "attachments")

_INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"')
_ADD_ROOM = re.compile(r"add_room\(\s*(\w+)(.*?)\)", re.DOTALL)
_IMPORT = re.compile(r"""(?:from|import|import\()\s*['"]([^'"]+)['"]""")
STAFF_ONLY = ("antd", "@ant-design/")


def cpp_functions(tree):
    for path, text in tree.texts(*CPP):
        for function in functions(text):
            if function.lines > LONGER.get(path, FUNCTION_LINES_MAX):
                yield Fault(
                    path,
                    function.line,
                    f"{function.name} has {function.lines} lines; {FUNCTION_LINES_MAX} are allowed",
                )


def python_functions(tree):
    for path, text in tree.texts(".py"):
        for node in ast.walk(ast.parse(text, path)):
            if isinstance(node, ast.FunctionDef):
                lines = node.end_lineno - node.lineno + 1
                if lines > FUNCTION_LINES_MAX:
                    yield Fault(path, node.lineno, f"{node.name} has {lines} lines")


def room_of(path):
    """'modules/giving' or 'storage' for a path below src/; 'modules' for what modules share."""
    parts = path.split("/")
    if parts[0] == "modules" and len(parts) > 2:
        return "/".join(parts[:2])
    return parts[0]


def floor_of(room):
    name = room.split("/")[0]
    for floor, names in enumerate(FLOORS):
        if name in names:
            return floor
    return None


def declared_dependencies(tree):
    """What each room's CMakeLists.txt says it depends on, through other rooms too."""
    direct = {}
    for path, text in tree.texts("CMakeLists.txt"):
        found = _ADD_ROOM.search(text)
        if found and path.startswith("src/"):
            room = posixpath.dirname(path)[len("src/") :]
            named = re.search(r"DEPENDS((?:\s+\w+)*?)(?=\s+LINK\b|\s*$)", found[2])
            direct[room] = set(named[1].split()) if named else set()
    reached = {}
    for room in direct:
        seen, waiting = set(), [room]
        while waiting:
            for other in direct.get(waiting.pop(), ()):
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
        reached[room] = seen
    return reached


def _include_fault(room, other, reached):
    """Why `room` may not include `other`; None when it may."""
    if other.startswith("modules/") and room.startswith("modules/"):
        return "modules never include each other"
    if other == SHARED_BY_MODULES:
        above = floor_of(room) >= floor_of("modules") or room in SHOWN_AS_A_MODULE
        return None if above else "only modules and the application know modules/module.hpp"
    if floor_of(other) is None:
        return None
    if floor_of(other) > floor_of(room):
        return f"dependencies point down, and {other} is above {room}"
    beside = floor_of(other) == floor_of(room)
    if beside and room in reached and other not in reached[room]:
        return f"the CMakeLists.txt of {room} does not name {other}"
    return None


def includes(tree):
    reached = declared_dependencies(tree)
    for path, text in tree.texts(*CPP):
        if not path.startswith("src/") or "/tests/" in path:
            continue
        room = room_of(path[len("src/") :])
        if floor_of(room) is None:
            yield Fault(path, 1, f"the room {room} has no floor in tools/tidying/shape_rules.py")
            continue
        for number, line in enumerate(text.splitlines(), 1):
            found = _INCLUDE.match(line)
            if not found or room_of(found[1]) == room or "/" not in found[1]:
                continue
            why = _include_fault(room, room_of(found[1]), reached)
            if why:
                yield Fault(path, number, f'"{found[1]}": {why}')


def _resolved(tree, path, named):
    """The file of the front end that an import in `path` means; None for packages."""
    if not named.startswith("."):
        return None
    base = posixpath.normpath(posixpath.join(posixpath.dirname(path), named))
    for ending in ("", ".ts", ".tsx", ".js", ".mjs", "/index.ts", "/index.tsx"):
        if base + ending in tree.files:
            return base + ending
    return None


def public_pages_stay_light(tree):
    """Pages for the public never load the components of the console, not even by another file."""
    for first, _ in tree.texts(".ts", ".tsx", ".js", ".mjs"):
        if not first.startswith(("web/portal/", "web/src/public/")):
            continue
        seen, waiting = {first}, [first]
        while waiting:
            path = waiting.pop()
            for named in _IMPORT.findall(tree.files[path] or ""):
                if named == STAFF_ONLY[0] or named.startswith((STAFF_ONLY[0] + "/", STAFF_ONLY[1])):
                    yield Fault(first, 1, f"a public page loads {named} by way of {path}")
                other = _resolved(tree, path, named)
                if other and other not in seen:
                    seen.add(other)
                    waiting.append(other)


RULES = (cpp_functions, python_functions, includes, public_pages_stay_light)
