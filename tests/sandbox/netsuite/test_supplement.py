"""What NetSuite serves beyond the document: further methods, names of fields, further asynchronous requests."""

from __future__ import annotations

import json

import pytest

from warp_sandbox.netsuite.supplement import extended

CUSTOMERS = "/record/v1/customer"
BASE = "http://sandbox/services/rest"
COLLECTION = "application/vnd.oracle.resource+json; type=collection"
NEW = {"companyName": "Lakeside Voice", "subsidiary": {"id": "1"}}
LATER = {"Prefer": "respond-async"}
STRICT = {"X-NetSuite-PropertyNameValidation": "Error"}


def detail(reply):
    return reply.json()["o:errorDetails"][0]


def path_of(reply):
    return reply.headers["Location"].removeprefix(BASE)


def test_document_stays_as_it_is(netsuite_document):
    """
    The extension is a copy, and keeps what the document says.
    """
    before = json.dumps(netsuite_document)

    paths = extended(netsuite_document)["paths"]

    assert before == json.dumps(netsuite_document)
    for path, entry in netsuite_document["paths"].items():
        for method, operation in entry.items():
            assert operation["responses"].items() <= paths[path][method]["responses"].items()


@pytest.mark.parametrize(
    ("method", "path"),
    [("PUT", f"{CUSTOMERS}/eid:x"), ("POST", "/query/v1/suiteql"), ("GET", "/system/v1/governanceLimits")],
)
def test_without_the_supplement_the_document_is_all(method, path, make_netsuite, netsuite_at):
    """
    Contract checks see what the document promises, and no more.
    """
    reply = netsuite_at(make_netsuite(supplemented=False))(method, path, json={"q": "SELECT id FROM customer"})

    assert reply.status_code in (404, 405)


def test_upsert_creates_and_then_changes(netsuite):
    """
    The external id of the path decides.
    """
    first = netsuite("PUT", f"{CUSTOMERS}/eid:lake-1", json=NEW)
    second = netsuite("PUT", f"{CUSTOMERS}/eid:lake-1", json={"phone": "+1 212 555 0142"})

    assert (204, 204) == (first.status_code, second.status_code)
    assert first.headers["Location"] == second.headers["Location"]
    record = netsuite("GET", path_of(first)).json()
    assert ("lake-1", "Lakeside Voice", "+1 212 555 0142") == (
        record["externalId"],
        record["companyName"],
        record["phone"],
    )


def test_batch_by_external_ids_needs_them(netsuite):
    """
    A record without one fails alone.
    """
    headers = {**LATER, "Content-Type": COLLECTION}
    reply = netsuite("PUT", "/record/v1/serviceSaleItem", content=json.dumps({"items": [{}]}), headers=headers)

    result = netsuite("GET", f"{path_of(reply)}/task/1/result")

    assert (400, "externalId") == (result.status_code, detail(result)["o:errorPath"])


@pytest.mark.parametrize("record_id", ["647", "eid:", "eid:a%20b", "eid:a%7Cb"])
def test_upsert_is_by_external_id_only(record_id, netsuite):
    """
    Letters, digits, ``_`` and ``-``.
    """
    assert 400 == netsuite("PUT", f"{CUSTOMERS}/{record_id}", json=NEW).status_code


@pytest.mark.parametrize("name", ["creditLimt", "subsidiary.nme"])
def test_unknown_name_is_refused_on_demand(name, netsuite):
    """
    The detail says where it is.
    """
    outer, _, inner = name.partition(".")
    body = {**NEW, outer: {"id": "1", inner: "x"} if inner else 1}

    reply = netsuite("POST", CUSTOMERS, json=body, headers=STRICT)

    assert (400, "INVALID_CONTENT", name) == (
        reply.status_code,
        detail(reply)["o:errorCode"],
        detail(reply)["o:errorPath"],
    )


@pytest.mark.parametrize("headers", [{}, {"X-NetSuite-PropertyNameValidation": "Ignore"}])
def test_unknown_name_is_dropped_otherwise(headers, netsuite):
    """
    A misspelt name is lost unseen, in lines too; custom fields are kept.
    """
    line = {"item": {"id": "310"}, "quantiy": 2, "custcol_trunk": "t-1"}
    body = {"entity": {"id": "647"}, "item": {"items": [line]}, "memmo": "x"}

    record = netsuite("GET", path_of(netsuite("POST", "/record/v1/invoice", json=body, headers=headers))
                      + "?expandSubResources=true").json()  # fmt: skip

    assert "memmo" not in record
    assert [{"item": {"id": "310"}, "custcol_trunk": "t-1", "line": 1}] == record["item"]["items"]


