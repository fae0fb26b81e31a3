"""
The steps of a sign-in.

    password or custom token -> tokens
                             -> second factor: (SMS ->) code -> tokens

The rule: a sign-in that was refused is not tried again at once, because guesses are counted and accounts get closed.
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Awaitable, Callable, Iterator
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from warp_client_core.errors import ReauthenticationRequired, ResponseDecodeError, WarpError
from warp_client_core.exchange import Settled, decoded
from warp_client_core.google.project import Project
from warp_client_core.google.refusals import failure
from warp_client_core.google.replies import Answer, SecondFactor
from warp_client_core.google.requests import finalize_call, start_call
from warp_client_core.options import RequestOptions
from warp_client_core.sessions import Grant, granted
from warp_client_core.steps import Blocking, Hook, Steps

if TYPE_CHECKING:
    from warp_client_core.calls import Call
    from warp_client_core.client import Client

AskCode: TypeAlias = Callable[[SecondFactor], str | Awaitable[str]]
"""Gives the code of a second factor."""

REFUSED_PAUSE: Final = 30.0
"""Seconds for which a sign-in that was refused is not tried again."""


class SignIn:
    """
    Signs one user in.

    Args:
        project: Where.
        first: Makes the call of the first step, which holds the secret.
        mfa: Asked for the code of the second factor.
        factor: Id or name of the factor to use; the first one by default.
    """

    def __init__(
        self, project: Project, first: Callable[[], Call[Answer]], *, mfa: AskCode | None, factor: str | None
    ) -> None:
        self._project = project
        self._first = first
        self._mfa = mfa
        self._factor = factor
        self._refusal: tuple[str, str | None, float] = ("", None, -math.inf)

    def steps(self, client: Client) -> Steps[Grant]:
        """
        All of them, over the connections of a client.

        Raises:
            ReauthenticationRequired: Refused; ``reason`` is the code of the platform in lower case, or
                ``mfa_required``, ``mfa_failed``.
            TokenRefreshError: It may work later.
        """
        message, reason, until = self._refusal
        if client.ambient.clock() < until:
            raise ReauthenticationRequired(message, reason=reason)
        try:
            return (yield from self._steps(client))
        except ReauthenticationRequired as error:
            self._refusal = (error.message, error.reason, client.ambient.clock() + REFUSED_PAUSE)
            raise

    def _steps(self, client: Client) -> Steps[Grant]:
        call = self._first()
        settled, answer = yield from _sent(client, call)
        if answer.pending:
            factor = self._chosen(answer.factors)
            session = None
            if factor.kind == "phone":
                _settled, started = yield from _sent(client, start_call(self._project, answer.pending, factor))
                session = started.session
            code = yield from self._asked(factor)
            call = finalize_call(self._project, answer.pending, factor, code, session=session)
            settled, answer = yield from _sent(client, call)
        grant = granted(call, settled, answer, client.ambient)
        if grant is None:
            error = ResponseDecodeError("the reply holds no id token", operation_id=call.operation_id)
            raise failure(error) from error
        return grant

    def _chosen(self, factors: tuple[SecondFactor, ...]) -> SecondFactor:
        if self._mfa is None:
            message = "this account has a second factor; pass mfa=, which is asked for its code"
            raise ReauthenticationRequired(message, reason="mfa_required")
        usable = [one for one in factors if self._factor in (None, one.id, one.display_name)]
        if not usable:
            message = f"this account has no second factor {self._factor!r}" if self._factor else "no factor was named"
            raise ReauthenticationRequired(message, reason="mfa_required")
        return usable[0]

    def _asked(self, factor: SecondFactor) -> Steps[str]:
        mfa = self._mfa
        assert mfa is not None
        codes: list[Any] = []
        try:
            # A person may take their time, and a plain function must not hold an event loop up for as long.
            given: Any = yield Blocking(lambda: mfa(factor))
            if hasattr(given, "__await__"):
                with _closing(given):
                    yield Hook(lambda: _awaited(given, codes))
            else:
                codes.append(given)
        except Exception as error:
            message = f"mfa gave no code, but raised {type(error).__name__}"
            raise ReauthenticationRequired(message, reason="mfa_failed") from error
        if not isinstance(codes[0], str) or not codes[0].strip():
            raise ReauthenticationRequired("mfa gave no code; it must return text", reason="mfa_failed")
        return codes[0].strip()


def _sent(client: Client, call: Call[Answer]) -> Steps[tuple[Settled, Answer]]:
    timeout = client.settings.timeout
    try:
        call, begun = client.begun(call, RequestOptions(timeout=timeout, deadline=timeout))
        settled = yield from client.transmit(call, begun)
        answer, _meta = decoded(call, settled, None)
    except WarpError as error:
        raise failure(error) from error
    return settled, answer


@contextlib.contextmanager
def _closing(given: Any) -> Iterator[None]:
    """End a coroutine that a sync client cannot await; one that has been awaited has ended."""
    try:
        yield
    finally:
        getattr(given, "close", lambda: None)()


async def _awaited(given: Awaitable[Any], codes: list[Any]) -> None:
    codes.append(await given)
