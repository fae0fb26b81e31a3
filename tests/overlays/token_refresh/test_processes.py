"""Eight processes that share a store make one refresh, whatever becomes of the one that makes it."""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.core.stores import redis_server
from tests.core.stores.places import opened
from tests.overlays.token_refresh.workers import ROOT, Nursery, Worker
from warp_client_core import Tokens
from warp_customer import CustomerClient
from warp_sandbox import Sandbox
from warp_sandbox.server import running

WORKERS = 8


class Served:
    """
    A sandbox on a socket, that notes what it is asked.

    Attributes:
        refreshes: Requests for a refresh that have come.
        refused: Requests for the account with a token that had ended.
        stalled: How many refreshes are never carried out.
        delay: Seconds that each refresh takes.
    """

    def __init__(self) -> None:
        self.sandbox = Sandbox()
        self.refreshes = 0
        self.accounts = 0
        self.stalled = 0
        self.delay = 0.0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """The application."""
        if scope.get("path") == "/v1/auth/refresh":
            self.refreshes += 1
            if self.refreshes <= self.stalled:
                while (await receive())["type"] != "http.disconnect":
                    continue
                return
            await asyncio.sleep(self.delay)
        self.accounts += scope.get("path") == "/v1/account"
        await self.sandbox(scope, receive, send)


@pytest.fixture
def served() -> Iterator[tuple[Served, str]]:
    """A sandbox and its address."""
    made = Served()
    with running(made) as address:
        yield made, f"{address}/v1"


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Redis server of the tests' own."""
    with redis_server.running(tmp_path_factory.mktemp("redis")) as server:
        yield server.url


@pytest.fixture(params=["file", "sqlite", "redis"])
def shared(request: pytest.FixtureRequest, tmp_path: Path, served: tuple[Served, str]) -> tuple[str, str, Any]:
    """Kind, place and object of a store with tokens of which the first has ended."""
    platform, address = served
    kind = request.param
    place = request.getfixturevalue("redis_url") if kind == "redis" else str(tmp_path / "tokens")
    store: Any = opened(kind, place)
    with CustomerClient(base_url=address) as client:
        client.auth.login(email="somebody@customer.example.com", password="right")
        tokens = client.credentials.tokens
    platform.sandbox.advance(4000)
    store.save(Tokens(tokens.access_token, tokens.refresh_token))
    return kind, place, store


Start = Callable[..., Worker]


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """Where all workers come from."""
    with contextlib.closing(Nursery()) as made:
        yield made


@pytest.fixture
def start(nursery: Nursery, served: tuple[Served, str], shared: tuple[str, str, Any]) -> Iterator[Start]:
    """Starts a process with a client, which waits for a word when it is ready, and then calls."""
    with contextlib.ExitStack() as stack:

        def make(task: str = "call") -> Worker:
            kind, place, _store = shared
            return stack.enter_context(contextlib.closing(nursery.start(served[1], kind, place, task)))

        yield make


def go(*workers: Worker) -> None:
    for worker in workers:
        worker.go()


def until(condition: Callable[[], bool]) -> None:
    """Wait until the condition holds."""
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.01)


@pytest.mark.parametrize("delay", [0.0, 2.0])
def test_eight_processes_refresh_once(served: Any, shared: Any, start: Start, delay: float) -> None:
    """
    All begin with the same tokens, 4 threads and 13 tasks in each; one exchanges them, and the others take up what it
    stores.
    """
    platform, _address = served
    platform.delay = delay
    workers = [start("many") for _ in range(WORKERS)]

    go(*workers)
    answers = [worker.said() for worker in workers]

    assert ["ok"] * WORKERS == answers
    assert 1 == platform.refreshes


def test_a_process_that_is_killed_with_the_claim_is_succeeded(served: Any, shared: Any, start: Start) -> None:
    """
    SIGKILL while the others wait for it: one of them refreshes.
    """
    platform, _address = served
    holder, workers = start("hold"), [start() for _ in range(WORKERS)]
    go(holder)
    assert "held" == holder.said()
    go(*workers)
    until(lambda: platform.accounts == WORKERS)
    before = platform.refreshes

    holder.kill()
    answers = [worker.said() for worker in workers]

    assert (0, 1) == (before, platform.refreshes)
    assert ["ok"] * WORKERS == answers


