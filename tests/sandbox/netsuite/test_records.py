"""Records over the wire: create, read, change, delete and list."""

from __future__ import annotations

import pytest

CUSTOMERS = "/record/v1/customer"
NEW = {"companyName": "Lakeside Voice", "subsidiary": {"id": "1"}, "externalId": "lake-1"}
INVOICE = {"entity": {"externalId": "lake-1"}, "item": {"items": [{"item": {"id": "310"}, "quantity": 2, "rate": 1.5}]}}


def code(reply):
    return reply.json()["o:errorDetails"][0]["o:errorCode"]


def created(netsuite, path, body):
    reply = netsuite("POST", path, json=body)
    assert (204, b"") == (reply.status_code, reply.content)
    return reply.headers["Location"].removeprefix("http://sandbox/services/rest")


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
@pytest.mark.parametrize("record_id", ["999999", "eid:nobody"])
def test_unknown_record_is_nonexistent(method, record_id, netsuite):
    """
    By internal and by external id.
    """
    options = {"json": {"phone": None}} if method == "PATCH" else {}

    reply = netsuite(method, f"{CUSTOMERS}/{record_id}", **options)

    assert (404, "NONEXISTENT_ID") == (reply.status_code, code(reply))


def test_external_id_is_unique(netsuite):
    """
    A second create is refused, so that a lost reply does no harm; taking over an id by update is too.
    """
    created(netsuite, CUSTOMERS, NEW)

    again = netsuite("POST", CUSTOMERS, json=NEW)
    taken = netsuite("PATCH", f"{CUSTOMERS}/647", json={"externalId": "lake-1"})

    assert (400, 400) == (again.status_code, taken.status_code)
    assert "DUPLICATE_EXTERNAL_ID" == code(again) == code(taken)


@pytest.mark.parametrize("subsidiary", [{"externalId": "nowhere"}, {"refName": "Parent Company"}])
def test_reference_must_lead_somewhere(subsidiary, netsuite):
    """
    An unknown external id, or no id at all, is invalid content, and nothing is stored.
    """
    reply = netsuite("POST", CUSTOMERS, json={**NEW, "subsidiary": subsidiary})

    assert (400, "INVALID_CONTENT") == (reply.status_code, code(reply))
    assert 404 == netsuite("GET", f"{CUSTOMERS}/eid:lake-1").status_code


def test_created_record_can_be_read(netsuite):
    """
    The address of the reply leads to what was sent, custom fields included.
    """
    path = created(netsuite, CUSTOMERS, {**NEW, "custentity_segment": "carrier"})

    record = netsuite("GET", path).json()

    assert path == f"{CUSTOMERS}/{record['id']}"
    assert {**NEW, "custentity_segment": "carrier"}.items() <= record.items()
    assert "2026-01-15T12:00:00Z" == record["dateCreated"] == record["lastModifiedDate"]
    assert [{"rel": "self", "href": f"http://sandbox/services/rest{path}"}] == record["links"]
    assert record == netsuite("GET", f"{CUSTOMERS}/eid:lake-1").json()


def test_update_merges_and_null_deletes(netsuite, clock):
    """
    Absent fields stay; the reply is the address again.
    """
    old = netsuite("GET", f"{CUSTOMERS}/647").json()
    clock.advance(60)

    reply = netsuite("PATCH", f"{CUSTOMERS}/647", json={"phone": None, "email": "ap@example.com"})
    new = netsuite("GET", f"{CUSTOMERS}/647").json()

    assert (204, b"") == (reply.status_code, reply.content)
    assert reply.headers["Location"].endswith("/services/rest/record/v1/customer/647")
    assert "phone" not in new
    changed = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    assert {"phone", "email", "lastModifiedDate"} == changed


def test_deleted_record_is_gone(netsuite):
    """
    Deleting twice is a 404.
    """
    first, second = (netsuite("DELETE", f"{CUSTOMERS}/647") for _ in range(2))

    assert (204, b"", 404) == (first.status_code, first.content, second.status_code)


def test_list_holds_ids_and_links_only(netsuite):
    """
    A page tells how far the list goes.
    """
    first, last = (netsuite("GET", f"{CUSTOMERS}?limit=2&offset={offset}").json() for offset in (0, 4))

    assert [{"id", "links"}] * 2 == [set(item) for item in first["items"]]
    assert (2, 0, True, 5) == (first["count"], first["offset"], first["hasMore"], first["totalResults"])
    assert (1, 4, False, 5) == (last["count"], last["offset"], last["hasMore"], last["totalResults"])
    assert ["self", "next", "last"] == [one["rel"] for one in first["links"]]
    assert ["self", "first", "prev"] == [one["rel"] for one in last["links"]]


def test_filter_narrows_the_list(netsuite):
    """
    ``q`` works on the fields of the records.
    """
    named = netsuite("GET", CUSTOMERS, params={"q": 'companyName IS "Harbor Telecom LLC"'}).json()
    unclear = netsuite("GET", CUSTOMERS, params={"q": "companyName"})

    assert (1, 1) == (named["totalResults"], len(named["items"]))
    assert (400, "INVALID_PARAMETER") == (unclear.status_code, code(unclear))


def test_sublists_are_links_unless_asked_for(netsuite):
    """
    Lines come with ``expandSubResources`` only; references by external id read as internal ids.
    """
    customer = created(netsuite, CUSTOMERS, NEW)
    path = created(netsuite, "/record/v1/invoice", INVOICE)

    short = netsuite("GET", path).json()
    full = netsuite("GET", f"{path}?expandSubResources=true").json()

    assert {"links"} == set(short["item"])
    assert customer.endswith(f"/{full['entity']['id']}")
    assert (1, False) == (full["item"]["totalResults"], full["item"]["hasMore"])
    assert [{"item": {"id": "310"}, "quantity": 2, "rate": 1.5, "line": 1, "amount": 3.0}] == (full["item"]["items"])


def lines(netsuite):
    record = netsuite("GET", "/record/v1/invoice/20418?expandSubResources=true").json()
    return {line["line"]: line.get("quantity") for line in record["item"]["items"]}


def test_lines_are_merged_by_number(netsuite):
    """
    A line with a number changes that one, a line without is added.
    """
    change = {"item": {"items": [{"line": 1, "quantity": 3}, {"item": {"id": "310"}, "quantity": 9}]}}

    netsuite("PATCH", "/record/v1/invoice/20418", json=change)

    assert {1: 3, 2: 9} == lines(netsuite)


def test_named_sublist_is_replaced(netsuite):
    """
    ``replace=item`` writes all lines anew.
    """
    change = {"item": {"items": [{"item": {"id": "310"}, "quantity": 9}]}}

    netsuite("PATCH", "/record/v1/invoice/20418?replace=item", json=change)

    assert {1: 9} == lines(netsuite)


@pytest.mark.parametrize("line", [{"quantity": 1}, {"line": 1, "item": None}])
def test_line_without_an_item_is_refused(line, netsuite):
    """
    A write that would leave a broken record changes nothing.
    """
    before = lines(netsuite)

    reply = netsuite("PATCH", "/record/v1/invoice/20418", json={"item": {"items": [line]}})

    assert (400, "INVALID_CONTENT") == (reply.status_code, code(reply))
    assert before == lines(netsuite)


def test_one_subsidiary_is_the_root(netsuite):
    """
    The root has no parent, the others have it as theirs.
    """
    items = netsuite("GET", "/record/v1/subsidiary").json()["items"]
    records = [netsuite("GET", f"/record/v1/subsidiary/{item['id']}").json() for item in items]

    assert [None, "1", "1"] == [record.get("parent", {}).get("id") for record in records]
