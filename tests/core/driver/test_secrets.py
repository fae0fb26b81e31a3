"""No secret shows in logs, errors, tracebacks or reprs, whatever goes wrong; each claim holds for both flavours."""

import logging
import traceback

import attrs
import httpx
import pytest

from warp_client_core import errors, logs
from warp_client_core.calls import Operation, Safety, Session
from warp_client_core.options import RequestOptions
from warp_client_core.replies import Enveloped


@attrs.frozen(kw_only=True)
class Trunk:
    id: str


@attrs.frozen(kw_only=True)
class Auth:
    access_token: str
    refresh_token: str | None = None


GET: Operation = Operation("get_trunk", "GET", "/trunks/{trunk_id}", Safety.READ, Enveloped(Trunk))
CREATE: Operation = Operation("create_trunk", "POST", "/trunks/{name}", Safety.UNSAFE, Enveloped(Trunk))
LOGIN: Operation = Operation(
    "login", "POST", "/auth/{realm}", Safety.UNSAFE, Enveloped(Auth), session=Session.OPENS, authenticated=False
)


class Keeping(logging.Handler):
    """Formats all that is logged, by us and by the HTTP libraries."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.setFormatter(logging.Formatter("%(name)s %(levelname)s %(message)s"))
        self.addFilter(logs.redacting_filter())
        self.lines = []

    def emit(self, record):
        self.lines.append(self.format(record))
        self.lines.append(repr(record.__dict__))


@pytest.fixture
def logged(monkeypatch):
    """The lines of every logger, at every level."""
    root, kept = logging.getLogger(), Keeping()
    monkeypatch.setattr(root, "level", logging.DEBUG)
    monkeypatch.setattr(root, "handlers", [kept])
    for name in ("httpx", "httpcore", "warp_client_core"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield kept.lines
    for name in ("httpx", "httpcore", "warp_client_core"):
        logging.getLogger(name).setLevel(logging.NOTSET)


def reply(status, **keywords):
    headers = {"Set-Cookie": "sid=canary-cookie", "Location": "/?q=canary-query", "X-Request-Id": "req-1"}
    return httpx.Response(status, headers={**headers, **keywords.pop("headers", {})}, **keywords)


REPLIES = {
    "success": [reply(200, json={"data": {"id": "t1", "secret": "canary-reply"}})],
    "tokens": [reply(200, json={"data": {"access_token": "canary-token", "refresh_token": "canary-refresh"}})],
    "tokens of a wrong type": [reply(200, json={"data": {"access_token": ["canary-token"], "id": 5}})],
    "wrong type": [reply(200, json={"data": {"id": 5, "secret": "canary-reply"}})],
    "html": [reply(200, text="<p>canary-reply</p>", headers={"Content-Type": "text/html"})],
    "truncated": [reply(200, content=b'{"data": {"id": "canary-reply', headers={"Content-Type": "application/json"})],
    "garbled": [reply(200, stream=httpx.ByteStream(b"canary-reply"), headers={"Content-Encoding": "gzip"})],
    "refused": [httpx.ConnectError("connection refused")],
    "reset": [httpx.ReadError("connection reset")],
    "timeout": [httpx.ReadTimeout("timed out")],
    "overload": [reply(503, text="canary-reply") for _ in range(4)],
    "redirect": [reply(307)],
    "problem": [reply(422, json={"error": {"code": "INVALID", "details": {"errors": [{"value": "canary-reply"}]}}})],
    "error in html": [reply(500, text="<p>canary-reply</p>", headers={"Content-Type": "text/html"})] * 4,
    "unauthorized": [reply(401, json={"error": {"code": "EXPIRED", "token": "canary-token"}})],
    "error of a hook": [ZeroDivisionError("mine")],
}

CALLS = {
    "read": GET.call("canary-path", query={"q": "canary-query"}),
    "write": CREATE.call("canary-path", json={"name": "canary-body"}, headers={"X-Trace": "canary-header"}),
    "form": CREATE.call("canary-path", form={"name": "canary-body"}),
    "login": LOGIN.call("canary-path", json={"email": "a@example.com", "password": "canary-password"}),
}


def shown(error):
    """What a program prints of an error."""
    return "\n".join([str(error), repr(error), *traceback.format_exception(error)])


@pytest.mark.parametrize("end", REPLIES)
@pytest.mark.parametrize("call", CALLS)
def test_no_secret_is_shown(flavour, world, platform, logged, call, end):
    server = platform(*REPLIES[end])
    client = flavour.build(
        server,
        ambient=world.ambient,
        access_token="canary-token",
        refresh_token="canary-refresh",
        api_key="canary-key",
        default_headers={"X-Secret": "canary-header", "Cookie": "sid=canary-cookie"},
    )
    options = RequestOptions(headers={"X-Hook": "canary-hook"}, query={"token": "canary-query"}, max_retries=3)
    said = []

    try:
        said.append(repr(flavour.send(client, CALLS[call], options)))
    except (errors.WarpError, ZeroDivisionError) as error:
        said.append(shown(error))

    text = "\n".join([*said, *logged, repr(client), repr(client.credentials), repr(options)])
    assert server.requests
    assert end == "error of a hook" or any("warp_client_core.attempts DEBUG" in line for line in logged)
    assert [] == [line for line in text.splitlines() if "canary" in line]
