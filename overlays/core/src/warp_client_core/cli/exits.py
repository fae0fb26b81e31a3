"""
Exit codes, and errors as one readable block.

The rule: whatever goes wrong is told as what happened, where, and what to do, without a traceback and without a
secret; a script tells the cases apart by the exit code alone.

    0    done
    1    the platform refused, or anything that has no code of its own
    2    the command was used wrongly; nothing was sent
    3    not signed in, or not allowed to
    4    there is no such thing
    5    nobody answered, too many calls, or a fault of the platform: try again later
    6    what was asked for is on its way and not ready yet
    7    a file has faults and was not sent
    8    a write may or may not have been carried out: look before repeating it
    9    a confirmation was asked for and not given; nothing was sent
    130  interrupted
"""

from __future__ import annotations

from typing import Final

from warp_client_core.commands import FAULTY as FAULTY
from warp_client_core.commands import NOT_READY as NOT_READY

DONE: Final = 0
REFUSED: Final = 1
USAGE: Final = 2
SIGN_IN: Final = 3
NOT_FOUND: Final = 4
LATER: Final = 5
UNKNOWN: Final = 8
UNCONFIRMED: Final = 9
INTERRUPTED: Final = 130

CODES: Final = {
    DONE: "done",
    REFUSED: "the platform refused, or anything without a code of its own",
    USAGE: "used wrongly; nothing was sent",
    SIGN_IN: "not signed in, or not allowed to",
    NOT_FOUND: "there is no such thing",
    LATER: "nobody answered, too many calls, or a fault of the platform: try again later",
    NOT_READY: "on its way and not ready yet",
    FAULTY: "a file has faults and was not sent",
    UNKNOWN: "a write may or may not have been carried out: look before repeating it",
    UNCONFIRMED: "not confirmed; nothing was sent",
    INTERRUPTED: "interrupted",
}
"""Every exit code of ``warp`` and what it says."""


class Ended(Exception):
    """
    A command ends here.

    Attributes:
        code: The exit code.
        what: What happened; empty when all is said.
        do: What to do about it.
    """

    def __init__(self, code: int, what: str = "", do: str = "") -> None:
        super().__init__(what)
        self.code = code
        self.what = what
        self.do = do


def ended(error: BaseException) -> Ended:
    """An error of any kind as the end of a command; those that are faults of ours are given back by raising."""
    if isinstance(error, Ended):
        return error
    if isinstance(error, KeyboardInterrupt):
        return Ended(INTERRUPTED, "interrupted", "")
    from warp_client_core.warp_error import WarpError

    if isinstance(error, WarpError):
        return _refused(error)
    if isinstance(error, ImportError) and "install" in str(error):
        return Ended(USAGE, str(error), "install what is named, then repeat the command")
    if isinstance(error, (ValueError, TypeError, LookupError)):
        return Ended(USAGE, _line(error), "see --help of the command")
    if isinstance(error, OSError):
        return Ended(REFUSED, f"{error.strerror or error}: {error.filename or ''}".rstrip(": "), "")
    raise error


_SIGN_IN: Final = "sign in with `warp login` (NetSuite: `warp netsuite authorize`), or set WARP_ACCESS_TOKEN"


def _refused(error: Exception) -> Ended:
    from warp_client_core import errors

    what = str(error)
    if isinstance(error, errors.StreamError) and error.status_code in (401, 403):
        return Ended(SIGN_IN, what, _SIGN_IN)
    if isinstance(error, errors.DeckValidationError):
        # What a program passes has another name here.
        what = what.replace("pass validate=False", "add --validate false")
    if isinstance(error, errors.TokenStoreError):
        what, unread, _ = what.partition("; clear()")
        if unread:
            return Ended(SIGN_IN, what, "set WARP_TOKEN_KEYS as it was then, or sign in anew with `warp login`")
        if isinstance(error.__cause__, OSError):
            return Ended(SIGN_IN, what, "check the folder that WARP_HOME names")
        return Ended(SIGN_IN, what, "set WARP_TOKEN_KEYS, or install the extra keyring")
    table: tuple[tuple[type[Exception], int, str], ...] = (
        (errors.AuthenticationError, SIGN_IN, _SIGN_IN),
        (errors.PermissionDeniedError, SIGN_IN, "ask for the permission, or sign in as somebody who has it"),
        (errors.ReauthenticationRequired, SIGN_IN, _SIGN_IN),
        (errors.BadRequestError, REFUSED, "mend what is named, then repeat it"),
        (errors.UnprocessableEntityError, REFUSED, "mend what is named, then repeat it"),
        (errors.NotFoundError, NOT_FOUND, "check the id; a list shows those there are"),
        (errors.RateLimitError, LATER, "wait, then repeat the command"),
        (errors.ServerError, LATER, "repeat the command later; quote the request id to support"),
        (errors.OutcomeUnknownError, UNKNOWN, "look whether it was carried out before you repeat it"),
        (errors.TokenRefreshError, LATER, "repeat the command later"),
        (errors.ApiConnectionError, LATER, "check the network and --base-url, then repeat the command"),
        (errors.StreamError, LATER, "repeat the command later"),
        (errors.DeckValidationError, FAULTY, "mend the lines that are named; `warp rates validate` lists all"),
    )
    for kind, code, do in table:
        if isinstance(error, kind):
            return Ended(code, what, do)
    return Ended(REFUSED, what, "")


def _line(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__
