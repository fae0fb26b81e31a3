"""Models that keep fields of any name: read by type, exactly, and written again."""

from __future__ import annotations

import copy
import pickle
from decimal import Decimal
from typing import Any, ClassVar

import attrs
import pytest

from warp_client_core.codec import decode, encode
from warp_client_core.codec.differences import differences
from warp_client_core.errors import ResponseDecodeError
from warp_client_core.times import Timestamp
from warp_client_core.value import Value


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Bag(Value):
    __extra__: ClassVar[str] = "more"
    id: str
    at: Timestamp | None = None
    inner: Bag | None = None
    more: dict[str, Decimal] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Shelf(Value):
    bags: list[Bag]
    free: Any = None


TEXT = b'{"bags": [{"id": "1", "a": 1.100000000000000000001, "inner": {"id": "2", "more": 2}}], "free": {"b": 1.5}}'
SHELF = Shelf(
    bags=[Bag(id="1", inner=Bag(id="2", more={"more": Decimal(2)}), more={"a": Decimal("1.100000000000000000001")})],
    free={"b": 1.5},
)


def test_fields_of_any_name_are_kept_by_type() -> None:
    """
    Numbers as they were written, at every depth; a field may have the name of the attribute.
    """
    assert SHELF == decode(Shelf, TEXT)


def test_they_are_written_again_and_travel() -> None:
    """
    What the model names goes before the same name among the rest.
    """
    found = decode(Shelf, TEXT)

    assert found == decode(Shelf, encode(found)) == pickle.loads(pickle.dumps(found)) == copy.deepcopy(found)
    assert b'{"id":"1"}' == encode(Bag(id="1", more={"id": Decimal(3)}))


def test_times_are_read_in_any_spelling() -> None:
    """
    As in every model.
    """
    found = decode(Bag, b'{"id": "1", "at": "2026-01-02 03:04:05", "x": 1}')

    assert ("2026-01-02T03:04:05+00:00", {"x": Decimal(1)}) == (found.at.isoformat(), found.more)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("$.bags[0]", b'{"bags": [{"a": 1}]}'),
        ("$.bags[0].inner.id", b'{"bags": [{"id": "1", "inner": {"id": 2}}]}'),
        ("$.bags[0][...]", b'{"bags": [{"id": "1", "a": "b"}]}'),
        ("$.bags[0]", b'{"bags": [[]]}'),
    ],
    ids=str,
)
def test_a_fault_is_named_by_its_path(path: str, text: bytes) -> None:
    """
    Though the object was read twice.
    """
    with pytest.raises(ResponseDecodeError) as caught:
        decode(Shelf, text)

    assert path == caught.value.path


def test_no_field_of_theirs_is_unknown() -> None:
    """
    Any name is known.
    """
    assert [] == list(differences(Bag, {"id": "1", "a": 1}, "$"))
