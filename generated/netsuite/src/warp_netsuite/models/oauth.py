"""Types of the oauth domain."""

from __future__ import annotations

import attrs
from warp_client_core.enums import OpenEnum
from warp_client_core.redact import masked
from warp_client_core.value import Value


class NetSuiteGrantType(OpenEnum):
    """What is exchanged for an access token."""

    AUTHORIZATION_CODE = "authorization_code"
    REFRESH_TOKEN = "refresh_token"
    CLIENT_CREDENTIALS = "client_credentials"


class NetSuiteTokenType(OpenEnum):
    """Kind of access token, in any letter case. Values may be added; clients keep unknown ones."""

    BEARER = "bearer"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NetSuiteTokens(Value):
    """Tokens as the token service sends them.

    Attributes:
        access_token: Bearer token for the REST services.
        refresh_token: Token for the next renewal. A renewal sends one to public clients only; a confidential client
            keeps the one it has.
        token_type: Kind of access token, in any letter case.
        expires_in: Lifetime of the access token in seconds, 3600 as a rule; a number, or the same as text.
    """

    access_token: str = attrs.field(repr=masked)
    refresh_token: str | None = attrs.field(repr=masked, default=None)
    token_type: NetSuiteTokenType | None = None
    expires_in: int | str | None = None
