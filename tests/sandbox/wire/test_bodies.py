"""Bodies that are JSON by the letter and cannot be kept, and replies that cannot be written."""

from __future__ import annotations

import pytest

from warp_sandbox import Sandbox
from warp_sandbox.errors import Refusal
from warp_sandbox.wire.switches import endless


@pytest.mark.parametrize(
    "content", [rb'{"company_name": "\ud800"}', b'{"company_name": "\xed\xa0\x80"}', b'{"credit_limit": 1e400}']
)
def test_what_cannot_be_written_again_is_a_400(content, customer):
    """
    Half of a surrogate pair, and a number beyond a double; the records stay readable.
    """
    reply = customer("PATCH", "/account", content=content, headers={"Content-Type": "application/json"})

    assert 400 == reply.status_code
    assert 200 == customer("GET", "/account").status_code


def test_whole_surrogate_pair_is_a_character(customer):
    """
    Escaped emoji are text like any other.
    """
    content = rb'{"company_name": "\ud83d\ude00"}'

    reply = customer("PATCH", "/account", content=content, headers={"Content-Type": "application/json"})

    assert "\U0001f600" == reply.json()["data"]["company_name"]


@pytest.mark.parametrize("value", ["\ud800", float("inf"), object()])
def test_reply_that_cannot_be_written_is_found_out(value, client_of):
    """
    It is a 500 in JSON, not an exception of the server.
    """
    sandbox = Sandbox()
    sandbox.override("get_account", lambda call: {"id": value})
    client = client_of(sandbox.app, token="sandbox-customer-token")

    reply = client("GET", "/account")

    assert (500, "SANDBOX_REPLY_INVALID") == (reply.status_code, reply.json()["code"])


def test_total_of_a_stuck_list_fits_its_pages():
    """
    As many records as the pages hold.
    """
    pagination = {"page": 1, "per_page": 10, "total": 24, "total_pages": 3}

    told = endless({"data": [], "meta": {"pagination": pagination}})["meta"]["pagination"]

    assert told["total"] == told["total_pages"] * told["per_page"]


def test_early_refusal_has_a_code():
    """
    A 413 has a name like the other errors.
    """
    assert "PAYLOAD_TOO_LARGE" == Refusal(413, "Too large.").code
