"""Assertions are signed by a key that shows nowhere; what they say is decoded here by hand."""

from __future__ import annotations

import base64
import json
import pickle
import sys

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from warp_client_core.assertions import LIFETIME, signer_for


@pytest.fixture(scope="module")
def pem():
    """A private key as a file holds it."""
    return ec.generate_private_key(ec.SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def test_an_assertion_has_the_claims_of_rfc_7523(pem):
    """
    Whole seconds, and an end five minutes on.
    """
    signer = signer_for(pem, key_id="k1")

    text = signer.assertion(client_id="c", audience="https://x.y/token", scope="a,b", now=1000.9, token_id="t")

    header, claims = (json.loads(base64.urlsafe_b64decode(part + "==")) for part in text.split(".")[:2])
    assert {"typ": "JWT", "alg": "ES256", "kid": "k1"} == header
    assert {
        "iss": "c",
        "aud": "https://x.y/token",
        "scope": "a,b",
        "iat": 1000,
        "exp": 1000 + LIFETIME,
        "jti": "t",
    } == claims


@pytest.mark.parametrize("missing", ["jwt", "cryptography.exceptions"])
def test_without_the_extra_the_error_names_it(pem, monkeypatch, missing):
    """
    When the key is read, not when the first assertion is wanted.
    """
    monkeypatch.setitem(sys.modules, missing, None)

    with pytest.raises(ImportError, match=r"warp-client-core\[certificates\]"):
        signer_for(pem, key_id="k1")


def test_a_file_that_is_not_there_is_named(tmp_path):
    """
    As by every program that opens files.
    """
    with pytest.raises(FileNotFoundError, match=r"absent\.pem"):
        signer_for(tmp_path / "absent.pem", key_id="k1")


def test_the_key_shows_nowhere(pem):
    """
    Neither in a repr nor in a pickle.
    """
    signer = signer_for(pem, key_id="k1")

    assert "<Signer: ES256, key k1>" == repr(signer)
    with pytest.raises(TypeError, match="not pickled"):
        pickle.dumps(signer)
