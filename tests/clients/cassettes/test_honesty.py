"""No cassette is missing, left over, too large, or holds a secret; and recording again gives the same bytes."""

from __future__ import annotations

import asyncio
import base64
import gzip
import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.clients.cassettes.cases import CLIENTS, RECORDED, Case, cases, secrets_of, surface
from tests.clients.cassettes.leaks import secrets_in
from tests.clients.cassettes.performance import failures
from tests.clients.cassettes.record import COMMAND, LARGEST, MOST_LINES, recorder
from tests.clients.cassettes.replaying import replay
from tests.clients.cassettes.scrubbing import ADDRESS, BOUNDARY, CANARY, SCRUBBED, Scrubber, canonical
from tests.clients.cassettes.stages import stage
from tests.clients.cassettes.tape import Memory, Unplayed, playing, read, recording

FILES = sorted(RECORDED.rglob("*.yaml"))
AGAIN = ("customer-trunks.list", "customer-auth.login", "admin-rates.import_rates", "netsuite-customers.bulk_upsert")


def case_of(name: str) -> Case:
    """A case by its name."""
    return next(case for case in cases() if str(case) == name)


def test_every_remote_method_has_a_cassette_and_every_cassette_a_method() -> None:
    """
    136 methods with an operation of their own, and those that are written by hand.
    """
    entries = [entry for client in CLIENTS for entry in surface(client)["methods"].values()]

    assert 136 <= sum("operation" in entry for entry in entries)
    assert sum("operation" in entry for entry in entries) == sum(bool(case.operation) for case in cases())
    assert [] == [case for case in cases() if not case.cassette().is_file()], f"run `{COMMAND}`"
    assert [] == sorted(set(FILES) - {case.cassette() for case in cases()}), "no method has these cassettes"


def test_every_method_fails_in_the_most_natural_way() -> None:
    """
    An id that nothing has, else a value that is not allowed, else a client that is not let in.
    """
    recorded = {str(case): read(case.cassette().read_text("utf-8"))["metadata"]["failure"] for case in cases()}

    assert {str(case): failures(case)[0].name for case in cases()} == recorded
    assert {"unknown", "invalid", "refused", "unauthorised"} == set(recorded.values())


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_cassette_can_be_read_by_people(path: Path) -> None:
    """
    It is text, at most 400 lines, no body is over 8 KiB, and it shows a success and at least one failure.
    """
    text = path.read_text("utf-8")
    values = read(text)
    bodies = [one["request"]["body"] or "" for one in values["interactions"]]
    bodies += [one["response"]["body"]["string"] for one in values["interactions"]]
    statuses = [one["response"]["status"]["code"] for one in values["interactions"]]

    assert MOST_LINES >= text.count("\n")
    assert all(isinstance(body, str) and LARGEST >= len(body.encode()) for body in bodies)
    assert statuses[values["metadata"]["success"] - 1] < 400 <= statuses[-1]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_cassette_holds_a_secret(path: Path) -> None:
    """
    Neither a planted canary nor anything that looks like a credential, in any encoding.
    """
    text = path.read_text("utf-8")

    assert [] == secrets_in(read(text)) + secrets_in(text)


@pytest.mark.parametrize(
    "leak",
    [
        CANARY,
        {"body": ["Authorization: Bearer abcdefghijklmnop"]},
        base64.b64encode(b'{"token": "' + CANARY.encode() + b'"}').decode(),
        gzip.compress(CANARY.encode(), mtime=0),
        base64.b64encode(gzip.compress(CANARY.encode(), mtime=0)).decode(),
        "password=" + CANARY.replace("-", "%2D"),
        ".".join(["eyJhbGciOiJub25lIn0", "eyJzdWIiOiIxIn0", ""]),
        {"access-0123456789abcdef01234567": 1},
    ],
)
def test_the_search_finds_a_secret_in_any_wrapping(leak: Any) -> None:
    """
    Plain, in a header, in base64, packed, percent-encoded, as a web token.
    """
    assert secrets_in(leak)


