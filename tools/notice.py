#!/usr/bin/env python3
"""Keeps NOTICE true: the packages of the web front end, and the libraries the program links.

    tools/notice.py           writes the list of web packages into NOTICE
    tools/notice.py --check   says what is missing or out of date; status 1 then

The web list is read from web/package-lock.json: every package that is not for development alone.
The linked libraries are written by hand, one line each, and compared with tools/packages.txt.
"""

import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
BEGIN = "--- packages of the web front end, written by tools/notice.py ---"
END = "--- end of the list ---"

# Licences that allow what the program does with the packages: to be bundled into one work under
# Apache-2.0. Another one is a decision for a person, who adds it here.
ALLOWED = {"0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT"}


def web_packages(lock):
    """(name, version, licence) of each package that may be bundled, in order."""
    found = set()
    for path, entry in lock["packages"].items():
        if path == "" or entry.get("dev"):
            continue
        name = path.rsplit("node_modules/", 1)[1]
        # Types vanish in the build; they come along as a peer of React.
        if not name.startswith("@types/"):
            found.add((name, entry["version"], entry.get("license", "none stated")))
    return sorted(found)


def web_list(packages):
    """The lines of NOTICE for these packages."""
    width = max(len(f"{name} {version}") for name, version, _ in packages)
    return [f"  {name + ' ' + version:<{width}}  {licence}" for name, version, licence in packages]


def with_list(notice, lines):
    """NOTICE with the list between its marks replaced."""
    before, rest = notice.split(BEGIN + "\n", 1)
    _, after = rest.split(END + "\n", 1)
    return before + BEGIN + "\n" + "\n".join(lines) + "\n" + END + "\n" + after


def linked_packages(packages_txt):
    """Debian packages of libraries that the build asks for."""
    rows = (line.split() for line in packages_txt.splitlines() if line and line[0] != "#")
    return [row[1] for row in rows if row and row[0] == "build" and row[1].endswith("-dev")]


def bundled_packages(licences_md):
    """(name, version) of each package in the licence file that the web build writes."""
    return re.findall(r"^## (\S+) - (\S+) \(", licences_md, re.MULTILINE)


def faults(notice, lock, packages_txt, licences_md=None):
    """What is wrong with NOTICE, one sentence each."""
    packages = web_packages(lock)
    found = [
        f"{name} {version}: the licence '{licence}' is not one that tools/notice.py allows"
        for name, version, licence in packages
        if licence not in ALLOWED
    ]
    if with_list(notice, web_list(packages)) != notice:
        found.append("the list of web packages is out of date: run tools/notice.py")
    for package in linked_packages(packages_txt):
        if f"({package})" not in notice:
            found.append(f"{package} is linked, but NOTICE has no line that ends in ({package})")
    known = {(name, version) for name, version, _ in packages}
    for name, version in bundled_packages(licences_md or ""):
        if (name, version) not in known:
            found.append(f"{name} {version} is in the built front end but not in the lock file")
    return found


def main(arguments):
    path = ROOT / "NOTICE"
    notice = path.read_text(encoding="utf-8")
    lock = json.loads((ROOT / "web/package-lock.json").read_text(encoding="utf-8"))
    if arguments == ["--check"]:
        built = ROOT / "web/dist/licences.md"
        found = faults(
            notice,
            lock,
            (ROOT / "tools/packages.txt").read_text(encoding="utf-8"),
            built.read_text(encoding="utf-8") if built.exists() else None,
        )
        for fault in found:
            print(f"NOTICE: {fault}")
        return 1 if found else 0
    if arguments:
        print(__doc__, file=sys.stderr)
        return 2
    path.write_text(with_list(notice, web_list(web_packages(lock))), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
