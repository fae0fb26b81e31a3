"""Sign-in by password and by custom token."""

from __future__ import annotations

import pytest

from warp_sandbox.identity.accounts import ADMIN, CUSTOMER, DISABLED, PASSWORD, WITH_SMS, WITH_TOTP
from warp_sandbox.identity.app import create_identity_app
from warp_sandbox.identity.jwt import read, unsigned
from warp_sandbox.identity.sessions import Policy
from warp_sandbox.identity.sign_in import CUSTOM_AUDIENCE, custom_token

CUSTOM = "/v1/accounts:signInWithCustomToken"


def message(reply):
    return reply.json()["error"]["message"]


def test_password_gives_tokens_and_a_lifetime_as_text(sign_in):
    """
    The words are those of the sign-in host, in camel case.
    """
    reply = sign_in()
    body = reply.json()

    assert 200 == reply.status_code
    who = {"kind", "localId", "email", "displayName", "registered"}
    assert {*who, "idToken", "refreshToken", "expiresIn"} == set(body)
    assert "3600" == body["expiresIn"]


def test_id_token_says_who_and_until_when(sign_in, clock):
    """
    Nobody signed it, and it says so.
    """
    body = sign_in(ADMIN).json()
    token = read(body["idToken"])

    assert {"alg": "none", "typ": "JWT"} == token.header
    assert (body["localId"], ADMIN, "admin") == (token.claims["sub"], token.claims["email"], token.claims["role"])
    assert clock().timestamp() + 3600 == token.claims["exp"]


def test_tokens_follow_from_the_seed(clock, sign_in_at):
    """
    The same seed gives the same tokens, another seed others.
    """
    one, same, other = (
        sign_in_at(create_identity_app(seed=seed, clock=clock))().json()["refreshToken"] for seed in (1, 1, 2)
    )

    assert one == same
    assert one != other


def test_without_the_wish_for_tokens_nothing_can_be_renewed(toolkit):
    """
    ``returnSecureToken`` left out gives an id token alone.
    """
    body = toolkit("/v1/accounts:signInWithPassword", {"email": CUSTOMER, "password": PASSWORD}).json()

    assert "idToken" in body
    assert not {"refreshToken", "expiresIn"} & set(body)


@pytest.mark.parametrize(
    ("email", "password", "code"),
    [
        (CUSTOMER, "guess", "INVALID_LOGIN_CREDENTIALS"),
        ("nobody@example.com", PASSWORD, "INVALID_LOGIN_CREDENTIALS"),
        ("nobody", PASSWORD, "INVALID_EMAIL"),
        ("", PASSWORD, "MISSING_EMAIL"),
        (CUSTOMER, "", "MISSING_PASSWORD"),
        (DISABLED, PASSWORD, "USER_DISABLED"),
    ],
)
def test_wrong_sign_in_is_refused(email, password, code, sign_in):
    """
    The error names its code as the message, twice.
    """
    reply = sign_in(email, password)

    assert 400 == reply.status_code
    errors = [{"message": code, "domain": "global", "reason": "invalid"}]
    assert {"error": {"code": 400, "message": code, "errors": errors}} == reply.json()


def test_open_service_tells_address_and_password_apart(make_identity, sign_in_at):
    """
    Projects without the protection of addresses have two codes.
    """
    sign_in = sign_in_at(make_identity(policy=Policy(hides_emails=False)))

    assert "EMAIL_NOT_FOUND" == message(sign_in("nobody@example.com"))
    assert "INVALID_PASSWORD" == message(sign_in(CUSTOMER, "guess"))


def test_many_wrong_passwords_close_the_account_for_a_while(sign_in, clock):
    """
    The right password is refused too, with a code that is followed by a text.
    """
    for _ in range(5):
        sign_in(CUSTOMER, "guess")

    closed = sign_in()
    clock.advance(300)

    assert message(closed).startswith("TOO_MANY_ATTEMPTS_TRY_LATER : ")
    assert 200 == sign_in().status_code


@pytest.mark.parametrize("email", [WITH_TOTP, WITH_SMS])
def test_second_factor_comes_before_tokens(email, sign_in):
    """
    The reply is a 200 without tokens.
    """
    reply = sign_in(email)

    assert 200 == reply.status_code
    assert {"mfaPendingCredential", "mfaInfo"} <= set(reply.json())
    assert not {"idToken", "refreshToken"} & set(reply.json())


def test_custom_token_signs_in(toolkit, clock):
    """
    An unknown uid becomes an account; what the token claims, the id token claims.
    """
    body = {"token": custom_token("warp-user-7", clock(), claims={"ban": "BAN-7"}), "returnSecureToken": True}

    first, second = (toolkit(CUSTOM, body).json() for _ in range(2))

    assert (True, False) == (first["isNewUser"], second["isNewUser"])
    claims = read(first["idToken"]).claims
    assert ("warp-user-7", "BAN-7") == (claims["sub"], claims["ban"])


@pytest.mark.parametrize(
    ("token", "code"),
    [
        ("", "MISSING_CUSTOM_TOKEN"),
        ("guess", "INVALID_CUSTOM_TOKEN : "),
        ("a.b.c", "INVALID_CUSTOM_TOKEN : "),
        (unsigned({"aud": "other", "uid": "x", "exp": 4_000_000_000}), "INVALID_CUSTOM_TOKEN : "),
        (unsigned({"aud": CUSTOM_AUDIENCE, "uid": "", "exp": 4_000_000_000}), "INVALID_CUSTOM_TOKEN : "),
        (unsigned({"aud": CUSTOM_AUDIENCE, "uid": "x", "exp": 1}), "INVALID_CUSTOM_TOKEN : "),
    ],
)
def test_wrong_custom_token_is_refused(token, code, toolkit):
    """
    Text that is no token, the wrong audience, no uid, and a token that has ended.
    """
    reply = toolkit(CUSTOM, {"token": token})

    assert 400 == reply.status_code
    assert message(reply).startswith(code)


def test_disabled_account_gets_no_tokens_by_custom_token(toolkit, identity_app, clock):
    """
    The account is looked at however it signs in.
    """
    account = identity_app.state.accounts.of(DISABLED)

    assert "USER_DISABLED" == message(toolkit(CUSTOM, {"token": custom_token(account.id, clock())}))
