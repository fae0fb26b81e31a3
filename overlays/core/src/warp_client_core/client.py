"""
The half that sync and async clients share: settings, credentials, and the making of flows.

The rule: nothing here does I/O, so both flavours behave alike because they are the same code.
"""

from __future__ import annotations

import copy
import functools
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, Self, TypeAlias, TypeVar

import attrs

from warp_client_core._abi import VERSION
from warp_client_core.calls import Session
from warp_client_core.config import environment
from warp_client_core.credentials import Credentials
from warp_client_core.drift import Drift
from warp_client_core.exchange import Settled, begun, conclude, transmit
from warp_client_core.flight import SingleFlight
from warp_client_core.options import Begun, CallOptions
from warp_client_core.owned import OwnedStore, owner_of
from warp_client_core.retry import RetryBudget
from warp_client_core.settings import (
    About,
    Given,
    Settings,
    credentials_for,
    settings_for,
)
from warp_client_core.steps import REAL_WORLD, Ambient, Shared, Steps
from warp_client_core.tokens import MemoryTokenStore, TokenStore
from warp_client_core.unclosed import Unclosed

if TYPE_CHECKING:
    from warp_client_core.calls import Call
    from warp_client_core.connections import Connections
    from warp_client_core.errors import ReauthenticationRequired
    from warp_client_core.sources import TokenSource
    from warp_client_core.values import ApiResponse

    OnReauthenticate: TypeAlias = Callable[[ReauthenticationRequired], object]

T = TypeVar("T")


