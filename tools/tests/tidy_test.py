"""Every rule of tools/tidy.py finds the fault made for it, and leaves the good file alone."""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import tidy  # noqa: E402
from tidying import document_rules, emblem_rules, shape_rules, text_rules  # noqa: E402
from tidying.cpp_text import functions, without_comments_and_strings  # noqa: E402
from tidying.fault import Tree  # noqa: E402

EXECUTABLE, PLAIN = 0o100755, 0o100644
HEADER = "/// \\file\n#pragma once\n\n"
CROSS = '<svg><path d="M4 0h4v4h4v4h-4v4h-4v-4h-4v-4h4z"/></svg>'
BARS = (
    '<svg><rect x="0" y="4" width="12" height="4"/><rect x="4" y="0" width="4" height="12"/></svg>'
)
SAIL = '<svg><path d="M4 0L8 8H0z"/><rect x="0" y="9" width="12" height="2"/></svg>'


def long_function(lines):
    return "int count() {\n" + "    ++calls;\n" * (lines - 2) + "}\n"


def rooms(**depends):
    return {
        f"src/{name.replace('__', '/')}/CMakeLists.txt": f"add_room(x DEPENDS {names} LINK Y::Y)\n"
        for name, names in depends.items()
    }


def module(readme):
    code = 'constexpr auto t = record::of<Vote>({\n    .name = "polls.vote",\n});\n'
    files = {"src/modules/polls/vote.cpp": code}
    return files if readme is None else {**files, "src/modules/polls/README.md": readme}


# (rule, files with the fault, files without it)
CASES = [
    (
        text_rules.line_length,
        {"src/a.cpp": "//" + "x" * 99 + "\n"},
        {"src/a.cpp": 'auto sql = R"(\n' + "x" * 120 + '\n)";\n', "a.md": "x" * 200},
    ),
    (text_rules.line_length, {"web/src/a.tsx": "x" * 121}, {"web/src/a.tsx": "x" * 120}),
    (text_rules.file_size, {"src/a.cpp": "\n" * 601}, {"src/a.cpp": "\n" * 600}),
    (text_rules.blanks, {"a.md": "word \n"}, {"a.md": "word\n"}),
    (text_rules.blanks, {"a.md": "word"}, {"a.md": ""}),
    (text_rules.blanks, {"src/a.hpp": "\tint a;\n"}, {"src/a.hpp": "    int a;\n"}),
    (text_rules.blanks, {"run": "a\r\n"}, {"run": "a\n"}),
    (text_rules.banned_words, {"a.py": "# TO" + "DO\n"}, {"a.py": "X" * 6 + "\n"}),
    (text_rules.pragma_once, {"a.hpp": "#ifndef A\n"}, {"a.hpp": HEADER}),
    (
        text_rules.no_floating_point_near_money,
        {"src/base/money.cpp": "double yuan;\n"},
        {"src/base/money.cpp": "// no double here\n", "src/http/a.cpp": "double load;\n"},
    ),
    (
        text_rules.no_floating_point_near_money,
        {"web/src/amount.ts": "parseFloat(text)\n"},
        {"web/src/amount.ts": "BigInt(text)\n"},
    ),
    (
        text_rules.no_machine_paths,
        {"a.md": "see /ho" + "me/anna/x\n"},
        {"a.md": "see /usr/share and $HOME/work/x\n"},
    ),
    (
        text_rules.lock_files_name_no_registry,
        {"web/package-lock.json": '"resolved": "https://registry.example/x.tgz"\n'},
        {"web/package-lock.json": '"version": "1.0.0"\n'},
    ),
    (
        text_rules.suppressions_have_reasons,
        {"a.cpp": "f();  // NOLINT\n"},
        {"a.cpp": "f();  // NOLINT(cert-err58-cpp): filled before main\n"},
    ),
    (
        text_rules.suppressions_have_reasons,
        {"a.cpp": "// NOLINTNEXTLINE(cert-err58-cpp)\n"},
        {"a.cpp": "// NOLINTEND(cert-err58-cpp)\n"},
    ),
    (shape_rules.cpp_functions, {"a.cpp": long_function(71)}, {"a.cpp": long_function(70)}),
    (
        shape_rules.python_functions,
        {"a.py": "def f():\n" + "    x = 1\n" * 70},
        {"a.py": "def f():\n" + "    x = 1\n" * 69},
    ),
    (
        shape_rules.includes,
        {"src/storage/a.cpp": '#include "record/field.hpp"\n'},
        {"src/record/a.cpp": '#include "storage/value.hpp"\n'},
    ),
    (
        shape_rules.includes,
        {"src/modules/giving/a.cpp": '#include "modules/people/person.hpp"\n'},
        {"src/modules/giving/a.cpp": '#include "modules/giving/gift.hpp"\n'},
    ),
    (
        shape_rules.includes,
        {**rooms(http="base", api="record"), "src/api/a.cpp": '#include "http/router.hpp"\n'},
        {**rooms(http="base", api="record http"), "src/api/a.cpp": '#include "http/router.hpp"\n'},
    ),
    (
        shape_rules.includes,
        {"src/record/a.cpp": '#include "modules/module.hpp"\n'},
        {"src/modules/giving/a.cpp": '#include "modules/module.hpp"\n'},
    ),
    (
        shape_rules.public_pages_stay_light,
        {
            "web/src/public/Page.tsx": "import { Table } from '../ui/Table'\n",
            "web/src/ui/Table.tsx": "import { Table } from 'antd'\n",
        },
        {
            "web/src/public/Page.tsx": "import { line } from '../ui/line'\n",
            "web/src/ui/line.ts": "export const line = 1\n",
        },
    ),
    (emblem_rules.no_cross_signs, {"a.md": "\u271a\n"}, {"a.md": "\u2764\n"}),
    (
        emblem_rules.no_cross_icons,
        {"web/src/a.tsx": "<Medicine" + "BoxOutlined />\n"},
        {"web/src/a.tsx": "<HeartOutlined />\n"},
    ),
    (emblem_rules.no_cross_drawings, {"a.svg": CROSS}, {"a.svg": SAIL}),
    (emblem_rules.no_cross_drawings, {"a.svg": BARS}, {"a.svg": SAIL}),
    (document_rules.links, {"a.md": "[b](b.md)\n"}, {"a.md": "[b](b.md)\n", "b.md": "# B\n"}),
    (
        document_rules.links,
        {"a.md": "[b](b.md#two)\n", "b.md": "# One\n"},
        {"a.md": "[b](b.md#one-thing)\n", "b.md": "# One thing\n"},
    ),
    (document_rules.module_readmes, module(None), module("has `polls.vote`\n")),
    (document_rules.module_readmes, module("empty\n"), module("has `polls.vote`\n")),
    (
        document_rules.decision_index,
        {"docs/decisions/sql.md": "# SQL\n", "docs/decisions/README.md": "nothing\n"},
        {"docs/decisions/sql.md": "# SQL\n", "docs/decisions/README.md": "[SQL](sql.md)\n"},
    ),
    (
        document_rules.lint_reasons,
        {".clang-tidy": "Checks:\n  - -bugprone-branch-clone\n"},
        {".clang-tidy": "Checks:\n  - -bugprone-branch-clone  # lists of cases read better\n"},
    ),
]


