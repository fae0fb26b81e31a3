"""A sandbox on a real socket."""

from __future__ import annotations

import threading

import anyio
import httpx
import pytest

from warp_sandbox import Sandbox
from warp_sandbox.server import running
from warp_sandbox.warp.auth import CUSTOMER_TOKEN


def threads():
    return [thread for thread in threading.enumerate() if thread.name == "sandbox"]


async def silent(scope, receive, send):
    """An application that never answers."""
    await anyio.Event().wait()


def test_hanging_request_does_not_keep_the_server():
    """
    The end is bounded even while a request is still in the works.
    """
    with running(silent) as address, pytest.raises(httpx.ReadTimeout):
        httpx.get(address, timeout=0.1)

    assert [] == threads()


def test_server_ends_with_the_block(app):
    """
    Even when the block fails, neither the thread nor the socket stays.
    """
    with pytest.raises(ZeroDivisionError), running(app) as address:
        raise ZeroDivisionError

    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{address}/v1/account")
    assert [] == threads()


def test_synchronous_clients_reach_the_platform(app):
    """
    A real client over a real socket, percent-encoded ids included.
    """
    with running(app) as address, httpx.Client(headers={"Authorization": f"Bearer {CUSTOMER_TOKEN}"}) as client:
        account = client.get(f"{address}/v1/account")
        odd = client.get(f"{address}/v1/trunks/a%2Fb")
        number = client.get(f"{address}/v1/numbers/tollfree/%2B18005550100/status")

    assert 200 == account.status_code
    assert "There is no such trunk." == odd.json()["message"]
    assert 200 == number.status_code


def test_sandbox_is_used_from_the_test_while_it_is_served():
    """
    The time of a served sandbox is moved from the test's own thread.
    """
    sandbox = Sandbox()
    with running(sandbox) as address, httpx.Client(headers={"Authorization": f"Bearer {CUSTOMER_TOKEN}"}) as client:
        sandbox.advance(60)
        reply = client.get(f"{address}/v1/account")

    assert "2026-01-15T12:01:00Z" == reply.json()["meta"]["timestamp"]


def test_two_servers_do_not_meet(make):
    """
    Each has a port of its own.
    """
    with running(make()) as one, running(make()) as other:
        assert one != other
