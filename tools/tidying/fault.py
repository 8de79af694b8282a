"""What a rule finds, and the files it looks at."""

import pathlib
import subprocess
from typing import NamedTuple


class Fault(NamedTuple):
    path: str
    line: int
    what: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.what}"


class Tree:
    """The text files of the repository by their path; what git ignores is left out."""

    def __init__(self, files, modes=None):
        self.files = files
        self.modes = modes or {}

    @classmethod
    def read(cls, root):
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=root,
            check=True,
            capture_output=True,
        ).stdout.decode()
        files, modes = {}, {}
        for name in filter(None, listed.split("\0")):
            path = pathlib.Path(root, name)
            if not path.is_file():
                continue
            modes[name] = path.stat().st_mode
            try:
                files[name] = path.read_bytes().decode("utf-8")
            except UnicodeDecodeError:
                files[name] = None  # not a text: only its name and place count
        return cls(files, modes)

    def texts(self, *endings):
        """(path, text) of the text files whose names end so; all of them without endings."""
        for path, text in sorted(self.files.items()):
            if text is not None and (not endings or path.endswith(endings)):
                yield path, text


CPP = (".cpp", ".hpp")
WEB = (".ts", ".tsx", ".mjs", ".js", ".css")
CODE = (*CPP, *WEB, ".py", ".sh", ".cmake")
# Written by tools, or the text of somebody else.
NOT_OURS = (
    "LICENSE",
    "web/package-lock.json",
    "tests/support/schemas/360-giving-package-schema.json",
    "tests/support/schemas/360-giving-schema.json",
    "tests/support/schemas/iati-activities-schema.xsd",
    "tests/support/schemas/iati-common.xsd",
    "tests/support/schemas/xml.xsd",
)
