"""Claims about `warp_client_core.choices`: replies that take more than one form."""

import pytest

from warp_client_core.choices import Accepting, AsSent, ByStatus, Maybe
from warp_client_core.errors import ResponseDecodeError
from warp_client_core.replies import Bare

TEXT, NUMBER, FLAG = Bare(str), Bare(int), Bare(bool)


@pytest.mark.parametrize(
    ("expected", "status"), [(TEXT, 200), (NUMBER, 201), (NUMBER, 299), (FLAG, 404), (FLAG, 500), (FLAG, 100)]
)
def test_the_status_itself_goes_before_its_class_and_that_before_the_default(expected, status):
    reply = ByStatus({"default": FLAG, "2XX": NUMBER, "200": TEXT})

    assert expected is reply.chosen(status)


def test_without_a_default_the_first_form_stands_for_the_rest():
    assert TEXT is ByStatus({"200": TEXT, "201": NUMBER}).chosen(404)


def test_every_media_type_is_asked_for_once():
    reply = ByStatus({"200": TEXT, "201": Accepting(NUMBER, "text/csv"), "202": FLAG})

    assert f"{TEXT.accept}, text/csv" == reply.accept
    assert reply.varies


def test_a_reply_by_status_is_not_read_without_one():
    with pytest.raises(ResponseDecodeError, match="the status decides"):
        ByStatus({"200": TEXT}).decode(b'"a"', {})


@pytest.mark.parametrize(("expected", "content"), [(None, b""), ("a", b'"a"'), (None, b"null")])
def test_a_reply_that_may_be_empty_is_none_then(expected, content):
    assert expected == Maybe(Bare(str | None)).decode(content, {})[0]


def test_a_reply_that_may_be_empty_is_still_checked():
    with pytest.raises(ResponseDecodeError):
        Maybe(TEXT).decode(b"7", {})


def test_another_media_type_changes_what_is_asked_for_only():
    reply = Accepting(ByStatus({"200": TEXT, "201": NUMBER}), "application/vnd.a+json")

    assert "application/vnd.a+json" == reply.accept
    assert reply.varies
    assert NUMBER is reply.chosen(201)
    assert "a" == Accepting(TEXT, "x/y").decode(b'"a"', {})[0]


@pytest.mark.parametrize(
    ("expected", "content", "media"),
    [
        ({"a": 1}, b'{"a": 1}', "application/json; charset=utf-8"),
        ({"a": 1}, b'{"a": 1}', "application/vnd.a+json"),
        ("a", b"a", "text/csv"),
        (b"\xff", b"\xff", "image/png"),
        (b"a", b"a", '"; evil="'),
        ([1], b"[1]", None),
        (None, b"", "image/png"),
    ],
    ids=str,
)
def test_what_is_not_described_is_read_as_its_content_type_says(expected, content, media):
    headers = {"content-type": media} if media else {}

    assert expected == AsSent().decode(content, headers)[0]
