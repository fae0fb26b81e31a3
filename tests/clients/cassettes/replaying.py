"""
Plays a cassette to a client of today.

One rule: the network is blocked while a cassette plays.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import pkgutil
import socket
import sys
from collections.abc import Iterator, Sequence
from typing import Any, NoReturn
from unittest import mock

from tests.clients.cassettes.cases import Case, cases, secrets_of
from tests.clients.cassettes.performance import assert_error, assert_result, fail, failures, succeed
from tests.clients.cassettes.scrubbing import ADDRESS, Scrubber
from tests.clients.cassettes.stages import stage
from tests.clients.cassettes.tape import playing

FLAVOURS = ("sync", "async")


class NetworkReached(AssertionError):
    """A replay reached for the network."""


async def replay(case: Case, flavour: str) -> None:
    """
    Success and failure of a method, each as its cassette has it, and all of the cassette.

    Raises:
        Exception: Something is different.
    """
    with no_network(), playing(case.cassette(), Scrubber(secrets_of(case.client))) as cassette:
        count, name = (cassette.get_metadata(fact, None) for fact in ("success", "failure"))
        failure = next(one for one in failures(case) if one.name == name)
        async with stage(ADDRESS, asynchronous=flavour == "async") as here:
            value = await succeed(case, here)
            assert count == cassette.play_count
            assert_result(case, value, cassette.responses[count - 1], asynchronous=flavour == "async")
            error = await fail(case, here, failure)
            assert_error(case, failure, error, cassette.responses[-1])


@contextlib.contextmanager
def no_network() -> Iterator[None]:
    """Whoever connects, sends or looks up a name in the block gets an error."""

    def refuse(*_given: Any, **_named: Any) -> NoReturn:
        raise NetworkReached("a replay reached for the network")

    with contextlib.ExitStack() as stack:
        for name in ("connect", "connect_ex", "sendto"):
            stack.enter_context(mock.patch.object(socket.socket, name, refuse))
        stack.enter_context(mock.patch.object(socket, "getaddrinfo", refuse))
        yield


def differences(names: Sequence[str], source: str) -> list[str]:
    """
    What differs from the cassettes when the client packages come from a folder, a line for each case and flavour.

    For a process of its own, which has not imported the clients yet.

    Raises:
        ImportError: A module of the clients cannot be imported, or comes from elsewhere.
    """
    sys.path.insert(0, source)
    wanted = [case for case in cases() if str(case) in names]
    for client in sorted({case.client for case in wanted}):
        package = importlib.import_module(f"warp_{client}")
        if not str(package.__file__).startswith(source):
            raise ImportError(f"{package.__name__} does not come from {source}")
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    lines = []
    for case in wanted:
        for flavour in FLAVOURS:
            try:
                asyncio.run(replay(case, flavour))
            except Exception as error:
                lines.append(f"{case} {flavour}: {type(error).__name__}")
    return lines
