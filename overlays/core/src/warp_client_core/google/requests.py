"""
What is sent to the identity platform.

Pure. The rule: a secret goes into the body and the key of the project into a header field, so that neither is in a URL
that somebody logs. What uses something up is never repeated once it may have arrived.

Source: Identity Platform REST reference, accounts and mfaSignIn; Secure Token API, token.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from warp_client_core.calls import Call, Operation, Safety, Session
from warp_client_core.google.project import SECURE_TOKEN, TOOLKIT, Project
from warp_client_core.google.replies import Answer, AnswerReply, SecondFactor


def _operation(
    name: str, path: str, *, safety: Safety = Safety.UNSAFE, session: Session = Session.OPENS
) -> Operation[Answer]:
    return Operation(name, "POST", path, safety, AnswerReply(), session=session, authenticated=False)


_PASSWORD: Final = _operation("google_sign_in", "/v1/accounts:signInWithPassword", safety=Safety.IDEMPOTENT)
_CUSTOM: Final = _operation("google_custom_sign_in", "/v1/accounts:signInWithCustomToken", safety=Safety.IDEMPOTENT)
_START: Final = _operation("google_mfa_start", "/v2/accounts/mfaSignIn:start")
_FINALIZE: Final = _operation("google_mfa_finalize", "/v2/accounts/mfaSignIn:finalize")
_TOKEN: Final = _operation("google_token", "/v1/token", session=Session.RENEWS)


def password_call(project: Project, email: str, password: str) -> Call[Answer]:
    """Sign in by address and password. The same twice gives two sessions, of which one is used."""
    body = {"email": email, "password": password, "returnSecureToken": True}
    return _toolkit(project, _PASSWORD, body)


def custom_token_call(project: Project, token: str) -> Call[Answer]:
    """Sign in by a token that the operator of the project signed."""
    return _toolkit(project, _CUSTOM, {"token": token, "returnSecureToken": True})


def start_call(project: Project, pending: str, factor: SecondFactor) -> Call[Answer]:
    """Have a code sent by SMS."""
    body = {"mfaPendingCredential": pending, "mfaEnrollmentId": factor.id, "phoneSignInInfo": {}}
    return _toolkit(project, _START, body)


def finalize_call(
    project: Project, pending: str, factor: SecondFactor, code: str, *, session: str | None
) -> Call[Answer]:
    """Show the code of the second factor; ``session`` is that of the SMS."""
    body: dict[str, Any] = {"mfaPendingCredential": pending}
    if factor.kind == "phone":
        body["phoneVerificationInfo"] = {"sessionInfo": session, "code": code}
    else:
        body |= {"mfaEnrollmentId": factor.id, "totpVerificationInfo": {"verificationCode": code}}
    return _toolkit(project, _FINALIZE, body)


def renewal_call(project: Project, refresh_token: str) -> Call[Answer]:
    """Trade a refresh token for new tokens; it names its tenant itself."""
    form = {"grant_type": "refresh_token", "refresh_token": refresh_token}
    return _TOKEN.call(form=form, headers=project.headers).at(project.url(SECURE_TOKEN, _TOKEN.path))


def _toolkit(project: Project, operation: Operation[Answer], body: Mapping[str, object]) -> Call[Answer]:
    tenant = {"tenantId": project.tenant_id} if project.tenant_id else {}
    call = operation.call(json={**body, **tenant}, headers=project.headers)
    return call.at(project.url(TOOLKIT, operation.path))
