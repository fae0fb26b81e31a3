"""The sandbox told over HTTP what to do."""

from __future__ import annotations

import httpx
import pytest

from warp_sandbox import Sandbox
from warp_sandbox.control import Control
from warp_sandbox.warp.auth import CUSTOMER_TOKEN


@pytest.fixture
def sandbox():
    """A fresh sandbox."""
    return Sandbox()


@pytest.fixture
def control(sandbox, client_of):
    """Sends to a sandbox with its control addresses."""
    return client_of(Control(sandbox), token=CUSTOMER_TOKEN, base="")


def test_time_is_advanced(control):
    """
    The answer says what time it is then.
    """
    assert {"now": "2026-01-15T12:01:00Z"} == control("POST", "/_sandbox/advance", json={"seconds": 60}).json()


def test_reset_is_the_first_day(control):
    """
    What was changed is as it was.
    """
    control("PATCH", "/v1/account", json={"company_name": "Renamed"})

    control("POST", "/_sandbox/reset")

    assert "Renamed" != control("GET", "/v1/account").json()["data"]["company_name"]


def test_script_is_taken(control):
    """
    The next request fails as it says.
    """
    control("POST", "/_sandbox/script", json={"faults": ["operation=get_account;status=503"]})

    assert [503, 200] == [control("GET", "/v1/account").status_code for _ in range(2)]


def test_sockets_are_dropped(control):
    """
    Also when there are none.
    """
    assert 200 == control("POST", "/_sandbox/drop").status_code


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("advance", {}),
        ("advance", {"seconds": -1}),
        ("advance", {"seconds": "long"}),
        ("advance", []),
        ("script", {"faults": ["explode"]}),
        ("script", {"faults": ["operation=nothing;status=503"]}),
        ("script", {"faults": 5}),
        ("script", {"faults": [5]}),
        ("advance", {"seconds": 1e12}),
        ("drop", {"code": 99999}),
        ("drop", {"code": 1005}),
        ("drop", {"code": "long"}),
    ],
)
def test_what_cannot_be_done_is_a_400(path, body, control):
    """
    With a message that says why.
    """
    reply = control("POST", f"/_sandbox/{path}", json=body)

    assert 400 == reply.status_code
    assert reply.json()["message"]


def test_unknown_address_lists_the_known_ones(control):
    """
    And another method says which one to use.
    """
    assert "/_sandbox/advance" in control("POST", "/_sandbox/stop").json()["message"]
    assert "POST" == control("GET", "/_sandbox/reset").headers["Allow"]


def test_everything_else_is_the_sandbox(control):
    """
    Its own addresses are untouched.
    """
    reply = control("GET", "/v1/account")

    assert isinstance(reply, httpx.Response)
    assert 200 == reply.status_code