def test_any_request_may_be_a_job(netsuite):
    """
    The result is what the request would have answered at once.
    """
    reply = netsuite("POST", CUSTOMERS, json=NEW, headers=LATER)
    written = netsuite("GET", f"{path_of(reply)}/task/1/result")

    assert (202, 204) == (reply.status_code, written.status_code)
    assert "Lakeside Voice" == netsuite("GET", path_of(written)).json()["companyName"]

    read = netsuite("GET", f"{CUSTOMERS}/647", headers=LATER)
    assert "647" == netsuite("GET", f"{path_of(read)}/task/1/result").json()["id"]


def test_several_records_are_read_or_deleted_by_their_ids(netsuite):
    """
    One task per id; one that does not exist fails alone.
    """
    read = path_of(netsuite("GET", f"{CUSTOMERS}?ids=647,999", headers=LATER))
    gone = path_of(netsuite("DELETE", f"{CUSTOMERS}?ids=647", headers=LATER))

    results = [netsuite("GET", f"{read}/task/{number}/result").status_code for number in (1, 2)]
    assert [200, 404] == results
    assert 204 == netsuite("GET", f"{gone}/task/1/result").status_code
    assert 404 == netsuite("GET", f"{CUSTOMERS}/647").status_code


@pytest.mark.parametrize(("ids", "headers"), [("647", {}), (",", LATER), (",".join("1" * 101), LATER)])
def test_ids_are_1_to_100_and_asynchronous(ids, headers, netsuite):
    """
    Nothing is started otherwise.
    """
    assert 400 == netsuite("GET", f"{CUSTOMERS}?ids={ids}", headers=headers).status_code


def test_several_records_are_changed_by_their_ids(netsuite):
    """
    By internal or external id.
    """
    items = [{"id": "648", "phone": "1"}, {"externalId": "sandbox-649", "phone": "2"}]
    headers = {**LATER, "Content-Type": COLLECTION}

    job = path_of(netsuite("PATCH", CUSTOMERS, content=json.dumps({"items": items}), headers=headers))

    assert "succeeded" == netsuite("GET", job).json()["progress"]
    assert ["1", "2"] == [netsuite("GET", f"{CUSTOMERS}/{one}").json()["phone"] for one in (648, 649)]


@pytest.mark.parametrize(("count", "status"), [(0, 400), (1, 202), (100, 202), (101, 400)])
def test_batch_has_its_size(count, status, netsuite):
    """
    1 to 100 records.
    """
    items = [{**NEW, "externalId": f"lake-{number}"} for number in range(count)]
    headers = {**LATER, "Content-Type": COLLECTION}

    assert status == netsuite("POST", CUSTOMERS, content=json.dumps({"items": items}), headers=headers).status_code


def test_job_takes_its_time(make_netsuite, netsuite_at, clock):
    """
    Pending, processing and then done; until then there is no record and no result.
    """
    netsuite = netsuite_at(make_netsuite(job_seconds=10))
    job = path_of(netsuite("PUT", f"{CUSTOMERS}/eid:lake-1", json=NEW, headers=LATER))

    def look():
        task = netsuite("GET", f"{job}/task/1").json()
        result = netsuite("GET", f"{job}/task/1/result").status_code
        return netsuite("GET", job).json()["progress"], task["progress"], task["completed"], result

    begun = look()
    missing = netsuite("GET", f"{CUSTOMERS}/eid:lake-1").status_code
    clock.advance(5)
    halfway = look()
    clock.advance(5)

    assert ("pending", "pending", False, 404) == begun
    assert 404 == missing
    assert ("processing", "processing", False, 404) == halfway
    assert ("succeeded", "succeeded", True, 204) == look()


def test_task_tells_when_it_ended(netsuite):
    """
    Its result is a link; a failed task says so.
    """
    job = path_of(netsuite("DELETE", f"{CUSTOMERS}/999", headers=LATER))

    task = netsuite("GET", f"{job}/task/1").json()

    assert ("1", True, "failed", "2026-01-15T12:00:00Z") == tuple(
        task[name] for name in ("id", "completed", "progress", "endTime")
    )
    assert f"{BASE}{job}/task/1/result" == task["links"][1]["href"]
