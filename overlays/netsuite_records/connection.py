"""
Tells whether NetSuite can be reached and lets this client in.

The rule: the cause of a failure is given back, because a wrong password and an outage want different hands.
"""

from __future__ import annotations

import attrs

from warp_client_core.client import Client
from warp_client_core.errors import WarpError
from warp_client_core.options import RequestOptions
from warp_client_core.steps import Steps

from ...calls import system


@attrs.frozen(kw_only=True)
class ConnectionCheck:
    """
    Whether a connection works. True and false as a whole, too.

    Attributes:
        ok: Whether NetSuite answered a signed-in request.
        cause: Why not; None when it did.
    """

    ok: bool
    cause: WarpError | None = None

    def __bool__(self) -> bool:
        return self.ok


def check_connection(client: Client, options: RequestOptions | None) -> Steps[ConnectionCheck]:
    """The steps that ask for the server time, which needs a valid token and no permission."""
    try:
        yield from client.exchange(system.get_server_time(), options)
    except WarpError as error:
        return ConnectionCheck(ok=False, cause=error)
    return ConnectionCheck(ok=True)
