"""Rules of tools/terms.py."""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import terms  # noqa: E402

TABLES = (
    "| 中文 | English | meaning |\n|---|---|---|\n| 捐款 | Gift | money |\n"
    f"{terms.SECOND}\n| 停用 | Disable; Close | user; channel |\n"
)


def labels(*pairs):
    code = "".join(f'{{ .label = {{ "{zh}", "{en}" }} }}\n' for zh, en in pairs)
    return terms.labels_of([("a.cpp", code)])


class TermsTest(unittest.TestCase):
    def test_reads_labels_titles_and_choices(self):
        code = '.title = { "捐款", "Gift" }, { "alias", { "化名", "Alias" } }'
        self.assertEqual(set(terms.labels_of([("a.cpp", code)])), {"捐款", "化名"})

    def test_accepts_the_name_of_the_table_and_the_senses_of_the_second(self):
        pairs = labels(("捐款", "Gift"), ("停用", "Disable"), ("停用", "Close"))
        self.assertEqual(terms.faults(pairs, TABLES), [])

    def test_finds_a_label_that_differs_from_the_table(self):
        self.assertIn("'Donation'", terms.faults(labels(("捐款", "Donation")), TABLES)[0])

    def test_finds_one_word_with_two_names(self):
        pairs = labels(("渠道", "Channel"), ("渠道", "Way"))
        self.assertEqual(len(terms.faults(pairs, TABLES)), 1)


if __name__ == "__main__":
    unittest.main()
