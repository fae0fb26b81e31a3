"""What the tests of the records share: a NetSuite that keeps records and jobs, and a clock that sleeping moves."""

from __future__ import annotations

import itertools
import json
import os
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from tests.overlays.netsuite_records.simulated import live, netsuite_document, simulate, simulator
from warp_client_core.steps import Ambient
from warp_netsuite import AsyncNetSuiteClient, NetSuiteClient

__all__ = ["live", "netsuite_document", "simulate", "simulator"]

BASE = "https://1234567-sb1.suitetalk.api.netsuite.com/services/rest"
RECORDS = "/services/rest/record/v1/"
JOBS = "/services/rest/async/v1/job/"


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test depends on what the developer has set."""
    for name in [one for one in os.environ if one.startswith("NETSUITE_")]:
        monkeypatch.delenv(name)


class FakeNetSuite:
    """
    Answers as NetSuite does, as far as the tests need it.

    Attributes:
        requests: What arrived, in order.
        records: Type -> records, each with its id.
        refused: External id -> error code of the task that writes it.
        faults: Replies or errors to give instead: path end -> list, used up one by one; None lets a request through.
        polls: How often a job is not done before it is.
        jobs: Id -> items of the job.
    """

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.records: dict[str, list[dict[str, Any]]] = {"customer": [], "invoice": [], "subsidiary": []}
        self.refused: dict[str, tuple[int, str]] = {}
        self.faults: dict[str, list[httpx.Response | Exception | None]] = {}
        self.polls = 0
        self.jobs: dict[str, list[dict[str, Any]]] = {}
        self.keys: dict[str, str] = {}
        self.tasks_in_one_entry = False
        self.slept: list[float] = []
        self.seconds = 0.0
        self._counter = itertools.count(1)

    async def answer(self, request: httpx.Request) -> httpx.Response:
        return self(request)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        path = request.url.path
        for end, faults in self.faults.items():
            if path.endswith(end) and faults and (fault := faults.pop(0)) is not None:
                if isinstance(fault, Exception):
                    raise fault
                return fault
        if path.endswith("/system/v1/serverTime"):
            return httpx.Response(200, json={"serverTime": "2026-01-15T12:00:00.000Z"})
        if path.startswith(JOBS):
            return self._job(path.removeprefix(JOBS))
        kind, _, record_id = path.removeprefix(RECORDS).partition("/")
        if request.method in ("PUT", "POST"):
            return self.accept(request)
        if record_id:
            found = [one for one in self.records[kind] if record_id == one["id"]]
            return httpx.Response(200, json=found[0]) if found else error(404, "NONEXISTENT_ID")
        return self._list(kind, request.url.params)

    def accept(self, request: httpx.Request) -> httpx.Response:
        """Start a job, or refuse a key that was used before with the address of its job."""
        assert "application/vnd.oracle.resource+json; type=collection" == request.headers["content-type"]
        assert "respond-async" == request.headers["prefer"]
        key = request.headers["x-netsuite-idempotency-key"]
        if key in self.keys:
            return error(400, "IDEMPOTENCY_ERROR", location=f"{JOBS}{self.keys[key]}")
        items = json.loads(request.content)["items"]
        assert 1 <= len(items) <= 100
        job_id = self.keys[key] = str(len(self.jobs) + 1)
        self.jobs[job_id] = items
        return httpx.Response(202, headers={"Location": f"{BASE}/async/v1/job/{job_id}"})

    def _list(self, kind: str, params: httpx.QueryParams) -> httpx.Response:
        assert "1" == params["limit"]
        condition = re.fullmatch(r'(\w+) (?:(EMPTY)|IS "([^"\\]+)")', params["q"])
        assert condition is not None
        wanted = None if condition[2] else condition[3]
        found = [{"id": one["id"], "links": []} for one in self.records[kind] if wanted == one.get(condition[1])]
        body = {"items": found[:1], "count": 1, "hasMore": len(found) > 1, "offset": 0, "totalResults": len(found)}
        return httpx.Response(200, json=body)

    def _job(self, rest: str) -> httpx.Response:
        job_id, _, inner = rest.partition("/")
        if not inner:
            done = self.polls <= 0
            self.polls -= 1
            progress = "succeeded" if done else "processing"
            return httpx.Response(200, json={"id": job_id, "completed": done, "progress": progress})
        items = self.jobs[job_id]
        if inner == "task":
            tasks = [f"{BASE}/async/v1/job/{job_id}/task/{number}" for number, _ in enumerate(items, 1)]
            links = [[{"rel": "self", "href": task}, {"rel": "related", "href": f"{task}/result"}] for task in tasks]
            entries = [[link for two in links for link in two]] if self.tasks_in_one_entry else links
            return httpx.Response(200, json={"items": [{"links": one} for one in entries]})
        number = int(inner.split("/")[1])
        name = items[number - 1].get("externalId", "")
        if name in self.refused:
            return error(*self.refused[name])
        return httpx.Response(204, headers={"Location": f"{BASE}/record/v1/customer/{job_id}{number:03}"})

    @property
    def writes(self) -> list[httpx.Request]:
        return [one for one in self.requests if one.method in ("PUT", "POST")]

    @property
    def ambient(self) -> Ambient:
        return Ambient(
            clock=lambda: self.seconds,
            now=lambda: datetime.fromtimestamp(self.seconds, UTC),
            chance=lambda: 0.0,
            new_key=lambda: f"key-{next(self._counter)}",
            sleep=self._sleep,
            asleep=self._asleep,
        )

    def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds

    async def _asleep(self, seconds: float) -> None:
        self._sleep(seconds)


def error(status: int, code: str, *, location: str | None = None) -> httpx.Response:
    """An error reply in NetSuite's form."""
    body = {"title": "x", "status": status, "o:errorDetails": [{"detail": f"said {code}", "o:errorCode": code}]}
    return httpx.Response(status, json=body, headers={"Location": location} if location else None)


@pytest.fixture
def refusal() -> Callable[..., httpx.Response]:
    """Makes an error reply in NetSuite's form."""
    return error


@pytest.fixture
def netsuite() -> FakeNetSuite:
    """A fresh NetSuite."""
    return FakeNetSuite()


@pytest.fixture
def client(netsuite: FakeNetSuite) -> NetSuiteClient:
    """A client of it."""
    pool = httpx.Client(transport=httpx.MockTransport(netsuite))
    return NetSuiteClient(account_id="1234567_SB1", access_token="t", http_client=pool, ambient=netsuite.ambient)


@pytest.fixture
def aclient(netsuite: FakeNetSuite) -> AsyncNetSuiteClient:
    """An async client of it."""
    pool = httpx.AsyncClient(transport=httpx.MockTransport(netsuite.answer))
    return AsyncNetSuiteClient(account_id="1234567_SB1", access_token="t", http_client=pool, ambient=netsuite.ambient)
