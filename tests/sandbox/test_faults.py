"""Faults on demand."""

from __future__ import annotations

import pytest

HEADER = "X-Sandbox-Fault"


@pytest.mark.parametrize("text", ["", "status", "status=200", "status=abc", "status=600", "status=503;when=now"])
def test_unreadable_fault_is_a_bad_request(text, customer):
    """
    A misspelt fault never passes for a success.
    """
    assert 400 == customer("GET", "/account", headers={HEADER: text}).status_code


def test_fault_is_given_once(customer):
    """
    The same request succeeds when it is sent again.
    """
    headers = {HEADER: "status=503;retry-after=1"}

    first, second = (customer("GET", "/account", headers=headers) for _ in range(2))

    assert (503, "GATEWAY_UNAVAILABLE") == (first.status_code, first.json()["code"])
    assert "1" == first.headers["Retry-After"]
    assert 200 == second.status_code


def test_id_tells_faults_apart(customer):
    """
    Two faults of one kind are two faults when their ids differ.
    """
    statuses = [
        customer("GET", "/account", headers={HEADER: f"status=500;id={name}"}).status_code for name in ("a", "b", "a")
    ]

    assert [500, 500, 200] == statuses


def test_fault_leaves_the_state_alone(customer):
    """
    A write that failed on demand did not happen.
    """
    customer("PATCH", "/account", json={"company_name": "Renamed"}, headers={HEADER: "status=504"})

    assert "Renamed" != customer("GET", "/account").json()["data"]["company_name"]