class TidyTest(unittest.TestCase):
    def test_each_rule_finds_its_fault_and_nothing_else(self):
        for rule, bad, good in CASES:
            with self.subTest(rule=rule.__name__, bad=bad):
                self.assertNotEqual(list(rule(Tree(bad))), [])
                self.assertEqual(list(rule(Tree(good))), [])

    def test_a_script_is_executable_and_nothing_else_is(self):
        def found(text, mode):
            return list(document_rules.executable_bits(Tree({"a": text}, {"a": mode})))

        self.assertNotEqual(found("#!/bin/bash\n", PLAIN), [])
        self.assertNotEqual(found("words\n", EXECUTABLE), [])
        self.assertEqual(found("#!/bin/bash\n", EXECUTABLE), [])
        self.assertEqual(found("words\n", PLAIN), [])

    def test_no_rule_is_without_a_case(self):
        covered = {rule for rule, _, _ in CASES} | {document_rules.executable_bits}
        self.assertEqual([rule.__name__ for rule in tidy.RULES if rule not in covered], [])

    def test_knows_functions_from_data_and_types(self):
        text = (
            "namespace a {\nstruct B {\n    int c { 1 };\n    B(int d)\n        : c { d } {\n"
            "        use(c);\n    }\n    bool operator==(const B&) const { return true; }\n};\n"
            "constexpr int table[] = {\n    f(1),\n};\nvoid g() {\n    if (x()) {\n    }\n}\n}\n"
        )
        found = {(function.name, function.lines) for function in functions(text)}
        self.assertEqual(len(found & {("g", 4)}), 1, found)
        self.assertNotIn("table", {name for name, _ in found})

    def test_blanks_out_comments_and_literals_only(self):
        text = 'int a = 1\'000; // {\nauto b = "}"; auto c = \'{\'; auto d = R"x({)x";\n'
        bare = without_comments_and_strings(text)
        self.assertNotIn("{", bare)
        self.assertNotIn("}", bare)
        self.assertIn("1'000", bare)
        self.assertEqual(bare.count("\n"), 2)


if __name__ == "__main__":
    unittest.main()
