"""What a test changes about a running API."""

from __future__ import annotations

import httpx
import pytest

from warp_sandbox import Sandbox, SandboxTransport
from warp_sandbox.netsuite.tokens import ACCESS_TOKEN
from warp_sandbox.warp.auth import CUSTOMER_TOKEN
from warp_sandbox.wire.switches import endless

HEADERS = {"Authorization": f"Bearer {ACCESS_TOKEN}"}


@pytest.fixture
def sandbox():
    """A fresh sandbox."""
    return Sandbox()


@pytest.fixture
def netsuite(sandbox):
    """An HTTP client of its NetSuite."""
    base = "https://sandbox.invalid/services/rest"
    return httpx.Client(transport=SandboxTransport(sandbox), base_url=base, headers=HEADERS)


def test_override_without_a_documented_body_gives_none(sandbox):
    """
    A delete that is overridden answers 204, whatever the handler gives.
    """
    sandbox.override("delete_trunk", lambda call: {"ignored": True})

    with httpx.Client(transport=SandboxTransport(sandbox)) as client:
        headers = {"Authorization": f"Bearer {CUSTOMER_TOKEN}"}
        reply = client.delete("https://x.invalid/v1/trunks/t1", headers=headers)

    assert (204, b"") == (reply.status_code, reply.content)


def test_data_without_an_envelope_goes_out_as_it_is(sandbox, netsuite):
    """
    NetSuite's replies are not wrapped.
    """
    shown = netsuite.get("/record/v1/customer/647").json()
    sandbox.override("get_netsuite_customer", lambda call: {**shown, "companyName": "Overridden"})

    assert "Overridden" == netsuite.get("/record/v1/customer/647").json()["companyName"]


def test_script_strikes_netsuite_too(sandbox, netsuite):
    """
    In NetSuite's words.
    """
    sandbox.script(["operation=get_netsuite_customer;status=503"])

    reply = netsuite.get("/record/v1/customer/647")

    assert (503, 503) == (reply.status_code, reply.json()["status"])


def test_stuck_list_of_netsuite_has_more_for_ever(sandbox, netsuite):
    """
    By offset, the same records again.
    """
    sandbox.script(["stuck"])

    pages = [netsuite.get("/record/v1/customer", params={"limit": 2, "offset": offset}).json() for offset in (0, 2)]

    assert pages[0]["items"] == pages[1]["items"]
    assert [True, True] == [page["hasMore"] for page in pages]


@pytest.mark.parametrize("body", [None, {"data": []}, {"data": [], "meta": {}}])
def test_what_is_no_page_stays(body):
    """
    A stuck list without anything about pages cannot say that there are more.
    """
    assert body == endless(body)
