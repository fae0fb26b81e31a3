"""Types of the api_keys domain."""

from __future__ import annotations

import attrs
from warp_client_core.enums import OpenEnum
from warp_client_core.redact import masked
from warp_client_core.times import Timestamp
from warp_client_core.value import Value


class ApiKeyScope(OpenEnum):
    """A permission of an API key. Values may be added; clients keep unknown ones."""

    ACCOUNTS_READ = "accounts.read"
    ACCOUNTS_WRITE = "accounts.write"
    ACCOUNTS_DELETE = "accounts.delete"
    BILLING_READ = "billing.read"
    BILLING_WRITE = "billing.write"
    BILLING_PAY = "billing.pay"
    NUMBERS_READ = "numbers.read"
    NUMBERS_WRITE = "numbers.write"
    NUMBERS_PORT = "numbers.port"
    TRUNKS_READ = "trunks.read"
    TRUNKS_WRITE = "trunks.write"
    TRUNKS_DELETE = "trunks.delete"
    CDR_READ = "cdr.read"
    CDR_EXPORT = "cdr.export"
    API_MANAGE = "api.manage"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ApiKey(Value):
    """An API key without its secret.

    Attributes:
        id: Key id; not the secret.
        name: Display name.
        scopes: Permissions of the key.
        key_prefix: Leading characters of the secret, enough to recognize it.
        allowed_ips: Source addresses the key works from; an empty list means any.
        active: Whether the key is accepted.
        rate_limit_per_minute: Requests allowed per minute; null when the key has no limit of its own.
        last_used_at: Time of the last use, UTC; null if never used.
        expires_at: When the key stops working, UTC; null for no expiry.
        revoked_at: When the key was revoked, UTC.
        created_at: Creation time, UTC.
    """

    id: str
    name: str
    scopes: list[ApiKeyScope]
    key_prefix: str | None = None
    allowed_ips: list[str] | None = None
    active: bool | None = None
    rate_limit_per_minute: int | None = None
    last_used_at: Timestamp | None = None
    expires_at: Timestamp | None = None
    revoked_at: Timestamp | None = None
    created_at: Timestamp | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ApiKeyCreated(Value):
    """A new API key with its secret, which is shown only in this reply.

    Attributes:
        id: Key id; not the secret.
        name: Display name.
        scopes: Permissions of the key.
        key: The full secret; store it now.
        key_prefix: Leading characters of the secret, enough to recognize it.
        allowed_ips: Source addresses the key works from; an empty list means any.
        active: Whether the key is accepted.
        rate_limit_per_minute: Requests allowed per minute; null when the key has no limit of its own.
        last_used_at: Time of the last use, UTC; null if never used.
        expires_at: When the key stops working, UTC; null for no expiry.
        revoked_at: When the key was revoked, UTC.
        created_at: Creation time, UTC.
    """

    id: str
    name: str
    scopes: list[ApiKeyScope]
    key: str = attrs.field(repr=masked)
    key_prefix: str | None = None
    allowed_ips: list[str] | None = None
    active: bool | None = None
    rate_limit_per_minute: int | None = None
    last_used_at: Timestamp | None = None
    expires_at: Timestamp | None = None
    revoked_at: Timestamp | None = None
    created_at: Timestamp | None = None
