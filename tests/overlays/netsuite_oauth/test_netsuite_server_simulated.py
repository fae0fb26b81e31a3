"""Servers that sign in by a certificate, against the NetSuite simulator, which judges their signatures itself."""

from __future__ import annotations

import asyncio
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat

from tests.overlays.netsuite_oauth.simulated import Simulated, pem_of, public_pem, simulated
from warp_client_core import MemoryTokenStore, ReauthenticationRequired, TokenRefreshError
from warp_client_core.steps import Ambient
from warp_netsuite import AsyncNetSuiteClient, NetSuiteClient
from warp_sandbox.netsuite.integrations import CERTIFICATE_ID, SERVER_CLIENT_ID

CURVES = {"ES256": ec.SECP256R1(), "ES384": ec.SECP384R1(), "ES512": ec.SECP521R1()}


@pytest.fixture(scope="session")
def rsa_key() -> Any:
    """An RSA key of the smallest size that NetSuite takes."""
    return rsa.generate_private_key(public_exponent=65537, key_size=3072)


@pytest.fixture(scope="session")
def key() -> Any:
    """A key on a curve, which is made quickly."""
    return ec.generate_private_key(ec.SECP256R1())


@pytest.fixture
def at_home(document: Any, key: Any) -> Iterator[Simulated]:
    """A simulator that knows the certificate of `key`."""
    with simulated(document, certificate=public_pem(key)) as found:
        yield found


@pytest.mark.parametrize("algorithm", ["PS256", "ES256", "ES384", "ES512"])
def test_an_assertion_is_verified_with_the_public_key(document: Any, rsa_key: Any, algorithm: str) -> None:
    """
    The algorithm follows from the key, and is never RS256.
    """
    key = rsa_key if algorithm == "PS256" else ec.generate_private_key(CURVES[algorithm])
    with simulated(document, certificate=public_pem(key)) as netsuite:
        with NetSuiteClient(**netsuite.server(pem_of(key)), http_client=netsuite.pool) as client:
            assert client.test_connection().ok
        (assertion,) = netsuite.assertions

    assert {"typ": "JWT", "alg": algorithm, "kid": CERTIFICATE_ID} == assertion.header


def test_an_assertion_says_what_netsuite_wants_to_hear(at_home: Simulated, key: Any) -> None:
    """
    Scopes with commas, the token service as audience, an end within the hour, an id; nothing else proves the client.
    """
    arguments = at_home.server(pem_of(key), scope="rest_webservices restlets")
    with NetSuiteClient(**arguments, http_client=at_home.pool) as client:
        client.oauth.refresh()
    (assertion,), ((fields, form),) = at_home.assertions, at_home.sent

    claims = assertion.claims
    issued = int(at_home.moment.timestamp())
    assert 36 == len(claims.pop("jti"))
    assert 0 < claims.pop("exp") - issued < 3600
    assert {
        "iss": SERVER_CLIENT_ID,
        "scope": "rest_webservices,restlets",
        "aud": arguments["token_url"],
        "iat": issued,
    } == claims
    assert {"grant_type", "client_assertion_type", "client_assertion"} == set(form)
    assert "authorization" not in dict(fields)


def test_a_server_asks_again_when_its_token_ends(at_home: Simulated, key: Any) -> None:
    """
    There is no refresh token: each token costs an assertion of its own, and calls in between cost none.
    """
    with NetSuiteClient(**at_home.server(pem_of(key)), http_client=at_home.pool) as client:
        for _ in range(3):
            assert client.test_connection().ok
            assert client.test_connection().ok
            at_home.advance(hours=2)
        assert client.credentials.refresh_token is None

    assert 3 == len({one.claims["jti"] for one in at_home.assertions}) == len(at_home.sent)


def test_a_refused_token_is_replaced_within_the_call(at_home: Simulated, key: Any) -> None:
    """
    A token that NetSuite forgot is asked for anew, once.
    """
    arguments = at_home.server(pem_of(key), access_token="forgotten")
    with NetSuiteClient(**arguments, http_client=at_home.pool) as client:
        assert client.test_connection().ok

    assert 1 == len(at_home.sent)


