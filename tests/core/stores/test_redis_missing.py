"""Where no redis-server is found, the summary says what did not run."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
FILES = ["tests/core/stores/test_processes.py", "tests/overlays/token_refresh/test_processes.py"]


def collected(*options, **environment):
    """What pytest says about the tests of some files, on a machine without the program."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options, *FILES]
    variables = {**os.environ, "PATH": str(Path(sys.executable).parent), **environment}
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=ROOT, env=variables)
    return done.returncode, done.stdout


@pytest.mark.parametrize("processes", ["0", "2"])
def test_the_summary_names_and_counts_what_did_not_run(processes):
    """
    Whichever folder it is in, and however many processes run the tests.
    """
    code, said = collected("-k", "redis", "-n", processes, WARP_REQUIRE_REDIS="")

    count = re.search(r"no redis-server: (\d+) tests did not run", said)
    named = re.findall(r"^(tests/\S+\.py)::test_\S+redis\S*$", said, re.M)
    assert (5, set(FILES)) == (code, set(named))
    assert count is not None
    assert int(count[1]) == len(named) > 10


def test_they_fail_where_the_program_is_required():
    code, said = collected("-k", "lease", WARP_REQUIRE_REDIS="1")

    assert 1 == code
    assert "WARP_REQUIRE_REDIS=1, and there is no redis-server" in said
    assert {f"ERROR {one}" for one in FILES} == set(re.findall(r"^ERROR \S+?\.py", said, re.M))
