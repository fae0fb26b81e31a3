"""Bulk writes that go well: batches, keys, order, waiting."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import httpx
import pytest

from tests.overlays.netsuite_records.records import customers, fates, invoice
from warp_client_core import (
    RequestOptions,
)
from warp_netsuite import models
from warp_netsuite.overlays.netsuite_records import BulkWriteError


@pytest.mark.parametrize(("count", "sizes"), [(1, [1]), (100, [100]), (101, [100, 1]), (250, [100, 100, 50])])
def test_records_go_in_batches_of_at_most_100(client: Any, netsuite: Any, count: int, sizes: list[int]) -> None:
    """
    The references come in the order given; each batch has a key of its own.
    """
    refs = client.customers.bulk_upsert(customers(count))

    keys = [one.headers["x-netsuite-idempotency-key"] for one in netsuite.writes]
    assert sizes == [len(items) for items in netsuite.jobs.values()]
    assert len(sizes) == len(set(keys))
    expected = [f"{job}{number:03}" for job, size in enumerate(sizes, 1) for number in range(1, size + 1)]
    assert expected == [ref.id for ref in refs]
    assert refs[0].location.endswith("/record/v1/customer/1001")


def test_the_same_key_gives_the_same_batches_the_same_keys(client: Any, netsuite: Any) -> None:
    """
    A write that is repeated with its key is followed, not done again.
    """
    options = RequestOptions(idempotency_key="9b2d5b4c-7c3e-4b41-8f52-5a4c0c2a7c11")

    first = client.customers.bulk_upsert(customers(250), options=options)
    second = client.customers.bulk_upsert(customers(250), options=options)

    assert first == second
    assert 3 == len(netsuite.jobs)


def test_two_writes_share_no_key(client: Any, netsuite: Any) -> None:
    """
    Not even those of their later batches: a job of one write would be taken for the other's.
    """
    client.customers.bulk_upsert(customers(101))
    client.customers.bulk_upsert(customers(101))

    assert 4 == len(netsuite.jobs)


def test_customers_may_be_models_and_mappings(client: Any, netsuite: Any) -> None:
    """
    Python names become wire names at every depth; custom fields pass as typed.
    """
    model = models.NetSuiteCustomerUpsert(external_id="a", subsidiary=models.NetSuiteRefInput(id="1"))
    mapping = {
        "external_id": "b",
        "credit_limit": Decimal("10.50"),
        "subsidiary": {"external_id": "sub"},
        "custentity_region": "west",
        "phone": None,
    }

    client.customers.bulk_upsert(iter([model, mapping]))

    request = netsuite.writes[0]
    assert ("PUT", "/services/rest/record/v1/customer") == (request.method, request.url.path)
    assert "Error" == request.headers["x-netsuite-propertynamevalidation"]
    assert [
        {"externalId": "a", "subsidiary": {"id": "1"}},
        {
            "externalId": "b",
            "creditLimit": 10.5,
            "subsidiary": {"externalId": "sub"},
            "custentity_region": "west",
            "phone": None,
        },
    ] == netsuite.jobs["1"]


def test_invoices_are_created_by_post(client: Any, netsuite: Any) -> None:
    """
    The batch holds what single creates would send.
    """
    netsuite.tasks_in_one_entry = True

    refs = client.invoices.bulk_create([invoice(external_id="i-1", custbody_note="x"), invoice(tran_id="7")])

    request = netsuite.writes[0]
    lines = {"items": [{"item": {"id": "310"}, "quantity": 2}]}
    assert ("POST", "/services/rest/record/v1/invoice") == (request.method, request.url.path)
    assert "Error" == request.headers["x-netsuite-propertynamevalidation"]
    assert [
        {"externalId": "i-1", "entity": {"id": "647"}, "item": lines, "custbody_note": "x"},
        {"tranId": "7", "entity": {"id": "647"}, "item": lines},
    ] == json.loads(request.content)["items"]
    assert ["1001", "1002"] == [ref.id for ref in refs]


def test_a_job_that_takes_a_while_is_awaited(client: Any, netsuite: Any) -> None:
    """
    Looks come at growing distances until the job is done.
    """
    netsuite.polls = 3

    client.customers.bulk_upsert(customers(1))

    assert [1.0, 2.0, 4.0] == netsuite.slept


def test_progress_counts_where_completion_is_not_told(client: Any, netsuite: Any) -> None:
    """
    A job without ``completed`` ends when its progress says so; an unknown word goes on.
    """
    words = ["pending", "hibernating", "failed"]
    netsuite.faults = {"/job/1": [httpx.Response(200, json={"id": "1", "progress": word}) for word in words]}

    client.customers.bulk_upsert(customers(1))

    assert [1.0, 2.0] == netsuite.slept


@pytest.mark.anyio
async def test_async_callers_write_alike(aclient: Any, netsuite: Any) -> None:
    """
    Two batches, one wait, the references in order.
    """
    netsuite.polls = 1

    refs = await aclient.customers.bulk_upsert(customers(101))
    netsuite.refused = {"bad": (400, "INVALID_CONTENT")}
    with pytest.raises(BulkWriteError) as caught:
        await aclient.invoices.bulk_create([invoice(external_id="bad"), invoice()])

    assert [*(f"1{number:03}" for number in range(1, 101)), "2001"] == [ref.id for ref in refs]
    assert ["failed", "written"] == fates(caught.value)
    assert [1.0] == netsuite.slept
