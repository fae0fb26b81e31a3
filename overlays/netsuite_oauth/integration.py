"""
Which account a client talks to, and as which integration.

Pure. The rule: an account id is checked before it becomes part of a host name, because it may come from a browser.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, NoReturn
from urllib.parse import quote, urlsplit

import attrs

from warp_client_core.origins import check_base_url

if TYPE_CHECKING:
    from warp_client_core.assertions import KeySource

DEFAULT_SCOPE: Final = "rest_webservices"
"""All that the REST services need."""

_ACCOUNT_ID: Final = re.compile(r"[A-Za-z0-9]+([_-][A-Za-z0-9]+)*")
_LONGEST_LABEL: Final = 63
_WORD: Final = re.compile(r"[\x21-\x7e]{1,256}")
_ADDRESSES: Final = ("auth_url", "token_url", "revoke_url")
_KEYS: Final = ("certificate_id", "private_key")


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
        revoke_url: Where refresh tokens are ended.
        certificate_id: Id of the certificate by which a server proves itself.
        private_key: Its private key, or where that is; None once it has been read.
        scope: Scopes to ask for, separated by spaces.
        subject: Whose tokens they are, where one store keeps those of several users.
    """

    account_id: str | None = None
    base_url: str | None = None
    auth_url: str | None = None
    token_url: str | None = None
    client_id: str | None = None
    client_secret: str | None = attrs.field(default=None, repr=False)
    redirect_uri: str | None = None
    revoke_url: str | None = None
    certificate_id: str | None = None
    private_key: KeySource | None = attrs.field(default=None, repr=False)
    scope: str = DEFAULT_SCOPE
    subject: str = ""

    @property
    def owner(self) -> tuple[str, ...]:
        """
        What tells the tokens of one store apart beside the base URL: token service, account, client, grant, subject.

        A refresh token never goes to another token service than the one that it came from. The subject of a
        certificate is the certificate itself, which stands for one role of one user.
        """
        grant = "client_credentials" if self.certificate_id else "authorization_code"
        account = self.account_id and host_label(self.account_id)
        parts = (
            urlsplit(self.token_url or "").netloc,
            account,
            self.client_id,
            grant,
            self.certificate_id or self.subject,
        )
        return tuple(quote(part or "-", safe="") for part in parts)

    def __reduce__(self) -> NoReturn:
        raise TypeError("integrations hold a secret and are not pickled or copied")

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
        ValueError: The account id, client id or an address is not usable, there is no way to tell where the services
            are, or a secret and a certificate are there, of which only one can prove the client.

    Source: NetSuite help, "OAuth 2.0 Authorization Code Grant Flow" (hosts of the two steps).
    """
    names = [one.name for one in attrs.fields(Integration)]
    passed = {name: getattr(given, name) for name in names}
    # A secret of the environment is not mixed with a key that was passed, nor the other way round.
    rivals: tuple[str, ...] = ("client_secret",) if given.certificate_id or given.private_key else ()
    rivals = rivals if given.client_secret is None else _KEYS
    found = {name: value for name, value in found.items() if name not in rivals}
    values: dict[str, Any] = {
        name: (found.get(name) if value is None else value) or None for name, value in passed.items()
    }
    values |= {"scope": given.scope, "subject": given.subject}
    if values["account_id"]:
        values = {**_addresses(host_label(values["account_id"])), **{k: v for k, v in values.items() if v}}
    elif not values["base_url"]:
        raise ValueError("account_id is missing; pass it or set NETSUITE_ACCOUNT_ID (or pass base_url)")
    for name in _ADDRESSES:
        address = values.get(name)
        values[name] = address and check_base_url(address, name=name, plain_allowed=plain_allowed)
    values["revoke_url"] = values["revoke_url"] or _beside(values["token_url"])
    made = Integration(**values)
    _check_client(made)
    return made


def _check_client(made: Integration) -> None:
    """Refuse what cannot prove a client, or proves it in two ways."""
    if made.client_id and (not _WORD.fullmatch(made.client_id) or ":" in made.client_id):
        raise ValueError("client_id must be printable ASCII without spaces and colons")
    if made.private_key is None and made.certificate_id is None:
        return
    if made.client_secret:
        raise ValueError("client_secret and private_key are two ways to prove one client; leave one of them out")
    for name in ("client_id", "certificate_id", "private_key", "token_url"):
        made.needed(name)


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


def _beside(token_url: str | None) -> str | None:
    """The address of revocation, which stands beside that of tokens; None where that cannot be told."""
    base, _, last = (token_url or "").rpartition("/")
    return f"{base}/revoke" if last == "token" else None
