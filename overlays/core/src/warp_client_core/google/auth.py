"""
The object that is passed as ``auth=``.

The rule: a client of this runtime takes the tokens from its `token_source` and renews them as its own; any other
client of the HTTP library has its requests signed here, with the same tokens.
"""

from __future__ import annotations

import functools
import hashlib
import json
import time
from collections.abc import AsyncGenerator, Callable, Generator
from typing import TYPE_CHECKING, Any, NoReturn

from warp_client_core.async_client import AsyncClient
from warp_client_core.credentials import Credentials
from warp_client_core.google.project import Project, project_for
from warp_client_core.google.requests import custom_token_call, password_call, renewal_call
from warp_client_core.google.signing_in import AskCode, SignIn
from warp_client_core.headers import check_credential
from warp_client_core.origins import is_loopback
from warp_client_core.owned import OwnedStore
from warp_client_core.refreshing.layer import another, fresh, fruitless
from warp_client_core.settings import About
from warp_client_core.sources import TokenSource
from warp_client_core.steps import REAL_WORLD
from warp_client_core.sync_client import SyncClient
from warp_client_core.tokens import MemoryTokenStore, Tokens, TokenStore

if TYPE_CHECKING:
    from warp_client_core._http import Auth as _Auth
    from warp_client_core._http import Reply
    from warp_client_core.calls import Call
    from warp_client_core.google.replies import Answer
else:
    from warp_client_core import _http

    _Auth = _http.default_library().module.Auth


class GoogleIdentityAuth(_Auth):
    """
    Signs in with Google Identity Platform when the first call is made, and stays signed in.

    Pass one object to any number of clients, sync and async, in any thread and event loop: they share the tokens, and
    make one exchange between them. Made for users of one platform; give clients of another one an object of their own.

    Args:
        api_key: Key of the project; by default ``WARP_AUTH_API_KEY``.
        email: Address to sign in with.
        password: Its password. Without one, tokens that ``token_store`` has for the address are used.
        custom_token: Signed by the operator of the project, in place of address and password.
        refresh_token: Of a session that was begun elsewhere, in place of address and password.
        tenant_id: Tenant of the project.
        auth_domain: Host of the project's sign-in page, sent as referrer for keys that are limited to it; by default
            ``WARP_AUTH_DOMAIN``.
        mfa: Called with a `SecondFactor` for its code; in a thread, or awaited where it is async.
        mfa_factor: Id or name of the factor to use; the first one by default.
        token_store: Where tokens are kept, apart from those of other users; in memory by default.
        emulator_host: Host and port of an emulator; by default ``FIREBASE_AUTH_EMULATOR_HOST``.

    Raises:
        ValueError: There is no key, no way to sign in or more than one, or an argument cannot be used.
    """

    def __init__(
        self,
        *,
        api_key: str | None = None,
        email: str | None = None,
        password: str | None = None,
        custom_token: str | None = None,
        refresh_token: str | None = None,
        tenant_id: str | None = None,
        auth_domain: str | None = None,
        mfa: AskCode | None = None,
        mfa_factor: str | None = None,
        token_store: TokenStore | None = None,
        emulator_host: str | None = None,
    ) -> None:
        project = project_for(
            api_key=api_key, auth_domain=auth_domain, tenant_id=tenant_id, emulator_host=emulator_host
        )
        ways = {"email": email, "custom_token": custom_token, "refresh_token": refresh_token}
        chosen = [name for name, value in ways.items() if value]
        if len(chosen) != 1 or (password and not email) or (email and not password and token_store is None):
            raise ValueError("pass one of: email and password, custom_token, refresh_token")
        check_credential("refresh_token", refresh_token)
        owner = _owner(project, chosen[0], str(ways[chosen[0]]))
        store = OwnedStore(MemoryTokenStore() if token_store is None else token_store, owner)
        stored = store.load()
        first = _first(project, email, password, custom_token)
        self._way = "password" if password else chosen[0]
        self._project = project
        self._source = TokenSource(
            Credentials(stored or Tokens(refresh_token=refresh_token), kept=stored is not None),
            store,
            renewal=functools.partial(renewal_call, project),
            sign_in=SignIn(project, first, mfa=mfa, factor=mfa_factor).steps if first else None,
        )
        self._async_carrier: _AsyncCarrier | None = None

    @property
    def token_source(self) -> TokenSource:
        """What clients of this runtime take the tokens from."""
        return self._source

    def sync_auth_flow(self, request: Any) -> Generator[Any, Reply, None]:
        """Sign a request of a sync client, and once more when the token is refused."""
        if not _is_ours(request):
            yield request
            return
        tokens = self._source.credentials.tokens
        if self._is_due():
            with _Carrier(auth=self, base_url=_NOWHERE) as carrier:
                tokens = carrier.run(fresh(carrier))
        reply = yield _signed(request, tokens)
        if reply.status_code != 401 or not _is_repeatable(request):
            return
        with _Carrier(auth=self, base_url=_NOWHERE) as carrier:
            if not carrier.run(another(carrier, tokens)):
                return
        tokens = self._source.credentials.tokens
        reply = yield _signed(request, tokens)
        if reply.status_code == 401:
            fruitless(self._source.credentials, tokens, REAL_WORLD)

    async def async_auth_flow(self, request: Any) -> AsyncGenerator[Any, Reply]:
        """As `sync_auth_flow`, of an async client."""
        if not _is_ours(request):
            yield request
            return
        tokens = self._source.credentials.tokens
        # Not closed after use, because an exchange goes on when the caller who began it is cancelled; its connections
        # end with their event loop.
        carrier = self._async_carrier = self._async_carrier or _AsyncCarrier(auth=self, base_url=_NOWHERE)
        if self._is_due():
            tokens = await carrier.run(fresh(carrier))
        reply = yield _signed(request, tokens)
        if reply.status_code != 401 or not _is_repeatable(request) or not await carrier.run(another(carrier, tokens)):
            return
        tokens = self._source.credentials.tokens
        reply = yield _signed(request, tokens)
        if reply.status_code == 401:
            fruitless(self._source.credentials, tokens, REAL_WORLD)

    def _is_due(self) -> bool:
        return self._source.credentials.due <= time.monotonic()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._way}, tenant_id={self._project.tenant_id!r})"

    def __reduce__(self) -> NoReturn:
        raise TypeError(f"a {type(self).__name__} holds secrets and is not pickled; build one in each process")


