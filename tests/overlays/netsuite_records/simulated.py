"""A NetSuite on a real socket for the tests, and clients for it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from warp_client_core.steps import Ambient
from warp_netsuite import AsyncNetSuiteClient, NetSuiteClient
from warp_sandbox.netsuite.app import create_netsuite_app
from warp_sandbox.netsuite.tokens import ACCESS_TOKEN
from warp_sandbox.server import running
from warp_sandbox.spec.document import load

REST = "/services/rest"


class Simulator:
    """
    A running NetSuite.

    Attributes:
        base_url: Of the REST services.
        app: The application, whose state holds records, oddities and places.
    """

    def __init__(self, url: str, app: Any) -> None:
        self.base_url = url + REST
        self.app = app

    @property
    def script(self) -> Any:
        """Odd replies for the requests to come."""
        return self.app.state.oddities.script

    @property
    def places(self) -> Any:
        """What was in progress at once."""
        return self.app.state.places

    def records(self, kind: str = "customer") -> list[dict[str, Any]]:
        """The records of a type."""
        return list(self.app.state.sandbox.all(kind))

    def fill(self, count: int) -> None:
        """Have exactly so many customers."""
        sandbox = self.app.state.sandbox
        known = self.records()
        for record in known[count:]:
            sandbox._types["customer"].pop(record["id"])
        for number in range(len(known), count):
            record_id = str(700_000 + number)
            sandbox.put("customer", {"id": record_id, "companyName": f"Company {number}", "isInactive": False})

    def client(self, **settings: Any) -> NetSuiteClient:
        """A client with a valid token, which does not wait before other attempts."""
        return NetSuiteClient(**{"base_url": self.base_url, "access_token": ACCESS_TOKEN, "ambient": HASTY, **settings})

    def async_client(self, **settings: Any) -> AsyncNetSuiteClient:
        """As `client`, for async callers."""
        given = {"base_url": self.base_url, "access_token": ACCESS_TOKEN, "ambient": HASTY, **settings}
        return AsyncNetSuiteClient(**given)


async def _asleep(_seconds: float) -> None:
    """No time passes."""


HASTY = Ambient(chance=lambda: 0.0, sleep=lambda _seconds: None, asleep=_asleep)
"""The real clock, and no waiting."""


@pytest.fixture(scope="session")
def netsuite_document() -> Any:
    """The bundled document; tests do not change it."""
    return load("netsuite")


@pytest.fixture
def simulate(netsuite_document: Any) -> Iterator[Callable[..., Simulator]]:
    """Starts a NetSuite with settings of the test's choice."""
    running_now = []

    def start(**settings: Any) -> Simulator:
        app = create_netsuite_app(**{"document": netsuite_document, **settings})
        served = running(app)
        running_now.append(served)
        return Simulator(served.__enter__(), app)

    yield start
    for served in running_now:
        served.__exit__(None, None, None)


@pytest.fixture
def simulator(simulate: Callable[..., Simulator]) -> Simulator:
    """A fresh NetSuite."""
    return simulate()


@pytest.fixture
def live(simulator: Simulator) -> Iterator[NetSuiteClient]:
    """A client of it."""
    with simulator.client() as client:
        yield client


@pytest.fixture(autouse=True)
def no_netsuite_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test depends on what the developer has set."""
    for name in [one for one in os.environ if one.startswith("NETSUITE_")]:
        monkeypatch.delenv(name)
