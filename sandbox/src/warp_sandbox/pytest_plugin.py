"""
Fixtures for tests of programs that use the clients; pytest finds them by the entry point ``warp_sandbox``.

    sandbox                                                 a fresh sandbox for each test
    warp_customer, warp_admin, warp_netsuite                clients of it, signed in
    async_warp_customer, async_warp_admin, ...              the same for asynchronous tests

``@pytest.mark.sandbox(seed=7, rate_limit=100)`` says how the sandbox of a test is made. One rule: nothing is loaded
before a test asks for it, and no fixture needs a plugin for asynchronous tests.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from warp_sandbox.sandbox import Sandbox


def pytest_configure(config: pytest.Config) -> None:
    """Make the mark known."""
    config.addinivalue_line("markers", "sandbox(**settings): how the warp_sandbox.Sandbox of this test is made")


@pytest.fixture
def sandbox(request: pytest.FixtureRequest) -> Sandbox:
    """A fresh sandbox, with the settings of the mark ``sandbox``."""
    from warp_sandbox.sandbox import Sandbox

    mark = request.node.get_closest_marker("sandbox")
    return Sandbox(*mark.args, **mark.kwargs) if mark else Sandbox()


@pytest.fixture
def warp_customer(sandbox: Sandbox) -> Iterator[Any]:
    """A `warp_customer.CustomerClient` of the test's sandbox."""
    yield from _client(sandbox, "customer")


@pytest.fixture
def warp_admin(sandbox: Sandbox) -> Iterator[Any]:
    """A `warp_admin.AdminClient` of the test's sandbox."""
    yield from _client(sandbox, "admin")


@pytest.fixture
def warp_netsuite(sandbox: Sandbox) -> Iterator[Any]:
    """A `warp_netsuite.NetSuiteClient` of the test's sandbox."""
    yield from _client(sandbox, "netsuite")


@pytest.fixture
def async_warp_customer(sandbox: Sandbox) -> Iterator[Any]:
    """A `warp_customer.AsyncCustomerClient` of the test's sandbox."""
    yield from _async_client(sandbox, "customer")


@pytest.fixture
def async_warp_admin(sandbox: Sandbox) -> Iterator[Any]:
    """A `warp_admin.AsyncAdminClient` of the test's sandbox."""
    yield from _async_client(sandbox, "admin")


@pytest.fixture
def async_warp_netsuite(sandbox: Sandbox) -> Iterator[Any]:
    """A `warp_netsuite.AsyncNetSuiteClient` of the test's sandbox."""
    yield from _async_client(sandbox, "netsuite")


def _client(sandbox: Sandbox, name: str) -> Iterator[Any]:
    from warp_sandbox.clients import connected

    with connected(sandbox, name) as client:
        yield client


def _async_client(sandbox: Sandbox, name: str) -> Iterator[Any]:
    import asyncio

    from warp_sandbox.clients import connected

    client = connected(sandbox, name, is_async=True)
    yield client
    # The loop of the test is over by now. A loop of our own that nobody is told of leaves theirs as it is.
    loop = asyncio.new_event_loop()
    try:
        loop.run_until_complete(client.aclose())
    finally:
        loop.close()
