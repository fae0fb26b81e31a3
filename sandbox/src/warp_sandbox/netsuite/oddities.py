"""
Replies that no document shows and every client meets one day.

    html-502          a gateway's page of HTML
    malformed-429     the concurrency limit, in a body that is not quite JSON
    unexpected-500    a failure with an error id
    lost-reply        the request is carried out, and its reply is lost with the connection

One rule: an oddity is given once for a header on a method and path, so that a client which tries again succeeds.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from warp_sandbox.wire.connection import KEY, connection_of, gone

HEADER: Final = "X-Sandbox-Oddity"
LOST: Final = "lost-reply"

_HTML = b"<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
_NOT_QUITE_JSON = (
    b'{"type": "https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.1", "title": "Bad Request", "status": 429, '
    b'"o:errorCode": "USER_ERROR", "o:errorDetails": [{"detail": "Too many requests are in progress.", '
    b'"o:errorCode": "CONCURRENCY_LIMIT_EXCEEDED"},]'
)
_FAILED = (
    b'{"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.6.1","title":"Internal Server Error",'
    b'"status":500,"o:errorDetails":[{"detail":"An unexpected error occurred. Error ID: sandbox0000000001",'
    b'"o:errorCode":"UNEXPECTED_ERROR"}]}'
)
NETSUITE: Final[Mapping[str, Response]] = {
    "html-502": Response(_HTML, 502, media_type="text/html"),
    "malformed-429": Response(_NOT_QUITE_JSON, 429, media_type="application/vnd.oracle.resource+json; type=error"),
    "unexpected-500": Response(_FAILED, 500, media_type="application/json"),
}


class Oddities:
    """
    An application that sometimes answers oddly.

    A request asks for an oddity by the header ``X-Sandbox-Oddity``; what stands in `script` is given to the requests
    that come next, one each. An empty entry lets one request pass.
    """

    def __init__(self, app: ASGIApp, replies: Mapping[str, Response]) -> None:
        self.script: deque[str] = deque()
        self._app = app
        self._replies = replies
        self._given: set[tuple[str, str, str]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, oddly or not."""
        name = self._name(scope) if scope["type"] == "http" else ""
        if name in self._replies:
            await self._replies[name](scope, receive, send)
        elif name == LOST:
            await self._lose(scope, receive, send)
        elif name:
            known = ", ".join([*self._replies, LOST])
            text = f"There is no oddity {name[:40]!r}; there are {known}."
            await PlainTextResponse(text, status_code=400)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _name(self, scope: Scope) -> str:
        if self.script:
            return self.script.popleft()
        name = Headers(scope=scope).get(HEADER, "")
        key = (scope["method"], scope["path"], name)
        if key in self._given:
            return ""
        self._given.add(key)
        return name

    async def _lose(self, scope: Scope, receive: Receive, send: Send) -> None:
        """
        Do the work and break off.

        A server that cannot reset the connection sends the beginning of a reply first, as it would else send an error.
        """

        async def nowhere(_message: Message) -> None:
            """What the application says is not passed on."""

        await self._app(scope, receive, nowhere)
        if KEY not in scope.get("extensions", {}):
            headers = [(b"content-type", b"application/json"), (b"content-length", b"1024")]
            await send({"type": "http.response.start", "status": 200, "headers": headers})
        connection_of(scope).reset()
        await gone(receive)
