"""The second step: codes by SMS and of authenticators."""

from __future__ import annotations

import pytest

from warp_sandbox.identity.accounts import DISABLED, PHONE, WITH_SMS, WITH_TOTP
from warp_sandbox.identity.app import CODES
from warp_sandbox.identity.jwt import read
from warp_sandbox.identity.totp import totp

START = "/v2/accounts/mfaSignIn:start"
FINALIZE = "/v2/accounts/mfaSignIn:finalize"


def message(reply):
    return reply.json()["error"]["message"]


@pytest.fixture
def pending(sign_in):
    """The names of a pending sign-in: ``pending(email)``."""

    def begin(email):
        body = sign_in(email).json()
        factor = body["mfaInfo"][0]["mfaEnrollmentId"]
        return {"mfaPendingCredential": body["mfaPendingCredential"], "mfaEnrollmentId": factor}

    return begin


@pytest.fixture
def totp_code(identity_app, clock):
    """The code that the authenticator shows: ``totp_code(steps)``."""
    secret = identity_app.state.accounts.of(WITH_TOTP).factors[0].secret
    return lambda steps=0: totp(secret, clock(), steps=steps)


@pytest.fixture
def sent(toolkit, identity_app, pending):
    """A pending sign-in and the code that was sent for it."""
    begun = pending(WITH_SMS)
    session = toolkit(START, {**begun, "phoneSignInInfo": {}}).json()["phoneResponseInfo"]["sessionInfo"]
    return begun["mfaPendingCredential"], session, identity_app.state.sign_ins.codes[session].code


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_authenticator_code_gives_tokens_without_a_lifetime(steps, toolkit, pending, totp_code):
    """
    A code of half a minute ago or ahead is good too.
    """
    body = {**pending(WITH_TOTP), "totpVerificationInfo": {"verificationCode": totp_code(steps)}}

    reply = toolkit(FINALIZE, body)

    assert {"idToken", "refreshToken"} == set(reply.json())
    assert "totp" == read(reply.json()["idToken"]).claims["firebase"]["sign_in_second_factor"]


def test_pending_credential_works_once(toolkit, pending, totp_code):
    """
    A wrong code leaves it as it is, tokens use it up.
    """
    begun = pending(WITH_TOTP)
    wrong = {**begun, "totpVerificationInfo": {"verificationCode": totp_code(5)}}
    right = {**begun, "totpVerificationInfo": {"verificationCode": totp_code()}}

    assert "INVALID_CODE" == message(toolkit(FINALIZE, wrong))
    assert 200 == toolkit(FINALIZE, right).status_code
    assert "INVALID_MFA_PENDING_CREDENTIAL" == message(toolkit(FINALIZE, right))


def test_pending_credential_ends(toolkit, pending, totp_code, clock):
    """
    After ten minutes the password is asked for again.
    """
    begun = pending(WITH_TOTP)
    clock.advance(600)

    reply = toolkit(FINALIZE, {**begun, "totpVerificationInfo": {"verificationCode": totp_code()}})

    assert "INVALID_MFA_PENDING_CREDENTIAL" == message(reply)


def test_code_by_sms_gives_tokens(toolkit, sent):
    """
    The session of the code stands for the factor.
    """
    credential, session, code = sent
    body = {"mfaPendingCredential": credential, "phoneVerificationInfo": {"sessionInfo": session, "code": code}}

    reply = toolkit(FINALIZE, body)

    assert "phone" == read(reply.json()["idToken"]).claims["firebase"]["sign_in_second_factor"]


def test_sent_codes_can_be_read_over_the_wire(sent, identity_app, client_of):
    """
    Who has no access to the process reads them where the emulator shows them.
    """
    _, session, code = sent

    shown = client_of(identity_app, base="")("GET", CODES).json()

    assert {"verificationCodes": [{"phoneNumber": PHONE, "sessionInfo": session, "code": code}]} == shown


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"code": "wrong"}, "INVALID_CODE"),
        ({"code": ""}, "MISSING_CODE"),
        ({"sessionInfo": "guess"}, "INVALID_SESSION_INFO"),
        ({"sessionInfo": ""}, "MISSING_SESSION_INFO"),
    ],
)
def test_wrong_code_by_sms_is_refused(change, code, toolkit, sent):
    """
    Each part has a code of its own.
    """
    credential, session, known = sent
    info = {"sessionInfo": session, "code": known, **change}

    reply = toolkit(FINALIZE, {"mfaPendingCredential": credential, "phoneVerificationInfo": info})

    assert code == message(reply)


@pytest.mark.parametrize(
    ("path", "change", "code"),
    [
        (START, {"mfaPendingCredential": ""}, "MISSING_MFA_PENDING_CREDENTIAL"),
        (START, {"mfaPendingCredential": "guess"}, "INVALID_MFA_PENDING_CREDENTIAL"),
        (START, {"mfaEnrollmentId": ""}, "MISSING_MFA_ENROLLMENT_ID"),
        (START, {"mfaEnrollmentId": "guess"}, "MFA_ENROLLMENT_NOT_FOUND"),
        (START, {}, "This factor needs no start."),
        (FINALIZE, {}, "MISSING_CODE"),
    ],
)
def test_wrong_second_step_is_refused(path, change, code, toolkit, pending):
    """
    What is missing and what is not known are told apart.
    """
    assert code == message(toolkit(path, {**pending(WITH_TOTP), **change}))


def test_account_that_was_disabled_meanwhile_gets_no_tokens(toolkit, pending, totp_code, identity_app):
    """
    The account is looked at in every step.
    """
    begun = pending(WITH_TOTP)
    identity_app.state.accounts.of(WITH_TOTP).is_disabled = True

    reply = toolkit(FINALIZE, {**begun, "totpVerificationInfo": {"verificationCode": totp_code()}})

    assert "USER_DISABLED" == message(reply)
    assert identity_app.state.accounts.of(DISABLED).is_disabled


def test_sent_code_ends(toolkit, sent, clock):
    """
    After five minutes another one has to be sent.
    """
    credential, session, code = sent
    clock.advance(300)

    reply = toolkit(
        FINALIZE, {"mfaPendingCredential": credential, "phoneVerificationInfo": {"sessionInfo": session, "code": code}}
    )

    assert "SESSION_EXPIRED" == message(reply)
