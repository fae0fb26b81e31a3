"""
canonicalise, access: who may call what, and where; security schemes and servers of a document.

One rule: a scheme that no header field, query parameter or cookie can carry is named all the same, so that nobody takes
its operations for open ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin, urlsplit

import attrs

from generator.model.document import Document, Tree
from generator.model.ir import Alternatives, Scheme, Server

_BEARERS = ("oauth2", "openIdConnect")
_TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~!$&'()*+,;=:@%-]*)*")
_VARIABLE = re.compile(r"\{([^{}]*)\}")


@attrs.frozen
class Access:
    """The schemes, the security of the document and its servers."""

    schemes: tuple[Scheme, ...]
    security: Alternatives
    servers: tuple[Server, ...]
    is_foreign: bool

    def is_authenticated(self, node: Tree) -> bool:
        """Whether an operation is sent with credentials; where they are optional, they are sent when there are any."""
        own = node.get("security")
        found = self.security if own is None else _alternatives(own)
        if self.is_foreign:
            # A document that says nothing at all about this leaves it to the caller.
            return any(found) or (own is None and not self.security and not self.schemes)
        return bool(found) and () not in found

    def security_of(self, node: Tree) -> Alternatives | None:
        """The alternatives of an operation, where they are not those of the document."""
        if not self.is_foreign or not isinstance(node.get("security"), list):
            return None
        found = _alternatives(node["security"])
        return None if found == self.security else found

    def server_of(self, node: Tree) -> str:
        """The address of an operation that is not where all others are, with defaults for its variables."""
        found = read_servers(node.get("servers")) if self.is_foreign else ()
        if not found or found[0] in self.servers:
            return ""
        address = resolved(filled(found[0]), self.servers)
        is_first = bool(self.servers) and address == filled(self.servers[0])
        return address if _ADDRESS.fullmatch(address) and not is_first else ""


def read_access(document: Document) -> Access:
    """Everything that a document says about this; a house document leaves schemes and servers to its overlays."""
    tree = document.tree
    security = _alternatives(tree.get("security") or [])
    if not document.foreign:
        return Access((), security, (), is_foreign=False)
    schemes = tree.get("components", {}).get("securitySchemes", {})
    found = [_scheme(str(name), one) for name, one in schemes.items() if isinstance(one, dict)]
    return Access(tuple(found), security, read_servers(tree.get("servers")), is_foreign=True)


def read_servers(given: Any) -> tuple[Server, ...]:
    """The servers of a document, a path or an operation."""
    return tuple(
        Server(one["url"], str(one.get("description", "")), tuple(_variables(one)))
        for one in (given if isinstance(given, list) else [])
        if isinstance(one, dict) and isinstance(one.get("url"), str)
    )


def filled(server: Server) -> str:
    """The address with the default of each variable; without a trailing slash."""
    defaults = {name: default for name, default, _ in server.variables}
    return _VARIABLE.sub(lambda found: defaults.get(found[1], found[1]), server.url).rstrip("/")


def resolved(url: str, servers: tuple[Server, ...]) -> str:
    """
    The address of an operation; one without a host is seen from the first server of the document.

    OpenAPI sees it from where the document itself is published, which is where its first server is, if anywhere.
    """
    base = filled(servers[0]) if servers else ""
    if is_absolute(url) or not is_absolute(base):
        return url
    return urljoin(f"{base}/", url).rstrip("/")


def is_absolute(url: str) -> bool:
    """Whether an address has a scheme and a host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _variables(server: Tree) -> Iterable[tuple[str, str, tuple[str, ...]]]:
    given = server.get("variables")
    variables = given if isinstance(given, dict) else {}
    for name in dict.fromkeys(_VARIABLE.findall(server["url"])):
        given = variables.get(name)
        entry: Tree = given if isinstance(given, dict) else {}
        values = entry.get("enum")
        allowed = tuple(map(str, values)) if isinstance(values, list) else ()
        yield name, str(entry.get("default", allowed[0] if allowed else name)), allowed


def _alternatives(given: list[Any]) -> Alternatives:
    return tuple(tuple(map(str, one)) for one in given if isinstance(one, dict))


def _scheme(name: str, node: Tree) -> Scheme:
    kind, place, wire = node.get("type"), node.get("in"), node.get("name")
    if kind in _BEARERS:
        return Scheme(name, "bearer")
    if kind == "http":
        scheme = str(node.get("scheme", "")).lower()
        return Scheme(name, scheme if scheme in ("bearer", "basic") else "none")
    is_name = isinstance(wire, str) and bool(wire) and (place != "header" or bool(_TOKEN.fullmatch(wire)))
    if kind == "apiKey" and place in ("header", "query", "cookie") and is_name:
        return Scheme(name, str(place), str(wire))
    return Scheme(name, "none")
