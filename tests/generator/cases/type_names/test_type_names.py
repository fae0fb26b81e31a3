"""Names that collide once they are Python: every type and field is there, each under a name of its own."""

from __future__ import annotations

from typing import Any

VALUE = {
    "foo": {"x": 1}, "Foo": {"y": 2}, "error": "a", "Error": {"code": 3}, "a": {"x": 4}, "A": {"y": 5},
    "dict": {"z": 6},
    "any": {"x": {"own": 7}}, "dotted": {"x": 8}, "start_time": "s", "startTime": "t", "start-time": "u", "+1": 9,
    "-1": 10, "@type": "v", "class": "w", "self": "x", "état": "y", "": "z", "x'; import os #": "q",
}  # fmt: skip


def test_every_field_is_read_and_sent_under_its_own_name(wire: Any, case: Any) -> None:
    """
    Whatever Python calls it.
    """
    wire.reply(json=VALUE)

    found = wire.call("things.create")
    wire.reply(json={"any": VALUE})
    fields = [name for name in type(found).__annotations__ if not name.startswith("__")]
    names = {{"dict_": "dict"}.get(name, name): getattr(found, name) for name in fields}
    wire.call("things.create", **names)

    assert VALUE == wire.sent
    assert len(VALUE) == len(names)


def test_types_that_differ_in_case_only_are_two(wire: Any) -> None:
    """
    Components, inline types, and those of the names that modules need.
    """
    wire.reply(json=VALUE)

    found = wire.call("things.create")

    kinds = [type(one).__name__ for one in (found.foo, found.error, found.a, found.any, found.any.x, found.dict_)]
    assert len(kinds) == len(set(map(str.lower, kinds)))
    assert (7, "ThingA") == (found.any.x.own, type(found.any.x).__name__)


def test_a_title_names_nothing(case: Any) -> None:
    """
    Two may share one.
    """
    assert not {"NotThis", "Same"} & set(case.models.__all__)
    assert [] == case.problems


def test_the_type_of_a_shared_reply_is_named_after_the_reply(wire: Any) -> None:
    """
    Not after the first operation that gives it.
    """
    found = []
    for name in ("get_first_page", "get_second_page"):
        wire.reply(json={"n": 1})
        found.append(type(wire.call(f"pages.{name.removesuffix('_page')}")).__name__)

    assert ["ThingPageReply", "ThingPageReply"] == found
