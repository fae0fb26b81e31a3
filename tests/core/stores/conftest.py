"""Every kind of store as a fixture."""

import itertools

import pytest

from tests.core.stores.places import KINDS, SHARED, opened
from tests.core.stores.redis_server import running


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
