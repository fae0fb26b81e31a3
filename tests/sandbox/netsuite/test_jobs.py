"""Collections as jobs."""

from __future__ import annotations

import json

import pytest

COLLECTION = "application/vnd.oracle.resource+json; type=collection"
GOOD = {"externalId": "lake-1", "companyName": "Lakeside Voice", "subsidiary": {"id": "1"}}
BAD = {"externalId": "lake-2", "companyName": "Lakeside Data", "subsidiary": {"externalId": "nowhere"}}
INVOICE = {"externalId": "i-1", "entity": {"id": "647"}, "item": {"items": [{"item": {"id": "310"}}]}}


@pytest.fixture
def submit(netsuite):
    """Sends a collection of customers, or of another type."""

    def send(items, *, method="PUT", path="/record/v1/customer", **headers):
        kept = {"Content-Type": COLLECTION, "Prefer": "respond-async", **headers}
        return netsuite(method, path, content=json.dumps({"items": items}), headers=kept)

    return send


def path_of(reply):
    return reply.headers["Location"].removeprefix("http://sandbox/services/rest")


def test_collection_must_be_asynchronous(submit):
    """
    Without the preference nothing is started.
    """
    reply = submit([GOOD], Prefer="return=minimal")

    assert (400, "INVALID_HEADER") == (reply.status_code, reply.json()["o:errorDetails"][0]["o:errorCode"])


def test_plain_json_is_no_collection(submit):
    """
    The media type tells a collection from a record.
    """
    assert 400 == submit([GOOD], **{"Content-Type": "application/json"}).status_code


@pytest.mark.parametrize(
    "path",
    ["/async/v1/job/7", "/async/v1/job/7/task", "/async/v1/job/7/task/1/result", "/async/v1/job/1/task/9/result"],
)
def test_unknown_job_or_task_is_nonexistent(path, submit, netsuite):
    """
    Only what was started can be asked for.
    """
    submit([GOOD])

    assert 404 == netsuite("GET", path).status_code


def test_used_key_leads_to_the_first_job(submit):
    """
    A repeated request is refused with the address of the job that the first one started.
    """
    key = {"X-NetSuite-Idempotency-Key": "cac827ea-1b2c-4d3e-8f4a-5b6c7d8e9f00"}
    first = submit([GOOD], **key)

    second = submit([GOOD], **key)

    assert (400, "Conflict") == (second.status_code, second.json()["title"])
    assert "IDEMPOTENCY_ERROR" == second.json()["o:errorDetails"][0]["o:errorCode"]
    assert first.headers["Location"] == second.headers["Location"]


def test_job_is_done_at_once(submit, netsuite):
    """
    The job is accepted, and by the first look it has succeeded.
    """
    reply = submit([GOOD])
    job = netsuite("GET", path_of(reply)).json()

    assert (202, "respond-async", b"") == (reply.status_code, reply.headers["Preference-Applied"], reply.content)
    assert ("1", True, "succeeded") == (job["id"], job["completed"], job["progress"])
    assert job["task"]["links"][0]["href"] == f"{reply.headers['Location']}/task"


def test_tasks_succeed_and_fail_alone(submit, netsuite):
    """
    One task per record, in order; each result is what a single write would have answered.
    """
    job = path_of(submit([GOOD, BAD]))
    tasks = netsuite("GET", f"{job}/task").json()["items"]
    addresses = [task["links"][0]["href"].removeprefix("http://sandbox/services/rest") for task in tasks]

    good, bad = (netsuite("GET", f"{address}/result") for address in addresses)

    assert (204, 400) == (good.status_code, bad.status_code)
    assert "Lakeside Voice" == netsuite("GET", path_of(good)).json()["companyName"]
    assert 404 == netsuite("GET", "/record/v1/customer/eid:lake-2").status_code


def test_upsert_changes_the_record_that_exists(submit, netsuite):
    """
    A customer with a known external id is changed, not created.
    """
    submit([GOOD])
    before = netsuite("GET", "/record/v1/customer/eid:lake-1").json()

    submit([{"externalId": "lake-1", "phone": "+1 212 555 0142"}])

    after = netsuite("GET", "/record/v1/customer/eid:lake-1").json()
    assert (before["id"], "+1 212 555 0142", "Lakeside Voice") == (after["id"], after["phone"], after["companyName"])


def test_upsert_of_a_new_record_must_be_whole(submit, netsuite):
    """
    What a create would require is required of a record that does not exist yet.
    """
    job = path_of(submit([{"externalId": "lake-3", "phone": "+1 212 555 0142"}]))

    assert "failed" == netsuite("GET", job).json()["progress"]
    assert 400 == netsuite("GET", f"{job}/task/1/result").status_code


def test_invoices_are_created_by_collection_or_one_by_one(submit, netsuite):
    """
    The same operation answers 202 to a collection and 204 to a record.
    """
    many = submit([INVOICE], method="POST", path="/record/v1/invoice")
    one = netsuite("POST", "/record/v1/invoice", json={**INVOICE, "externalId": "i-2"})

    assert (202, 204) == (many.status_code, one.status_code)
    assert 200 == netsuite("GET", "/record/v1/invoice/eid:i-1").status_code
