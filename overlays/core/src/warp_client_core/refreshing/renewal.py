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

import attrs

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
from warp_client_core.refreshing.endings import ended, released, take_back
from warp_client_core.refreshing.marks import LEASE_MARGIN, SPENT, marked, may_be_at_work, outlives_us, unmarked
from warp_client_core.refreshing.refusals import disowned, is_final, reason_of
from warp_client_core.sessions import Grant, account_of, exchanged
from warp_client_core.steps import Blocking, Shared, Sleep, Steps
from warp_client_core.stores.shared import Claim, Snapshot, sharing
from warp_client_core.tokens import Tokens

if TYPE_CHECKING:
    from warp_client_core.calls import Call
    from warp_client_core.client import Client
    from warp_client_core.exchange import Settled

POLL: Final = 0.05
"""Seconds between two looks at a claim that somebody else holds, at first; half as much again each time."""

LONGEST_POLL: Final = 0.5
"""Most seconds between two looks."""

_DOUBTED: Final = "refreshing.doubted"
_UNSAVED: Final = "refreshing.unsaved"


def renewed(
    client: Client, spent: Tokens | str | None, *, expires: float, ends: float = -math.inf
) -> Steps[Settled | None]:
    """
    The steps after which the credentials hold another access token than the one that is spent.

    One caller takes them, the others wait for it. Somebody who is cancelled, or whose deadline comes, leaves the
    renewal to the others.

    Args:
        client: Whose token.
        spent: The tokens, or the access token, that are not good any more; None where there are none yet.
        expires: Until when to wait, on the clock of the client.
        ends: When the token ends after all; by default it has ended.

    Returns:
        The reply of the exchange; None when there was none.

    Raises:
        ReauthenticationRequired: The session is over.
        TokenRefreshError: No new token was to be had now; ``reason`` tells why.
        TokenStoreError: The store cannot be used.
    """
    credentials, clock = client.credentials, client.ambient.clock
    key, patience = ("refreshing", credentials.identity, credentials.generation), max(expires - clock(), 0)
    source = client.source
    # Local variables are shown by those who report errors, so a token is not among them.
    spent = spent if isinstance(spent, Tokens) else Tokens(spent)
    if credentials.access_token != spent.access_token:
        return None
    # Waiting for somebody else's claim, then an exchange of our own.
    takes = 2 * (client.settings.timeout + LEASE_MARGIN)
    try:
        settled: Settled | None = yield Shared(
            key,
            lambda: _Renewal(client, spent, clock() + takes, ends).steps(),
            patience=patience,
            takes=takes,
            among=None if source is None else source.flights,
        )
    except TimeoutError:
        raise TokenRefreshError("the deadline came before the access token was renewed", reason="timeout") from None
    return settled


