"""
Tokens that last as long as an upload.

The rule: a token is renewed ahead of an upload that it may not outlast, because a refusal after an hour of sending
costs that hour; when it cannot be renewed now, the upload goes on with the present one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from warp_client_core import logs
from warp_client_core.errors import ReauthenticationRequired, TokenRefreshError, TokenStoreError
from warp_client_core.refreshing.renewal import renewed
from warp_client_core.steps import Blocking, Steps

if TYPE_CHECKING:
    from warp_client_core.calls import Call
    from warp_client_core.client import Client
    from warp_client_core.options import Begun

PACE: Final = 1_048_576
"""Bytes a second that an upload is reckoned to make at least."""

SHORTEST: Final = 60.0
"""Seconds that every upload is reckoned to take."""

LONGEST: Final = 3600.0
"""Seconds beyond which nobody reckons; also those of an upload of unknown size."""


def reckoned(size: int | None) -> float:
    """How many seconds sending so many bytes may take."""
    return LONGEST if size is None else min(LONGEST, SHORTEST + size / PACE)


def lasting(client: Client, call: Call[Any], options: Begun) -> Steps[None]:
    """
    The steps that renew a token which ends before an upload may.

    Raises:
        UploadError: The file cannot be read.
        ReauthenticationRequired: The session is over.
        TokenRefreshError, TokenStoreError: The token has ended and could not be renewed now.
    """
    credentials, body = client.credentials, call.body
    tokens, window = credentials.tokens, credentials.window
    if body is None or window is None or tokens.refresh_token is None:
        return
    size = yield Blocking(body.length)
    now = client.ambient.clock()
    if window.ends - now >= reckoned(size):
        return
    try:
        yield from renewed(client, tokens.access_token, expires=now + options.timeout, ends=window.ends)
    except (TokenRefreshError, TokenStoreError) as error:
        if isinstance(error, ReauthenticationRequired) or window.ends <= client.ambient.clock():
            raise
        logs.renewal_failed(error)
