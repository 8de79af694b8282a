"""What tools/new_module makes has the shape of a module, keeps the rules, and compiles."""

import importlib.machinery
import importlib.util
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

TOOLS = pathlib.Path(__file__).resolve().parent.parent
ROOT = TOOLS.parent
sys.path.insert(0, str(TOOLS))
import tidy  # noqa: E402
from tidying.fault import Tree  # noqa: E402

LISTS = (
    "src/CMakeLists.txt",
    "src/app/CMakeLists.txt",
    "src/app/modules.cpp",
    "tests/CMakeLists.txt",
)


def load_tool():
    loader = importlib.machinery.SourceFileLoader("new_module", str(TOOLS / "new_module"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("new_module", loader))
    loader.exec_module(module)
    return module


class NewModuleTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = pathlib.Path(self.folder.name)
        for name in (*LISTS, ".clang-format"):
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, self.root / name)
        words = "--record loan --en Lending --zh 借用 --record-en Loan --record-zh 借用单".split()
        load_tool().main(["lending", *words, "--root", str(self.root)])
        self.room = self.root / "src/modules/lending"

    def tearDown(self):
        self.folder.cleanup()

    def test_is_named_wherever_modules_are_listed(self):
        for name in LISTS:
            self.assertIn("lending", (self.root / name).read_text(encoding="utf-8"), name)

    def test_has_the_shape_of_a_module_and_keeps_the_rules(self):
        files = {
            str(path.relative_to(self.root)): path.read_text(encoding="utf-8")
            for path in self.room.rglob("*")
            if path.is_file()
        }
        self.assertEqual([path for path, text in files.items() if "@" in text], [])
        for name in ("README.md", "module.hpp", "loan.cpp", "lending_commands.cpp"):
            self.assertIn(f"src/modules/lending/{name}", files)
        faults = [str(fault) for rule in tidy.RULES for fault in rule(Tree(files))]
        self.assertEqual(faults, [])

    @unittest.skipUnless(shutil.which("g++"), "no compiler")
    def test_compiles_against_the_headers_of_the_program(self):
        sources = [path for path in self.room.rglob("*.cpp") if "tests" not in path.parts]
        for path in sources:
            command = ["g++", "-std=c++23", "-fsyntax-only", f"-I{self.root}/src", f"-I{ROOT}/src"]
            done = subprocess.run([*command, str(path)], capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stderr[:2000])


if __name__ == "__main__":
    unittest.main()
