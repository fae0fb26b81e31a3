"""
What no reply shows by itself, by the surface: that every value of a model is of the type that is promised, and that an
operation is of its safety class.

One rule: the table of the surface is made from the documents and not from the templates, so that a template that
writes another type is noticed.
"""

from __future__ import annotations

import datetime as dt
import importlib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from tests.clients.cassettes.cases import Case, surface
from warp_client_core.calls import Operation

_PLAIN: Mapping[str, tuple[type, ...]] = {
    "str": (str,),
    "int": (int,),
    "bool": (bool,),
    "float": (float, int),
    "Decimal": (Decimal,),
    "Timestamp": (dt.datetime,),
    "dt.date": (dt.date,),
    "None": (type(None),),
}


def assert_kinds(client: str, value: Any, at: str = "$") -> None:
    """Every field of a model, and of the models in it, is of its type; None stands for what the reply leaves out."""
    for name, promised in surface(client)["models"][type(value).__name__].items():
        field = getattr(value, name)
        is_left_out = field is None and not promised.endswith("!")
        assert is_left_out or _is(client, field, promised.rstrip("!"), f"{at}.{name}"), (
            f"{at}.{name}: {field!r} is no {promised}"
        )


def assert_safety(case: Case) -> None:
    """The operation may be repeated as the surface says; no cassette would show it otherwise."""
    module = importlib.import_module(f"warp_{case.client}.calls.{case.call.partition('.')[0]}")
    found = [one.safety for one in vars(module).values() if isinstance(one, Operation) and one.id == case.operation]
    assert [surface(case.client)["methods"][case.call]["safety"]] == [one.value for one in found]


def _is(client: str, value: Any, promised: str, at: str) -> bool:
    options = promised.split(" | ")
    return any(_is_one(client, value, one, at) for one in options)


def _is_one(client: str, value: Any, kind: str, at: str) -> bool:
    if kind.startswith("list["):
        return isinstance(value, list) and all(_is(client, one, kind[5:-1], f"{at}[]") for one in value)
    if kind.startswith("dict["):
        inner = kind[5:-1].partition(", ")[2]
        return isinstance(value, dict) and all(_is(client, one, inner, f"{at}{{}}") for one in value.values())
    if kind == "Any":
        return True
    if kind in _PLAIN:
        return type(value) in _PLAIN[kind]
    if not isinstance(value, getattr(importlib.import_module(f"warp_{client}.models"), kind)):
        return False
    if kind in surface(client)["models"]:
        assert_kinds(client, value, at)
    return True