def test_only_named_headers_stay_and_secrets_are_replaced() -> None:
    """
    What the recorder puts on a cassette from a request and a reply full of canaries.
    """
    memory, scrubber = Memory(), Scrubber(secrets_of("admin"))
    given = {"Authorization": f"Bearer {CANARY}", "Cookie": f"a={CANARY}", "X-Debug": CANARY, "Accept": "*/*"}
    body = {"credentials": {"user": CANARY, "more": [CANARY]}, "password": CANARY, "name": "kept"}

    def answer(_request: httpx.Request) -> httpx.Response:
        packed = gzip.compress(f'{{"data": {{"access_token": "{CANARY}"}}}}'.encode())
        fields = {"Content-Type": "application/json", "Content-Encoding": "gzip", "Set-Cookie": f"session={CANARY}"}
        return httpx.Response(200, headers=fields, content=packed)

    with recording(memory, scrubber), httpx.Client(transport=httpx.MockTransport(answer)) as client:
        client.post(f"http://127.0.0.1:9/v1/things?access_token={CANARY}&page=1", headers=given, json=body)
    (one,) = read(memory.text)["interactions"]

    assert [] == secrets_in(read(memory.text))
    assert {CANARY} == scrubber.seen
    assert f"{ADDRESS}/v1/things?access_token={SCRUBBED}&page=1" == one["request"]["uri"]
    assert {"accept", "authorization", "content-type"} == set(one["request"]["headers"])
    assert {"content-type"} == set(one["response"]["headers"])
    assert {"data": {"access_token": SCRUBBED}} == json.loads(one["response"]["body"]["string"])


@pytest.mark.parametrize(
    ("media", "one", "other", "is_same"),
    [
        ("application/json", b'{"a": 1, "b": [2]}', b'{ "b":[2],"a":1 }', True),
        ("application/json", b'{"a": null}', b"{}", False),
        ("application/json", b'{"a": [1, 2]}', b'{"a": [2, 1]}', False),
        ("application/x-www-form-urlencoded", b"a=1&b=2&a=3", b"a=3&a=1&b=2", True),
        ("application/x-www-form-urlencoded", b"a=1&b=", b"a=1", False),
        (f"multipart/form-data; boundary={BOUNDARY}", b"file|deck.csv|x", b"file|deck.csv|x", True),
        (f"multipart/form-data; boundary={BOUNDARY}", b"file|deck.csv|x", b"upload|deck.csv|x", False),
        (f"multipart/form-data; boundary={BOUNDARY}", b"file|deck.csv|x", b"file|deck.csv|y", False),
        (f"multipart/form-data; boundary={BOUNDARY}", b"file|deck.csv|x", b"file|other.csv|x", False),
    ],
)
def test_bodies_are_compared_by_what_they_mean(media: str, one: bytes, other: bytes, is_same: bool) -> None:
    """
    Order counts where the media type says so, and nowhere else.
    """

    def encoded(body: bytes) -> bytes:
        if "multipart" not in media:
            return body
        name, file, content = body.split(b"|")
        head = b'Content-Disposition: form-data; name="%b"; filename="%b"\r\nContent-Type: text/csv' % (name, file)
        return b"--%b\r\n%b\r\n\r\n%b\r\n--%b--\r\n" % (BOUNDARY.encode(), head, content, BOUNDARY.encode())

    assert is_same == (canonical(encoded(one), media) == canonical(encoded(other), media))


def test_an_interaction_that_nobody_asks_for_fails_the_replay() -> None:
    """
    A cassette is played to its end.
    """
    case = case_of("customer-trunks.get")

    with (
        pytest.raises(Unplayed, match=r"trunks\.get\.yaml: nobody asked for GET"),
        playing(case.cassette(), Scrubber(secrets_of("customer"))),
    ):
        pass


def test_a_request_that_differs_fails_the_replay(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A client with another argument gets no answer from the cassette.
    """
    case = case_of("customer-trunks.get")
    other = case_of("customer-trunks.delete")
    monkeypatch.setattr(Case, "cassette", lambda self, folder=RECORDED: folder / "customer" / f"{other.call}.yaml")

    with pytest.raises(Exception, match="no recorded interaction matches"):
        asyncio.run(replay(case, "sync"))


def test_a_stage_closes_its_connections() -> None:
    """
    In both flavours.
    """

    async def pools() -> list[Any]:
        async with stage(ADDRESS, asynchronous=False) as one, stage(ADDRESS, asynchronous=True) as other:
            return [one.pool, other.pool]

    assert [True, True] == [pool.is_closed for pool in asyncio.run(pools())]


def test_recording_again_gives_the_same_bytes() -> None:
    """
    A few of them; ``record -- --check`` looks at all.
    """
    with recorder() as record:
        again = {name: record(case_of(name)).text for name in AGAIN}

    assert {name: case_of(name).cassette().read_text("utf-8") for name in AGAIN} == again, f"run `{COMMAND}`"
