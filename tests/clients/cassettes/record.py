"""
Records cassettes from the sandbox: ``python -m tests.clients.cassettes.record [--check] [client-call ...]``.

One rule: recording twice gives the same bytes. Every case has a platform of its own, with a clock that stands still, on
a real socket of this machine.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import functools
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import attrs
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tests.clients.cassettes.cases import RECORDED, Case, Failure, cases, secrets_of
from tests.clients.cassettes.performance import fail, failures, is_expected, succeed
from tests.clients.cassettes.scrubbing import CANARY, Scrubber, json_or_none
from tests.clients.cassettes.slices import slices
from tests.clients.cassettes.stages import stage
from tests.clients.cassettes.tape import Memory, read, recording, write
from warp_sandbox.clock import VirtualClock
from warp_sandbox.netsuite import app as netsuite
from warp_sandbox.server import running
from warp_sandbox.spec.document import Api, load
from warp_sandbox.warp import app as warp
from warp_sandbox.wire.routing import Router

COMMAND = "python3 tools/session.py record"
LARGEST = 8192
"""Bytes of a body on a cassette."""

MOST_LINES = 400
LONG = 4096
KEPT = 3
"""A list of more than so many bytes that has no pages is cut to so many records."""


class CannotRecord(Exception):
    """The platform does not answer a case as it should; what it did is in the message."""


@attrs.frozen
class Recorded:
    """One cassette as text, the failure on it, and whether that is the most natural one."""

    case: Case
    text: str
    failure: Failure
    is_natural: bool


class Switch:
    """
    Serves the platform of the moment.

    It puts canaries into the headers of every reply. A list that has no pages is cut to its first records when it is
    long, as a platform with fewer records would answer.
    """

    def __init__(self) -> None:
        self.app: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI connection."""
        assert self.app is not None
        messages: list[Message] = []

        async def keep(message: Message) -> None:
            messages.append(message)

        await self.app(scope, receive, keep)
        start, body = messages[0], b"".join(message.get("body", b"") for message in messages[1:])
        short = _shortened(body)
        fields = [(name, value) for name, value in start["headers"] if name != b"content-length"]
        fields += [(b"set-cookie", f"session={CANARY}".encode()), (b"x-internal-token", CANARY.encode())]
        if body:
            fields.append((b"content-length", str(len(short)).encode()))
        await send({**start, "headers": fields})
        await send({"type": "http.response.body", "body": short})


def _shortened(body: bytes) -> bytes:
    value = json_or_none(body) if len(body) > LONG else None
    if not isinstance(value, dict) or "data" not in value or "pagination" in value.get("meta", {}):
        return body
    return json.dumps({**value, "data": _cut(value["data"])}, ensure_ascii=False).encode()


def _cut(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _cut(one) for name, one in value.items()}
    return [_cut(one) for one in value[:KEPT]] if isinstance(value, list) else value


@contextlib.contextmanager
def recorder() -> Iterator[Callable[[Case], Recorded]]:
    """
    What records a case, while the block lasts.

    It raises CannotRecord when a case does not succeed, does not fail, or does not fit on a cassette.
    """
    switch = Switch()
    with running(switch) as address:
        yield lambda case: _recorded(case, switch, address)


def _recorded(case: Case, switch: Switch, address: str) -> Recorded:
    tried = []
    for number, failure in enumerate(failures(case)):
        switch.app = platform(case)
        memory, scrubber = Memory(), Scrubber(secrets_of(case.client))
        with recording(memory, scrubber) as cassette:
            count, error = asyncio.run(_performed(case, failure, address, cassette))
        if is_expected(case, failure, error):
            text = _labelled(case, failure, memory.text, count)
            _check(case, text, scrubber.seen)
            return Recorded(case, text, failure, not number)
        tried.append(f"{failure.name} gives {error!r}")
    raise CannotRecord(f"{case} does not fail: {'; '.join(tried)}")


