"""A sandbox on a real socket, and clients that are signed in to it; shared by the tests of what listens."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from typing import Any

from warp_admin import AdminClient, AsyncAdminClient
from warp_customer import AsyncCustomerClient, CustomerClient
from warp_sandbox import Sandbox
from warp_sandbox.events import Event
from warp_sandbox.server import running
from warp_sandbox.spec.samples import sample
from warp_sandbox.warp.auth import ADMIN_TOKEN, CUSTOMER_TOKEN

KINDS: dict[str, tuple[Any, Any, str, str]] = {
    "customer": (CustomerClient, AsyncCustomerClient, "/ws", CUSTOMER_TOKEN),
    "admin": (AdminClient, AsyncAdminClient, "/admin/ws", ADMIN_TOKEN),
}


class Live:
    """A platform that is served; its time stands still unless it is moved."""

    def __init__(self, sandbox: Sandbox, address: str) -> None:
        self.sandbox = sandbox
        self.address = address
        # No ticks by themselves: a test says when time passes.
        sandbox.sockets.pace = 1e6

    def client(self, kind: str = "customer", *, asynchronous: bool = False, **changes: Any) -> Any:
        """A client that is signed in."""
        sync, other, path, token = KINDS[kind]
        url = f"{self.address.replace('http', 'ws')}/v1{path}"
        settings = {"base_url": f"{self.address}/v1", "ws_url": url, "access_token": token, **changes}
        return (other if asynchronous else sync)(**settings)

    def open_sockets(self) -> int:
        """How many there are, once the server has noticed that the others ended."""
        for _ in range(200):
            if not self.sandbox.sockets.open:
                break
            threading.Event().wait(0.01)
        return self.sandbox.sockets.open

    def publish(self, name: str, *, kind: str = "customer", **changes: Any) -> dict[str, Any]:
        """Tell everybody the document's example of an event, or whatever is given."""
        pointer = f"/x-streams/{KINDS[kind][2].replace('/', '~1')}/events/{name}"
        payload = {**sample(self.sandbox.world.api, pointer), **changes}
        self.sandbox.events.publish(Event(kind, name, payload, self.sandbox.world.customer_id))
        return payload


@contextlib.contextmanager
def served(**settings: Any) -> Iterator[Live]:
    """A fresh platform."""
    sandbox = Sandbox(**settings)
    with running(sandbox.app) as address:
        yield Live(sandbox, address)
