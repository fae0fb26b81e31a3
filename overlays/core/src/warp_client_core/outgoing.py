"""
Builds the one request that an attempt sends.

Pure. The rule: credentials and the client's own headers go to the origin of the base URL and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import quote, urlencode

import attrs

from warp_client_core.calls import Call
from warp_client_core.credentials import Credentials
from warp_client_core.options import RequestOptions
from warp_client_core.origins import is_absolute, origin
from warp_client_core.settings import Settings, joined
from warp_client_core.steps import Send

KEY_HEADER: Final = "Idempotency-Key"
"""Header of the idempotency key, unless the operation names another."""


@attrs.frozen(kw_only=True)
class Outgoing:
    """
    A call with everything that stays the same from attempt to attempt.

    Attributes:
        call: The call, query parameters of the options included.
        settings: Settings of the client.
        options: What the caller changed for this call.
        idempotency_key: The key of all attempts.
        streamed: Whether the reply is left unread.
    """

    call: Call[object]
    settings: Settings
    options: RequestOptions
    idempotency_key: str | None = None
    streamed: bool = False

    def attempt(self, credentials: Credentials, *, retries: int) -> Send:
        """
        The request for the next attempt, with the credentials of this moment.

        Args:
            credentials: Credentials of the client.
            retries: Attempts already made.
        """
        at_home = not is_absolute(self.call.path) or origin(self.call.path) == origin(self.settings.base_url)
        authenticated = at_home and self.call.operation.authenticated
        headers = joined(
            self._descriptive(retries),
            self.settings.headers if at_home else {},
            credentials.authorize() if authenticated else {},
            dict(self.call.headers),
            self.options.headers or {},
            # Last, because a content type without our boundary would make the body unreadable.
            {"Content-Type": self.call.body.media_type} if self.call.body else {},
        )
        return Send(
            method=self.call.method,
            url=self.url,
            headers=tuple(headers.items()),
            body=self.call.body,
            timeout=self.settings.timeout if self.options.timeout is None else self.options.timeout,
            authenticated=authenticated,
            streamed=self.streamed,
        )

    @property
    def url(self) -> str:
        """The whole URL, percent-encoded."""
        url = self.call.path if is_absolute(self.call.path) else self.settings.base_url + self.call.path
        if not self.call.query:
            return url
        return url + ("&" if "?" in url else "?") + urlencode(self.call.query, quote_via=quote, safe="")

    def _descriptive(self, retries: int) -> Mapping[str, str]:
        fields = {
            "Accept": self.call.reply.accept,
            "User-Agent": self.settings.user_agent,
            "X-Client-Version": self.settings.client_version,
        }
        if retries:
            fields["X-Retry-Attempt"] = str(retries)
        if self.idempotency_key:
            fields[self.call.operation.key_header or KEY_HEADER] = self.idempotency_key
        return fields
