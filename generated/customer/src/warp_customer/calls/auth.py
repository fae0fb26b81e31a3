"""Calls of ``auth``: each function describes one request and sends nothing."""

from __future__ import annotations

from warp_client_core import UNSET, Call, Operation, Safety, Session, Unset
from warp_client_core.replies import Enveloped, Nothing

from .. import models

_LOGIN = Operation(
    "login",
    "POST",
    "/auth/login",
    Safety.UNSAFE,
    Enveloped(models.AuthResponse),
    session=Session.OPENS,
    authenticated=False,
)
_LOGOUT = Operation("logout", "POST", "/auth/logout", Safety.UNSAFE, Nothing(), session=Session.CLOSES)
_REFRESH = Operation(
    "refresh_token",
    "POST",
    "/auth/refresh",
    Safety.UNSAFE,
    Enveloped(models.AuthResponse),
    session=Session.RENEWS,
    authenticated=False,
)


def login(*, email: str, password: str, mfa_code: str | Unset = UNSET) -> Call[models.AuthResponse]:
    """Sign in with email and password: ``POST /auth/login``."""
    return _LOGIN.call(json={"email": email, "password": password, "mfa_code": mfa_code})


def logout() -> Call[None]:
    """Sign out: ``POST /auth/logout``."""
    return _LOGOUT.call()


def refresh(*, refresh_token: str) -> Call[models.AuthResponse]:
    """Renew the access token: ``POST /auth/refresh``."""
    return _REFRESH.call(json={"refresh_token": refresh_token})
