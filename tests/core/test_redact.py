"""Claims about `warp_client_core.redact`."""

import attrs
import pytest

from warp_client_core.redact import masked
from warp_client_core.unset import UNSET


@attrs.frozen(kw_only=True)
class Login:
    email: str
    password: str | None = attrs.field(default=None, repr=masked)


@pytest.mark.parametrize("secret", ["hunter2", "", 4711, ["a"]])
def test_a_secret_shows_neither_itself_nor_its_length(secret):
    assert masked(secret) == "'***'"


@pytest.mark.parametrize("nothing", [None, UNSET])
def test_the_absence_of_a_secret_shows(nothing):
    assert masked(nothing) == repr(nothing)


def test_it_masks_a_field_of_a_model():
    assert repr(Login(email="a@example.com", password="hunter2")) == "Login(email='a@example.com', password='***')"
