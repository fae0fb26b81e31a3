"""Many records are written in batches of at most 100; no record twice, and each one's fate is told."""

from __future__ import annotations

import pickle
from typing import Any

import httpx
import pytest

from tests.overlays.netsuite_records.records import CUSTOMERS, customers, fates, invoice
from warp_client_core import (
    ApiConnectionError,
    ApiTimeoutError,
    AuthenticationError,
    BadRequestError,
    OutcomeUnknownError,
    RequestOptions,
    WarpError,
)
from warp_netsuite.overlays.netsuite_records import BulkTimeoutError, BulkWriteError, Fate


@pytest.mark.parametrize("faulty", [{}, {"external_id": ""}, {"external_id": "  "}, {"external_id": None}])
def test_a_customer_without_external_id_stops_everything(client: Any, netsuite: Any, faulty: Any) -> None:
    """
    The last of 150 records is faulty: nothing at all is sent, and the record is named.
    """
    with pytest.raises(ValueError, match=r"record 149 .*external_id"):
        client.customers.bulk_upsert([*customers(149), faulty])

    assert [] == netsuite.requests


@pytest.mark.parametrize(
    ("faulty", "kind", "said"),
    [
        ({"item": {"items": []}}, TypeError, "record 100: .*entity"),
        (invoice(tranid="x"), TypeError, "record 100: .*tranid"),
        (invoice(memo=float("nan")), ValueError, "record 100: .*memo"),
    ],
)
def test_an_invoice_that_cannot_be_created_stops_everything(
    client: Any, netsuite: Any, faulty: Any, kind: type[Exception], said: str
) -> None:
    """
    The record is checked as `invoices.create` would check it, before the first batch is sent.
    """
    with pytest.raises(kind, match=said):
        client.invoices.bulk_create([*(invoice() for _ in range(100)), faulty])

    assert [] == netsuite.requests


def test_nothing_to_write_sends_nothing(client: Any, netsuite: Any) -> None:
    """
    An empty batch would be refused.
    """
    assert [] == client.customers.bulk_upsert([])
    assert [] == client.invoices.bulk_create(iter(()))
    assert [] == netsuite.requests


def test_a_refused_record_stops_after_its_batch(client: Any, netsuite: Any) -> None:
    """
    One record of the second batch fails: the rest of that batch is written, the third is not sent.
    """
    netsuite.refused = {"warp-142": (400, "INVALID_CONTENT")}

    with pytest.raises(BulkWriteError) as caught:
        client.customers.bulk_upsert(customers(250))

    error = caught.value
    assert ["written"] * 142 + ["failed"] + ["written"] * 57 + ["not_sent"] * 50 == fates(error)
    assert list(range(250)) == [one.index for one in error.results]
    assert "INVALID_CONTENT" == error.results[142].error.code  # type: ignore[union-attr] # it failed
    assert error.results[142].ref is None
    assert "2042" == error.results[141].ref.id  # type: ignore[union-attr] # it is written
    assert "2" == error.job_id
    assert 2 == len(netsuite.writes)
    for part in ("250 records", "199 written", "1 failed", "50 not sent", "INVALID_CONTENT", "job 2"):
        assert part in str(error)


def test_the_error_survives_pickling(client: Any, netsuite: Any) -> None:
    """
    Results arrive in another process.
    """
    netsuite.refused = {"warp-0": (404, "NONEXISTENT_ID")}
    with pytest.raises(BulkWriteError) as caught:
        client.customers.bulk_upsert(customers(1))

    copy = pickle.loads(pickle.dumps(caught.value))

    assert fates(caught.value) == fates(copy)
    assert caught.value.idempotency_key == copy.idempotency_key


def test_a_first_batch_that_is_refused_is_an_ordinary_error(client: Any, netsuite: Any, refusal: Any) -> None:
    """
    Nothing is written, so there is nothing to tell about records.
    """
    netsuite.faults = {CUSTOMERS: [refusal(400, "INVALID_CONTENT")]}

    with pytest.raises(BadRequestError):
        client.customers.bulk_upsert(customers(1))


@pytest.mark.parametrize(
    ("code", "location"), [("IDEMPOTENCY_ERROR", None), ("INVALID_CONTENT", "/services/rest/async/v1/job/1")]
)
def test_only_a_used_key_with_its_job_is_followed(
    client: Any, netsuite: Any, refusal: Any, code: str, location: str | None
) -> None:
    """
    Any other refusal of the first batch is an ordinary error.
    """
    netsuite.faults = {CUSTOMERS: [refusal(400, code, location=location)]}

    with pytest.raises(BadRequestError):
        client.customers.bulk_upsert(customers(1))

    assert 1 == len(netsuite.requests)


def test_a_first_batch_that_was_never_sent_is_an_ordinary_error(client: Any, netsuite: Any) -> None:
    """
    A refused connection writes nothing.
    """
    netsuite.faults = {CUSTOMERS: [httpx.ConnectError("refused")] * 4}

    with pytest.raises(ApiConnectionError) as caught:
        client.customers.bulk_upsert(customers(1))

    assert not isinstance(caught.value, OutcomeUnknownError)


