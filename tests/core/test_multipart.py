"""Claims about `warp_client_core.multipart`."""

import io
import pathlib
from email.parser import BytesParser
from email.policy import HTTP

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warp_client_core.errors import UploadError
from warp_client_core.multipart import CHUNK, FilePart, MultipartBody, is_file


def parsed(body):
    """The parts of a body by an independent parser: (name, filename, content type, content)."""
    head = f"Content-Type: {body.media_type}\r\n\r\n".encode()
    message = BytesParser(policy=HTTP).parsebytes(head + b"".join(body.chunks()))
    return [
        (
            part.get_param("name", header="content-disposition"),
            part.get_filename(),
            part.get_content_type() if "content-type" in part else None,
            part.get_payload(decode=True),
        )
        for part in message.iter_parts()
    ]


class Pipe:
    """A file that can be read once, like a socket."""

    def __init__(self, content):
        self._file = io.BytesIO(content)

    def read(self, size=-1):
        return self._file.read(size)

    def seekable(self):
        return False


def test_a_file_that_is_not_there_fails_the_request():
    body = MultipartBody.of({"file": pathlib.Path("/nowhere/deck.csv")}, operation="import")

    with pytest.raises(UploadError, match=r"deck.csv: No such file"):
        body.length()
    with pytest.raises(UploadError, match=r"deck.csv: No such file"):
        list(body.chunks())


class Growing(io.BytesIO):
    """A file that gives other than it told, because somebody writes to it meanwhile."""

    def __init__(self, told, content):
        super().__init__(content)
        self._told = told

    def seek(self, position, whence=0):
        return self._told if whence else super().seek(position)


@pytest.mark.parametrize("content", [b"longer than that", b"short"])
def test_a_file_that_changes_while_it_is_sent_fails_the_request(content):
    body = MultipartBody((), (FilePart("file", "deck.csv", Growing(10, content), "text/csv"),))

    with pytest.raises(UploadError, match=r"deck.csv changed while it was sent"):
        list(body.chunks())


def test_a_file_that_grows_is_not_sent_beyond_the_length_told():
    body = MultipartBody((), (FilePart("file", "deck.csv", Growing(10, b"x" * CHUNK), "text/csv"),))
    chunks = body.chunks()

    assert b"deck.csv" in next(chunks)
    with pytest.raises(UploadError):
        next(chunks)


def test_a_file_that_goes_away_before_it_is_opened_fails_the_request(tmp_path):
    part = FilePart.of("file", tmp_path / "deck.csv")

    with pytest.raises(UploadError, match=r"deck\.csv: No such file"):
        list(part.chunks())


@pytest.mark.parametrize("text", ["text/csv\r\nX-Evil: 1", "text/csv\n", "text/csv\0"])
def test_a_content_type_with_a_line_break_is_refused(text):
    with pytest.raises(ValueError, match="content_type of an upload must not hold a line break"):
        FilePart("file", "deck.csv", b"", text)


def test_a_file_name_with_a_line_break_is_refused():
    with pytest.raises(ValueError, match="filename of an upload must not hold a line break"):
        FilePart("file", "deck\r\nX-Evil: 1", b"", "text/csv")


def test_a_field_that_cannot_be_written_is_refused_by_name():
    with pytest.raises(TypeError, match="import: multipart parameter options: a dict"):
        MultipartBody.of({"options": {"a": 1}}, operation="import")


def test_a_file_that_can_be_read_once_is_not_sent_again():
    body = MultipartBody.of({"file": Pipe(b"a,b\n")}, operation="import")

    assert not body.repeatable
    assert body.length() is None
    assert parsed(body) == [("file", "file", "application/octet-stream", b"a,b\n")]


def test_a_file_that_was_read_once_is_not_sent_as_an_empty_one():
    body = MultipartBody.of({"file": Pipe(b"a,b\n")}, operation="import")
    list(body.chunks())

    with pytest.raises(UploadError, match="cannot be sent a second time"):
        list(body.chunks())


class Unready(io.BytesIO):
    """A file that was opened without blocking, and has nothing to give just now."""

    def read(self, size=-1):
        return super().read(3) or None


@pytest.mark.parametrize("is_repeatable", [False, True])
def test_what_is_not_there_yet_is_not_taken_for_the_end(is_repeatable):
    source = Unready(b"a,b\n1,2\n")
    source.seekable = lambda: is_repeatable
    body = MultipartBody.of({"file": source}, operation="import")

    with pytest.raises(UploadError, match="opened without blocking"):
        list(body.chunks())


class Odd:
    """A file that says it can seek and cannot."""

    def read(self, size=-1):
        return b""

    def seekable(self):
        return True

    def tell(self):
        raise OSError("not seekable after all")


