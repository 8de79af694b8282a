#!/usr/bin/env python3
"""Reads the repository and says what is against its rules; a test like any other.

    tools/tidy.py             every rule over every file; status 1 when there is a fault
    tools/tidy.py --rules     the names of the rules

The rules are in tools/tidying/; tools/tests/tidy_test.py shows each of them a made-up fault.
"""

import pathlib
import sys

from tidying import document_rules, emblem_rules, shape_rules, text_rules
from tidying.fault import Tree

RULES = (*text_rules.RULES, *shape_rules.RULES, *emblem_rules.RULES, *document_rules.RULES)


def main(arguments):
    if arguments == ["--rules"]:
        for rule in RULES:
            print(rule.__name__)
        return 0
    if arguments:
        print(__doc__, file=sys.stderr)
        return 2
    tree = Tree.read(pathlib.Path(__file__).resolve().parent.parent)
    faults = [(rule.__name__, fault) for rule in RULES for fault in rule(tree)]
    for name, fault in faults:
        print(f"{fault}  [{name}]")
    if not faults:
        print(f"{len(tree.files)} files, {len(RULES)} rules, no fault")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
