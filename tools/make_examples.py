#!/usr/bin/env python3
"""Writes the made-up lists of examples/ that no text editor makes; --check compares them."""

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / 'tools' / 'examples'))

from lists import examples  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        '--check', action='store_true', help='say which files differ; change nothing'
    )
    parser.add_argument(
        '--totals', action='store_true', help='print the lines of examples/totals.csv'
    )
    arguments = parser.parse_args()
    stale = []
    for example in examples():
        path = ROOT / 'examples' / example.file
        if arguments.totals:
            stated = '' if example.stated is None else f'{example.stated:.2f}'
            sums = f'{example.gifts},{example.total:.2f},{stated}'
            print(f'{example.file},{sums},{example.channel},{example.day}')
        elif not arguments.check:
            path.write_bytes(example.content)
        elif not path.exists() or path.read_bytes() != example.content:
            stale.append(example.file)
    for file in stale:
        print(f'examples/{file} is not what tools/make_examples.py makes')
    return 1 if stale else 0


if __name__ == '__main__':
    sys.exit(main())
