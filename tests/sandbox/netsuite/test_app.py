"""NetSuite as a whole: errors in its form, and every operation of the document."""

from __future__ import annotations

import pytest

from warp_sandbox.netsuite.app import create_netsuite_app
from warp_sandbox.netsuite.tokens import ACCESS_TOKEN
from warp_sandbox.spec.document import Api, load
from warp_sandbox.spec.examples import example_request
from warp_sandbox.spec.schemas import Schemas

API = Api(load("netsuite"))
UNBOUND = [
    operation.id
    for operation in API.operations
    if "{" not in operation.path and operation.id != "exchange_netsuite_token"
]


def detail(reply):
    return reply.json()["o:errorDetails"][0]


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer unknown"}, {"Authorization": "Basic x"}])
def test_without_a_token_login_is_invalid(headers, nobody):
    """
    A 401 names INVALID_LOGIN and challenges for a bearer token.
    """
    reply = nobody("GET", "/system/v1/serverTime", headers=headers)

    assert (401, "INVALID_LOGIN") == (reply.status_code, detail(reply)["o:errorCode"])
    assert reply.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    ("query", "kind", "name"),
    [
        ("limit=0", "o:errorQueryParam", "limit"),
        ("limit=1001", "o:errorQueryParam", "limit"),
        ("limit=2&offset=3", "o:errorQueryParam", "offset"),
        ("colour=red", "o:errorPath", "colour"),
    ],
)
def test_wrong_query_is_a_400_with_details(query, kind, name, netsuite):
    """
    NetSuite has no 422; the detail says where the fault is.
    """
    reply = netsuite("GET", f"/record/v1/customer?{query}")

    assert (400, "Bad Request", 400) == (reply.status_code, reply.json()["title"], reply.json()["status"])
    assert name == detail(reply)[kind]


def test_wrong_body_is_invalid_content(netsuite):
    """
    Each missing field is a detail of its own.
    """
    reply = netsuite("POST", "/record/v1/customer", json={})

    assert 400 == reply.status_code
    details = reply.json()["o:errorDetails"]
    assert {("INVALID_CONTENT", "companyName"), ("INVALID_CONTENT", "subsidiary")} == {
        (one["o:errorCode"], one["o:errorPath"]) for one in details
    }


def test_wrong_header_is_named(netsuite):
    """
    Header parameters have a schema too.
    """
    headers = {"X-NetSuite-PropertyNameValidation": "Maybe"}

    reply = netsuite("PATCH", "/record/v1/customer/647", json={"phone": None}, headers=headers)

    assert (400, "X-NetSuite-PropertyNameValidation") == (reply.status_code, detail(reply)["o:errorHeader"])


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/record/v1/vendor", 404), ("PUT", "/system/v1/serverTime", 405)]
)
def test_unknown_address_has_the_same_form(method, path, status, netsuite, netsuite_document):
    """
    An unknown record type or method is an error with details.
    """
    reply = netsuite(method, path)

    assert status == reply.status_code == reply.json()["status"]
    assert [] == Schemas(netsuite_document).violations("/components/schemas/NetSuiteErrorBody", reply.json())


def test_fault_on_demand_speaks_netsuite(netsuite):
    """
    Faults have the platform's own form.
    """
    headers = {"X-Sandbox-Fault": "status=429;retry-after=2"}

    reply = netsuite("GET", "/system/v1/serverTime", headers=headers)

    assert (429, "CONCURRENCY_LIMIT_EXCEEDED") == (reply.status_code, detail(reply)["o:errorCode"])
    assert "2" == reply.headers["Retry-After"]


def test_server_time_is_the_clock(netsuite, clock):
    """
    UTC with milliseconds.
    """
    clock.advance(1)

    assert {"serverTime": "2026-01-15T12:00:01.000Z"} == netsuite("GET", "/system/v1/serverTime").json()


def test_no_rate_limit_is_announced(netsuite):
    """
    NetSuite limits what runs at once and tells no numbers.
    """
    headers = netsuite("GET", "/system/v1/serverTime").headers

    assert not [name for name in headers if name.startswith("x-ratelimit")]


@pytest.mark.parametrize("name", UNBOUND)
def test_documented_example_succeeds(name, netsuite_document, client_of):
    """
    Lists, creates and collections work as the document shows them.
    """
    app = create_netsuite_app(document=netsuite_document)
    arguments = example_request(netsuite_document, name).arguments("")

    reply = client_of(app, token=ACCESS_TOKEN, base="/services/rest")(
        arguments.pop("method"), arguments.pop("url"), **arguments
    )

    assert reply.status_code in [form.status for form in API.operation(name).replies if form.status < 300], reply.text


@pytest.mark.parametrize(
    "kind", sorted({path.split("/")[3] for path in API.tree["paths"] if path.startswith("/record")})
)
def test_every_record_type_has_a_record(kind, netsuite):
    """
    Each list leads to a record that can be read, in short and in full.
    """
    item = netsuite("GET", f"/record/v1/{kind}").json()["items"][0]

    short = netsuite("GET", f"/record/v1/{kind}/{item['id']}")
    full = netsuite(
        "GET", f"/record/v1/{kind}/{item['id']}{'' if kind == 'subsidiary' else '?expandSubResources=true'}"
    )

    assert (200, 200) == (short.status_code, full.status_code)
    assert item["id"] == short.json()["id"] == full.json()["id"]
