"""What the annotations of a model mean, asked for once."""

from __future__ import annotations

import datetime as dt
import typing
from typing import ClassVar

import attrs
import pytest

from warp_client_core.codec.decoding import decode
from warp_client_core.codec.shapes import shape_of


@attrs.frozen
class Shadowed:
    """A field that is called like a type of its module."""

    dt: dt.datetime
    number: int | None = None


@attrs.frozen
class Quoted:
    """A text within a text."""

    inner: "Shadowed | None" = None  # noqa: UP037 -- such a text is what the test is about
    known: ClassVar[dict[str, str]] = {}


@attrs.frozen
class Derived(Shadowed):
    """Fields of two classes."""

    other: None = None


@attrs.frozen
class Lost:
    """A type that its module does not have."""

    gone: Missing  # noqa: F821 -- it is what the test is about


@pytest.mark.parametrize("model", [Shadowed, Quoted, Derived], ids=lambda one: one.__name__)
def test_hints_are_those_of_typing(model: type) -> None:
    expected = typing.get_type_hints(model, include_extras=True)

    assert expected == dict(shape_of(model).hints)


def test_the_meaning_is_kept_for_those_who_ask_next() -> None:
    decode(Shadowed, b'{"dt": "2026-01-02T03:04:05Z"}')

    assert {"dt": dt.datetime, "number": int | None} == Shadowed.__annotations__


def test_a_type_that_is_not_there_is_named() -> None:
    with pytest.raises(NameError, match="Missing"):
        shape_of(Lost)
