"""A child process begins with an empty cache, locks of its own, and no socket of its parent's."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest

CODE = """
import os, sys, threading
from tests.query.layers import layer
queries, server, clock = layer(stale_time=1e9, background={background})
queries.thing("t1", poll=60)
held, done = threading.Event(), threading.Event()
{hold}
if (child := os.fork()) == 0:
    ok = queries.state(queries.get("t1").recipe).data is None
    queries.thing("t1")
    ok = ok and () == queries.standing(clock.seconds)
    queries.close()
    os._exit(0 if ok else 1)
code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
done.set()
print(code, queries.get("t1").data.name)
queries.close()
"""

HOLD = """
def hold():
    with queries.cache().lock, queries._joining, queries._telling:
        held.set()
        done.wait(30)
thread = threading.Thread(target=hold)
thread.start()
held.wait(30)
"""


@pytest.mark.parametrize(("background", "hold"), [(True, ""), (False, HOLD)], ids=["thread", "locks"])
def test_a_child_reads_anew_and_the_parent_keeps_its_data(background: bool, hold: str) -> None:
    code = textwrap.dedent(CODE).format(background=background, hold=hold)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)

    assert "0 one" == done.stdout.strip(), done.stderr
