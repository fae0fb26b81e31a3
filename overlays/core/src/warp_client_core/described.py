"""
Access as a document describes it: several schemes, alternatives of them, and servers with variables.

A layer around the sending of a call, for clients made from such documents; others never load it. The rule: each attempt
carries what one alternative of its operation asks for and nothing else, and only to the origin of the base URL or to
one that the caller named.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypedDict, Unpack
from urllib.parse import quote, urlencode

import attrs

from warp_client_core.client import Client
from warp_client_core.exchange import Settled
from warp_client_core.headers import check_credential
from warp_client_core.origins import check_base_url, is_absolute, origin
from warp_client_core.steps import Send, Step, Steps, relayed
from warp_client_core.value import Value

if TYPE_CHECKING:
    from warp_client_core._http import Auth
    from warp_client_core.calls import Call, Operation
    from warp_client_core.client import OnReauthenticate
    from warp_client_core.middleware import Middleware
    from warp_client_core.options import CallOptions
    from warp_client_core.steps import Ambient
    from warp_client_core.tokens import TokenStore

Alternatives = tuple[tuple[str, ...], ...]
_KEYS: Final = ("header", "query", "cookie")


@attrs.frozen(eq=False, repr=False)
class Scheme(Value):
    """
    A way to prove who is calling.

    Attributes:
        kind: ``bearer``, ``basic``, ``header``, ``query``, ``cookie``; ``none`` for what a certificate does.
        wire: Name of the header field, query parameter or cookie.
    """

    kind: str
    wire: str = ""


@attrs.frozen(eq=False, repr=False)
class Server(Value):
    """
    An address of the API.

    Attributes:
        url: With ``{names}`` for its variables.
        description: What it is for.
        variables: Name -> its default and the values allowed, none for any.
    """

    url: str
    description: str = ""
    variables: Mapping[str, tuple[str, tuple[str, ...]]] = attrs.field(factory=dict)

    def filled(self, given: Mapping[str, str]) -> str:
        """
        The address with these values, defaults for the others.

        Raises:
            ValueError: There is no such variable, or a value is not among those allowed.
        """
        for name, value in given.items():
            if name not in self.variables:
                known = ", ".join(sorted(self.variables)) or "none"
                raise ValueError(f"server_variables: {self.url} has no variable {name!r} (it has: {known})")
            allowed = self.variables[name][1]
            if allowed and value not in allowed:
                raise ValueError(f"server_variables: {name} must be one of {', '.join(allowed)}, not {value!r}")
        url = self.url
        for name, (default, _) in self.variables.items():
            url = url.replace("{" + name + "}", given.get(name, default))
        return url


class Arguments(TypedDict, total=False):
    """What the constructor passes on as it is; see `warp_client_core.SyncClient`."""

    access_token: str | None
    refresh_token: str | None
    api_key: str | None
    token_store: TokenStore | None
    auth: Auth | None
    timeout: float
    max_retries: int
    http_client: Any
    default_headers: Mapping[str, str] | None
    ws_url: str | None
    transport: Any
    middleware: Iterable[Middleware]
    strict: bool
    allow_insecure: bool
    max_reply_bytes: int
    ambient: Ambient | None
    on_reauthenticate: OnReauthenticate | None


class Described(Client):
    """
    What a client does in addition when its document describes more than one way in.

    Args:
        base_url: Where calls go, in place of ``server``.
        server: Which of `known_servers`, from 0.
        server_variables: Values for the variables in its address.
        server_urls: Where an operation with a server of its own goes: address in the document -> the one to use.
            Credentials go there too, as to nowhere else but the base URL.
        username: Sent with ``password`` where HTTP basic authentication is asked for.
        password: See ``username``.
        api_keys: Scheme name -> key, where there are several. ``api_key`` is for all that are not named.

    Raises:
        ValueError: An argument is not usable; the message never shows a secret.
    """

    auth_schemes: ClassVar[Mapping[str, Scheme]] = {}
    auth_security: ClassVar[Alternatives] = ()
    known_servers: ClassVar[tuple[Server, ...]] = ()

    def __init__(
        self,
        *,
        base_url: str | None = None,
        server: int | None = None,
        server_variables: Mapping[str, str] | None = None,
        server_urls: Mapping[str, str] | None = None,
        username: str | None = None,
        password: str | None = None,
        api_keys: Mapping[str, str] | None = None,
        **others: Unpack[Arguments],
    ) -> None:
        if base_url is None and (server is not None or server_variables):
            base_url = self._server_url(server or 0, server_variables or {})
        plain = others.get("allow_insecure", False)
        moved = {
            known.rstrip("/"): check_base_url(url, name="server_urls", plain_allowed=plain)
            for known, url in (server_urls or {}).items()
        }
        self._moved: Mapping[str, str] = moved
        self._trusted = frozenset(origin(url) for url in moved.values())
        self._basic = _basic(username, password)
        for name, key in (api_keys or {}).items():
            if name not in self.auth_schemes or self.auth_schemes[name].kind not in _KEYS:
                raise ValueError(f"api_keys: there is no key called {name!r}")
            check_credential(f"api_keys[{name!r}]", key)
        self._keys: Mapping[str, str] = dict(api_keys or {})
        initialise: Any = super().__init__
        initialise(base_url=base_url, **others)
        for name in self.auth_schemes:
            if self.auth_schemes[name].kind == "cookie" and set(self._key(name) or "") & set(';,"\\'):
                raise ValueError("api_key: a key that is sent as a cookie must not hold a comma, semicolon or quote")

    def transmit(self, call: Call[Any], options: CallOptions = None, *, streamed: bool = False) -> Steps[Settled]:
        """The steps that send a call, each attempt addressed and signed as the document says."""
        call = self._addressed(call)
        operation = call.operation
        steps = super().transmit(call, options, streamed=streamed)

        def carry(step: Step) -> Steps[Any]:
            if isinstance(step, Send) and step.operation is operation and self._may_sign(step):
                step = self._signed(step, operation)
            return (yield step)

        return relayed(steps, carry) if operation.authenticated else steps

    def _server_url(self, index: int, values: Mapping[str, str]) -> str:
        if not 0 <= index < len(self.known_servers):
            raise ValueError(f"server must be 0 to {len(self.known_servers) - 1}, not {index}")
        url = self.known_servers[index].filled(values)
        if not is_absolute(url):
            raise ValueError(f"the server {url} is no whole address; pass base_url")
        return url

    def _addressed(self, call: Call[Any]) -> Call[Any]:
        path = call.path
        if not is_absolute(path):
            return call
        for known, url in self._moved.items():
            if path.startswith((f"{known}/", f"{known}?")):
                return attrs.evolve(call, path=url + path[len(known) :])
        home = self.about.base_url
        if home and is_absolute(home) and origin(home) == origin(path) != self._settings.origin:
            # Another path of the documented host: it moves along with the base URL.
            below = path.split("/", 3)[3]
            return attrs.evolve(call, path="/".join([*self._settings.base_url.split("/", 3)[:3], below]))
        return call

    def _may_sign(self, step: Send) -> bool:
        return step.authenticated or origin(step.url) in self._trusted

    def _signed(self, step: Send, operation: Operation[Any]) -> Send:
        added = self._added()
        kept = [pair for pair in step.headers if added.get(pair[0].lower()) != pair[1]]
        alternatives = self.auth_security if operation.security is None else operation.security
        chosen = next((one for one in alternatives if one and all(map(self._has, one))), ())
        url = step.url
        for name in chosen:
            scheme = self.auth_schemes[name]
            if scheme.kind == "query":
                url += ("&" if "?" in url else "?") + urlencode({scheme.wire: self._key(name) or ""}, quote_via=quote)
            elif scheme.kind == "cookie":
                kept = _with_cookie(kept, f"{quote(scheme.wire)}={self._key(name)}")
            elif scheme.kind != "none":
                field, text = self._field(name, scheme)
                # What the caller wrote for this call goes before what the client knows.
                if field.lower() not in {pair[0].lower() for pair in kept}:
                    kept.append((field, text))
        return attrs.evolve(step, url=url, headers=tuple(kept))

    def _added(self) -> dict[str, str]:
        """What the client has put there by itself, by name in lower case."""
        return {name.lower(): text for name, text in self._credentials.authorize().items()}

    def _has(self, name: str) -> bool:
        scheme = self.auth_schemes.get(name)
        if scheme is None or scheme.kind == "none":
            # Done by the connection, such as a certificate; nobody can tell whether it is.
            return scheme is not None
        if scheme.kind == "bearer":
            return self._credentials.access_token is not None
        return self._basic is not None if scheme.kind == "basic" else self._key(name) is not None

    def _key(self, name: str) -> str | None:
        return self._keys.get(name, self._credentials.api_key)

    def _field(self, name: str, scheme: Scheme) -> tuple[str, str]:
        if scheme.kind == "bearer":
            return "Authorization", f"Bearer {self._credentials.access_token}"
        if scheme.kind == "basic":
            return "Authorization", f"Basic {self._basic}"
        return scheme.wire, self._key(name) or ""


def _basic(username: str | None, password: str | None) -> str | None:
    """User name and password as RFC 7617 writes them; None when there are none."""
    if username is None and password is None:
        return None
    if ":" in (username or "") or any(ord(letter) < 32 for letter in f"{username}{password}"):
        raise ValueError("username must not hold a colon, and neither it nor password a control character")
    return base64.b64encode(f"{username or ''}:{password or ''}".encode()).decode()


def _with_cookie(fields: list[tuple[str, str]], pair: str) -> list[tuple[str, str]]:
    present = [value for name, value in fields if name.lower() == "cookie"]
    return [*(one for one in fields if one[0].lower() != "cookie"), ("Cookie", "; ".join([*present, pair]))]
