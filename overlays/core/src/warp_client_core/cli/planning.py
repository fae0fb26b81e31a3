"""
The request that a command would send, caught before it leaves.

The rule: a plan is made by the code that sends, up to the moment of sending; nothing reaches the network, not even to
find out what would be sent, and secrets are masked.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from typing import Any, Final, NoReturn
from urllib.parse import parse_qsl, quote, urlencode

from warp_client_core.catalog import Catalog, Entry
from warp_client_core.catalog.invoking import MASK, masked
from warp_client_core.cli.settings import CREDENTIALS
from warp_client_core.middleware import Middleware
from warp_client_core.steps import Send

LONGEST: Final = 4_000
"""Characters of a body that are printed."""

HEADERS: Final = frozenset({"authorization", "proxy-authorization", "cookie", "x-api-key"})
NAMES: Final = frozenset(
    {
        "password", "mfa_code", "secret", "token", "access_token", "refresh_token", "id_token", "api_key",
        "client_secret", "client_assertion", "assertion", "code", "code_verifier", "private_key", "pin",
    }
)  # fmt: skip
"""What is masked wherever it stands, beside what the catalog calls secret."""

_AS_WRITTEN: Final = "\ue000{}\ue001"
_NUMBER: Final = re.compile('"\ue000([^"]*)\ue001"')

PLACEHOLDER: Final = "dry-run"
"""Stands for credentials that are not looked up."""


class Planned(BaseException):
    """
    A request that was about to be sent. Not an `Exception`, since no layer may take it for a failure of its own.

    Attributes:
        request: It.
    """

    def __init__(self, request: Send) -> None:
        super().__init__("the request was not sent")
        self.request = request


class Catching(Middleware):
    """Lets no attempt through."""

    def around_attempt(self, attempt: Send, proceed: object) -> NoReturn:
        """Raises `Planned`."""
        raise Planned(attempt)


def unsent(catalog: Catalog, environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Constructor arguments of a client that sends nothing and looks up no credentials, only of which kind they are."""
    kinds = [name for name in CREDENTIALS if environ.get(catalog.environment.get(name, ""), "").strip()]
    names = ("api_key",) if kinds[:1] == ["api_key"] else ("access_token", "refresh_token")
    return {"middleware": [Catching()], **dict.fromkeys(names, PLACEHOLDER)}


def secret_names(entry: Entry | None, schemas: Mapping[str, Any]) -> frozenset[str]:
    """Names under which an operation sends secrets."""
    found = {name for one in entry.parameters if one.secret for name in (one.name, one.wire)} if entry else set()
    for schema in schemas.values():
        found |= {name for name, field in schema.get("properties", {}).items() if field.get("writeOnly")}
    return NAMES | found


def described(request: Send, secrets: frozenset[str]) -> dict[str, Any]:
    """The request as JSON: ``method``, ``url``, ``headers``, ``body``; a streamed body is cut at 4,000 characters."""
    address, mark, query = request.url.partition("?")
    pairs = [(name, MASK if name in secrets else value) for name, value in parse_qsl(query, keep_blank_values=True)]
    return {
        "method": request.method,
        "url": address + mark + urlencode(pairs, quote_via=quote, safe="*"),
        "headers": {name: _header(name, value, secrets) for name, value in request.headers},
        "body": _body(request, secrets),
    }


def opened(method: str, url: str) -> dict[str, Any]:
    """A request without a body that goes through no middleware, as `described` gives others."""
    return {"method": method, "url": url, "headers": {}, "body": None}


def listening(url: str) -> dict[str, Any]:
    """The request that opens an event stream."""
    return {**opened("GET", url), "headers": {"Authorization": f"Bearer {MASK}"}}


def as_text(plan: Mapping[str, Any]) -> str:
    """The plan as it would look on the wire."""
    body = plan["body"]
    text = body if isinstance(body, str) else "" if body is None else as_json(body)
    head = [f"{plan['method']} {plan['url']}", *(f"{name}: {value}" for name, value in plan["headers"].items())]
    return "\n".join([*head, *(["", text] if text else [])])


def as_json(value: Any) -> str:
    """A plan or its body as JSON, with numbers as they would be sent: 12.50 stays 12.50."""
    return _NUMBER.sub(r"\1", json.dumps(value, indent=2, ensure_ascii=False))


def _header(name: str, value: str, secrets: frozenset[str]) -> str:
    if name.lower() in HEADERS:
        scheme, space, _ = value.partition(" ")
        return f"{scheme} {MASK}" if space and name.lower().endswith("authorization") else MASK
    return MASK if name in secrets else value


def _body(request: Send, secrets: frozenset[str]) -> Any:
    if request.body is None:
        return None
    content = b""
    for chunk in request.body.chunks():
        content += chunk
        if len(content) > LONGEST:
            break
    kind = request.body.media_type.partition(";")[0]
    if kind.endswith("json"):
        whole = b"".join(request.body.chunks())
        return masked(json.loads(whole, parse_float=_AS_WRITTEN.format), secrets)
    text = content.decode("utf-8", "backslashreplace")
    if kind == "application/x-www-form-urlencoded":
        pairs = [(name, MASK if name in secrets else value) for name, value in parse_qsl(text, keep_blank_values=True)]
        return urlencode(pairs, safe="*")
    length = request.body.length()
    more = f"\n... ({length:,} bytes in all)" if length is None or length > LONGEST else ""
    return text[:LONGEST] + (more if length is not None else "\n...")
