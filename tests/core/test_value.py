"""Claims about `warp_client_core.value`."""

import copy
import pickle
import typing

import attrs
import pytest

from warp_client_core.redact import masked
from warp_client_core.value import Value


class Pair(Value):
    __slots__ = __match_args__ = ("left", "right")

    def __init__(self, left, right):
        self.left = left
        self.right = right


class Twin(Pair):
    __slots__ = ()


class Empty(Value):
    __slots__ = ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Account(Value):
    id: str
    secret: str | None = attrs.field(default=None, repr=masked)
    note: str = attrs.field(default="", repr=False, eq=False)


def test_values_with_equal_parts_are_equal_and_hash_alike():
    assert Pair(1, 2) == Pair(1, 2)
    assert hash(Pair(1, 2)) == hash(Pair(1, 2))
    assert Empty() == Empty()
    assert Account(id="a") == Account(id="a")
    assert hash(Account(id="a")) == hash(Account(id="a"))


@pytest.mark.parametrize("other", [Pair(1, 3), Twin(1, 2), (1, 2), None])
def test_other_parts_or_another_class_make_a_difference(other):
    assert Pair(1, 2) != other


def test_a_field_that_is_not_compared_makes_no_difference():
    assert Account(id="a", note="x") == Account(id="a", note="y")
    assert Account(id="a") != Account(id="a", secret="s")


def test_a_value_with_a_part_that_has_no_hash_has_none():
    with pytest.raises(TypeError, match="unhashable"):
        hash(Pair([], 2))


def test_parts_are_shown_as_their_fields_say():
    assert repr(Pair(1, "b")) == "Pair(left=1, right='b')"
    assert repr(Empty()) == "Empty()"
    assert "canary" not in repr(Account(id="a", secret="canary", note="canary"))
    assert repr(Account(id="a", secret="canary")).startswith("Account(id='a', secret=")


def test_a_value_that_holds_itself_can_be_shown():
    parts = []
    parts.append(Pair(1, parts))

    assert "..." in repr(parts[0])


@pytest.mark.parametrize("value", [Pair(1, 2), Twin(1, 2), Empty(), Account(id="a", secret="s")])
def test_values_survive_copying_and_pickling(value):
    assert pickle.loads(pickle.dumps(value)) == value
    assert copy.deepcopy(value) == value
    assert copy.copy(value) == value


def test_attrs_replaces_parts_of_a_value_and_keeps_it_frozen():
    account = attrs.evolve(Account(id="a", note="n"), id="b")

    assert (account.id, account.note) == ("b", "n")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        account.id = "c"


def test_the_type_hints_of_a_value_are_those_of_its_fields():
    assert set(typing.get_type_hints(Account)) == {"id", "secret", "note"}
