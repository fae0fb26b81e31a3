"""A build of any document does not load what only other commands need."""

import importlib.util
import subprocess
import sys

UNUSED = ["jsonpath", "rich", "pygments", "click"]
"""Corrections of our own documents; the command line of httpx, where it is installed."""


def test_a_build_of_any_document_loads_no_library_that_it_does_not_use():
    code = f"import sys, generator.__main__, generator.foreign_command; print(*{set(UNUSED)!r} & sys.modules.keys())"

    assert all(map(importlib.util.find_spec, UNUSED))
    assert "" == subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
