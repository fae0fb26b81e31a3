"""
What a client is told once, when it is built.

Values, and the pure functions that make them from arguments, token store and environment. The rule: everything
that can be wrong with the arguments shows here, before the first call.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import attrs

from warp_client_core._abi import VERSION
from warp_client_core.config import PLATFORM
from warp_client_core.credentials import Credentials
from warp_client_core.headers import checked_all
from warp_client_core.options import check_max_retries, check_timeout
from warp_client_core.origins import check_base_url, origin
from warp_client_core.redact import masked
from warp_client_core.tokens import Tokens, TokenStore
from warp_client_core.value import Value

if TYPE_CHECKING:
    from warp_client_core.sources import TokenSource

DEFAULT_TIMEOUT: Final = 30.0
"""Seconds for each phase of a request."""

DEFAULT_MAX_RETRIES: Final = 3
"""Attempts after the first."""

DEFAULT_MAX_REPLY_BYTES: Final = 64 * 1024 * 1024
"""Most bytes of a reply that is read whole."""


def _check_bytes(_instance: object, _attribute: object, count: Any) -> None:
    if not isinstance(count, int) or count < 1:
        raise ValueError(f"max_reply_bytes must be 1 or more, not {count!r}")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class About(Value):
    """
    Who a client is; set once on each generated client class.

    Attributes:
        dist: Distribution name, such as ``warp-customer-client``.
        version: Version of the distribution.
        base_url: Where calls go unless told otherwise; None when there is no such place.
        ws_url: Where event streams are.
        environment: Option to name of the environment variable that sets it.
    """

    dist: str
    version: str
    base_url: str | None = None
    ws_url: str | None = None
    environment: Mapping[str, str] = PLATFORM


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Given(Value):
    """The constructor arguments of a client as they were passed; None where nothing was."""

    base_url: str | None = None
    access_token: str | None = attrs.field(default=None, repr=masked)
    refresh_token: str | None = attrs.field(default=None, repr=masked)
    api_key: str | None = attrs.field(default=None, repr=masked)
    token_store: TokenStore | None = None
    has_auth: bool = False
    source: TokenSource | None = attrs.field(default=None, repr=False)
    has_http_client: bool = False
    timeout: float = DEFAULT_TIMEOUT
    max_retries: int = DEFAULT_MAX_RETRIES
    default_headers: Mapping[str, str] | None = attrs.field(default=None, repr=False)
    ws_url: str | None = None
    strict: bool = False
    allow_insecure: bool = False
    max_reply_bytes: int = DEFAULT_MAX_REPLY_BYTES

    @property
    def names_credentials(self) -> bool:
        """Whether the caller said how to sign in; the environment is then not asked."""
        return self.has_auth or any((self.access_token, self.refresh_token, self.api_key))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Settings(Value):
    """
    Everything about a client but its credentials.

    Attributes:
        about: Who the client is.
        base_url: Where calls go, without trailing slash.
        ws_url: Where event streams are, without trailing slash; unless told, at the server of the base URL.
        timeout: Seconds for each phase of a request.
        max_retries: Most attempts after the first.
        headers: Header fields sent with every call to the base URL's origin.
        strict: Whether a reply with a field or an enum value that the API does not describe is an error.
        max_reply_bytes: Most bytes of a reply that is read whole, decompressed.
        standing: Header fields already put together, by operation; private to the runtime.
        origin: Scheme, host and port of the base URL.
    """

    about: About
    base_url: str
    ws_url: str | None = None
    timeout: float = attrs.field(default=DEFAULT_TIMEOUT, validator=check_timeout)
    max_retries: int = attrs.field(default=DEFAULT_MAX_RETRIES, validator=check_max_retries)
    headers: Mapping[str, str] = attrs.field(factory=dict, converter=checked_all, repr=False)
    strict: bool = False
    max_reply_bytes: int = attrs.field(default=DEFAULT_MAX_REPLY_BYTES, validator=_check_bytes)
    standing: dict[Any, Any] = attrs.field(factory=dict, init=False, repr=False, eq=False)
    origin: tuple[str, str, int | None] = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "origin", origin(self.base_url))

    @property
    def user_agent(self) -> str:
        """Value of ``User-Agent``: the client, then this runtime."""
        return f"{self.about.dist}/{self.about.version} warp-client-core/{VERSION}"

    @property
    def client_version(self) -> str:
        """Value of ``X-Client-Version``."""
        return f"{self.about.dist}/{self.about.version}"

    def changed(
        self, *, timeout: float | None = None, max_retries: int | None = None, headers: Mapping[str, str] | None = None
    ) -> Settings:
        """
        The settings with some of them replaced; headers are added to the present ones.

        Raises:
            ValueError: A value is out of range, or a header holds a line break.
        """
        return attrs.evolve(
            self,
            timeout=self.timeout if timeout is None else timeout,
            max_retries=self.max_retries if max_retries is None else max_retries,
            headers=joined(self.headers, headers or {}),
        )


def joined(*sources: Mapping[str, str]) -> dict[str, str]:
    """Header fields of several sources in one; for a name in any case the last source wins."""
    fields: dict[str, tuple[str, str]] = {}
    for source in sources:
        for name, value in source.items():
            fields[name.lower()] = (name, value)
    return dict(fields.values())


def settings_for(about: About, given: Given, environment: Mapping[str, str]) -> Settings:
    """
    Settings from arguments, else from the environment, else from what the client brings.

    Raises:
        ValueError: A URL or number is not usable, or there is no base URL at all.
    """
    base_url = given.base_url or environment.get("base_url") or about.base_url
    if not base_url:
        variable = about.environment.get("base_url")
        raise ValueError("base_url is missing; pass it" + (f" or set {variable}" if variable else ""))
    plain = given.has_http_client or given.allow_insecure
    base_url = check_base_url(base_url, plain_allowed=plain)
    ws_url = given.ws_url or environment.get("ws_url") or _streams_beside(base_url, about)
    return Settings(
        about=about,
        base_url=base_url,
        ws_url=ws_url and check_base_url(ws_url, name="ws_url", schemes=("wss", "ws"), plain_allowed=plain),
        timeout=given.timeout,
        max_retries=given.max_retries,
        headers=given.default_headers or {},
        strict=given.strict,
        max_reply_bytes=given.max_reply_bytes,
    )


def _streams_beside(base_url: str, about: About) -> str | None:
    """The client's own address of event streams, at the server of the base URL: tokens for it go nowhere else."""
    if not about.ws_url or not about.base_url or origin(base_url) == origin(about.base_url):
        return about.ws_url
    scheme, _, rest = base_url.partition("://")
    path = about.ws_url.partition("://")[2].partition("/")[2]
    return f"{'ws' if scheme.lower() == 'http' else 'wss'}://{rest.partition('/')[0]}/{path}"


def credentials_for(given: Given, environment: Mapping[str, str]) -> Credentials:
    """
    Credentials from the first source that has any: arguments, token store, environment.

    Sources are not mixed, since tokens from two of them may belong to two identities.

    Raises:
        ValueError: Tokens, a key or a store were passed beside a source that has its own.
    """
    if given.source is not None:
        if given.token_store is not None or any((given.access_token, given.refresh_token, given.api_key)):
            raise ValueError("the object passed as auth has tokens of its own; pass token_store and the like to it")
        return given.source.credentials
    if given.access_token or given.refresh_token:
        return Credentials(Tokens(given.access_token, given.refresh_token), api_key=given.api_key)
    stored = given.token_store.load() if given.token_store else None
    if stored is not None or given.names_credentials:
        return Credentials(stored, api_key=given.api_key, kept=stored is not None)
    tokens = Tokens(environment.get("access_token"), environment.get("refresh_token"))
    return Credentials(tokens, api_key=environment.get("api_key"))