def test_a_server_begins_with_the_token_of_the_store(at_home: Simulated, key: Any) -> None:
    """
    A second process on the same store signs nothing while the first one's token is good.
    """
    store = MemoryTokenStore()
    for _ in range(2):
        with NetSuiteClient(**at_home.server(pem_of(key), token_store=store), http_client=at_home.pool) as client:
            assert client.test_connection().ok

    assert 1 == len(at_home.sent)


def test_a_store_that_somebody_cleared_is_no_end(at_home: Simulated, key: Any) -> None:
    """
    A server needs nobody to sign in again.
    """
    store = MemoryTokenStore()
    with NetSuiteClient(**at_home.server(pem_of(key), token_store=store), http_client=at_home.pool) as client:
        assert client.test_connection().ok
        store.clear()
        client.oauth.refresh()
        client.oauth.revoke()
        assert client.credentials.access_token is None
        assert client.test_connection().ok

    assert 3 == len(at_home.sent)


@pytest.mark.anyio
async def test_servers_share_one_exchange(at_home: Simulated, key: Any) -> None:
    """
    Twenty calls that begin at once sign one assertion between them.
    """
    async with AsyncNetSuiteClient(**at_home.server(pem_of(key))) as client:
        found = await asyncio.gather(*(client.test_connection() for _ in range(20)))

    assert all(one.ok for one in found)
    assert 1 == len(at_home.sent)


def test_a_key_that_netsuite_does_not_know_is_no_question_of_consent(at_home: Simulated) -> None:
    """
    401 ``invalid_client``: not repeated, and it may be right again after the certificate is mapped.
    """
    other = pem_of(ec.generate_private_key(ec.SECP256R1()))
    client = NetSuiteClient(**at_home.server(other), http_client=at_home.pool)
    with client, pytest.raises(TokenRefreshError) as caught:
        client.oauth.refresh()

    assert "invalid_client" == caught.value.reason
    assert not isinstance(caught.value, ReauthenticationRequired)
    assert 1 == len(at_home.sent)


def test_a_refused_grant_names_the_key_and_is_not_repeated(at_home: Simulated, key: Any) -> None:
    """
    ``invalid_grant``, here from an assertion that comes from the past.
    """
    past = at_home.moment.replace(year=2020)
    arguments = at_home.server(pem_of(key), ambient=Ambient(clock=lambda: 0.0, now=lambda: past))
    client = NetSuiteClient(**arguments, http_client=at_home.pool)
    with client, pytest.raises(ReauthenticationRequired, match="its key") as caught:
        client.oauth.refresh()

    assert "invalid_grant" == caught.value.reason
    assert 1 == len(at_home.sent)


def test_a_key_may_be_a_path_bytes_or_text(key: Any, tmp_path: Path) -> None:
    """
    Also text on one line, as environment files hold it.
    """
    pem = pem_of(key)
    file = tmp_path / "key.pem"
    file.write_bytes(pem)
    known: dict[str, Any] = {"account_id": "1", "client_id": "c", "certificate_id": "k"}
    sources: list[Any] = [pem, pem.decode(), pem.decode().replace("\n", "\\n"), file, str(file)]

    algorithms = []
    for source in sources:
        with NetSuiteClient(**known, private_key=source) as client:
            assert client.signer is not None
            algorithms.append(client.signer.algorithm)

    assert ["ES256"] * 5 == algorithms


