"""
The integration records of the account: who may ask for tokens, and how each proves itself.

One rule: addresses are compared byte for byte, and a secret is never in a repr.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

import attrs

from warp_sandbox.identity.jwt import Token

ACCOUNT = "1234567_SB1"
CLIENT_ID = "sandbox-client"
CLIENT_SECRET = "sandbox-secret"
PUBLIC_CLIENT_ID = "sandbox-public-client"
SERVER_CLIENT_ID = "sandbox-server-client"
CERTIFICATE_ID = "sandbox-certificate"
REDIRECTS = ("https://app.example.com/callback", "https://app.example.com/netsuite/callback")
SCOPES = ("restlets", "rest_webservices", "suite_analytics")

Verifier = Callable[[Token, str], bool]
"""Whether the token was signed with the key of a certificate, which is given as it was registered."""


def any_signature(token: Token, _certificate: str) -> bool:
    """Takes every signature that is there; the default, as the sandbox brings no cryptography."""
    return bool(token.signature)


@attrs.frozen
class Integration:
    """
    One integration record.

    Attributes:
        secret: Proves a confidential client; a public client has none.
        redirects: Callback addresses; without any there is no authorization code for it.
        certificates: Public certificates of client credentials by their ids.
        refresh_lifetime: How long a refresh token is good for.
    """

    client_id: str
    secret: str = attrs.field(default="", repr=False)
    redirects: tuple[str, ...] = ()
    certificates: Mapping[str, str] = attrs.field(factory=dict)
    refresh_lifetime: timedelta = timedelta(days=7)

    @property
    def is_public(self) -> bool:
        """Whether it has nothing to prove itself with."""
        return not self.secret and not self.certificates


DEFAULTS = (
    Integration(CLIENT_ID, CLIENT_SECRET, REDIRECTS),
    Integration(PUBLIC_CLIENT_ID, redirects=REDIRECTS, refresh_lifetime=timedelta(days=2)),
    Integration(SERVER_CLIENT_ID, certificates={CERTIFICATE_ID: "certificate of the sandbox"}),
)
