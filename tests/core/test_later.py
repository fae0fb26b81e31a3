"""Replies whose type is named when it is first asked for."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import attrs
import pytest

from warp_client_core.iteration import Lines
from warp_client_core.replies import Bare, Enveloped, Located, Paged, Paging


@attrs.frozen
class Thing:
    """A type that pickle finds by its name."""

    id: str
    location: str = ""


class Found:
    """Counts how often a type was asked for."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> type[Thing]:
        """The type."""
        self.times += 1
        return Thing


def test_to_make_a_reply_does_not_ask_for_its_type() -> None:
    found = Found()

    Bare.later(found)

    assert found.times == 0


def test_the_type_is_asked_for_once() -> None:
    found = Found()
    reply = Bare.later(found)

    replies = [reply.decode(b'{"id": "t1"}', {})[0] for _ in range(3)]

    assert ([Thing("t1")] * 3, 1) == (replies, found.times)


@pytest.mark.parametrize("kind", [Bare, Enveloped, Located, Lines], ids=lambda one: one.__name__)
def test_it_equals_a_reply_that_has_its_type_at_once(kind: Any) -> None:
    assert kind(Thing) == kind.later(Found())


def test_what_comes_after_the_type_is_kept() -> None:
    assert Paged(Thing, Paging.OFFSET) == Paged.later(Found(), Paging.OFFSET)


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])
def test_a_copy_holds_the_type(copied: Any) -> None:
    assert Thing is copied(Bare.later(lambda: Thing)).type


def test_no_other_attribute_is_made_up() -> None:
    with pytest.raises(AttributeError, match="'Bare' object has no attribute 'item'"):
        getattr(Bare.later(Found()), "item")  # noqa: B009 -- type checkers know that there is none
