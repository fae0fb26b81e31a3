"""Claims about `warp_client_core.redact`."""

import attrs
import pytest

from warp_client_core.calls import Operation, Safety
from warp_client_core.options import RequestOptions
from warp_client_core.redact import masked, one_line
from warp_client_core.replies import Nothing
from warp_client_core.steps import Send
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


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("no such trunk", "no such trunk"),
        ("a\r\nb\x1b[31m\x00\x85c\u2028\u202ed\ud800", "a b [31m c d"),
        ("  a \t b  ", "a b"),
        ("Ger\u00e4t \u4e2d", "Ger\u00e4t \u4e2d"),
        ("x" * 30, "x" * 20),
        ("\n" * 30 + "after", "after"),
        ("\n", None),
        ("", None),
        (None, None),
        (7, None),
        (b"bytes", None),
    ],
)
def test_text_of_a_server_becomes_part_of_one_line(text, shown):
    assert one_line(text, 20) == shown


def test_not_all_of_a_giant_text_is_looked_at():
    assert one_line("\n" * 81 + "far", 20) is None


def test_values_of_a_query_are_not_shown():
    operation = Operation("op", "GET", "/op", Safety.READ, Nothing())
    call = operation.call(query={"token": "s3cret", "page": 1})
    options = RequestOptions(query={"token": "s3cret"})
    send = Send(method="GET", url="https://api.example.com/op?token=s3cret", headers=(), timeout=1, authenticated=True)

    assert "s3cret" not in repr((call, options, send))
    assert "{'token': '***', 'page': '***'}" in repr(call)
    assert "'https://api.example.com/op'" in repr(send)
    assert "query=None" in repr(RequestOptions())
