"""Tokens that nobody signed, and tokens taken apart."""

from __future__ import annotations

import pytest

from warp_sandbox.identity.jwt import read, unsigned


def test_unsigned_token_says_so():
    """
    It ends with a dot, after which there is nothing (RFC 7519, 6.1).
    """
    text = unsigned({"sub": "someone"})
    token = read(text)

    assert text.endswith(".")
    assert ({"alg": "none", "typ": "JWT"}, {"sub": "someone"}, b"") == (token.header, token.claims, token.signature)
    assert text.removesuffix(".").encode() == token.signed


def test_same_claims_give_the_same_token():
    """
    In whatever order they come.
    """
    assert unsigned({"a": 1, "b": 2}) == unsigned({"b": 2, "a": 1})


@pytest.mark.parametrize("text", ["", "a.b", "a.b.c.d", "e30.e30.*", "e30.W10.", "e30.e3.", "ü.e30."])
def test_what_is_no_token_is_refused(text):
    """
    Three parts of base64url, the first two being objects.
    """
    with pytest.raises(ValueError, match=r"part|Expecting|codec|base64"):
        read(text)
