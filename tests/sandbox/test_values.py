"""Values that the schemas allow and no account would have."""

from __future__ import annotations

import pytest

from warp_sandbox.errors import Refusal
from warp_sandbox.warp.values import check_money, check_words, check_zone


@pytest.mark.parametrize(
    ("check", "value"),
    [
        (lambda body: check_words(body, "field"), "  "),
        (lambda body: check_money(body, "field"), 1e300),
        (lambda body: check_money(body, "field"), 0.125),
        (lambda body: check_money(body, "field"), -1),
        (lambda body: check_zone(body, "field"), "Mars/Phobos"),
        (lambda body: check_zone(body, "field"), ""),
        (lambda body: check_zone(body, "field"), "../etc"),
    ],
)
def test_absurd_value_is_refused(check, value):
    """
    The field is named.
    """
    with pytest.raises(Refusal) as refused:
        check({"field": value})

    assert (422, "field") == (refused.value.status, refused.value.violations[0].field)


@pytest.mark.parametrize("value", [None, 0, 0.01, 9_999_999_999.99])
def test_usual_amount_passes(value):
    """
    Up to twelve digits.
    """
    check_money({"amount": value}, "amount", "missing")


def test_account_has_a_zone_and_a_name(customer):
    """
    Both are refused when they are none.
    """
    assert 422 == customer("PATCH", "/account", json={"timezone": "Mars/Phobos"}).status_code
    assert 422 == customer("PATCH", "/account", json={"company_name": "  "}).status_code
