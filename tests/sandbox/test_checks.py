"""Requests against the document, as a client sees it."""

from __future__ import annotations

import pytest

TRUNK = {"name": "Denver SBC"}


def errors(reply):
    return {error["field"]: error["message"] for error in reply.json()["details"]["errors"]}


@pytest.fixture
def trunks(customer):
    """The address of the own trunks."""
    account = customer("GET", "/account").json()["data"]
    return f"/customers/{account['id']}/trunks"


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=many", "limit"),
        ("limit=", "limit"),
        ("limit=1.5", "limit"),
        ("page=0", "page"),
        ("page=1&page=2", "page"),
        ("status=flying", "status"),
        ("per_page=5", "per_page"),
    ],
)
def test_wrong_query_is_a_validation_error(query, field, customer, trunks):
    """
    Values outside the schema, repeated ones and unknown names are all named.
    """
    reply = customer("GET", f"{trunks}?{query}")

    assert (422, "VALIDATION_ERROR") == (reply.status_code, reply.json()["code"])
    assert [field] == list(errors(reply))


def test_every_violation_is_reported_at_once(customer):
    """
    A client sees all of its mistakes in one reply, missing parameters included.
    """
    reply = customer("GET", "/cdrs?limit=0&direction=up&colour=red&date_to=yesterday")

    assert {"date_from", "date_to", "limit", "direction", "colour"} == set(errors(reply))


@pytest.mark.parametrize("moment", ["2026-01-15T12:00:00", "2026-01-15", "2026-13-01T00:00:00Z"])
def test_time_without_zone_is_refused(moment, customer):
    """
    Times are RFC 3339: with a zone, and real.
    """
    query = {"date_from": moment, "date_to": "2026-01-16T00:00:00Z"}

    assert ["date_from"] == list(errors(customer("GET", "/cdrs", params=query)))


def test_good_query_passes(customer):
    """
    Values of every type are read from text.
    """
    query = {"date_from": "2026-01-15T00:00:00+00:00", "date_to": "2026-01-16T00:00:00Z", "limit": "5"}

    assert 5 == customer("GET", "/cdrs", params=query).json()["meta"]["pagination"]["per_page"]


def test_boolean_in_the_query_is_true_or_false(customer):
    """
    ``True`` is not a boolean in an address.
    """
    good = customer("GET", "/numbers/tollfree/search?consecutive=true")
    bad = customer("GET", "/numbers/tollfree/search?consecutive=True")

    assert (200, 422) == (good.status_code, bad.status_code)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "application/json"),
        (b"{", "application/json"),
        (b"\xff", "application/json"),
        (b'{"name": NaN}', "application/json"),
        (b"[" * 100_000, "application/json"),
        (b'{"name": "Denver SBC"}', "text/plain"),
        (b'{"name": "Denver SBC"}', ""),
    ],
)
def test_unreadable_body_is_an_invalid_request(content, kind, customer, trunks):
    """
    Missing, broken or of another kind: the request could not be read.
    """
    reply = customer("POST", trunks, content=content, headers={"Content-Type": kind})

    assert (400, "INVALID_REQUEST") == (reply.status_code, reply.json()["code"])


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "name"),
        ({"name": "ab"}, "name"),
        ({**TRUNK, "max_channels": "many"}, "max_channels"),
        ({**TRUNK, "inbound_ips": [{}]}, "inbound_ips.0.ip_address"),
        ({**TRUNK, "codecs": ["PCMU", "MORSE"]}, "codecs.1"),
        ([], ""),
    ],
)
def test_body_that_breaks_its_schema_is_a_validation_error(body, field, customer, trunks):
    """
    Violations name the field, lists and objects included.
    """
    reply = customer("POST", trunks, json=body)

    assert 422 == reply.status_code
    assert [field] == list(errors(reply))


def test_json_with_a_charset_is_json(customer, trunks):
    """
    Parameters of the media type do not matter for plain JSON.
    """
    headers = {"Content-Type": "application/json; charset=utf-8"}

    assert 201 == customer("POST", trunks, content=b'{"name": "Denver SBC"}', headers=headers).status_code


def test_body_where_none_belongs_is_refused(customer):
    """
    An operation without a body takes an empty object at most.
    """
    path = "/billing/payment-methods/0f9e8d7c-6b5a-4c3d-8e2f-1a0b9c8d7e6f/default"

    assert 400 == customer("PATCH", path, json={"a": 1}).status_code
    assert 400 == customer("PATCH", path, content=b"hello").status_code
    assert 200 == customer("PATCH", path, json={}).status_code
    assert 200 == customer("PATCH", path).status_code


@pytest.mark.parametrize(
    ("data", "files", "field"),
    [
        ({"notify_customers": "false"}, {"other": ("deck.csv", b"prefix", "text/csv")}, "file"),
        ({}, {"file": ("deck.csv", b"", "text/csv")}, "file"),
        ({"file": "prefix"}, {"x": ("x", b"x")}, "file"),
        ({"effective_date": "tomorrow"}, {"file": ("deck.csv", b"prefix", "text/csv")}, "effective_date"),
        ({"notify_customers": "yes"}, {"file": ("deck.csv", b"prefix", "text/csv")}, "notify_customers"),
        ({}, {"file": ("deck.csv", b"prefix"), "effective_date": ("d", b"2026-02-01")}, "effective_date"),
        ({"colour": "red"}, {"file": ("deck.csv", b"prefix", "text/csv")}, "colour"),
        ({"effective_date": ["2026-02-01", "2026-02-02"]}, {"file": ("d", b"prefix")}, "effective_date"),
    ],
)
def test_wrong_form_is_a_validation_error(data, files, field, admin):
    """
    The file must be there, be a file and have content; the other fields have their types.
    """
    reply = admin("POST", "/admin/rates/import", data=data, files=files)

    assert 422 == reply.status_code
    assert field in errors(reply)


def test_form_without_boundary_is_an_invalid_request(admin):
    """
    A multipart type that was set by hand cannot be read.
    """
    headers = {"Content-Type": "multipart/form-data"}

    assert 400 == admin("POST", "/admin/rates/import", content=b"--x", headers=headers).status_code


def test_json_instead_of_a_form_is_an_invalid_request(admin):
    """
    The rate import takes a multipart form only.
    """
    assert 400 == admin("POST", "/admin/rates/import", json={"file": "prefix"}).status_code


def test_good_form_passes(admin):
    """
    A file and typed fields.
    """
    reply = admin(
        "POST",
        "/admin/rates/import",
        data={"notify_customers": "false", "effective_date": "2026-02-01", "provider_id": "level3"},
        files={"file": ("deck.csv", b"prefix,interstate,intrastate,local\n303555,0.0041,0.0068,0.0041\n", "text/csv")},
    )

    assert 202 == reply.status_code


def test_operation_without_a_422_refuses_with_a_400(admin):
    """
    What an operation does not document, it does not answer.
    """
    reply = admin("GET", "/admin/routes?colour=red")

    assert (400, "INVALID_REQUEST") == (reply.status_code, reply.json()["code"])


def test_page_far_beyond_the_end_is_an_empty_one(customer):
    """
    However many digits its number has.
    """
    reply = customer("GET", "/numbers?page=14656932182207545344123")

    assert (200, []) == (reply.status_code, reply.json()["data"])
