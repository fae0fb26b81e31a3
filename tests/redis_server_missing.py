"""
Leaves out the tests that need a Redis server where there is none, and has the summary name and count them.

The rule: nothing is left out silently, and with WARP_REQUIRE_REDIS=1 nothing is left out at all: those tests then fail.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.core.stores.redis_server import PROGRAM, REQUIRED

LEFT_OUT = pytest.StashKey[list[str]]()
_FIXTURES = frozenset({"redis_server", "redis_url"})


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take out what needs a server that is not there."""
    if PROGRAM or REQUIRED:
        return
    left_out = [item for item in items if needs_redis(item)]
    config.stash[LEFT_OUT] = [item.nodeid for item in left_out]
    if hasattr(config, "workeroutput"):  # one of several processes of pytest-xdist: the first one writes the summary
        config.workeroutput["left_out"] = config.stash[LEFT_OUT]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over what a process of pytest-xdist left out; each of them collects all tests."""
    if names := getattr(node, "workeroutput", {}).get("left_out"):
        node.config.stash[LEFT_OUT] = names


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say what did not run."""
    if names := config.stash.get(LEFT_OUT, None):
        terminalreporter.section(f"no redis-server: {len(names)} tests did not run", yellow=True)
        for name in names:
            terminalreporter.line(name)


def needs_redis(item: pytest.Item) -> bool:
    """Whether a test uses a Redis server: by a fixture, or because one of its parameters is that kind of store."""
    parameters = getattr(item, "callspec", None)
    values = parameters.params.values() if parameters else ()
    return not _FIXTURES.isdisjoint(getattr(item, "fixturenames", ())) or "redis" in values
