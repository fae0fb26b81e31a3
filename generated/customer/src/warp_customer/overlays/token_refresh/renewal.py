"""
The request that renews an access token.

Pure. The rule: a lifetime is read in any form, because a reply that is refused would cost the session its only valid
refresh token.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from warp_client_core import codec
from warp_client_core.calls import Call
from warp_client_core.drift import Watch
from warp_client_core.errors import ResponseDecodeError
from warp_client_core.redact import masked
from warp_client_core.replies import Decoded, Reply
from warp_client_core.value import Value

from ...calls import auth


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Renewed(Value):
    """What is used of the reply; its lifetime as it was sent."""

    access_token: str | None = attrs.field(default=None, repr=masked)
    refresh_token: str | None = attrs.field(default=None, repr=masked)
    expires_in: Any = None


class RenewalReply(Reply[Renewed]):
    """Tokens in the platform's envelope."""

    __slots__ = ()

    def decode(self, content: bytes, headers: Mapping[str, str], watch: Watch | None = None) -> Decoded:
        """The tokens; what else the reply holds is not looked at."""
        found: Decoded = codec.read_envelope(Renewed, content, None)
        if not found[0].access_token:
            raise ResponseDecodeError("there is no access token", path="$.data.access_token")
        return found


def renewal_call(refresh_token: str) -> Call[Renewed]:
    """
    The request that trades a refresh token for new tokens.

    Source: operation refresh_token.
    """
    call: Call[Any] = auth.refresh(refresh_token=refresh_token)
    return attrs.evolve(call, operation=attrs.evolve(call.operation, reply=RenewalReply()))