def test_a_first_batch_without_an_answer_names_its_key(client: Any, netsuite: Any) -> None:
    """
    Repeating the same records with that key follows the job that had started: nothing is written twice.
    """

    def lost(request: httpx.Request) -> httpx.Response:
        netsuite.requests.append(request)
        if request.method == "PUT":
            netsuite.accept(request)
            raise httpx.ReadTimeout("lost")
        return httpx.Response(500)

    broken = type(client)(
        account_id="1234567_SB1",
        http_client=httpx.Client(transport=httpx.MockTransport(lost)),
        ambient=netsuite.ambient,
        max_retries=0,
    )
    with pytest.raises(OutcomeUnknownError) as caught:
        broken.customers.bulk_upsert(customers(150))

    refs = client.customers.bulk_upsert(
        customers(150), options=RequestOptions(idempotency_key=caught.value.idempotency_key)
    )

    assert 150 == len(refs)
    assert [100, 50] == [len(items) for items in netsuite.jobs.values()]


def test_a_lost_answer_is_asked_for_again_under_the_same_key(client: Any, netsuite: Any, refusal: Any) -> None:
    """
    The repeat is refused as a duplicate with the address of the first job, which is then followed.
    """
    netsuite.faults = {CUSTOMERS: [refusal(503, "SERVICE_UNAVAILABLE")]}
    netsuite.keys = {"key-1": "1"}
    netsuite.jobs = {"1": [{"externalId": "warp-0"}]}

    refs = client.customers.bulk_upsert(customers(1))

    keys = [one.headers["x-netsuite-idempotency-key"] for one in netsuite.writes]
    assert ["1001"] == [ref.id for ref in refs]
    assert ["key-1", "key-1"] == keys
    assert 1 == len(netsuite.jobs)


def test_a_server_error_leaves_the_first_batch_in_doubt(client: Any, netsuite: Any, refusal: Any) -> None:
    """
    A 500 may come after the job was accepted, so the key to repeat with is told.
    """
    netsuite.faults = {CUSTOMERS: [refusal(500, "UNEXPECTED_ERROR")] * 4}

    with pytest.raises(BulkWriteError) as caught:
        client.customers.bulk_upsert(customers(120))

    assert ["unknown"] * 100 + ["not_sent"] * 20 == fates(caught.value)
    assert {"key-1"} == {one.headers["x-netsuite-idempotency-key"] for one in netsuite.writes}
    assert "key-1" == caught.value.idempotency_key


def test_a_later_batch_that_is_lost_tells_what_was_written(client: Any, netsuite: Any) -> None:
    """
    The first hundred are written, the second hundred unknown, the rest not sent.
    """
    netsuite.faults = {CUSTOMERS: [None, *[httpx.ReadError("gone")] * 4]}

    with pytest.raises(BulkWriteError) as caught:
        client.customers.bulk_upsert(customers(201))

    assert ["written"] * 100 + ["unknown"] * 100 + ["not_sent"] == fates(caught.value)
    assert isinstance(caught.value.__cause__, OutcomeUnknownError)
    assert 100 == len(caught.value.with_fate(Fate.WRITTEN))


def test_a_later_batch_that_is_refused_was_not_written(client: Any, netsuite: Any, refusal: Any) -> None:
    """
    A refusal is an answer: nothing of that batch is in doubt.
    """
    netsuite.faults = {CUSTOMERS: [None, refusal(403, "INSUFFICIENT_PERMISSION")]}

    with pytest.raises(BulkWriteError) as caught:
        client.customers.bulk_upsert(customers(101))

    assert ["written"] * 100 + ["not_sent"] == fates(caught.value)


def test_a_job_that_is_not_done_in_time_is_named(client: Any, netsuite: Any) -> None:
    """
    After 15 minutes of looks at growing distances the wait ends; job and key are told.
    """
    netsuite.polls = 10_000

    with pytest.raises(ApiTimeoutError, match=r"job 1 .*15 minutes") as caught:
        client.customers.bulk_upsert(customers(2))

    assert isinstance(caught.value, BulkTimeoutError)
    assert ("1", "key-1") == (caught.value.job_id, caught.value.idempotency_key)
    assert [1.0, 2.0, 4.0, 8.0, 10.0, 10.0] == netsuite.slept[:6]
    assert 900.0 == sum(netsuite.slept)
    assert ["unknown", "unknown"] == fates(caught.value)


def test_the_deadline_holds_for_the_whole_write(client: Any, netsuite: Any) -> None:
    """
    Not for each request anew: the wait for the job ends with it, and job and key are told.
    """
    netsuite.polls = 10_000

    with pytest.raises(BulkTimeoutError, match=r"job 1 .*deadline") as caught:
        client.customers.bulk_upsert(customers(2), options=RequestOptions(deadline=20))

    assert 20.0 == sum(netsuite.slept)
    assert ("1", "key-1") == (caught.value.job_id, caught.value.idempotency_key)


