#!/usr/bin/env python3
"""Holds a package against the schemas of the 360Giving Data Standard.

    validate_360giving.py FILE

Prints what is wrong, one line each; status 1 then. The schema of a grant is applied grant by grant.
"""

import datetime
import json
import pathlib
import sys

import jsonschema

SCHEMAS = pathlib.Path(__file__).resolve().parent / "schemas"
CHECKER = jsonschema.FormatChecker(formats=())


@CHECKER.checks("date-time")
def is_date_time(text):
    try:
        datetime.datetime.strptime(text.replace(".000Z", "Z"), "%Y-%m-%dT%H:%M:%SZ")
    except (AttributeError, ValueError):
        return False
    return True


def schema(name):
    return json.loads((SCHEMAS / name).read_text(encoding="utf-8"))


def faults(package):
    whole = schema("360-giving-package-schema.json")
    del whole["properties"]["grants"]["items"]
    checks = [(jsonschema.Draft202012Validator(whole, format_checker=CHECKER), package, "package")]
    of_grant = jsonschema.Draft202012Validator(
        schema("360-giving-schema.json"), format_checker=CHECKER
    )
    for place, grant in enumerate(package.get("grants", [])):
        checks.append((of_grant, grant, f"grant {place}"))
    for validator, part, name in checks:
        for error in validator.iter_errors(part):
            yield f"{name}: {error.json_path}: {error.message[:200]}"


def main(arguments):
    found = list(faults(json.loads(pathlib.Path(arguments[0]).read_text(encoding="utf-8"))))
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