def test_a_process_that_is_killed_during_the_exchange_leaves_a_doubt(served: Any, shared: Any, start: Start) -> None:
    """
    Whether its request was carried out is known to nobody, so no other process sends the refresh token.
    """
    platform, _address = served
    platform.stalled = 1
    leader, workers = start(), [start() for _ in range(WORKERS)]
    go(leader)
    until(lambda: platform.refreshes == 1)
    leader.kill()

    go(*workers)
    answers = [worker.said() for worker in workers]

    assert 1 == platform.refreshes
    assert_in_doubt(answers, shared)


def test_a_process_that_is_killed_before_it_stores_leaves_a_doubt(served: Any, shared: Any, start: Start) -> None:
    """
    SIGKILL between the answer and the store: the refresh token that is left there was used up.
    """
    platform, _address = served
    leader, workers = start("die"), [start() for _ in range(WORKERS)]
    go(leader)
    assert ["dies", ""] == [leader.said(), leader.said()]

    go(*workers)
    answers = [worker.said() for worker in workers]

    assert 1 == platform.refreshes
    assert_in_doubt(answers, shared)


@pytest.mark.parametrize("shared", ["redis"], indirect=True)
def test_a_refresh_slower_than_its_lease_is_made_once(served: Any, shared: Any, start: Start) -> None:
    """
    The lease of 0.3 s is had by several processes, one after the other, while the first waits 2 s for its answer.
    """
    platform, _address = served
    platform.delay = 2.0
    workers = [start("hasty") for _ in range(WORKERS)]

    go(*workers)
    answers = [worker.said() for worker in workers]

    assert ["ok"] * WORKERS == answers
    assert 1 == platform.refreshes


FORKING = """
    import os, sys
    from tests.core.stores.places import opened
    from warp_customer import CustomerClient

    address, kind, place = sys.argv[1:]
    with CustomerClient(base_url=address, token_store=opened(kind, place), timeout=20) as client:
        client.account.get()
        print("used", flush=True)
        sys.stdin.readline()
        children = []
        for _ in range(4):
            children.append(os.fork())
            if not children[-1]:
                client.account.get()
                os._exit(0)
        client.account.get()
        print(*(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children), flush=True)
"""


def test_children_of_a_client_that_was_used_refresh_once(served: Any, shared: Any) -> None:
    """
    Four forks and their parent, each with a copy of the same client, when its token has ended.
    """
    platform, address = served
    kind, place, _store = shared
    command = [sys.executable, "-W", "ignore", "-c", textwrap.dedent(FORKING), address, kind, place]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as parent:
        assert parent.stdin is not None
        assert parent.stdout is not None
        assert "used\n" == parent.stdout.readline()
        before = platform.refreshes
        platform.sandbox.advance(4000)
        parent.stdin.write("\n")
        parent.stdin.flush()
        codes = parent.stdout.readline().strip()

    assert ("0 0 0 0", 1, 2) == (codes, before, platform.refreshes)


def assert_in_doubt(answers: list[str], shared: Any) -> None:
    """Who finds the tokens says why they are of no use; who comes later finds none."""
    found = answers.count("ReauthenticationRequired unknown_outcome")
    assert found >= 1
    assert WORKERS - found == answers.count("ReauthenticationRequired signed_out")
    assert shared[2].load() is None


def test_a_lost_answer_is_not_asked_for_again(served: Any, shared: Any, start: Start) -> None:
    """
    The refresh token is used up, and no process sends it a second time.
    """
    platform, _address = served
    platform.sandbox.script(["operation=refresh_token;lost"])
    workers = [start() for _ in range(WORKERS)]

    go(*workers)
    answers = [worker.said() for worker in workers]

    assert 1 == platform.refreshes
    assert_in_doubt(answers, shared)
