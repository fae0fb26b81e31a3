"""
The half that sync and async clients share: settings, credentials, and the making of flows.

The rule: nothing here does I/O, so both flavours behave alike because they are the same code.
"""

from __future__ import annotations

import copy
import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from warp_client_core._abi import VERSION
from warp_client_core.config import environment
from warp_client_core.credentials import Credentials
from warp_client_core.exchange import Settled, conclude, transmit
from warp_client_core.flight import SingleFlight
from warp_client_core.settings import (
    About,
    Given,
    Settings,
    credentials_for,
    settings_for,
)
from warp_client_core.steps import REAL_WORLD, Ambient, Steps
from warp_client_core.tokens import MemoryTokenStore, TokenStore

if TYPE_CHECKING:
    from warp_client_core._http import Auth
    from warp_client_core.calls import Call
    from warp_client_core.options import RequestOptions
    from warp_client_core.values import ApiResponse

T = TypeVar("T")


class Client:
    """
    What a client is, apart from how it waits.

    Generated clients set `about`. Overlays change how calls are carried out by overriding `transmit`.
    """

    about: ClassVar[About] = About(dist="warp-client-core", version=VERSION)

    def __init__(self, given: Given, *, auth: Auth | None, ambient: Ambient | None) -> None:
        found = environment(self.about.environment)
        self._settings = settings_for(self.about, given, found)
        self._credentials = credentials_for(given, found)
        self._store: TokenStore = MemoryTokenStore() if given.token_store is None else given.token_store
        self._flights = SingleFlight()
        self._auth = auth
        self._ambient = ambient or REAL_WORLD
        self._owns_pool = not given.has_http_client
        self._closed = False

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
        return self._store

    @property
    def ambient(self) -> Ambient:
        """Clock and dice of the client."""
        return self._ambient

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
        other._owns_pool = False
        return other

    def transmit(
        self, call: Call[Any], options: RequestOptions | None = None, *, streamed: bool = False
    ) -> Steps[Settled]:
        """
        The steps that send a call and end with a successful reply, not yet decoded.

        The seam for overlays: an override wraps ``super().transmit(...)`` in a layer of its own.
        """
        return transmit(
            call,
            settings=self._settings,
            credentials=self._credentials,
            options=options,
            ambient=self._ambient,
            streamed=streamed,
        )

    def exchange(self, call: Call[T], options: RequestOptions | None = None) -> Steps[ApiResponse[T]]:
        """The steps of a whole call, for flows that make several calls."""
        return conclude(
            call,
            self.transmit(call, options),
            credentials=self._credentials,
            store=self._store,
            ambient=self._ambient,
        )

    def _check_open(self, pool_is_closed: bool) -> None:
        if self._closed or pool_is_closed:
            raise RuntimeError(f"this {type(self).__name__} is closed; build a new one")

    def __repr__(self) -> str:
        settings = self._settings
        return (
            f"{type(self).__name__}(base_url={settings.base_url!r}, timeout={settings.timeout!r}, "
            f"max_retries={settings.max_retries!r})"
        )
