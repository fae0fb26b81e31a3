"""
``python -m warp_sandbox``: both platforms on one port of this machine, until Ctrl+C.

One rule: what is printed is all that a client needs: addresses and credentials.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount

from warp_sandbox.netsuite import app as netsuite
from warp_sandbox.netsuite import tokens
from warp_sandbox.warp import app as warp
from warp_sandbox.warp import auth
from warp_sandbox.wire import faults


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve until the process is told to stop."""
    parser = argparse.ArgumentParser(
        prog="python -m warp_sandbox", description="The reference platform on this machine."
    )
    parser.add_argument("--host", default="127.0.0.1", help="interface to listen on (%(default)s)")
    parser.add_argument("--port", type=int, default=8080, help="port to listen on (%(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="decides the records (%(default)s)")
    options = parser.parse_args(arguments)
    print(greeting(f"http://{options.host}:{options.port}"), flush=True)
    uvicorn.run(both(options.seed), host=options.host, port=options.port, log_level="warning", lifespan="off")


def both(seed: int) -> Starlette:
    """WARP under ``/v1`` and NetSuite under ``/services/rest``."""
    platforms = [
        Mount(netsuite.BASE, app=netsuite.create_netsuite_app(seed=seed)),
        Mount("/", app=warp.create_app(seed=seed)),
    ]
    return Starlette(routes=platforms)


def greeting(address: str) -> str:
    """Where the platforms are and how to get in."""
    return "\n".join(
        [
            f"WARP      {address}{warp.BASE}",
            f"  customer  Bearer {auth.CUSTOMER_TOKEN}   X-API-Key {auth.CUSTOMER_KEY}",
            f"  admin     Bearer {auth.ADMIN_TOKEN}      X-API-Key {auth.ADMIN_KEY}",
            f"  sign-in   any password but {auth.WRONG_PASSWORD!r} for *@customer.example.com and *@admin.example.com;",
            f"            addresses that begin with mfa need the code {auth.MFA_CODE}",
            f"  faults    header {faults.HEADER}: status=503;retry-after=1",
            f"NetSuite  {address}{netsuite.BASE}",
            f"  token     Bearer {tokens.ACCESS_TOKEN}",
            f"  client    {tokens.CLIENT_ID} / {tokens.CLIENT_SECRET}, authorization code {tokens.CODE}",
            f"  token_url {address}{netsuite.BASE}/auth/oauth2/v1/token",
            "Stop with Ctrl+C; nothing is kept.",
        ]
    )


if __name__ == "__main__":
    main()
