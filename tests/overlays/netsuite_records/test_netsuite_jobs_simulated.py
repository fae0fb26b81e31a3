"""Batches of any length, and their jobs, against a NetSuite on a real socket."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from warp_client_core import NotFoundError, RequestOptions
from warp_client_core.steps import Ambient
from warp_netsuite import BulkWriteError, Fate


def customers(count: int) -> list[dict[str, Any]]:
    return [
        {"external_id": f"batch-{number}", "company_name": f"Company {number}", "subsidiary": {"id": "2"}}
        for number in range(count)
    ]


@pytest.mark.parametrize(("count", "jobs"), [(0, 0), (1, 1), (100, 1), (101, 2)])
def test_a_batch_has_a_hundred_records_at_most(simulator: Any, live: Any, count: int, jobs: int) -> None:
    """
    The address of each record comes in the order given.
    """
    refs = live.customers.bulk_upsert(customers(count))

    known = {one["id"]: one.get("externalId") for one in simulator.records()}
    assert [f"batch-{number}" for number in range(count)] == [known[ref.id] for ref in refs]
    assert jobs == len(started(live))


def test_a_record_that_is_refused_fails_alone(simulator: Any, live: Any) -> None:
    """
    Its subsidiary does not exist; the others of its batch are written.
    """
    records = customers(3)
    records[1]["subsidiary"] = {"id": "99999"}

    with pytest.raises(BulkWriteError) as caught:
        live.customers.bulk_upsert(records)

    assert ["written", "failed", "written"] == [one.fate for one in caught.value.results]
    assert "INVALID_CONTENT" == caught.value.with_fate(Fate.FAILED)[0].error.code  # type: ignore[union-attr] # failed


def test_a_job_that_takes_its_time_and_fails_is_followed_to_its_end(simulate: Any) -> None:
    """
    Pending, processing, failed: each record tells why.
    """
    now = [datetime(2026, 1, 15, 12, tzinfo=UTC)]
    slept = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += timedelta(seconds=seconds)

    simulator = simulate(clock=lambda: now[0], job_seconds=5.0)
    ambient = Ambient(clock=lambda: now[0].timestamp(), now=lambda: now[0], chance=lambda: 0.0, sleep=sleep)
    records = [{**one, "subsidiary": {"id": "99999"}} for one in customers(2)]

    with simulator.client(ambient=ambient) as client, pytest.raises(BulkWriteError) as caught:
        client.customers.bulk_upsert(records)

    assert ["failed", "failed"] == [one.fate for one in caught.value.results]
    assert [1.0, 2.0, 4.0] == slept


def test_a_key_that_was_used_leads_to_the_same_job(simulator: Any, live: Any) -> None:
    """
    The same records under the same key: refused by NetSuite as a duplicate, followed, and written once.
    """
    options = RequestOptions(idempotency_key="5b1c2d3e-0000-4000-8000-000000000001")
    lines = {"items": [{"item": {"id": "310"}, "quantity": 1, "rate": 5}]}
    before = len(simulator.records("invoice"))

    refs = [live.invoices.bulk_create([{"entity": {"id": "647"}, "item": lines}], options=options) for _ in range(2)]

    assert refs[0] == refs[1]
    assert before + 1 == len(simulator.records("invoice"))


def started(client: Any) -> list[int]:
    """The numbers of the jobs that NetSuite has."""
    found: list[int] = []
    with contextlib.suppress(NotFoundError):
        for number in range(1, 10):
            client.request("GET", f"/async/v1/job/{number}")
            found.append(number)
    return found
