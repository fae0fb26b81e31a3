"""Places of nodes, references, and copies that share nothing."""

from __future__ import annotations

from typing import Any

import pytest

from generator.model.document import Document, follow, resolve, unshared
from generator.problems import Place

TREE: dict[str, Any] = {
    "a": {"b": [{"c/d": 1}]},
    "one": {"$ref": "#/two"},
    "two": {"$ref": "#/three"},
    "three": {"x": 1},
    "round": {"$ref": "#/about"},
    "about": {"$ref": "#/round"},
    "out": {"$ref": "other.yaml#/a"},
}


def test_a_place_is_that_of_the_nearest_known_ancestor() -> None:
    """
    Extended by the rest of the pointer.
    """
    document = Document({}, {"": Place("root.yaml"), "/a/b": Place("other.yaml", "/B")})

    assert Place("other.yaml", "/B/c~1d/0") == document.place("/a/b/c~1d/0")
    assert Place("root.yaml", "/a/x") == document.place("/a/x")
    assert Place("?", "/a") == Document({}, {}).place("/a")


def test_a_pointer_names_a_node() -> None:
    """
    Escapes as RFC 6901 has them.
    """
    assert 1 == resolve(TREE, "/a/b/0/c~1d")
    assert TREE is resolve(TREE, "")


@pytest.mark.parametrize(
    "pointer", ["/x", "/a/b/1", "/a/b/x", "/a/b/-1", "/a/b/0/c~1d/e", "/a/b/\u00b2", "/a/b/" + "9" * 5000]
)
def test_a_pointer_that_leads_nowhere_is_a_lookup_error(pointer: str) -> None:
    """
    Of whatever kind it is.
    """
    with pytest.raises(LookupError):
        resolve(TREE, pointer)


def test_references_are_followed_to_their_end() -> None:
    """
    With the pointer of where they end; what is no reference stays where it is.
    """
    assert ({"x": 1}, "/three") == follow(TREE, {"$ref": "#/one"}, "/here")
    assert (7, "/here") == follow(TREE, 7, "/here")


@pytest.mark.parametrize("reference", ["#/round", "other.yaml#/a", "#/out", "#/nowhere"])
def test_references_that_never_end_are_a_lookup_error(reference: str) -> None:
    """
    In a circle, or out of the document.
    """
    with pytest.raises(LookupError):
        follow(TREE, {"$ref": reference}, "/here")


def test_an_unshared_copy_has_no_node_twice() -> None:
    """
    Unlike a deep copy.
    """
    shared = [1]

    result = unshared({"a": shared, "b": shared})
    result["a"].append(2)

    assert ({"a": [1, 2], "b": [1]}, [1]) == (result, shared)