def test_key_and_certificate_may_come_from_the_environment(
    key: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    As for the other arguments, when the client is built.
    """
    file = tmp_path / "key.pem"
    file.write_bytes(pem_of(key))
    for name, value in {"ACCOUNT_ID": "1", "CLIENT_ID": "c", "CERTIFICATE_ID": "k", "PRIVATE_KEY": str(file)}.items():
        monkeypatch.setenv(f"NETSUITE_{name}", value)

    with NetSuiteClient() as server, NetSuiteClient(client_secret="s") as confidential:
        assert server.signer is not None
        assert confidential.signer is None
        assert confidential.integration.certificate_id is None


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (lambda: pem_of(rsa.generate_private_key(public_exponent=65537, key_size=2048)), "2048 bits"),
        (lambda: pem_of(ec.generate_private_key(ec.SECP256K1())), "P-256"),
        (lambda: pem_of(ed25519.Ed25519PrivateKey.generate()), "P-256"),
        (lambda: b"-----BEGIN canary", "not a private key"),
        (lambda: public_pem(ec.generate_private_key(ec.SECP256R1())), "not a private key"),
    ],
)
def test_a_key_of_another_kind_is_refused(made: Any, message: str) -> None:
    """
    When the client is built, without a word of what stands in it.
    """
    with pytest.raises(ValueError, match=message) as caught:
        NetSuiteClient(account_id="1", client_id="c", certificate_id="k", private_key=made())

    assert "canary" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_an_encrypted_key_is_refused(key: Any) -> None:
    """
    Its password would have to be somewhere, too.
    """
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"password"))

    with pytest.raises(ValueError, match="encrypted"):
        NetSuiteClient(account_id="1", client_id="c", certificate_id="k", private_key=pem)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"client_secret": "s"}, "two ways"),
        ({"certificate_id": None}, "certificate_id is missing.*NETSUITE_CERTIFICATE_ID"),
        ({"private_key": None}, "private_key is missing.*NETSUITE_PRIVATE_KEY"),
        ({"client_id": None}, "client_id is missing"),
        ({"client_id": "a:b"}, "client_id"),
    ],
)
def test_half_a_proof_is_refused(key: Any, change: dict[str, Any], message: str) -> None:
    """
    What is missing, or too much, is named.
    """
    known = {"account_id": "1", "client_id": "c", "certificate_id": "k", "private_key": pem_of(key)}

    with pytest.raises(ValueError, match=message):
        NetSuiteClient(**{**known, **change})


def test_a_server_needs_no_consent(key: Any) -> None:
    """
    Nobody is sent to a page whose code would be of no use.
    """
    known: dict[str, Any] = {
        "account_id": "1",
        "client_id": "c",
        "certificate_id": "k",
        "redirect_uri": "https://x.y/z",
    }
    with NetSuiteClient(**known, private_key=pem_of(key)) as client, pytest.raises(ValueError, match="certificate"):
        client.oauth.build_authorize_url()


def test_key_and_secret_show_nowhere(at_home: Simulated, key: Any, caplog: pytest.LogCaptureFixture) -> None:
    """
    Not in a repr, a log of ours, or a pickle, through a sign-in by key and one by consent.
    """
    caplog.set_level("DEBUG", "warp_client_core")
    pem = pem_of(key)
    with NetSuiteClient(**at_home.server(pem), http_client=at_home.pool) as server, at_home.client() as client:
        server.oauth.refresh()
        client.oauth.handle_callback(at_home.consented(client.oauth.build_authorize_url()))
        client.oauth.refresh()
        shown = "".join(repr(one) for it in (server, client) for one in (it, it.integration, it.signer, it.oauth))
        secrets = [pem.decode().splitlines()[1], "sandbox-secret", at_home.sent[0][1]["client_assertion"][0]]
        secrets += [str(one) for it in (server, client) for one in (it.credentials.access_token,)]
        secrets += [str(client.credentials.refresh_token), at_home.sent[1][1]["code"][0]]
        unpicklable: list[Any] = [server, client, server.signer, client.integration, client.credentials]

    told = shown + "".join(one.getMessage() for one in caplog.records if one.name.startswith("warp_client_core"))
    assert [] == [one for one in secrets if one in told]
    assert "exchange_netsuite_token" in told
    for one in unpicklable:
        with pytest.raises(TypeError, match=r"not pickled|cannot pickle"):
            pickle.dumps(one)
