"""Rules about documents, and about what must be there."""

import posixpath
import re
import stat

from .fault import NOT_OURS, Fault

_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"")
_RECORD = re.compile(r'\.name = "(\w+\.\w+)"')
_CHECK = re.compile(r"^\s*-\s*'?-([a-z*][a-z0-9.*-]*)'?\s*(#.*)?$")


def _anchor_of(heading):
    """The anchor that a heading of a page gets."""
    text = re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", text).replace(" ", "-")


def _anchors(text):
    return {_anchor_of(found) for found in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}


def links(tree):
    """Every relative link of a page leads to a file, and to a heading when it names one."""
    folders = {posixpath.dirname(path) for path in tree.files}
    folders |= {folder for path in list(folders) for folder in _parents(path)}
    for path, text in tree.texts(".md"):
        bare = re.sub(r"```.*?```", lambda m: re.sub(r"[^\n]", "", m[0]), text, flags=re.DOTALL)
        for number, line in enumerate(bare.splitlines(), 1):
            for found in _LINK.findall(line):
                target = found[0] or found[1]
                if re.match(r"[a-z]+:", target):
                    continue
                name, _, anchor = target.partition("#")
                place = posixpath.join(posixpath.dirname(path), name) if name else path
                place = posixpath.normpath(place)
                if place not in tree.files and place not in folders:
                    yield Fault(path, number, f"the link {target} leads nowhere")
                elif anchor and place.endswith(".md") and anchor not in _anchors(tree.files[place]):
                    yield Fault(path, number, f"{place} has no heading #{anchor}")


def _parents(path):
    while path:
        yield path
        path = posixpath.dirname(path)


def module_readmes(tree):
    """A module's README is there and names each of its records."""
    rooms = {}
    for path, text in tree.texts(".cpp"):
        parts = path.split("/")
        if path.startswith("src/modules/") and len(parts) > 3 and "tests" not in parts:
            names = _RECORD.findall(text) if "record::of<" in text else []
            rooms.setdefault("/".join(parts[:3]), set()).update(names)
    for room, records in sorted(rooms.items()):
        readme = tree.files.get(room + "/README.md")
        if readme is None:
            yield Fault(room + "/README.md", 1, "the module has no README")
            continue
        for record in sorted(records):
            if f"`{record}`" not in readme:
                yield Fault(room + "/README.md", 1, f"does not name the record `{record}`")


def decision_index(tree):
    """docs/decisions/README.md lists each decision."""
    index = tree.files.get("docs/decisions/README.md", "")
    for path, _ in tree.texts(".md"):
        name = posixpath.basename(path)
        if path.startswith("docs/decisions/") and name != "README.md" and f"({name})" not in index:
            yield Fault("docs/decisions/README.md", 1, f"does not list {name}")


def executable_bits(tree):
    """What begins with #! can be started, and nothing else can."""
    for path, mode in sorted(tree.modes.items()):
        is_script = (tree.files.get(path) or "").startswith("#!")
        if path in NOT_OURS:
            continue
        if is_script != bool(mode & stat.S_IXUSR):
            what = "begins with #! but is not executable" if is_script else "is executable"
            yield Fault(path, 1, what)


def lint_reasons(tree):
    """Each check that .clang-tidy switches off stands beside the reason."""
    for number, line in enumerate((tree.files.get(".clang-tidy") or "").splitlines(), 1):
        found = _CHECK.match(line)
        if found and len((found[2] or "").strip("# ")) < 15:
            yield Fault(".clang-tidy", number, f"{found[1]} is off without a reason beside it")


RULES = (links, module_readmes, decision_index, executable_bits, lint_reasons)
