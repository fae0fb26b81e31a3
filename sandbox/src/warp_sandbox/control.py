"""
The sandbox told over HTTP what to do, for test suites in other languages.

    POST /_sandbox/advance   {"seconds": 60}             let time pass
    POST /_sandbox/reset                                 as on the first day
    POST /_sandbox/script    {"faults": ["status=503"]}  what goes wrong with the requests to come
    POST /_sandbox/drop      {"code": 1012}              close the event sockets

Each answers ``{"now": ...}``, and 400 with a ``message`` when it cannot be done. One rule: these addresses exist only
where somebody asked for them, because whoever reaches them rules the sandbox.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from warp_sandbox.errors import SandboxError
from warp_sandbox.sandbox import Sandbox
from warp_sandbox.wire.exchange import stamp

PREFIX = "/_sandbox/"

_Action = Callable[[Sandbox, dict[str, Any]], object]


class Control:
    """
    The sandbox with its control addresses, an ASGI application.

    Args:
        sandbox: Serves all other requests.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._app: ASGIApp = sandbox.app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection."""
        if scope["type"] == "http" and scope["path"].startswith(PREFIX):
            reply = await self._reply(Request(scope, receive))
            await reply(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _reply(self, request: Request) -> JSONResponse:
        action = _ACTIONS.get(request.url.path.removeprefix(PREFIX))
        if action is None:
            return JSONResponse({"message": f"There are {', '.join(PREFIX + name for name in _ACTIONS)}."}, 404)
        if request.method != "POST":
            return JSONResponse({"message": "Send a POST."}, 405, {"Allow": "POST"})
        try:
            given = json.loads(await request.body() or b"{}")
            _check(given)
            action(self._sandbox, given)
        except (ValueError, TypeError, LookupError, SandboxError) as error:
            return JSONResponse({"message": f"{type(error).__name__}: {error}"}, 400)
        return JSONResponse({"now": stamp(self._sandbox.clock())})


def _check(given: Any) -> None:
    if not isinstance(given, dict):
        raise TypeError("the body is an object")
    for name, (kind, form) in _FIELDS.items():
        if name in given and (not isinstance(given[name], kind) or isinstance(given[name], bool)):
            raise TypeError(f"{name} is {form}")
    if not all(isinstance(one, str) for one in given.get("faults", ())):
        raise TypeError("faults is a list of texts")


_FIELDS: dict[str, tuple[Any, str]] = {
    "seconds": ((int, float), "a number"),
    "faults": (list, "a list of texts"),
    "code": (int, "a whole number"),
    "reason": (str, "a text"),
}
_ACTIONS: dict[str, _Action] = {
    "advance": lambda sandbox, given: sandbox.advance(given["seconds"]),
    "reset": lambda sandbox, given: sandbox.reset(),
    "script": lambda sandbox, given: sandbox.script(given["faults"]),
    "drop": lambda sandbox, given: sandbox.sockets.drop(given.get("code", 1012), given.get("reason", "")),
}
