"""The rules of tools/tidy.py. A rule is a function that yields Faults; see fault.py."""