def test_a_file_that_cannot_tell_its_place_is_not_sent_again():
    assert not MultipartBody.of({"file": Odd()}, operation="import").repeatable


def test_quotes_in_names_cannot_end_them():
    body = MultipartBody((('a"; filename="x', "1"),), (FilePart("f", 'de"ck.csv', b"x", "text/csv"),))

    text = b"".join(body.chunks())

    assert b'name="a%22; filename=%22x"\r\n' in text
    assert b'filename="de%22ck.csv"' in text


def test_a_line_like_a_boundary_in_a_file_stays_in_the_file():
    content = b"prefix,rate\r\n--+++\r\n--boundary--\r\n1,2\r\n"

    assert parsed(MultipartBody.of({"file": content}, operation="import")) == [
        ("file", "file", "application/octet-stream", content)
    ]


def test_boundaries_are_random_and_do_not_make_bodies_unequal():
    one, other = (MultipartBody.of({"file": b"x"}, operation="import") for _ in range(2))

    assert one.boundary != other.boundary
    assert one == other


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("deck.csv", "text/csv"),
        ("DECK.CSV", "text/csv"),
        ("deck.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("deck.xls", "application/vnd.ms-excel"),
        ("deck", "application/octet-stream"),
        ("deck.csv.gz", "application/octet-stream"),
    ],
)
def test_a_path_tells_name_and_type(tmp_path, name, media_type):
    (tmp_path / name).write_bytes(b"x")

    part = FilePart.of("file", tmp_path / name)

    assert (part.filename, part.content_type) == (name, media_type)


def test_an_open_file_tells_its_name(tmp_path):
    (tmp_path / "deck.csv").write_bytes(b"x")

    with open(tmp_path / "deck.csv", "rb") as deck:
        assert FilePart.of("file", deck).filename == "deck.csv"


def test_an_open_file_named_by_a_number_goes_by_its_field():
    file = io.BytesIO(b"x")
    file.name = 3

    assert FilePart.of("file", file).filename == "file"


def test_an_open_file_is_sent_from_where_it_stands_each_time():
    deck = io.BytesIO(b"skip:rest")
    deck.seek(5)
    body = MultipartBody.of({"file": deck}, operation="import")

    assert body.repeatable
    assert [part[3] for part in parsed(body)] == [b"rest"]
    assert [part[3] for part in parsed(body)] == [b"rest"]
    assert not deck.closed


def test_fields_come_before_files_and_absent_ones_not_at_all():
    body = MultipartBody.of({"file": b"x", "provider_id": "p1", "notify": True, "date": None}, operation="import")

    assert [part[:2] for part in parsed(body)] == [("provider_id", None), ("notify", None), ("file", "file")]
    assert body.fields == (("provider_id", "p1"), ("notify", "true"))


def test_a_part_that_is_ready_is_taken_as_it_is():
    part = FilePart("file", "rates.csv", b"x", "text/csv")

    assert MultipartBody.of({"file": part}, operation="import").files == (part,)


def test_a_large_file_goes_in_pieces(tmp_path):
    deck = tmp_path / "deck.csv"
    deck.write_bytes(b"x" * (CHUNK * 2 + 1))

    sizes = [len(chunk) for chunk in MultipartBody.of({"file": deck}, operation="import").chunks()]

    assert max(sizes) == CHUNK


@given(
    st.dictionaries(
        st.text(st.characters(codec="ascii", exclude_characters='"\\\r\n\0%;'), min_size=1), st.binary(), max_size=3
    )
)
def test_the_length_told_is_the_length_sent(files):
    body = MultipartBody.of({"note": "é", **files}, operation="import")

    assert body.length() == len(b"".join(body.chunks()))


def test_files_are_told_from_fields():
    assert all(is_file(value) for value in (b"x", pathlib.Path("x"), io.BytesIO(), Pipe(b"")))
    assert not any(is_file(value) for value in ("x", 1, None, ["x"]))


def test_a_file_that_is_open_as_text_is_refused(tmp_path):
    path = tmp_path / "deck.csv"
    path.write_text("prefix,rate\n")

    with path.open() as file, pytest.raises(TypeError, match="mode 'rb'"):
        MultipartBody.of({"file": file}, operation="import_rates")


def test_a_part_goes_under_the_name_of_its_field() -> None:
    """
    The operation knows what the field is called, and not whoever made the part.
    """
    body = MultipartBody.of({"deck": FilePart("file", "a.csv", b"1", "text/csv")}, operation="import")

    assert b'name="deck"; filename="a.csv"' in b"".join(body.chunks())
