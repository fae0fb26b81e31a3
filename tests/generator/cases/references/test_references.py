"""References that lead to references, into parts of the document, and into other files."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize("name", ["from_path", "from_property", "from_defs", "inline"])
def test_a_reference_into_any_part_gives_a_typed_reply(wire: Any, name: str) -> None:
    """
    A path, a property, ``$defs``.
    """
    wire.reply(json={"n": 1})

    assert 1 == wire.call(f"things.get_{name}").n


def test_chains_of_references_end_in_what_they_mean(wire: Any) -> None:
    """
    Parameters, bodies and replies; one parameter stands in another file.
    """
    wire.reply(json={"n": 1})

    assert 1 == wire.call("things.get_chained", "a", size=2).n
    assert "/v1/chained/a?size=2" == wire.target
    assert 1 == wire.call("things.set_chained", "a", n=3).n
    assert {"n": 3} == wire.sent


def test_files_refer_to_each_other(wire: Any) -> None:
    """
    There and back again.
    """
    wire.reply(json={"inner": {"n": 1}, "beside": {"part": {"n": 2}}})

    found = wire.call("things.get_external")

    assert (1, 2) == (found.inner.n, found.beside.part.n)


def test_a_schema_in_another_file_has_one_class(wire: Any, case: Any) -> None:
    """
    However it is reached.
    """
    wire.reply(json={"inner": {"n": 1}})
    far = type(wire.call("things.get_external").inner)
    wire.reply(json={"n": 1})

    assert far is type(wire.call("things.get_chained", "a"))
    assert [] == case.problems
