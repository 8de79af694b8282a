#!/usr/bin/env python3
"""Holds docs/terms.md: one Chinese term, one English name.

    tools/terms.py            the labels of the code, Chinese and English, in order
    tools/terms.py --check    says where they disagree with docs/terms.md; status 1 then

Looked at are labels and titles of records, fields, choices, steps, commands and figures: the
Text { zh, en } pairs that begin with `.label =`, `.title =` or follow a choice's word.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
_PAIR = r'\{\s*"([^"]*[\u4e00-\u9fff][^"]*)",\s*"([^"]+)"'
_LABELS = re.compile(rf'(?:\.(?:label|title)\s*=\s*|\{{\s*"\w+",\s*){_PAIR}')
SECOND = "## One word, two senses"


def labels_of(sources):
    """{zh: {en: [path]}} of (path, text) pairs."""
    found = {}
    for path, text in sources:
        for zh, en in _LABELS.findall(text):
            found.setdefault(zh, {}).setdefault(en, []).append(path)
    return found


def rows_of(markdown):
    """{zh: {en}} of a table's first two columns."""
    rows = re.findall(r"^\| ([^|]*[\u4e00-\u9fff][^|]*) \| ([^|]+) \|", markdown, re.MULTILINE)
    return {zh: {name.strip() for name in en.split(";")} for zh, en in rows if en != "English"}


def faults(labels, terms):
    """What is wrong, one sentence each."""
    first, _, second = terms.partition(SECOND)
    one, several = rows_of(first), rows_of(second)
    found = []
    for zh, names in sorted(labels.items()):
        allowed = several.get(zh) or one.get(zh)
        if allowed is None and len(names) > 1:
            allowed = {min(names)}
        for en in sorted(set(names) - (allowed or set(names))):
            known = "; ".join(sorted(allowed))
            found.append(f"{names[en][0]}: {zh} is '{en}' here and '{known}' elsewhere")
    return found


def main(arguments):
    sources = [
        (str(path.relative_to(ROOT)), path.read_text(encoding="utf-8"))
        for path in sorted(ROOT.glob("src/**/*.[ch]pp"))
        if "tests" not in path.parts
    ]
    labels = labels_of(sources)
    if arguments == ["--check"]:
        found = faults(labels, (ROOT / "docs/terms.md").read_text(encoding="utf-8"))
        for fault in found:
            print(f"{fault}: choose one, or say why in docs/terms.md")
        return 1 if found else 0
    if arguments:
        print(__doc__, file=sys.stderr)
        return 2
    for zh, names in sorted(labels.items()):
        print(f"{zh}\t{'; '.join(sorted(names))}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
