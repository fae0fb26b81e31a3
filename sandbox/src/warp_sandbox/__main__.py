"""
``warp-sandbox``, also ``python -m warp_sandbox``: the sandbox on a port of this machine, until Ctrl+C.

    warp-sandbox serve --port 8080 --virtual-time --control
    warp-sandbox operations

One rule: what is printed is all that a client needs: addresses and credentials.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from starlette.types import ASGIApp

from warp_sandbox.clock import VirtualClock
from warp_sandbox.control import PREFIX, Control
from warp_sandbox.identity import app as identity
from warp_sandbox.netsuite import app as netsuite
from warp_sandbox.netsuite import integrations, tokens
from warp_sandbox.sandbox import Sandbox
from warp_sandbox.spec.document import Api, load
from warp_sandbox.warp import app as warp
from warp_sandbox.warp import auth
from warp_sandbox.wire import faults
from warp_sandbox.wire.exchange import utc_now

_MISSING = "warp-sandbox serve needs uvicorn and websockets; install warp-sandbox[serve]"


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until the process is told to stop, or list the operations; gives back the exit code."""
    options = _parser().parse_args(_with_command(sys.argv[1:] if arguments is None else arguments))
    return int(options.run(options))


def serve(options: argparse.Namespace) -> int:
    """Serve until the process is told to stop; 2 when the extra is not installed."""
    try:
        import uvicorn

        from warp_sandbox.server import config_of
    except ModuleNotFoundError as error:
        print(f"{_MISSING} ({error.name} is missing)", file=sys.stderr)
        return 2
    address = f"http://{options.host}:{options.port}"
    print(greeting(address, has_control=options.control), flush=True)
    uvicorn.Server(config_of(application(options), host=options.host, port=options.port)).run()
    return 0


def application(options: argparse.Namespace) -> ASGIApp:
    """What is served."""
    sandbox = Sandbox(
        options.seed,
        clock=VirtualClock() if options.virtual_time else utc_now,
        rate_limit=options.rate_limit,
        latency=options.latency,
    )
    return Control(sandbox) if options.control else sandbox.app


def operations(_options: argparse.Namespace) -> int:
    """Print every operation: method, path, id and who may call it."""
    for base, name in ((warp.BASE, "warp"), (netsuite.BASE, "netsuite")):
        for one in Api(load(name)).operations:
            audience = ",".join(one.audience) or ("open" if one.is_open else "")
            print(f"{one.method:6} {base}{one.path:58} {one.id:42} {audience}".rstrip())
    return 0


def greeting(address: str, *, has_control: bool = False) -> str:
    """Where the platforms are and how to get in."""
    sockets = address.replace("http", "ws", 1) + warp.BASE
    lines = [
        f"WARP      {address}{warp.BASE}",
        f"  customer  Bearer {auth.CUSTOMER_TOKEN}   X-API-Key {auth.CUSTOMER_KEY}   events {sockets}/ws",
        f"  admin     Bearer {auth.ADMIN_TOKEN}      X-API-Key {auth.ADMIN_KEY}      events {sockets}/admin/ws",
        f"  sign-in   any password but {auth.WRONG_PASSWORD!r} for *@customer.example.com and *@admin.example.com;",
        f"            addresses that begin with mfa need the code {auth.MFA_CODE}",
        f"  faults    header {faults.HEADER}: status=503;retry-after=1",
        f"NetSuite  {address}{netsuite.BASE}",
        f"  token     Bearer {tokens.ACCESS_TOKEN}",
        f"  client    {integrations.CLIENT_ID} / {integrations.CLIENT_SECRET}, authorization code {tokens.CODE}",
        f"  token_url {address}{netsuite.BASE}/auth/oauth2/v1/token",
        f"Identity  {address}{identity.TOOLKIT}, {identity.SECURE_TOKEN}",
        f"  key       {identity.API_KEY}",
    ]
    if has_control:
        lines.append(f"Control   POST {address}{PREFIX}advance, reset, script, drop")
    return "\n".join([*lines, "Stop with Ctrl+C; nothing is kept."])


def _with_command(arguments: Sequence[str]) -> list[str]:
    """``serve`` when the first word is no command."""
    is_named = bool(arguments) and (arguments[0] in ("serve", "operations", "-h", "--help"))
    return list(arguments) if is_named else ["serve", *arguments]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="warp-sandbox", description="The reference platform on this machine.")
    commands = parser.add_subparsers(required=True, metavar="command")
    served = commands.add_parser("serve", help="serve until Ctrl+C; what is done without a command")
    served.set_defaults(run=serve)
    served.add_argument("--host", default="127.0.0.1", help="interface to listen on (%(default)s)")
    served.add_argument("--port", type=int, default=8080, help="port to listen on (%(default)s)")
    served.add_argument("--seed", type=int, default=0, help="decides the records (%(default)s)")
    served.add_argument("--rate-limit", type=int, metavar="N", help="WARP requests per minute (no limit)")
    served.add_argument("--latency", type=float, default=0.0, metavar="SECONDS", help="before every answer (0)")
    served.add_argument("--virtual-time", action="store_true", help="time stands still until it is advanced")
    served.add_argument("--control", action="store_true", help=f"serve {PREFIX}advance, reset, script and drop")
    listed = commands.add_parser("operations", help="list every operation")
    listed.set_defaults(run=operations)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
