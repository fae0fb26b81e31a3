"""An id to look for cannot become a filter of its own; a hit is fetched in full."""

from __future__ import annotations

from typing import Any

import pytest

from warp_client_core import BadRequestError, NotFoundError

BAD = ["", "  ", '"', 'x" OR id EMPTY', "\\", 'x\\"', "a\nb", "a\rb", "\x00", "a\x7f", "a\x85", "a\u2028b", "a\u202eb"]


@pytest.mark.parametrize("resource", ["customers", "invoices"])
@pytest.mark.parametrize("warp_id", [*BAD, None, 7])
def test_an_id_that_could_end_the_quotes_is_refused(client: Any, netsuite: Any, resource: str, warp_id: Any) -> None:
    """
    NetSuite documents no escape, so nothing is sent.
    """
    with pytest.raises(ValueError, match="the id to look for"):
        getattr(client, resource).find_by_warp_id(warp_id)

    assert [] == netsuite.requests


def test_no_hit_is_none(client: Any, netsuite: Any) -> None:
    """
    An empty list is an answer; no record is fetched.
    """
    assert client.customers.find_by_warp_id("unknown") is None
    assert 1 == len(netsuite.requests)


def test_a_refused_filter_is_an_error(client: Any, netsuite: Any, refusal: Any) -> None:
    """
    A role without permission to search must not look like "no such customer", which would be created again.
    """
    netsuite.faults = {"/customer": [refusal(400, "INVALID_PARAMETER")]}

    with pytest.raises(BadRequestError):
        client.customers.find_by_warp_id("w-1")


def test_a_record_that_is_listed_but_not_shown_is_an_error(client: Any, netsuite: Any, refusal: Any) -> None:
    """
    For the same reason.
    """
    netsuite.records["customer"] = [{"id": "647", "custentity_warp_customer_id": "w-1"}]
    netsuite.faults = {"/customer/647": [refusal(404, "NONEXISTENT_ID")]}

    with pytest.raises(NotFoundError):
        client.customers.find_by_warp_id("w-1")


def test_a_customer_is_found_and_fetched(client: Any, netsuite: Any) -> None:
    """
    The list gives the id only; the record comes from its own address.
    """
    record = {"id": "647", "companyName": "Example", "custentity_warp_customer_id": "a b'&=%"}
    netsuite.records["customer"] = [{"id": "1"}, record]

    found = client.customers.find_by_warp_id("a b'&=%")

    assert ("647", "Example") == (found.id, found.company_name)
    assert 'custentity_warp_customer_id IS "a b\'&=%"' == netsuite.requests[0].url.params["q"]


@pytest.mark.anyio
async def test_an_invoice_is_found_and_fetched(aclient: Any, netsuite: Any) -> None:
    """
    As for customers, by the field of transactions.
    """
    netsuite.records["invoice"] = [{"id": "9", "tranId": "INV9", "custbody_warp_invoice_id": "w-9"}]

    found = await aclient.invoices.find_by_warp_id("w-9")
    missing = await aclient.customers.find_by_warp_id("w-9")

    assert "INV9" == found.tran_id
    assert missing is None
    assert 'custbody_warp_invoice_id IS "w-9"' == netsuite.requests[0].url.params["q"]
