"""Types of the auth domain."""

from __future__ import annotations

import attrs
from warp_client_core.enums import OpenEnum
from warp_client_core.redact import masked
from warp_client_core.times import Timestamp
from warp_client_core.value import Value


class TokenType(OpenEnum):
    """How the access token is presented. Values may be added; clients keep unknown ones."""

    BEARER = "Bearer"


class UserRole(OpenEnum):
    """Role of a user. Values may be added; clients keep unknown ones."""

    SUPER_ADMIN = "super_admin"
    PARTNER_ADMIN = "partner_admin"
    CUSTOMER_ADMIN = "customer_admin"
    TECHNICAL_USER = "technical_user"
    BILLING_USER = "billing_user"
    SUPPORT_USER = "support_user"
    READ_ONLY = "read_only"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class AuthResponse(Value):
    """Tokens of a session.

    Attributes:
        access_token: Token for the Authorization header, sent as `Bearer <token>`.
        refresh_token: Token for the next refresh. Always present after a login; when a refresh omits it, keep the
            previous one.
        token_type: How the access token is presented.
        expires_in: Lifetime of the access token in seconds, counted from this reply.
        user: The signed-in user; absent after a refresh.
    """

    access_token: str = attrs.field(repr=masked)
    refresh_token: str | None = attrs.field(repr=masked, default=None)
    token_type: TokenType | None = None
    expires_in: int | None = None
    user: User | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class User(Value):
    """A person who can sign in.

    Attributes:
        id: User id.
        email: Sign-in address.
        name: Display name.
        role: Role of the user.
        permissions: Names of the permissions the role grants.
        mfa_enabled: Whether sign-in asks for a second factor.
        created_at: Creation time, UTC.
    """

    id: str
    email: str | None = None
    name: str | None = None
    role: UserRole | None = None
    permissions: list[str] | None = None
    mfa_enabled: bool | None = None
    created_at: Timestamp | None = None
