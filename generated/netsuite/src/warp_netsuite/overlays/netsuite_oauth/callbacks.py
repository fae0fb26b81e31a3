"""
Judges what the browser brings back from the consent page.

Pure. The rule: state, then error, then account, then code. Nothing else in a callback is believed before its state is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from warp_client_core.errors import ReauthenticationRequired

from .authorizations import Authorization
from .integration import is_same_account

_READ: Final = frozenset({"state", "error", "company", "code"})
_ERROR: Final = re.compile(r"[a-z_]{1,60}")
_AGAIN: Final = "send the user to build_authorize_url() again"


def accepted_code(
    callback_url: str, *, end: Callable[[str], Authorization | None], account_id: str
) -> tuple[str, Authorization]:
    """
    The authorization code in a callback, and the authorization that it answers.

    Args:
        callback_url: The whole address that the browser was sent to.
        end: Gives the authorization that a state belongs to, once.
        account_id: The account that the code has to come from (RFC 9700, 4.4.2).

    Raises:
        ReauthenticationRequired: The callback is refused. ``reason`` is ``invalid_callback``, ``invalid_state``,
            ``company_mismatch``, ``no_code``, or the error that NetSuite names, such as ``access_denied``.
    """
    values = _parameters(callback_url)
    authorization = end(values.get("state", ""))
    if authorization is None:
        message = "its state is unknown, was used before, or is older than 10 minutes"
        raise _refused(message, "invalid_state")
    if "error" in values:
        error = values["error"] if _ERROR.fullmatch(values["error"]) else "unknown_error"
        raise _refused(f"NetSuite answered {error}", error)
    if not is_same_account(values.get("company", ""), account_id):
        raise _refused(f"it does not come from account {account_id}", "company_mismatch")
    if not values.get("code"):
        raise _refused("it holds no code", "no_code")
    return values["code"], authorization


def _parameters(callback_url: str) -> dict[str, str]:
    pairs = [pair for pair in parse_qsl(urlsplit(callback_url).query, keep_blank_values=True) if pair[0] in _READ]
    values = dict(pairs)
    if len(values) != len(pairs):
        raise _refused("a parameter stands in it twice", "invalid_callback")
    return values


def _refused(why: str, reason: str) -> ReauthenticationRequired:
    return ReauthenticationRequired(f"the NetSuite callback is refused: {why}; {_AGAIN}", reason=reason)
