"""Access tokens for an integration itself, by a signed assertion."""

from __future__ import annotations

import base64
import json

import pytest

from warp_sandbox.netsuite.grants import ASSERTION
from warp_sandbox.netsuite.integrations import CERTIFICATE_ID, CLIENT_ID, SERVER_CLIENT_ID

PATH = "/auth/oauth2/v1/token"
ADDRESS = f"http://sandbox/services/rest{PATH}"


def packed(value):
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@pytest.fixture
def assertion(clock):
    """Makes an assertion; keyword arguments change its claims, ``header`` its header."""

    def make(*, header=None, signature=b"signature", **claims):
        begins = int(clock().timestamp())
        said = {"iss": SERVER_CLIENT_ID, "scope": "rest_webservices,restlets", "aud": ADDRESS, "iat": begins}
        head = {"typ": "JWT", "alg": "PS256", "kid": CERTIFICATE_ID, **(header or {})}
        return ".".join(packed(part) for part in (head, {**said, "exp": begins + 3600, **claims}, signature))

    return make


@pytest.fixture
def ask(nobody):
    """Sends an assertion to the token service."""

    def send(text, **change):
        form = {"grant_type": "client_credentials", "client_assertion_type": ASSERTION, "client_assertion": text}
        return nobody("POST", PATH, data={**form, **change.pop("form", {})}, **change)

    return send


def test_assertion_gives_an_access_token_alone(ask, assertion, nobody):
    """
    There is nothing to renew; the integration asks again.
    """
    tokens = ask(assertion()).json()

    assert {"access_token", "token_type", "expires_in"} == set(tokens)
    headers = {"Authorization": f"Bearer {tokens['access_token']}"}
    assert 200 == nobody("GET", "/system/v1/serverTime", headers=headers).status_code


@pytest.mark.parametrize("algorithm", ["PS256", "PS384", "PS512", "ES256", "ES384", "ES512"])
def test_strong_algorithms_are_taken(algorithm, ask, assertion):
    """
    RSA with PSS, and elliptic curves.
    """
    assert 200 == ask(assertion(header={"alg": algorithm})).status_code


@pytest.mark.parametrize(
    ("change", "status", "error"),
    [
        ({"header": {"alg": "RS256"}}, 400, "invalid_request"),
        ({"header": {"alg": "none"}}, 400, "invalid_request"),
        ({"header": {"typ": "JWS"}}, 400, "invalid_request"),
        ({"header": {"kid": "other"}}, 401, "invalid_client"),
        ({"iss": "other"}, 401, "invalid_client"),
        ({"iss": CLIENT_ID}, 401, "invalid_client"),
        ({"signature": b""}, 401, "invalid_client"),
        ({"aud": "https://other.example.com/token"}, 400, "invalid_request"),
        ({"scope": "rest_webservices restlets"}, 400, "invalid_scope"),
        ({"scope": "everything"}, 400, "invalid_scope"),
        ({"exp": 4_000_000_000}, 400, "invalid_request"),
        ({"exp": "soon"}, 400, "invalid_request"),
        ({"iat": 1_000_000_000, "exp": 1_000_003_600}, 400, "invalid_grant"),
    ],
)
def test_wrong_assertion_is_refused(change, status, error, ask, assertion):
    """
    Each claim and each part of the header counts.
    """
    reply = ask(assertion(**change))

    assert (status, error) == (reply.status_code, reply.json()["error"])


@pytest.mark.parametrize(
    "options",
    [
        {"form": {"client_assertion": "guess"}},
        {"form": {"client_assertion": "a.b"}},
        {"form": {"client_assertion_type": "other"}},
        {"form": {"client_id": SERVER_CLIENT_ID}},
        {"auth": (SERVER_CLIENT_ID, "")},
    ],
)
def test_an_assertion_is_all_that_is_sent(options, ask, assertion):
    """
    No header, no id beside it, and a token in three parts.
    """
    assert "invalid_request" == ask(assertion(), **options).json()["error"]


def test_client_with_a_certificate_has_no_other_way(nobody):
    """
    Its id alone proves nothing.
    """
    form = {"grant_type": "refresh_token", "refresh_token": "any", "client_id": SERVER_CLIENT_ID}

    assert 401 == nobody("POST", PATH, data=form).status_code


def test_verifier_judges_signatures(make_netsuite, client_of, assertion):
    """
    Who brings cryptography sees the signed text, the signature and the certificate.
    """
    seen = []

    def verifier(token, certificate):
        seen.append((token.signed.count(b"."), token.signature, certificate))
        return False

    client = client_of(make_netsuite(verifier=verifier), base="/services/rest")
    form = {"grant_type": "client_credentials", "client_assertion_type": ASSERTION, "client_assertion": assertion()}

    assert "invalid_client" == client("POST", PATH, data=form).json()["error"]
    assert [(1, b"signature", "certificate of the sandbox")] == seen