def test_a_request_is_not_repeated_beyond_the_deadline(client: Any, netsuite: Any) -> None:
    """
    NetSuite asks for a pause that is longer than what is left.
    """
    netsuite.faults = {CUSTOMERS: [httpx.Response(503, headers={"Retry-After": "5"})] * 4}

    with pytest.raises(BulkWriteError):
        client.customers.bulk_upsert(customers(1), options=RequestOptions(deadline=3))

    assert 1 == len(netsuite.requests)


def test_nothing_is_sent_after_the_deadline(client: Any, netsuite: Any) -> None:
    """
    The second batch is not begun when the first took all the time.
    """
    netsuite.polls = 3

    with pytest.raises(BulkWriteError) as caught:
        client.customers.bulk_upsert(customers(101), options=RequestOptions(deadline=7))

    assert 1 == len(netsuite.writes)
    assert "not_sent" == fates(caught.value)[-1]


@pytest.mark.parametrize("status", [401, 503])
def test_a_result_that_cannot_be_fetched_is_not_the_records_fault(
    client: Any, netsuite: Any, refusal: Any, status: int
) -> None:
    """
    The record's fate is unknown; what was fetched beside it stands.
    """
    netsuite.faults = {"/task/2/result": [refusal(status, "X")] * 4}

    with pytest.raises(BulkWriteError) as caught:
        client.customers.bulk_upsert(customers(2))

    assert ["written", "unknown"] == fates(caught.value)
    assert isinstance(caught.value.__cause__, WarpError)


def test_a_session_that_ends_while_waiting_is_the_cause(client: Any, netsuite: Any, refusal: Any) -> None:
    """
    The job goes on; the error tells its id and why nobody could look.
    """
    netsuite.faults = {"/job/1": [refusal(401, "INVALID_LOGIN")]}

    with pytest.raises(BulkWriteError) as caught:
        client.customers.bulk_upsert(customers(1))

    assert isinstance(caught.value.__cause__, AuthenticationError)
    assert "1" == caught.value.job_id


@pytest.mark.parametrize(
    "reply",
    [
        {"items": []},
        {"items": [{"links": [{"rel": "related", "href": "/job/1/task/1/result"}]}]},
        {"items": [{"id": "1"}, {"id": "1"}]},
    ],
)
def test_tasks_that_do_not_match_the_records_are_not_guessed_at(client: Any, netsuite: Any, reply: Any) -> None:
    """
    Without one task per record nobody can say which record failed.
    """
    netsuite.faults = {"/task": [httpx.Response(200, json=reply)]}

    with pytest.raises(BulkWriteError, match="tasks for 2 records") as caught:
        client.customers.bulk_upsert(customers(2))

    assert ["unknown", "unknown"] == fates(caught.value)


def test_a_result_without_an_id_is_unknown(client: Any, netsuite: Any) -> None:
    """
    A record that nobody can find again is not reported as written.
    """
    netsuite.faults = {"/result": [httpx.Response(200, json={"links": []})]}

    with pytest.raises(BulkWriteError, match="names no record"):
        client.customers.bulk_upsert(customers(1))


def test_the_job_is_looked_up_at_the_base_url_only(client: Any, netsuite: Any) -> None:
    """
    Of an address on a foreign host only the id is used.
    """
    netsuite.jobs = {"7": [{"externalId": "warp-0"}]}
    netsuite.faults = {CUSTOMERS: [httpx.Response(202, headers={"Location": "https://evil.example.com/job/7"})]}

    client.customers.bulk_upsert(customers(1))

    assert {"1234567-sb1.suitetalk.api.netsuite.com"} == {one.url.host for one in netsuite.requests}


@pytest.mark.parametrize("location", ["https://x/..", "/job/..%2f..%2fx", "/job/%00", "/job/" + "9" * 9_000])
def test_a_job_with_an_unusable_address_may_be_at_work(client: Any, netsuite: Any, location: str) -> None:
    """
    The key is told, so that repeating finds the job: invoices would otherwise be made twice.
    """
    netsuite.faults = {CUSTOMERS: [httpx.Response(202, headers={"Location": location})]}

    with pytest.raises(BulkWriteError) as caught:
        client.customers.bulk_upsert(customers(2))

    assert ["unknown", "unknown"] == fates(caught.value)
    assert "key-1" == caught.value.idempotency_key
    assert 1 == len(netsuite.requests)


@pytest.mark.parametrize(
    "entry",
    [
        {"id": ".."},
        {"id": "../x"},
        {"links": [{"rel": "self", "href": "/"}]},
        {"links": [{"rel": "self", "href": "http://[::1"}]},
        {"links": [{"rel": "self", "href": "https://evil.example.com/task/.."}]},
    ],
)
def test_a_task_with_an_unusable_address_is_unknown(client: Any, netsuite: Any, entry: Any) -> None:
    """
    What earlier batches wrote is not lost with it.
    """
    netsuite.faults = {"/task": [None, httpx.Response(200, json={"items": [entry]})]}

    with pytest.raises(BulkWriteError) as caught:
        client.customers.bulk_upsert(customers(101))

    assert ["written"] * 100 + ["unknown"] == fates(caught.value)
