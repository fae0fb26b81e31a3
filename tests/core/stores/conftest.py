"""
Every kind of store as a fixture.

Tests with Redis are left out where there is no redis-server, and the summary names and counts them. With
WARP_REQUIRE_REDIS=1 they fail instead.
"""

import itertools
import pathlib

import pytest

from tests.core.stores.places import KINDS, SHARED, opened
from tests.core.stores.redis_server import PROGRAM, REQUIRED, running

HERE = pathlib.Path(__file__).parent
LEFT_OUT = pytest.StashKey[list]()


def pytest_collection_modifyitems(config, items):
    """Take out what needs a server that is not there."""
    left_out = [item for item in items if HERE in item.path.parents and _needs_redis(item)]
    if left_out and not PROGRAM and not REQUIRED:
        config.stash[LEFT_OUT] = [item.nodeid for item in left_out]
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)


def pytest_terminal_summary(terminalreporter, config):
    """Say what did not run."""
    if names := config.stash.get(LEFT_OUT, None):
        terminalreporter.section(f"no redis-server: {len(names)} tests did not run", yellow=True)
        for name in names:
            terminalreporter.line(name)


def _needs_redis(item):
    parameters = getattr(item, "callspec", None)
    return "redis_server" in item.fixturenames or "redis" in (parameters.params.values() if parameters else ())


@pytest.fixture(autouse=True)
def _no_keys_of_the_developer(monkeypatch):
    monkeypatch.delenv("WARP_TOKEN_KEYS", raising=False)


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory):
    with running(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture(scope="session")
def _databases():
    return itertools.count(1)


class Place:
    """One kind of store at a place of its own."""

    def __init__(self, kind, address):
        self.kind = kind
        self.address = address

    def open(self, **keywords):
        return opened(self.kind, self.address, **keywords)


def _place(request, tmp_path):
    kind = request.param
    if kind == "redis":
        server, databases = request.getfixturevalue("redis_server"), request.getfixturevalue("_databases")
        import redis

        url = f"redis://127.0.0.1:{server.port}/{next(databases) % 15}"
        with redis.Redis.from_url(url) as client:
            client.flushdb()
        return Place(kind, url)
    return Place(kind, tmp_path / "tokens" / "store.sqlite" if kind == "sqlite" else tmp_path / "tokens")


@pytest.fixture(params=KINDS)
def place(request, tmp_path):
    """A place of each kind."""
    return _place(request, tmp_path)


@pytest.fixture(params=("memory", *SHARED))
def slotted_place(request, tmp_path):
    """A place of each kind that has slots."""
    return _place(request, tmp_path)


@pytest.fixture(params=SHARED)
def shared_place(request, tmp_path):
    """A place of each kind that several processes can use."""
    return _place(request, tmp_path)


@pytest.fixture
def store(place):
    return place.open()