def _check(case: Case, text: str, secrets: Iterable[str]) -> None:
    if any(len(one) > 5 and one in text for one in secrets):
        raise CannotRecord(f"{case}: a secret would stand on the cassette")
    if text.count("\n") > MOST_LINES:
        raise CannotRecord(f"{case}: the cassette would have more than {MOST_LINES} lines")
    for one in read(text)["interactions"]:
        if any(
            len(body.encode()) > LARGEST for body in (one["request"]["body"] or "", one["response"]["body"]["string"])
        ):
            raise CannotRecord(f"{case}: {one['request']['uri']} has a body of more than {LARGEST} bytes")


async def _performed(case: Case, failure: Failure, address: str, cassette: Any) -> tuple[int, Exception | None]:
    async with stage(address, asynchronous=False) as here:
        try:
            await succeed(case, here)
        except Exception as error:
            raise CannotRecord(f"{case}: {error}") from error
        count = len(cassette)
        return count, await fail(case, here, failure)


def platform(case: Case) -> ASGIApp:
    """A fresh platform for one case; a NetSuite client may also ask WARP."""
    clock = VirtualClock()
    if case.client != "netsuite":
        return warp.create_app(clock=clock)
    if case.call != "get_sync_status":
        return netsuite.create_netsuite_app(clock=clock)
    mounts = [
        Mount(netsuite.BASE, app=netsuite.create_netsuite_app(clock=clock)),
        Mount("/", app=warp.create_app(clock=clock)),
    ]
    return Starlette(routes=mounts)


def operations_of(values: dict[str, Any]) -> list[tuple[str, str]]:
    """The operations that a cassette's requests belong to, as (document, operationId), each once."""
    found = {}
    for one in values["interactions"]:
        path = urlsplit(one["request"]["uri"]).path
        name = "netsuite" if path.startswith(netsuite.BASE) else "warp"
        found[name, _router(name).match(one["request"]["method"], path).operation.id] = None
    return list(found)


def label(values: dict[str, Any]) -> dict[str, str]:
    """What the documents of today say about the operations on a cassette, by operationId."""
    return {operation: _today(document)[operation] for document, operation in operations_of(values)}


@functools.cache
def _router(document: str) -> Router:
    base = netsuite.BASE if document == "netsuite" else warp.BASE
    return Router(Api(load(document)).operations, base=base)


@functools.cache
def _today(document: str) -> dict[str, str]:
    return slices(load(document))


def _labelled(case: Case, failure: Failure, text: str, count: int) -> str:
    values = read(text)
    about = {
        "method": f"{case.client} {case.call}",
        "success": count,
        "failure": failure.name,
        "document": label(values),
    }
    return write({**values, "metadata": about})


def main(arguments: Sequence[str] | None = None, folder: Path = RECORDED) -> int:
    """Write the cassettes, or with --check compare them with what is there; gives back the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.clients.cassettes.record", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail when a cassette would change")
    parser.add_argument("names", nargs="*", help="such as customer-trunks.list; all when left out")
    options = parser.parse_args(arguments)
    wanted = [case for case in cases() if not options.names or str(case) in options.names]
    if unknown := set(options.names) - {str(case) for case in wanted}:
        parser.error(f"no method is called {', '.join(sorted(unknown))}")
    changed, problems = [], []
    with recorder() as record:
        for case in wanted:
            try:
                one = record(case)
            except CannotRecord as problem:
                problems.append(str(problem))
                continue
            if not one.is_natural:
                problems.append(f"{case} does not fail as it should, only as {one.failure.name}")
            path = case.cassette(folder)
            if not path.is_file() or path.read_text("utf-8") != one.text:
                changed.append(str(case))
                if not options.check:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_text(one.text, "utf-8")
    orphans = sorted(set(folder.rglob("*.yaml")) - {case.cassette(folder) for case in cases()})
    for path in orphans if not options.check else ():
        path.unlink()
    lines = [*problems, *(f"{name} changed: look at the difference" for name in changed)]
    lines.append(f"{len(wanted)} methods, {len(changed)} cassettes changed, {len(orphans)} without a method.")
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if problems or (options.check and (changed or orphans)) else 0


if __name__ == "__main__":
    sys.exit(main())
