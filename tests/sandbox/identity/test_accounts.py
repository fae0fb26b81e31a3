"""The people who sign in."""

from __future__ import annotations

from random import Random

import pytest

from warp_sandbox.identity.accounts import CUSTOMER, PASSWORD, WITH_SMS, WITH_TOTP, Accounts


def test_address_is_found_without_regard_to_case():
    """
    However it is typed.
    """
    accounts = Accounts(Random(0))

    assert accounts.of(CUSTOMER) is accounts.find(CUSTOMER.upper())


def test_unknown_address_is_an_error():
    """
    A test that misspells it hears of it.
    """
    with pytest.raises(LookupError, match=r"nobody@example\.com"):
        Accounts(Random(0)).of("nobody@example.com")


def test_secrets_are_in_no_repr():
    """
    Neither the password nor the secret of an authenticator.
    """
    account = Accounts(Random(0)).of(WITH_TOTP)

    assert PASSWORD not in repr(account)
    assert repr(account.factors[0].secret) not in repr(account)


def test_phone_number_is_shown_in_part():
    """
    The last four digits tell the owner which one it is.
    """
    (factor,) = Accounts(Random(0)).of(WITH_SMS).factors

    assert "+*******0142" == factor.shown()["phoneInfo"]
