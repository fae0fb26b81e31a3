"""Writes answer with an address and no body; a typo is an error; None deletes and what is left out stays."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from warp_client_core import BadRequestError, NotFoundError, ResponseDecodeError
from warp_netsuite import NetSuiteClient, eid

NEW = {"company_name": "New", "subsidiary": {"id": "2"}}
HOST = "https://1234567-sb1.suitetalk.api.netsuite.com"


def test_a_create_gives_the_id_and_the_address(live: Any, simulator: Any) -> None:
    """
    204 with `Location`, and the record is there.
    """
    ref = live.customers.create(**NEW)

    assert f"{simulator.base_url}/record/v1/customer/{ref.id}" == ref.location
    assert "New" == live.customers.get(ref.id).company_name


def test_a_patch_gives_the_id_and_the_address(live: Any) -> None:
    """
    204 with `Location` here too.
    """
    ref = live.customers.update("647", phone="1")

    assert ("647", True) == (ref.id, ref.location.endswith("/record/v1/customer/647"))


def test_a_put_gives_the_id_and_the_address_of_one_record(live: Any, simulator: Any) -> None:
    """
    The second write by the same external id changes the first one's record.
    """
    refs = [live.customers.upsert("new-1", **NEW), live.customers.upsert("new-1", phone="2")]

    known = [one for one in simulator.records() if "new-1" == one.get("externalId")]
    assert refs[0] == refs[1]
    assert [("New", "2")] == [(one["companyName"], one["phone"]) for one in known]


def test_a_delete_gives_nothing(live: Any) -> None:
    """
    204 without an address.
    """
    assert live.customers.delete("647") is None

    with pytest.raises(NotFoundError):
        live.customers.get("647")


def test_an_invoice_written_twice_by_external_id_has_its_lines_once(live: Any) -> None:
    """
    Lines without numbers would be added to those that are there.
    """
    lines = {"items": [{"item": {"id": "310"}, "quantity": 1, "rate": 5}]}
    refs = [live.invoices.upsert("i-1", entity={"id": "647"}, item=lines) for _ in range(2)]

    assert refs[0] == refs[1]
    assert 5 == live.invoices.get(refs[0].id).total


def test_a_payment_written_twice_by_external_id_is_applied_once(live: Any) -> None:
    """
    As for lines.
    """
    owed = live.invoices.list().items[0].id
    applied = {"items": [{"doc": {"id": owed}, "amount": 5, "apply": True}]}
    refs = [live.payments.upsert("p-1", customer={"id": "648"}, payment=5, apply=applied) for _ in range(2)]

    assert refs[0] == refs[1]
    assert 5 == live.payments.get(refs[0].id).applied


def test_none_deletes_a_value_and_what_is_left_out_stays(live: Any) -> None:
    """
    The difference that makes changes possible.
    """
    live.customers.update("647", phone="123", email="a@example.com")

    live.customers.update("647", phone=None)

    record = live.customers.get("647")
    assert (None, "a@example.com") == (record.phone, record.email)


@pytest.mark.parametrize("resource", ["customers", "invoices"])
def test_a_misspelt_field_is_refused_in_an_update(live: Any, resource: str) -> None:
    """
    The header makes NetSuite refuse what it would drop; the client refuses names that are no custom fields itself.
    """
    with pytest.raises(TypeError, match="phnoe"):
        getattr(live, resource).update("647", phnoe="1")


def test_a_misspelt_field_is_refused_by_the_header(live: Any, simulator: Any) -> None:
    """
    Sent past the client's own check; without the header the same body is accepted, and the field is lost.
    """
    call = {"json": {"phnoe": "1"}, "headers": {"X-NetSuite-PropertyNameValidation": "Error"}}

    with pytest.raises(BadRequestError, match="phnoe"):
        live.request("PATCH", "/record/v1/customer/647", **call)

    assert 204 == live.request("PATCH", "/record/v1/customer/647", json={"phnoe": "1"}).status_code


@pytest.mark.parametrize(
    "write",
    [
        lambda client: client.customers.create(**NEW),
        lambda client: client.customers.update("647", phone="1"),
        lambda client: client.customers.upsert("e-1", **NEW),
        lambda client: client.customers.bulk_upsert([{"external_id": "e-1", **NEW}]),
        lambda client: client.invoices.create(entity={"id": "1"}, item={"items": []}),
        lambda client: client.invoices.upsert("e-1", memo="x"),
        lambda client: client.invoices.bulk_create([{"entity": {"id": "1"}, "item": {"items": []}}]),
        lambda client: client.payments.create(customer={"id": "1"}, payment=1),
        lambda client: client.payments.upsert("e-1", customer={"id": "1"}, payment=1),
        lambda client: client.service_items.create(item_id="x", kind="purchase"),
        lambda client: client.journal_entries.create(subsidiary={"id": "1"}, line={"items": []}),
    ],
)
def test_every_write_asks_for_names_to_be_checked(write: Any) -> None:
    """
    Without the header a misspelt field is dropped with a warning that nobody reads.
    """
    client, sent = answering(httpx.Response(400, json={}))

    with pytest.raises(BadRequestError):
        write(client)

    assert ["Error"] == [one.headers["x-netsuite-propertynamevalidation"] for one in sent]


@pytest.mark.parametrize(
    "location",
    [
        "/services/rest/record/v1/customer/9",
        f"{HOST}/services/rest/record/v1/customer/9",
        f"{HOST}/services/rest/record/v1/customer/9/",
    ],
)
def test_the_address_may_be_relative_or_absolute(location: str) -> None:
    """
    The id is its last part.
    """
    client, _sent = answering(httpx.Response(204, headers={"Location": location}))

    ref = client.customers.create(**NEW)

    assert ("9", location) == (ref.id, ref.location)


@pytest.mark.parametrize(
    "location",
    [
        "https://evil.example.com/record/v1/customer/9",
        "//evil.example.com/record/v1/customer/9",
        "\\\\evil.example.com\\9",
        "/record/v1/customer/..",
        "/record/v1/customer/9%00",
        f"http://{HOST.removeprefix('https://')}/record/v1/customer/9",
        f"{HOST}.evil.example.com/record/v1/customer/9",
        f"https://{HOST.removeprefix('https://')}@evil.example.com/record/v1/customer/9",
    ],
)
def test_the_address_of_another_host_is_refused(location: str) -> None:
    """
    The error tells that the write was carried out, so that nobody repeats it.
    """
    client, sent = answering(httpx.Response(204, headers={"Location": location}))

    with pytest.raises(ResponseDecodeError, match="was carried out"):
        client.customers.create(**NEW)

    assert 1 == len(sent)


def test_behind_a_gateway_the_accounts_own_host_is_known() -> None:
    """
    NetSuite names itself, whatever address the client uses.
    """
    location = f"{HOST}/services/rest/record/v1/customer/9"
    client, _sent = answering(
        httpx.Response(204, headers={"Location": location}), base_url="https://gateway.example.com/netsuite"
    )

    assert "9" == client.customers.create(**NEW).id


@pytest.mark.parametrize("external_id", ["a|b", "a b", "a/b", "", "é", "a'b", 'a"b', "a\nb", "a" * 256, "../x", None])
def test_an_external_id_that_an_address_cannot_hold_is_refused(external_id: Any) -> None:
    """
    Before anything is sent.
    """
    client, sent = answering(httpx.Response(204))

    with pytest.raises(ValueError, match="external_id"):
        client.customers.upsert(external_id, phone="1")

    assert [] == sent


def test_an_external_id_is_addressed_by_its_prefix() -> None:
    """
    Given with or without it.
    """
    assert ["eid:A_b-9", "eid:A_b-9"] == [eid("A_b-9"), eid("eid:A_b-9")]


def test_a_lost_reply_to_a_write_by_external_id_is_asked_for_again(live: Any, simulator: Any) -> None:
    """
    The record is there once.
    """
    simulator.script.extend(["lost-reply"])

    ref = live.customers.upsert("lost-1", **NEW)

    assert [ref.id] == [one["id"] for one in simulator.records() if "lost-1" == one.get("externalId")]


@pytest.mark.parametrize("kind", ["resale", "purchase"])
@pytest.mark.anyio
async def test_items_of_each_kind_have_a_type_of_their_own(simulator: Any, kind: Any) -> None:
    """
    An item of one kind is not among those of another.
    """
    async with simulator.async_client() as client:
        ref = await client.service_items.create(item_id=f"{kind}-1", kind=kind)
        listed = [one async for one in client.service_items.list(kind=kind, expand=True)]
        others = [one.id async for one in client.service_items.list()]
        bought = [one.id async for one in client.non_inventory_items.list(kind=kind)]

    assert [(ref.id, f"{kind}-1")] == [(one.id, one.item_id) for one in listed]
    assert (["310"], []) == (others, bought)


def test_an_unknown_kind_of_item_is_refused(live: Any) -> None:
    """
    It would become part of an address.
    """
    with pytest.raises(ValueError, match="kind must be"):
        live.service_items.list(kind="../customer")


def answering(reply: httpx.Response, **settings: Any) -> tuple[NetSuiteClient, list[httpx.Request]]:
    """A client that gets one reply to everything, and what it sent."""
    sent: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return reply

    pool = httpx.Client(transport=httpx.MockTransport(answer))
    given = {"account_id": "1234567_SB1", "access_token": "t", "max_retries": 0, **settings}
    return NetSuiteClient(http_client=pool, **given), sent
