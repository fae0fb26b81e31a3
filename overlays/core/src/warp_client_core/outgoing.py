"""
Builds the one request that an attempt sends.

Pure. The rule: credentials and the client's own headers go to the origin of the base URL and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, Protocol
from urllib.parse import urlencode, urljoin, urlsplit

from warp_client_core.calls import Call, Operation
from warp_client_core.headers import field
from warp_client_core.literals import escaped
from warp_client_core.options import Begun
from warp_client_core.origins import is_absolute, origin
from warp_client_core.settings import Settings
from warp_client_core.steps import Send

KEY_HEADER: Final = "Idempotency-Key"
"""Header of the idempotency key, unless the operation names another."""

MIN_TIMEOUT: Final = 0.001
"""Seconds given to an attempt whose deadline is due; HTTP libraries take 0 for no limit or refuse it."""

_PRINTABLE: Final = r"[\x21-\x7e]{1,8192}"

Fields = dict[str, tuple[str, str]]
"""Header fields by name in lower case; a later source replaces an earlier one."""


class Authority(Protocol):
    """Whoever proves who is calling."""

    def authorize(self) -> Mapping[str, str]:
        """The header fields that do so, at this moment."""
        ...


class Outgoing:
    """
    A call with everything that stays the same from attempt to attempt.

    Attributes:
        call: The call, query parameters of the options included.
        settings: Settings of the client.
        options: What the caller changed for this call.
        streamed: Whether the reply is left unread.
        url: The whole URL, percent-encoded; changes only when the server redirects within its origin.
    """

    __slots__ = ("_at_home", "call", "options", "settings", "streamed", "url")

    def __init__(self, call: Call[Any], settings: Settings, options: Begun, *, streamed: bool = False) -> None:
        self.call = call
        self.settings = settings
        self.options = options
        self.streamed = streamed
        path = call.path
        if is_absolute(path):
            self.url = path
            self._at_home = origin(path) == settings.origin
        else:
            self.url = settings.base_url + path
            self._at_home = True
        if call.query:
            self.url += ("&" if "?" in path else "?") + urlencode(call.query, quote_via=escaped, safe="")

    def attempt(self, credentials: Authority, *, retries: int, left: float | None = None) -> Send:
        """
        The request for the next attempt, with the credentials of this moment.

        Args:
            credentials: Credentials of the client.
            retries: Attempts already made.
            left: Seconds until the deadline of the call; no phase takes longer.
        """
        call, options, settings = self.call, self.options, self.settings
        authenticated = self._at_home and call.operation.authenticated
        fields = _standing(settings, call.operation, self._at_home).copy()
        if authenticated:
            _add(fields, credentials.authorize())
        if retries:
            fields["x-retry-attempt"] = ("X-Retry-Attempt", str(retries))
        if options.idempotency_key:
            name = call.operation.key_header or KEY_HEADER
            fields[name.lower()] = (name, options.idempotency_key)
        if call.headers:
            _add(fields, dict(call.headers))
        if options.headers:
            _add(fields, options.headers)
        if call.body is not None:
            # Last, because a content type without our boundary would make the body unreadable.
            fields["content-type"] = ("Content-Type", call.body.media_type)
        return Send(
            method=call.operation.method,
            url=self.url,
            headers=tuple(fields.values()),
            body=call.body,
            timeout=options.timeout if left is None or left >= options.timeout else max(left, MIN_TIMEOUT),
            authenticated=authenticated,
            at_home=self._at_home,
            streamed=self.streamed,
            operation=call.operation,
            number=retries + 1,
            expires=options.expires,
            max_bytes=settings.max_reply_bytes,
        )

    def redirected(self, headers: Mapping[str, str]) -> bool:
        """
        Follow a redirect, when that is harmless: only a GET or HEAD, and only within the origin.

        Args:
            headers: Header fields of the reply that redirects.

        Returns:
            Whether the next attempt goes to the new address.
        """
        location = field(headers, "location")
        if not location or self.call.method not in ("GET", "HEAD") or not re.fullmatch(_PRINTABLE, location):
            return False
        try:
            target = urljoin(self.url, location)
            same = origin(target) == origin(self.url) and "@" not in urlsplit(target).netloc
        except ValueError:
            return False
        if same:
            self.url = target.partition("#")[0]
        return same


def _standing(settings: Settings, operation: Operation[Any], at_home: bool) -> Fields:
    """The fields that every request for an operation has; made once for each."""
    key = (operation.id, operation.reply.accept, at_home)
    found: Fields | None = settings.standing.get(key)
    if found is None:
        found = {}
        _add(
            found,
            {
                "Accept": operation.reply.accept,
                "Accept-Encoding": "gzip, deflate",
                "User-Agent": settings.user_agent,
                "X-Client-Version": settings.client_version,
            },
        )
        if at_home:
            _add(found, settings.headers)
        settings.standing[key] = found
    return found


def _add(fields: Fields, source: Mapping[str, str]) -> None:
    for name, value in source.items():
        fields[name.lower()] = (name, value)
