"""No secret shows in logs, errors, tracebacks or reprs, whatever goes wrong; each claim holds for both flavours."""

import logging
import traceback

import attrs
import httpx
import pytest

from warp_client_core import errors, logs
from warp_client_core.calls import Operation, Safety, Session
from warp_client_core.options import RequestOptions
from warp_client_core.redact import masked
from warp_client_core.replies import Enveloped


@attrs.frozen(kw_only=True)
class Trunk:
    id: str


@attrs.frozen(kw_only=True)
class Auth:
    access_token: str = attrs.field(repr=masked)
    refresh_token: str | None = attrs.field(default=None, repr=masked)


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
    "success": lambda: [reply(200, json={"data": {"id": "t1", "secret": "canary-reply"}})],
    "tokens": lambda: [reply(200, json={"data": {"access_token": "canary-token", "refresh_token": "canary-refresh"}})],
    "tokens of a wrong type": lambda: [reply(200, json={"data": {"access_token": ["canary-token"], "id": 5}})],
    "wrong type": lambda: [reply(200, json={"data": {"id": 5, "secret": "canary-reply"}})],
    "html": lambda: [reply(200, text="<p>canary-reply</p>", headers={"Content-Type": "text/html"})],
    "truncated": lambda: [
        reply(200, content=b'{"data": {"id": "canary-reply', headers={"Content-Type": "application/json"})
    ],
    "garbled": lambda: [reply(200, stream=httpx.ByteStream(b"canary-reply"), headers={"Content-Encoding": "gzip"})],
    "refused": lambda: [httpx.ConnectError("connection refused")],
    "reset": lambda: [httpx.ReadError("connection reset")],
    "timeout": lambda: [httpx.ReadTimeout("timed out")],
    "overload": lambda: [reply(503, text="canary-reply") for _ in range(4)],
    "redirect": lambda: [reply(307)],
    "problem": lambda: [
        reply(422, json={"error": {"code": "INVALID", "details": {"errors": [{"value": "canary-reply"}]}}})
    ],
    "error in html": lambda: [
        reply(500, text="<p>canary-reply</p>", headers={"Content-Type": "text/html"}) for _ in range(4)
    ],
    "unauthorized": lambda: [reply(401, json={"error": {"code": "EXPIRED", "token": "canary-token"}})],
    "error of a hook": lambda: [ZeroDivisionError("mine")],
}

CALLS = {
    "read": GET.call("canary-path", query={"q": "canary-query"}),
    "write": CREATE.call("canary-path", json={"name": "canary-body"}, headers={"X-Trace": "canary-header"}),
    "form": CREATE.call("canary-path", form={"name": "canary-body"}),
    "login": LOGIN.call("canary-path", json={"email": "a@example.com", "password": "canary-password"}),
}


def build(flavour, world, server):
    return flavour.build(
        server,
        ambient=world.ambient,
        access_token="canary-token",
        refresh_token="canary-refresh",
        api_key="canary-key",
        default_headers={"X-Secret": "canary-header", "Cookie": "sid=canary-cookie"},
    )


OPTIONS = RequestOptions(headers={"X-Hook": "canary-hook"}, query={"token": "canary-query"}, max_retries=3)


@pytest.mark.parametrize("end", REPLIES)
@pytest.mark.parametrize("call", CALLS)
def test_no_secret_is_shown(flavour, world, platform, logged, call, end):
    server = platform(*REPLIES[end]())
    client = build(flavour, world, server)
    said = []

    try:
        said.append(repr(flavour.send(client, CALLS[call], OPTIONS)))
    except (errors.WarpError, ZeroDivisionError) as error:
        said += [str(error), repr(error), *traceback.format_exception(error)]

    text = "\n".join([*said, *logged, repr(client), repr(client.credentials)])
    assert server.requests
    assert end == "error of a hook" or any("warp_client_core.attempts DEBUG" in line for line in logged)
    assert [] == [line for line in text.splitlines() if "canary" in line]


@pytest.mark.parametrize("end", [end for end in REPLIES if end not in ("success", "tokens")])
def test_local_variables_of_ours_show_no_credential_header_or_body(flavour, world, platform, end):
    """
    Error trackers print them. What names the resource, path and query, is part of a `Call` and is shown.
    """
    client = build(flavour, world, platform(*REPLIES[end]()))
    call = attrs.evolve(CALLS["write"], path="/trunks/t1")

    with pytest.raises((errors.WarpError, ZeroDivisionError)) as caught:
        flavour.send(client, call, attrs.evolve(OPTIONS, query=None))

    found = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    ours = [frame for frame in found.stack if "warp_client_core" in frame.filename]
    assert ours
    assert [] == [(frame.name, name) for frame in ours for name, text in frame.locals.items() if "canary" in text]
