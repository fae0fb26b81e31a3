"""Calls of ``oauth``: each function describes one request and sends nothing."""

from __future__ import annotations

from warp_client_core import UNSET, Call, Operation, Safety, Unset
from warp_client_core.replies import Bare

from .. import models

_EXCHANGE_TOKEN = Operation(
    "exchange_netsuite_token", "POST", "/auth/oauth2/v1/token", Safety.UNSAFE, Bare(models.NetSuiteTokens)
)


def exchange_token(
    *,
    grant_type: models.NetSuiteGrantType | str,
    code: str | Unset = UNSET,
    redirect_uri: str | Unset = UNSET,
    code_verifier: str | Unset = UNSET,
    refresh_token: str | Unset = UNSET,
    client_id: str | Unset = UNSET,
    client_assertion_type: str | Unset = UNSET,
    client_assertion: str | Unset = UNSET,
) -> Call[models.NetSuiteTokens]:
    """Exchange a grant for an access token: ``POST /auth/oauth2/v1/token``."""
    return _EXCHANGE_TOKEN.call(
        form={
            "grant_type": grant_type,
            "code": code,
            "redirect_uri": redirect_uri,
            "code_verifier": code_verifier,
            "refresh_token": refresh_token,
            "client_id": client_id,
            "client_assertion_type": client_assertion_type,
            "client_assertion": client_assertion,
        }
    )