_NOWHERE = "https://unused.invalid"


class _Carrier(SyncClient):
    """Exchanges tokens for requests that another client sends."""

    about = About(dist="warp-client-core", version=SyncClient.about.version, environment={})


class _AsyncCarrier(AsyncClient):
    """As `_Carrier`, for async callers."""

    about = _Carrier.about

    def _watched(self, connections: object, remedy: str) -> None:
        """Its connections are closed with their event loop."""


def _is_ours(request: Any) -> bool:
    """
    Whether a request is to be signed; not one that the caller signed.

    Raises:
        ValueError: It would go without TLS to another host.
    """
    if "authorization" in request.headers:
        return False
    if request.url.scheme != "https" and not is_loopback(request.url.host):
        raise ValueError("tokens are not sent without TLS to another host than the local one")
    return True


def _is_repeatable(request: Any) -> bool:
    try:
        request.content  # noqa: B018 -- a body that was streamed is gone, and reading it tells so
    except RuntimeError:
        return False
    return True


def _signed(request: Any, tokens: Tokens) -> Any:
    if tokens.access_token:
        request.headers["Authorization"] = f"Bearer {tokens.access_token}"
    return request


def _first(
    project: Project, email: str | None, password: str | None, custom_token: str | None
) -> Callable[[], Call[Answer]] | None:
    """What makes the first call of a sign-in; not a partial function, whose ``repr`` shows the secret."""
    if email and password:
        return lambda: password_call(project, email, password)
    return (lambda: custom_token_call(project, custom_token)) if custom_token else None


def _owner(project: Project, way: str, who: str) -> str:
    """The name of all who may use the same tokens: of one user of one project. It does not tell who that is."""
    said = [project.emulator_host, project.api_key, project.tenant_id, way, who.lower() if way == "email" else who]
    return f"google|{hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32]}"
