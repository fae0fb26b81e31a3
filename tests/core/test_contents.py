"""Claims about `warp_client_core.contents`: bodies that are one text or one file."""

import io

import pytest

from warp_client_core.contents import FileBody, content_body
from warp_client_core.errors import UploadError
from warp_client_core.parts import FilePart


@pytest.mark.parametrize(
    ("expected", "content"),
    [("é".encode(), "é"), (b"\xff\x00", b"\xff\x00"), (b"ab", bytearray(b"ab")), (b"", "")],
    ids=repr,
)
def test_text_and_bytes_are_sent_as_they_are(expected, content):
    """
    Text in UTF-8, under the media type that the document names.
    """
    body = content_body(content, "text/csv", operation="import")

    assert expected == b"".join(body.chunks())
    assert ("text/csv", len(expected), True) == (body.media_type, body.length(), body.repeatable)


def test_no_content_is_no_body():
    assert content_body(None, "text/csv", operation="import") is None


@pytest.mark.parametrize("content", [7, ["a"], {"a": 1}, object()], ids=lambda one: type(one).__name__)
def test_what_is_neither_text_nor_file_is_refused(content):
    """
    The message names the operation and the kind, never the content.
    """
    with pytest.raises(TypeError, match=rf"import: the body must be .*not {type(content).__name__}"):
        content_body(content, "text/csv", operation="import")


def test_a_path_is_streamed(tmp_path):
    file = tmp_path / "deck.csv"
    file.write_bytes(b"a,b\n" * 100_000)

    body = content_body(file, "text/csv", operation="import")

    assert isinstance(body, FileBody)
    assert (400_000, True) == (body.length(), body.repeatable)
    assert 1 < sum(1 for _ in body.chunks())
    assert file.read_bytes() == b"".join(body.chunks())


def test_a_file_is_sent_whole_or_not_at_all(tmp_path):
    """
    One that shrinks after its length was told fails the request.
    """
    file = tmp_path / "deck.csv"
    file.write_bytes(b"a" * 1000)
    body = content_body(file, "text/csv", operation="import")
    assert 1000 == body.length()
    file.write_bytes(b"a")

    with pytest.raises(UploadError):
        list(body.chunks())


def test_a_part_is_taken_as_it_is():
    part = FilePart.of("body", io.BytesIO(b"ab"))

    body = content_body(part, "a/b", operation="import")

    assert part is body.part
    assert b"ab" == b"".join(body.chunks())
