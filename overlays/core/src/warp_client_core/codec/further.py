"""
Objects that keep fields of any name beside those that the model names.

A struct drops what it does not know. So such an object is first read as plain Python, parted into what the model names
and the rest, and both are read again by type. The rule: numbers keep their text on the way, and the way is taken by
these models only.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

import msgspec

from warp_client_core.codec.misread import Misread


def rest_beside(known: Iterable[str]) -> str:
    """Wire name of the rest within the struct of such a model: longer than any other."""
    return "+" * (1 + max(map(len, known), default=0))


class _AnyInstance(type):
    def __instancecheck__(cls, value: object) -> bool:
        """Whatever the hook gives is right."""
        return True


class Open(metaclass=_AnyInstance):
    """
    Stands for the struct of a model that keeps further fields, so that msgspec asks `opened` to read it.

    Attributes:
        struct: The struct.
        known: Wire names of its fields, except for the rest.
    """

    struct: type
    known: frozenset[str]


class Written(float):
    """A float that knows how it was written."""

    __slots__ = ("text",)

    def __new__(cls, text: str) -> Written:
        made = super().__new__(cls, text)
        made.text = text  # type: ignore[attr-defined] # declared by __slots__
        return made

    def __reduce__(self) -> tuple[type[float], tuple[float]]:
        return float, (float(self),)


def _as_written(value: object) -> Decimal:
    if isinstance(value, Written):
        return Decimal(value.text)  # type: ignore[attr-defined] # declared by __slots__
    raise TypeError(f"{type(value).__name__} came out of no JSON text")


_ENCODER: Final = msgspec.json.Encoder(enc_hook=_as_written, decimal_format="number")


@functools.cache
def _decoder(struct: type, hook: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(struct, dec_hook=hook, float_hook=Written)


def opened(kind: Any, value: Any, hook: Any) -> Any:
    """
    The struct of a model that keeps further fields.

    Args:
        kind: A class derived from `Open`.
        value: The object as plain Python, its floats as `Written`.
        hook: The hook of the decoder that asks.

    Raises:
        Misread: It is no object, or does not fit.
    """
    try:
        if not isinstance(value, dict):
            raise msgspec.ValidationError(f"Expected `object`, got `{type(value).__name__}`")
        rest = {name: entry for name, entry in value.items() if name not in kind.known}
        further = rest_beside(kind.known)
        parted = {**{name: entry for name, entry in value.items() if name in kind.known}, further: rest}
        return _decoder(kind.struct, hook).decode(_ENCODER.encode(parted))
    except msgspec.ValidationError as error:
        raise Misread(error, is_parted=True) from error
