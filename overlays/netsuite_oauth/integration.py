"""
Which account a client talks to, and as which integration.

Pure. The rule: an account id is checked before it becomes part of a host name, because it may come from a browser.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

import attrs

from warp_client_core.origins import check_base_url

_ACCOUNT_ID: Final = re.compile(r"[A-Za-z0-9]+([_-][A-Za-z0-9]+)*")
_LONGEST_LABEL: Final = 63


@attrs.frozen(kw_only=True)
class Integration:
    """
    An account and an integration record in it. A field that nobody set is None.

    Attributes:
        account_id: Account id as the caller wrote it, such as ``1234567_SB1``.
        base_url: Where the REST services are.
        auth_url: Page on which a user consents.
        token_url: Where grants are exchanged for tokens.
        client_id: Id of the integration.
        client_secret: Secret of the integration; a public client has none.
        redirect_uri: Callback address, byte for byte as registered.
    """

    account_id: str | None = None
    base_url: str | None = None
    auth_url: str | None = None
    token_url: str | None = None
    client_id: str | None = None
    client_secret: str | None = attrs.field(default=None, repr=False)
    redirect_uri: str | None = None

    def needed(self, name: str) -> str:
        """
        A field that something cannot be done without.

        Raises:
            ValueError: Nobody set it.
        """
        value: str | None = getattr(self, name)
        if not value:
            raise ValueError(f"{name} is missing; pass it to the client or set NETSUITE_{name.upper()}")
        return value


def host_label(account_id: str) -> str:
    """
    An account id as it stands in host names: ``1234567_SB1`` is ``1234567-sb1``.

    Raises:
        ValueError: It holds anything but ASCII letters and digits, with single ``_`` or ``-`` between them.
    """
    if not _ACCOUNT_ID.fullmatch(account_id) or len(account_id) > _LONGEST_LABEL:
        raise ValueError(f"account_id {account_id[:80]!r} is not an account id; one looks like 1234567 or 1234567_SB1")
    return account_id.lower().replace("_", "-")


def integration_for(given: Integration, found: Mapping[str, str], *, plain_allowed: bool = False) -> Integration:
    """
    The integration with what was left out taken from the environment, and addresses derived from the account id.

    Args:
        given: What the caller passed. Empty text counts as set, to nothing: ``client_secret=""`` is a public client.
        found: Field name -> value from the environment.
        plain_allowed: Accept addresses without TLS for any host, not only for the local one.

    Raises:
        ValueError: The account id or an address is not usable, or there is no way to tell where the services are.

    Source: NetSuite help, "OAuth 2.0 Authorization Code Grant Flow" (hosts of the two steps).
    """
    names = [one.name for one in attrs.fields(Integration)]
    passed = {name: getattr(given, name) for name in names}
    values = {name: (found.get(name) if value is None else value) or None for name, value in passed.items()}
    if values["account_id"]:
        values = {**_addresses(host_label(values["account_id"])), **{k: v for k, v in values.items() if v}}
    elif not values["base_url"]:
        raise ValueError("account_id is missing; pass it or set NETSUITE_ACCOUNT_ID (or pass base_url)")
    for name in ("auth_url", "token_url"):
        address = values.get(name)
        values[name] = address and check_base_url(address, name=name, plain_allowed=plain_allowed)
    return Integration(**values)


def is_same_account(one: str, other: str) -> bool:
    """Whether two account ids name one account, however each is spelled. What is no account id is no account."""
    try:
        return host_label(one) == host_label(other)
    except ValueError:
        return False


def _addresses(label: str) -> dict[str, str | None]:
    services = f"https://{label}.suitetalk.api.netsuite.com/services/rest"
    return {
        "base_url": services,
        "auth_url": f"https://{label}.app.netsuite.com/app/login/oauth2/authorize.nl",
        "token_url": f"{services}/auth/oauth2/v1/token",
    }
