"""
What may stand in a cassette.

One rule: headers are kept by name and everything else is dropped; a value that the document calls a secret is replaced,
wherever it stands. The same is done to the requests of a replay, so that both sides compare alike.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from vcr.request import Request

HOST = "api.example.test"
ADDRESS = f"https://{HOST}"
SCRUBBED = "scrubbed." * 5
"""Long enough for a code verifier (RFC 7636, 4.1)."""
CANARY = "canary-5d0c1e"
BOUNDARY = "cassette-boundary"

_REQUEST_HEADERS = ("accept", "content-type", "prefer", "x-netsuite-propertynamevalidation")
_REPLY_HEADERS = (
    "content-type",
    "location",
    "retry-after",
    "x-ratelimit-limit",
    "x-ratelimit-remaining",
    "x-ratelimit-reset",
    "x-request-id",
)
_KEYS = ("idempotency-key", "x-netsuite-idempotency-key", "x-api-key")
_SIGNED = frozenset({"ticket", "signature", "sig"})
"""Parts of an address that let in whoever has it."""
_LOOPBACK = re.compile(r"http://127\.0\.0\.1:\d+")
_FORM = "application/x-www-form-urlencoded"
_MULTIPART = "multipart/form-data"


def secret_names(document: Mapping[str, Any]) -> frozenset[str]:
    """The names of all properties that a document calls secret: of format password, or marked as sensitive."""
    found = set()

    def look(node: Any) -> None:
        if isinstance(node, dict):
            for name, schema in _mapping(node.get("properties")).items():
                if isinstance(schema, dict) and (schema.get("format") == "password" or schema.get("x-sensitive")):
                    found.add(name)
        for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
            look(child)

    look(document)
    return frozenset(found)


class Scrubber:
    """Makes requests and replies fit for a cassette; ``seen`` holds every secret that it replaced."""

    def __init__(self, secrets: frozenset[str]) -> None:
        self._secrets = secrets | _SIGNED
        self.seen: set[str] = set()

    def request(self, request: Request) -> Request:
        """The request as a cassette shows it."""
        fields = {name.lower(): str(value) for name, value in request.headers.items()}
        headers = {name: fields[name] for name in _REQUEST_HEADERS if name in fields}
        headers |= {name: "(key)" for name in _KEYS if name in fields}
        if "authorization" in fields:
            headers["authorization"] = f"({fields['authorization'].partition(' ')[0].lower().strip('()')})"
        media, _, boundary = headers.get("content-type", "").partition("; boundary=")
        raw = bytes(request.body or b"")
        if media == _MULTIPART:
            raw = raw.replace(boundary.encode(), BOUNDARY.encode())
            headers["content-type"] = f"{media}; boundary={BOUNDARY}"
        body = self._body(raw, media) or None
        return Request(request.method, self._address(request.uri), body, dict(sorted(headers.items())))

    def reply(self, reply: dict[str, Any]) -> dict[str, Any]:
        """The reply as a cassette shows it."""
        fields = {name.lower(): values for name, values in reply["headers"].items()}
        kept = [name for name in _REPLY_HEADERS if name in fields]
        headers = {name: [self._address(one) for one in fields[name]] for name in kept}
        media = fields.get("content-type", [""])[0].partition(";")[0]
        body = self._body(bytes(reply["body"]["string"]), media)
        return {"status": reply["status"], "headers": headers, "body": {"string": body}}

    def _address(self, text: str) -> str:
        """A text that may be an address, with the host of the cassettes and without secrets in its query."""
        text = _LOOPBACK.sub(ADDRESS, text)
        before, _, query = text.partition("?")
        hidden = self._query(query)
        return text if hidden == parse_qsl(query, keep_blank_values=True) else f"{before}?{urlencode(hidden)}"

    def _query(self, text: str) -> list[tuple[str, str]]:
        pairs = parse_qsl(text, keep_blank_values=True)
        return [(name, self._hidden(value) if name in self._secrets else value) for name, value in pairs]

    def _body(self, raw: bytes, media: str) -> bytes:
        raw = _LOOPBACK.sub(ADDRESS, raw.decode("latin-1")).encode("latin-1")
        if media == _FORM:
            return urlencode(self._query(raw.decode())).encode()
        value = json_or_none(raw) if "json" in media else None
        return pretty(self._scrubbed(value)).encode() if isinstance(value, (dict, list)) else raw

    def _scrubbed(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._scrubbed(one) for one in value]
        if isinstance(value, dict):
            return {
                name: self._hidden(one) if name in self._secrets else self._scrubbed(one) for name, one in value.items()
            }
        return self._address(value) if isinstance(value, str) and value.startswith(("http://", "https://")) else value

    def _hidden(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {name: self._hidden(one) for name, one in value.items()}
        if isinstance(value, list):
            return [self._hidden(one) for one in value]
        if isinstance(value, str) and value != SCRUBBED:
            self.seen.add(value)
        return SCRUBBED if isinstance(value, str) else value


def planted(arguments: Mapping[str, Any], secrets: frozenset[str]) -> dict[str, Any]:
    """Arguments whose secrets are recognisable; those that the platform only takes as they are stay so."""
    fixed = {"refresh_token", "mfa_code", "pin", "code"}
    return {name: _marked(value) if name in secrets - fixed else value for name, value in arguments.items()}


def canonical(body: bytes, content_type: str) -> Any:
    """A body as it is compared: JSON without order of names, a form as a multiset, files by their sha256."""
    media = content_type.partition(";")[0].strip().lower()
    if media == _FORM:
        return sorted(parse_qsl(body.decode(), keep_blank_values=True))
    if media == _MULTIPART:
        found = sections(body, content_type.partition("boundary=")[2])
        return sorted((name, file, kind, hashlib.sha256(content).hexdigest()) for name, file, kind, content in found)
    value = json_or_none(body) if "json" in media else None
    return body if value is None else json.dumps(value, sort_keys=True)


def sections(body: bytes, boundary: str) -> Iterator[tuple[str, str, str, bytes]]:
    """The parts of a multipart body as (name, file name, media type, content)."""
    for part in body.split(f"--{boundary}".encode())[1:-1]:
        head, _, content = part.removeprefix(b"\r\n").removesuffix(b"\r\n").partition(b"\r\n\r\n")
        text = head.decode()
        media = _group(r"(?i)^content-type: *(.+?) *$", text)
        yield _group(r'[; ]name="([^"]*)"', text), _group(r'filename="([^"]*)"', text), media, content


def json_or_none(raw: bytes) -> Any:
    """What the JSON text says, or None when it is not JSON."""
    try:
        return json.loads(raw)
    except ValueError:
        return None


def pretty(value: Any, *, most: int = 90) -> str:
    """JSON for people, a line per value while that is not too many lines, else a line per record."""
    text = json.dumps(value, indent=1, ensure_ascii=False)
    if text.count("\n") < most or not isinstance(value, dict):
        return text
    lines = [f"{json.dumps(name)}: {_records(one)}" for name, one in value.items()]
    return "{\n" + ",\n".join(lines) + "\n}"


def _records(value: Any) -> str:
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(json.dumps(one, ensure_ascii=False) for one in value) + "\n]"
    return json.dumps(value, ensure_ascii=False)


def _marked(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _marked(one) for name, one in value.items()}
    return f"{value}-{CANARY}" if isinstance(value, str) else value


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _group(pattern: str, text: str) -> str:
    found = re.search(pattern, text, re.M)
    return found.group(1) if found else ""
