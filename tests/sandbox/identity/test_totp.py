"""Codes of authenticators."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from warp_sandbox.identity.totp import is_totp, totp

SECRET = b"12345678901234567890"


@pytest.mark.parametrize(
    ("second", "code"), [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")]
)
def test_codes_are_those_of_the_standard(second, code):
    """
    Vectors of RFC 6238, appendix B, in six digits.
    """
    assert code == totp(SECRET, datetime.fromtimestamp(second, UTC))


@pytest.mark.parametrize(("steps", "expected"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_code_is_good_for_the_steps_beside_it(steps, expected):
    """
    A clock may be half a minute off.
    """
    now = datetime(2026, 1, 15, 12, tzinfo=UTC)

    assert expected == is_totp(totp(SECRET, now, steps=steps), SECRET, now)
