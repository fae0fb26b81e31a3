"""
The WARP API as an ASGI application.

One rule: everything that a reply depends on comes in as an argument: the seed, the clock and the document.
"""

from __future__ import annotations

from random import Random

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Mount
from starlette.types import ASGIApp, Receive, Scope, Send

from warp_sandbox.errors import Refusal
from warp_sandbox.sockets import Sockets
from warp_sandbox.spec.document import Api, Operation, known
from warp_sandbox.spec.pointers import Tree
from warp_sandbox.spec.samples import sample
from warp_sandbox.warp.auth import Sessions
from warp_sandbox.warp.files import PREFIX, Files
from warp_sandbox.warp.parts import handlers
from warp_sandbox.warp.seed import seed as fill
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Call, Caller, Clock, Handler, Reply, utc_now
from warp_sandbox.wire.limits import RateLimit
from warp_sandbox.wire.replies import ExampleReplies
from warp_sandbox.wire.service import Service, request_ids
from warp_sandbox.wire.switches import Switches

BASE = "/v1"


def create_app(
    *,
    seed: int = 0,
    document: Tree | None = None,
    clock: Clock = utc_now,
    rate_limit: int | None = None,
    rate_window: float = 60.0,
    token_lifetime: float = 3600.0,
    strict: bool = True,
    switches: Switches | None = None,
) -> Starlette:
    """
    A fresh platform under ``/v1``; its records are at ``app.state.sandbox``, its sockets at ``app.state.sockets``.

    Args:
        seed: The same seed and the same requests give the same ids and tokens.
        document: A bundled document; the checkout's ``warp.yaml`` when it is left out.
        clock: The time, in UTC.
        rate_limit: Requests per window over all callers; None refuses none.
        rate_window: Length of the rate limit's window in seconds.
        token_lifetime: How long an access token from a sign-in is good for, in seconds.
        strict: Refuse to send a reply that breaks its schema, with a 500 and code SANDBOX_REPLY_INVALID.
        switches: Faults, overrides and latency from outside.
    """
    api = known() if document is None else Api(document)
    world = World(api, seed)
    fill(world)
    sessions = Sessions(
        Random(f"{seed}/tokens"),
        customer_id=world.customer_id,
        accounts=world.customers,
        lifetime=token_lifetime,
        refresh_tokens=_shown_refresh_tokens(api),
    )
    service = Service(
        api,
        Warp(world, sessions, clock),
        base=BASE,
        clock=clock,
        request_ids=request_ids(seed),
        limit=RateLimit(rate_limit, window=rate_window, clock=clock),
        strict=strict,
        switches=switches,
    )
    sockets = Sockets(api, world.events, sessions, clock=clock, base=BASE, tick=world.tick)
    front = _front(service, sockets, Files(world.files, clock))
    app = Starlette(routes=[Mount("/", app=front)])
    app.state.sandbox = world
    app.state.service = front
    app.state.sockets = sockets
    return app


def _front(service: ASGIApp, sockets: ASGIApp, files: ASGIApp) -> ASGIApp:
    async def front(scope: Scope, receive: Receive, send: Send) -> None:
        plain = files if scope["path"].startswith(PREFIX) else service
        await (sockets if scope["type"] == "websocket" else plain)(scope, receive, send)

    return front


class Warp:
    """The WARP platform. Operations that only another document has are answered by that document's examples."""

    def __init__(self, world: World, sessions: Sessions, clock: Clock) -> None:
        self._world = world
        self._sessions = sessions
        self._clock = clock
        self._examples: Handler = ExampleReplies(world.api)
        self._handlers = handlers(world, sessions)

    def admit(self, request: Request, operation: Operation) -> Caller:
        """The caller, when the operation is meant for one of that role; what is due by now was done before."""
        self._world.schedule.settle(self._clock())
        if operation.is_open:
            return Caller("")
        caller = self._sessions.caller(request.headers, self._clock())
        if operation.audience and caller.role not in operation.audience:
            raise Refusal(403, f"This operation is for the role {' or '.join(operation.audience)}.")
        self._sessions.check_scopes(caller, operation)
        return caller

    def answer(self, call: Call) -> Reply:
        """The reply of the operation."""
        return self._handlers.get(call.operation.id, self._examples)(call)

    def refuse(self, refusal: Refusal, operation: Operation | None, request_id: str) -> Reply:
        """An ErrorBody; violations are listed in ``details.errors``."""
        errors = [{"field": one.field, "message": one.message} for one in refusal.violations]
        body = {
            "code": refusal.code,
            "message": refusal.message,
            "details": {"errors": errors} if errors else {},
            "request_id": request_id,
        }
        return Reply(refusal.status, body, refusal.headers)


def _shown_refresh_tokens(api: Api) -> tuple[str, ...]:
    kind = "RefreshTokenRequest"
    known = kind in api.tree.get("components", {}).get("schemas", {})
    return (sample(api, f"/components/schemas/{kind}")["refresh_token"],) if known else ()
