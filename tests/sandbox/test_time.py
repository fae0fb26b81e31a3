"""What goes on by itself: while time passes, and while somebody listens."""

from __future__ import annotations

import json

from websockets.sync.client import connect

from warp_sandbox import Sandbox
from warp_sandbox.server import running
from warp_sandbox.warp.auth import CUSTOMER_TOKEN


def names(sandbox: Sandbox) -> set[str]:
    return {event.name for event in sandbox.events.log}


def test_time_that_passes_publishes_calls_and_gauges() -> None:
    """
    Of the time since the last look, without any request.
    """
    sandbox = Sandbox()
    before = names(sandbox)

    sandbox.advance(3600)

    assert set() == before
    assert {"call.active", "metrics.update", "system.metrics"} <= names(sandbox)


def test_who_listens_hears_gauges_by_themselves() -> None:
    """
    The sandbox looks at its clock while a socket is open, and not only when asked something.
    """
    sandbox = Sandbox()
    sandbox.sockets.pace = 0.01
    with running(sandbox.app) as address:
        url = f"{address.replace('http', 'ws')}/v1/ws"
        headers = {"Authorization": f"Bearer {CUSTOMER_TOKEN}"}
        with connect(url, additional_headers=headers, proxy=None, close_timeout=2) as socket:
            event = json.loads(socket.recv(timeout=5))["event"]

    assert event in {"metrics.update", "call.active"}
