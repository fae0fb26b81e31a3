"""What touching a resource loads: programs that make one call pay for nothing else."""

from __future__ import annotations

import subprocess
import sys
from functools import cached_property

import pytest

from tests.clients.conftest import classes

MOST = 168
"""Modules beyond those of a bare interpreter, which has 32 of its own: 200 together."""

COUNT = """
import sys
bare = set(sys.modules)
from {package} import {kind}
client = {kind}(access_token="x", **{arguments!r})
client.{resource}
print(len(set(sys.modules) - bare))
"""


def cases() -> list[tuple[str, str]]:
    """Client and resource, for all of the sync clients; those of the other flavour have the same modules."""
    return [
        (client, name)
        for client in ("customer", "admin", "netsuite")
        for name, value in vars(classes(client)[0]).items()
        if isinstance(value, cached_property)
    ]


@pytest.mark.parametrize(("client", "resource"), cases())
def test_touching_a_resource_loads_few_modules(client: str, resource: str) -> None:
    """
    Import, construction and one resource stay within the bar, whichever resource it is.
    """
    arguments = {"account_id": "1234567"} if client == "netsuite" else {}
    kind = classes(client)[0]
    package = kind.__module__.partition(".")[0]
    code = COUNT.format(package=package, kind=kind.__name__, arguments=arguments, resource=resource)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)

    assert int(done.stdout) <= MOST