class _Renewal:
    """A renewal that is under way, of one access token of one identity."""

    def __init__(self, client: Client, spent: Tokens, expires: float, ends: float) -> None:
        self._client = client
        self._credentials = client.credentials
        self._ambient = client.ambient
        self._store = sharing(client.session_store)
        self._spent = spent
        self._identity = client.credentials.identity
        self._facts = client.credentials.derived
        self._expires = expires
        self._ends = ends
        self._settled: Settled | None = None

    def steps(self) -> Steps[Settled | None]:
        """All of it, to the reply of the exchange, if there was one. Ends the session where that is what comes out."""
        if self._credentials.access_token != self._spent.access_token:
            return None
        try:
            claim = yield from self._claimed()
            if claim is not None:
                yield from self._with(claim)
        except ReauthenticationRequired as error:
            yield from ended(self._client, self._store, self._identity, error)
            raise
        return self._settled

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
            yield from self._renewed(claim)
        except GeneratorExit:
            # A cancelled flow may not yield any more.
            claim.release()
            raise
        except Exception:
            yield from released(claim)
            raise
        yield from released(claim)

    def _renewed(self, claim: Claim) -> Steps[None]:
        # From the start again when the store changes on the way: somebody else may be at it.
        if (snapshot := (yield from self._looked())) is not None:
            snapshot = yield from self._answered(claim, snapshot)
        if snapshot is not None and not (yield Blocking(claim.held)):
            raise TokenRefreshError("the claim on the token store ended before it was used", reason="busy")
        if snapshot is not None:
            yield from self._exchange(claim, snapshot)

    def _answered(self, claim: Claim, snapshot: Snapshot) -> Steps[Snapshot | None]:
        """What the store holds once nobody waits for an answer; None when that made this renewal unnecessary."""
        kept, clock, wait = snapshot.tokens, self._ambient.clock, 0.0
        if kept is None or not kept.refresh_token or not kept.pending or self._facts.get(_UNSAVED) == snapshot.version:
            return snapshot
        if may_be_at_work(claim):
            # Clocks of hosts may differ, so no longer than an exchange can take.
            wait = min(kept.pending - self._server_now(), self._client.settings.timeout + LEASE_MARGIN)
        end = clock() + wait
        while (left := end - clock()) > 0:
            yield Sleep(min(LONGEST_POLL, left))
            found = yield from self._looked()
            if found is None or found.version != snapshot.version:
                return found
        yield from self._in_doubt(snapshot, None)
        return None

    def _server_now(self) -> float:
        return self._ambient.now().timestamp() + self._credentials.skew

    def _looked(self) -> Steps[Snapshot | None]:
        """What the store holds; None when that, or somebody else, made this renewal unnecessary."""
        snapshot: Snapshot = yield Blocking(self._store.read)
        credentials, stored = self._credentials, snapshot.tokens
        if credentials.identity != self._identity or credentials.access_token != self._spent.access_token:
            return None
        if self._facts.get(_UNSAVED) == snapshot.version:
            return snapshot
        if stored is None:
            if credentials.kept and not credentials.relies_on_grants:
                raise ReauthenticationRequired("somebody signed out; sign in again", reason="signed_out")
            return snapshot
        held = account_of(credentials.tokens)
        if held and (account_of(stored) or held) != held:
            raise ReauthenticationRequired("somebody else signed in with this token store", reason="other_account")
        credentials.kept = True
        if stored != credentials.tokens and not credentials.replace(stored, identity=self._identity):
            return None
        is_spent = stored.access_token in (None, self._spent.access_token)
        return snapshot if is_spent or self._is_over(stored) else None

    def _is_over(self, stored: Tokens) -> bool:
        if stored.expires_at is None or stored.expires_at > self._server_now():
            return False
        if stored.refresh_token is None and not self._credentials.relies_on_grants:
            return False
        self._spent = stored
        return True

    def _exchange(self, claim: Claim, snapshot: Snapshot) -> Steps[None]:
        """Trade the refresh token, or what takes its place, for new tokens, and keep them."""
        held, call, source = self._credentials.tokens, self._client.grant(), self._client.source
        if source is not None:
            call = source.renewal(held.refresh_token) if held.refresh_token else None
            if held.refresh_token is None and source.sign_in is not None:
                grant = yield from source.sign_in(self._client)
                self._facts.pop(_DOUBTED, None)
                yield from self._publish(snapshot, grant.tokens, grant)
                return
        if call is None and held.refresh_token is None:
            if not self._credentials.renewable or self._ambient.clock() < self._ends:
                return
            doubtful = self._facts.get(_DOUBTED) or held.pending
            reason = "unknown_outcome" if doubtful else "no_refresh_token"
            raise ReauthenticationRequired("there is no refresh token to use; sign in again", reason=reason)
        if call is None and held.refresh_token is not None:
            call = self._client.renewal(held.refresh_token)
        if call is None:
            return
        if held.refresh_token and call.safety is Safety.UNSAFE and snapshot.tokens is not None and outlives_us(claim):
            until = self._server_now() + self._client.settings.timeout + LEASE_MARGIN
            found = yield from marked(self._store, snapshot, until)
            if found is None:
                return (yield from self._renewed(claim))
            snapshot = found
        try:
            grant, self._settled = yield from exchanged(self._client, call)
        except GeneratorExit:
            self._doubted(snapshot)()
            raise
        except ApiError as error:
            yield from self._refused(claim, snapshot, call, disowned(error, held))
        except (ApiConnectionError, ResponseDecodeError) as error:
            if call.safety is Safety.UNSAFE and isinstance(error, (OutcomeUnknownError, ResponseDecodeError)):
                yield from self._in_doubt(snapshot, error)
                return
            yield from unmarked(self._store, snapshot)
            message = f"the access token was not renewed: {type(error).__name__}"
            raise TokenRefreshError(message, reason="unreachable") from error
        else:
            if held.refresh_token:
                self._facts.setdefault(SPENT, set()).add(hash(call.body))
            given, account = grant.tokens, grant.tokens.account or self._credentials.tokens.account
            tokens = attrs.evolve(given, refresh_token=given.refresh_token or held.refresh_token, account=account)
            yield from self._publish(snapshot, tokens, grant)

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
            yield Blocking(lambda: take_back(self._store, tokens))

    def _refused(self, claim: Claim, snapshot: Snapshot, call: Call[Any], error: ApiError) -> Steps[None]:
        """The server answered with an error."""
        sent = self._credentials.tokens
        if not is_final(call, error):
            yield from unmarked(self._store, snapshot)
            message = f"the access token was not renewed: {error.status_code} {error.code}"
            raise TokenRefreshError(message, reason=error.code.lower()) from error
        found = yield from self._looked()
        if found is None:
            return
        if found.version != snapshot.version and self._credentials.refresh_token not in (None, sent.refresh_token):
            # Somebody rotated the token beside the claim. Theirs is another one, and sent once, too.
            yield from self._exchange(claim, found)
            return
        message = "the refresh token is not accepted any more; sign in again"
        if sent.refresh_token is None:
            message = "the client's own grant is not accepted; look at its key and at what the server knows of it"
        raise ReauthenticationRequired(message, reason=reason_of(error)) from error

    def _in_doubt(self, snapshot: Snapshot, error: Exception | None) -> Steps[None]:
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
            left = attrs.evolve(held, refresh_token=None, pending=self._server_now())
            self._facts[_DOUBTED] = True
            self._credentials.replace(left, identity=self._identity, window=self._credentials.window)
            if snapshot.tokens is not None:
                self._store.swap(left, version=snapshot.version)

        return drop