class Client:
    """
    What a client is, apart from how it waits.

    Generated clients set `about`. Overlays change how calls are carried out by overriding `transmit`.
    """

    about: ClassVar[About] = About(dist="warp-client-core", version=VERSION)

    _settling: ClassVar[float] = 5.0
    """Most seconds that closing waits for an exchange of tokens; cut off, it would cost the session."""

    def __init__(
        self, given: Given, *, ambient: Ambient | None, on_reauthenticate: OnReauthenticate | None = None
    ) -> None:
        found = environment(self.about.environment)
        self._settings = settings_for(self.about, given, found)
        self._token_store: TokenStore = MemoryTokenStore() if given.token_store is None else given.token_store
        self._has_store = given.token_store is not None
        self._store: TokenStore = OwnedStore(self._token_store, self.token_owner())
        kept = self._store if self._has_store else None
        self._credentials = credentials_for(attrs.evolve(given, token_store=kept), found)
        self._source = given.source
        if given.source is not None:
            self._token_store, self._store, self._has_store = given.source.store, given.source.store, True
        self._renews = given.source is not None or (not given.has_auth and type(self).renewal is not Client.renewal)
        self._on_reauthenticate = on_reauthenticate
        self._flights = SingleFlight()
        self._budget = RetryBudget()
        self._drift = Drift(strict=given.strict)
        self._ambient = ambient or REAL_WORLD
        self._closed = False
        self._is_copy = False

    @property
    def settings(self) -> Settings:
        """What the client was told; frozen."""
        return self._settings

    @property
    def credentials(self) -> Credentials:
        """Tokens and key, shared with all copies of the client."""
        return self._credentials

    @property
    def token_store(self) -> TokenStore:
        """Where tokens are kept between runs."""
        return self._token_store

    @property
    def session_store(self) -> TokenStore:
        """The part of `token_store` that is this client's; see `warp_client_core.owned`."""
        return self._store

    def token_owner(self) -> str:
        """
        The name of all clients that may use the same tokens: of one distribution, for one origin.

        The seam for overlays whose sessions differ by more than that. Called once, when the client is built.
        """
        return owner_of(self.about.dist, self._settings.origin)

    @property
    def source(self) -> TokenSource | None:
        """What the tokens come from, where that is an object shared with other clients."""
        return self._source

    @property
    def on_reauthenticate(self) -> OnReauthenticate | None:
        """Called once when a session is over."""
        return self._on_reauthenticate

    @property
    def ambient(self) -> Ambient:
        """Clock and dice of the client."""
        return self._ambient

    @property
    def retry_budget(self) -> RetryBudget:
        """What retries are paid from, shared with all copies of the client."""
        return self._budget

    @property
    def drift(self) -> Drift:
        """What replies held that the API does not describe, shared with all copies of the client."""
        return self._drift

    def with_options(
        self, *, timeout: float | None = None, max_retries: int | None = None, headers: Mapping[str, str] | None = None
    ) -> Self:
        """
        A copy of the client that differs in these settings and shares connections and tokens.

        The copy need not be closed; closing it leaves the connections to the original.

        Args:
            timeout: Seconds for each phase of a request.
            max_retries: Most attempts after the first.
            headers: Header fields sent with every call, in addition to the present ones.

        Raises:
            ValueError: A value is out of range, or a header holds a line break.
        """
        other = copy.copy(self)
        for name in list(vars(other)):
            # Resources hold the client that they were made for.
            if isinstance(getattr(type(other), name, None), functools.cached_property):
                delattr(other, name)
        other._settings = self._settings.changed(timeout=timeout, max_retries=max_retries, headers=headers)
        other._is_copy = True
        return other

    def transmit(self, call: Call[Any], options: CallOptions = None, *, streamed: bool = False) -> Steps[Settled]:
        """
        The steps that send a call and end with a successful reply, not yet decoded.

        The seam for overlays: an override wraps ``super().transmit(...)`` in a layer of its own, and passes the
        options on as they came, since they hold the deadline.
        """
        operation, credentials = call.operation, self._credentials
        if (
            self._renews
            and (credentials.renewable or self._has_store)
            and operation.authenticated
            and operation.session is None
        ):
            # Loaded when there is something to renew: most clients have one token and keep it.
            from warp_client_core.refreshing import refreshed

            return refreshed(self, call, options, streamed=streamed)
        return transmit(
            call,
            settings=self._settings,
            credentials=self._credentials,
            options=options,
            budget=self._budget,
            ambient=self._ambient,
            streamed=streamed,
        )

    def renewal(self, refresh_token: str) -> Call[Any] | None:
        """
        The call that trades a refresh token for new tokens; None when this client cannot do that.

        The seam for overlays: one that overrides it has its client's tokens renewed by the runtime.
        """
        return None

    def grant(self) -> Call[Any] | None:
        """
        The call that gives an access token without a refresh token, such as one by a signed assertion; None when a
        user has to sign in.

        The seam for overlays beside `renewal`, which it goes before. Whoever overrides it tells
        `Credentials.rely_on_grants`.
        """
        return None

    def exchange(self, call: Call[T], options: CallOptions = None) -> Steps[ApiResponse[T]]:
        """The steps of a whole call, for flows that make several calls."""
        call, options = self.begun(call, options)
        credentials, store = self._credentials, self._store
        if call.operation.session is Session.RENEWS and self._renews and self._source is None:
            from warp_client_core.refreshing import asked

            if (steps := asked(self, call, options)) is not None:
                return steps
        if self._source is not None and call.operation.session in (Session.OPENS, Session.RENEWS):
            # The reply is the caller's; tokens of another issuer are no business of the source.
            credentials, store = Credentials(), MemoryTokenStore()
        return conclude(
            call,
            self.transmit(call, options),
            credentials=credentials,
            store=store,
            ambient=self._ambient,
            watch=self._drift.watch(call.operation.id),
        )

    def begun(self, call: Call[T], options: CallOptions) -> tuple[Call[T], Begun]:
        """The call and its options as they hold from now on; see `warp_client_core.exchange.begun`."""
        if call.operation.deprecated and not isinstance(options, Begun):
            from warp_client_core.deprecation import warn_once

            warn_once(call.operation)
        return begun(call, options, self._settings, self._ambient)

    def _flights_of(self, step: Shared) -> SingleFlight:
        return self._flights if step.among is None else step.among

    async def _asettled(self) -> None:
        if not self._is_copy:
            await self._flights.asettle(self._settling)
            if self._source is not None:
                await self._source.flights.asettle(self._settling)

    def _settled(self) -> None:
        if not self._is_copy:
            self._flights.settle(self._settling)
            if self._source is not None:
                self._source.flights.settle(self._settling)

    def _watched(self, connections: Connections, remedy: str) -> None:
        """Have connections that are left open found out."""
        if connections.is_own:
            connections.unclosed = Unclosed(connections, type(self).__name__, remedy)

    def _check_open(self, pool_is_closed: bool) -> None:
        if self._closed or pool_is_closed:
            raise RuntimeError(f"this {type(self).__name__} is closed; build a new one")

    def __copy__(self) -> Self:
        other = object.__new__(type(self))
        vars(other).update(vars(self))
        return other

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            f"a {type(self).__name__} holds tokens and connections and is not pickled or copied deeply; build one in "
            "each process, with a token store that they share"
        )

    def __repr__(self) -> str:
        settings = self._settings
        return (
            f"{type(self).__name__}(base_url={settings.base_url!r}, timeout={settings.timeout!r}, "
            f"max_retries={settings.max_retries!r})"
        )
