"""Claims about `warp_client_core.payloads`: bodies that somebody else sends, as types."""

import attrs
import pytest

from warp_client_core.errors import ResponseDecodeError, WarpError
from warp_client_core.payloads import read
from warp_client_core.value import Value
from warp_client_core.variants import RawValue, one_of


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Pet(Value):
    id: str
    age: int | None = None


Known = one_of("Known", __name__, lambda: (Pet, RawValue), tag="kind", tags={"pet": 0})


@pytest.mark.parametrize(
    ("expected", "kind", "body"),
    [
        (Pet(id="a"), Pet, b'{"id": "a"}'),
        ([Pet(id="a")], list[Pet], b'[{"id": "a"}]'),
        ({"a": 1}, dict[str, int], b'{"a": 1}'),
        (None, Pet | None, b"null"),
        (RawValue({"kind": "cow"}), Known, b'{"kind": "cow"}'),
        (Pet(id="a"), Pet, bytearray(b'{"id": "a"}')),
    ],
    ids=str,
)
def test_a_body_is_read_as_any_type(expected, kind, body):
    assert expected == read(kind, body)


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'{"id": 7}', b"{}", b"\xff", b'{"id": "\\ud800"}', b"[" * 100_000, b'{"a":' * 50_000],
    ids=lambda one: repr(one[:12]),
)
def test_a_body_that_is_something_else_is_an_error_of_ours(body):
    """
    Deep nesting and half characters too.
    """
    with pytest.raises(WarpError) as caught:
        read(Pet, body)

    assert isinstance(caught.value, ResponseDecodeError)


def test_the_error_tells_where():
    with pytest.raises(ResponseDecodeError) as caught:
        read(list[Pet], b'[{"id": "a"}, {"id": 7}]')

    assert "1" in str(caught.value.path)
    assert "id" in str(caught.value.path)


@pytest.mark.parametrize("body", ['{"id": "a"}', None, {"id": "a"}], ids=lambda one: type(one).__name__)
def test_a_body_is_bytes(body):
    """
    A parsed one would not be what the signature was made of.
    """
    with pytest.raises(TypeError, match="bytes as they were received"):
        read(Pet, body)
