"""readOnly and writeOnly: what only callers send no reply needs, and what only servers set no caller gives."""

from __future__ import annotations

from typing import Any


def test_a_reply_needs_no_field_that_only_callers_send(wire: Any) -> None:
    """
    Though it is required.
    """
    wire.reply(json={"id": "1", "user": {"id": "2", "name": "a"}})

    found = wire.call("things.create", password="p", user={"name": "a", "secret": "s"})

    assert ("1", None, "2", None) == (found.id, found.password, found.user.id, found.user.secret)
    assert {"password": "p", "user": {"name": "a", "secret": "s"}} == wire.sent


def test_the_mapping_asks_for_what_callers_send(case: Any) -> None:
    """
    Nothing that only the server sets.
    """
    assert {"secret", "name"} == set(case.models.UserDict.__annotations__)
    assert [] == case.problems


def test_a_secret_stays_out_of_the_repr(case: Any) -> None:
    """
    Whoever sends it.
    """
    assert "hidden" not in repr(case.models.User(id="1", name="a", secret="hidden"))
