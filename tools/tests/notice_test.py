"""Rules of tools/notice.py."""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import notice  # noqa: E402

PACKAGES_TXT = "# group  package\nbuild    libzip-dev   archives\nbuild    cmake   the build\n"


def lock_of(**packages):
    rows = {f"node_modules/{name}": entry for name, entry in packages.items()}
    return {"packages": {"": {"license": "Apache-2.0"}, **rows}}


def notice_of(lock, rest="  libzip  BSD-3-Clause  (libzip-dev)\n"):
    empty = f"{rest}{notice.BEGIN}\n{notice.END}\n"
    return notice.with_list(empty, notice.web_list(notice.web_packages(lock)))


class NoticeTest(unittest.TestCase):
    react = {"version": "19.0.0", "license": "MIT"}

    def test_accepts_a_notice_that_names_everything_shipped(self):
        lock = lock_of(react=self.react)
        built = "## react - 19.0.0 (MIT)\n"
        self.assertEqual(notice.faults(notice_of(lock), lock, PACKAGES_TXT, built), [])

    def test_leaves_out_what_is_for_development_alone(self):
        lock = lock_of(react=self.react, vitest={"version": "4.0.0", "license": "MIT", "dev": True})
        self.assertEqual(notice.web_packages(lock), [("react", "19.0.0", "MIT")])

    def test_finds_a_package_added_to_the_lock_file(self):
        before = notice_of(lock_of(react=self.react))
        lock = lock_of(react=self.react, clsx={"version": "2.0.0", "license": "MIT"})
        self.assertIn("out of date", " ".join(notice.faults(before, lock, PACKAGES_TXT)))

    def test_finds_a_licence_that_nobody_allowed(self):
        lock = lock_of(copyleft={"version": "1.0.0", "license": "AGPL-3.0"})
        self.assertIn("AGPL-3.0", notice.faults(notice_of(lock), lock, PACKAGES_TXT)[0])

    def test_finds_a_package_that_states_no_licence(self):
        lock = lock_of(silent={"version": "1.0.0"})
        self.assertIn("none stated", notice.faults(notice_of(lock), lock, PACKAGES_TXT)[0])

    def test_finds_a_linked_library_without_a_line(self):
        lock = lock_of(react=self.react)
        found = notice.faults(notice_of(lock, rest=""), lock, PACKAGES_TXT)
        self.assertEqual(len(found), 1)
        self.assertIn("libzip-dev", found[0])

    def test_finds_a_bundled_package_that_the_lock_file_does_not_know(self):
        lock = lock_of(react=self.react)
        built = "## react - 18.0.0 (MIT)\n"
        self.assertIn("18.0.0", notice.faults(notice_of(lock), lock, PACKAGES_TXT, built)[0])


if __name__ == "__main__":
    unittest.main()
