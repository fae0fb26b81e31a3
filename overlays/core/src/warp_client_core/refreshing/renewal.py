"""
One renewal of the access token, for all threads, tasks, processes and hosts that share it.

    flight in this process -> claim on the store -> read it -> still the same token? -> exchange -> swap -> publish

The rule: what the store holds by then is looked at before a token is sent and before one is given up, because somebody
else may have been faster.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from warp_client_core import logs
from warp_client_core.calls import Safety
from warp_client_core.errors import (
    ApiConnectionError,
    ApiError,
    OutcomeUnknownError,
    ReauthenticationRequired,
    ResponseDecodeError,
    TokenRefreshError,
    TokenStoreError,
)
from warp_client_core.exchange import decoded
from warp_client_core.options import RequestOptions
from warp_client_core.sessions import Grant, granted
from warp_client_core.steps import Blocking, Hook, Shared, Sleep, Steps
from warp_client_core.stores.shared import Claim, Snapshot, sharing
from warp_client_core.tokens import Tokens

if TYPE_CHECKING:
    from warp_client_core.calls import Call
    from warp_client_core.client import Client

POLL: Final = 0.05
"""Seconds between two looks at a claim that somebody else holds, at first; half as much again each time."""

LONGEST_POLL: Final = 0.5
"""Most seconds between two looks."""

LEASE_MARGIN: Final = 10.0
"""Seconds for which a lease outlasts the exchange that it is for, so that nobody else begins one meanwhile."""

REFUSALS: Final = frozenset({"invalid_grant", "INVALID_REFRESH_TOKEN", "TOKEN_EXPIRED", "USER_DISABLED"})
"""Codes that say that a refresh token is of no use any more."""

_DOUBTED: Final = "refreshing.doubted"
_UNSAVED: Final = "refreshing.unsaved"


def renewed(client: Client, spent: str | None, *, expires: float, ends: float = -math.inf) -> Steps[None]:
    """
    The steps after which the credentials hold another access token than the one that is spent.

    One caller takes them, the others wait for it. Somebody who is cancelled, or whose deadline comes, leaves the
    renewal to the others.

    Args:
        client: Whose token.
        spent: The access token that is not good any more; None where there is none yet.
        expires: Until when to wait, on the clock of the client.
        ends: When the token ends after all; by default it has ended.

    Raises:
        ReauthenticationRequired: The session is over.
        TokenRefreshError: No new token was to be had now; ``reason`` tells why.
        TokenStoreError: The store cannot be used.
    """
    credentials, clock = client.credentials, client.ambient.clock
    key, patience = ("refreshing", credentials.identity, credentials.generation), expires - clock()
    if credentials.access_token != spent:
        return
    # Waiting for somebody else's claim, then an exchange of our own.
    takes = 2 * (client.settings.timeout + LEASE_MARGIN)
    try:
        yield Shared(
            key, lambda: _Renewal(client, spent, clock() + takes, ends).steps(), patience=max(patience, 0), takes=takes
        )
    except TimeoutError:
        raise TokenRefreshError("the deadline came before the access token was renewed", reason="timeout") from None


class _Renewal:
    """A renewal that is under way, of one access token of one identity."""

    def __init__(self, client: Client, spent: str | None, expires: float, ends: float) -> None:
        self._client = client
        self._credentials = client.credentials
        self._ambient = client.ambient
        self._store = sharing(client.token_store)
        self._spent = spent
        self._identity = client.credentials.identity
        self._facts = client.credentials.derived
        self._expires = expires
        self._ends = ends

    def steps(self) -> Steps[None]:
        """All of it. Ends the session where that is what comes out."""
        if self._credentials.access_token != self._spent:
            return
        try:
            claim = yield from self._claimed()
            if claim is not None:
                yield from self._with(claim)
        except ReauthenticationRequired as error:
            yield from self._end(error)
            raise

    def _claimed(self) -> Steps[Claim | None]:
        """The right to send the refresh token; None when somebody else has renewed meanwhile."""
        lease, pause = self._client.settings.timeout + LEASE_MARGIN, POLL
        while True:
            claim: Claim | None = yield Blocking(lambda: self._store.claim(lease))
            if claim is not None:
                return claim
            if (yield from self._looked()) is None:
                return None
            if self._ambient.clock() + pause + self._client.settings.timeout > self._expires:
                raise TokenRefreshError("another process has been renewing the access token for long", reason="busy")
            yield Sleep(pause * (1 + self._ambient.chance()) / 2)
            pause = min(pause * 1.5, LONGEST_POLL)

    def _with(self, claim: Claim) -> Steps[None]:
        try:
            snapshot = yield from self._looked()
            if snapshot is not None and not (yield Blocking(claim.held)):
                raise TokenRefreshError("the claim on the token store ended before it was used", reason="busy")
            if snapshot is not None:
                yield from self._exchange(snapshot)
        except GeneratorExit:
            # A cancelled flow may not yield any more.
            claim.release()
            raise
        except Exception:
            yield from self._released(claim)
            raise
        yield from self._released(claim)

    def _released(self, claim: Claim) -> Steps[None]:
        try:
            yield Blocking(claim.release)
        except TokenStoreError as error:
            # It ends by itself; the tokens are what matters.
            logs.renewal_failed(error)

    def _looked(self) -> Steps[Snapshot | None]:
        """What the store holds; None when that, or somebody else, made this renewal unnecessary."""
        snapshot: Snapshot = yield Blocking(self._store.read)
        credentials, stored = self._credentials, snapshot.tokens
        if credentials.identity != self._identity or credentials.access_token != self._spent:
            return None
        if self._facts.get(_UNSAVED) == snapshot.version:
            return snapshot
        if stored is None:
            if credentials.kept:
                raise ReauthenticationRequired("somebody signed out; sign in again", reason="signed_out")
            return snapshot
        credentials.kept = True
        if stored != credentials.tokens and not credentials.replace(stored, identity=self._identity):
            return None
        return snapshot if stored.access_token in (None, self._spent) or self._is_over(stored) else None

    def _is_over(self, stored: Tokens) -> bool:
        now = self._ambient.now().timestamp() + self._credentials.skew
        if stored.expires_at is None or stored.expires_at > now or stored.refresh_token is None:
            return False
        self._spent = stored.access_token
        return True

    def _exchange(self, snapshot: Snapshot) -> Steps[None]:
        """Trade the refresh token for new tokens, and keep them."""
        refresh = self._credentials.refresh_token
        if refresh is None:
            if not self._credentials.renewable or self._ambient.clock() < self._ends:
                return
            reason = "unknown_outcome" if self._facts.get(_DOUBTED) else "no_refresh_token"
            raise ReauthenticationRequired("there is no refresh token to use; sign in again", reason=reason)
        call = self._client.renewal(refresh)
        if call is None:
            return
        try:
            grant = yield from self._granted(call)
        except GeneratorExit:
            self._doubted(snapshot)()
            raise
        except ApiError as error:
            yield from self._refused(snapshot, call, error)
        except (ApiConnectionError, ResponseDecodeError) as error:
            if call.safety is Safety.UNSAFE and isinstance(error, (OutcomeUnknownError, ResponseDecodeError)):
                yield from self._in_doubt(snapshot, error)
                return
            message = f"the access token was not renewed: {type(error).__name__}"
            raise TokenRefreshError(message, reason="unreachable") from error
        else:
            tokens = Tokens(grant.tokens.access_token, grant.tokens.refresh_token or refresh, grant.tokens.expires_at)
            yield from self._publish(snapshot, tokens, grant)

    def _granted(self, call: Call[Any]) -> Steps[Grant]:
        timeout = self._client.settings.timeout
        # The exchange has a deadline of its own: whoever began it may have less time than those who wait for it.
        options = RequestOptions(timeout=timeout, deadline=timeout)
        call, begun = self._client.begun(call, options)
        settled = yield from self._client.transmit(call, begun)
        data, _meta = decoded(call, settled, None)
        grant = granted(call, settled, data, self._ambient)
        if grant is None:
            raise ResponseDecodeError("the reply holds no access token", operation_id=call.operation_id)
        return grant

    def _publish(self, snapshot: Snapshot, tokens: Tokens, grant: Grant) -> Steps[None]:
        credentials = self._credentials
        credentials.skew = grant.skew
        if credentials.identity != self._identity:
            return
        try:
            swapped = yield Blocking(lambda: self._store.swap(tokens, version=snapshot.version))
        except TokenStoreError as error:
            # The new tokens are the only ones that work, so they are used although nobody else will know them.
            self._facts[_UNSAVED] = snapshot.version
            credentials.replace(tokens, identity=self._identity, window=grant.window)
            logs.renewal_failed(error)
            return
        self._facts.pop(_UNSAVED, None)
        if not swapped:
            yield from self._looked()
        elif credentials.replace(tokens, identity=self._identity, window=grant.window):
            credentials.kept = True
        else:
            yield Blocking(lambda: self._take_back(tokens))

    def _take_back(self, tokens: Tokens) -> None:
        """Have the store hold these tokens no longer; others are left alone."""
        snapshot = self._store.read()
        if snapshot.tokens is not None and snapshot.tokens.access_token == tokens.access_token:
            self._store.swap(None, version=snapshot.version)

    def _refused(self, snapshot: Snapshot, call: Call[Any], error: ApiError) -> Steps[None]:
        """The server answered with an error."""
        refresh = self._credentials.refresh_token
        if not _is_final(call, error):
            message = f"the access token was not renewed: {error.status_code} {error.code}"
            raise TokenRefreshError(message, reason=error.code.lower()) from error
        found = yield from self._looked()
        if found is None:
            return
        if found.version != snapshot.version and self._credentials.refresh_token not in (None, refresh):
            # Somebody rotated the token beside the claim. Theirs is another one, and sent once, too.
            yield from self._exchange(found)
            return
        message = "the refresh token is not accepted any more; sign in again"
        raise ReauthenticationRequired(message, reason="invalid_grant") from error

    def _in_doubt(self, snapshot: Snapshot, error: Exception) -> Steps[None]:
        """The refresh token may be used up, and the new one lost."""
        if (yield from self._looked()) is None:
            return
        try:
            yield Blocking(self._doubted(snapshot))
        except TokenStoreError as failure:
            logs.renewal_failed(failure)
        message = "no answer to the exchange of the refresh token, which may be used up"
        if self._ambient.clock() < self._ends:
            raise TokenRefreshError(message, reason="unknown_outcome") from error
        raise ReauthenticationRequired(f"{message}; sign in again", reason="unknown_outcome") from error

    def _doubted(self, snapshot: Snapshot) -> Callable[[], None]:
        """Have nobody send the refresh token again, neither here nor where the store is shared."""

        def drop() -> None:
            held = self._credentials.tokens
            left = Tokens(held.access_token, None, held.expires_at)
            window = self._credentials.window
            self._facts[_DOUBTED] = True
            self._credentials.replace(left, identity=self._identity, window=window)
            if snapshot.tokens is not None:
                self._store.swap(left, version=snapshot.version)

        return drop

    def _end(self, error: ReauthenticationRequired) -> Steps[None]:
        """Drop the tokens and tell the caller's hook, unless somebody has signed in or out meanwhile."""
        held = self._credentials.tokens
        if not self._credentials.close(identity=self._identity):
            return
        try:
            yield Blocking(lambda: self._take_back(held))
        except TokenStoreError as failure:
            logs.renewal_failed(failure)
        hook = self._client.on_reauthenticate
        if hook is not None:
            try:
                yield Hook(lambda: hook(error))
            except Exception as failure:
                error.add_note(f"on_reauthenticate raised {type(failure).__name__}")


def _is_final(call: Call[Any], error: ApiError) -> bool:
    """Whether an error says that the refresh token is of no use, and not that the client itself is not known."""
    proves_client = any(name.lower() == "authorization" for name, _ in call.headers)
    return error.code in REFUSALS or (error.status_code == 401 and error.code != "invalid_client" and not proves_client)
