"""Rendered text, overlays and records in one tree."""

from __future__ import annotations

import json
from typing import Any

from generator.model.layout import Overlay
from generator.problems import Place
from tests.generator.specimens import built, document, operation

CODE = 'class Care:\n    """Care."""\n'


def care(**parts: Any) -> Overlay:
    """An overlay with two files."""
    files = (("__init__.py", CODE), ("deep/a.py", "A = 1\n"))
    empty: dict[str, Any] = {"requires": (), "extends": (), "supplies": (), "exports": ()}
    return Overlay(
        name="care",
        why="Pets need | care",
        place=Place("overlays/care/overlay.toml"),
        files=files,
        **{**empty, **parts},
    )


def test_overlays_are_copied_as_they_are() -> None:
    """
    Into a package of their own, also when the project is formatted.
    """
    tree = built(document(), care(), tidy=True)

    assert CODE == tree["src/pets/overlays/care/__init__.py"]
    assert "A = 1\n" == tree["src/pets/overlays/care/deep/a.py"]
    assert "src/pets/overlays/__init__.py" in tree


def test_a_client_without_overlays_has_no_package_for_them() -> None:
    """
    Nothing empty is generated.
    """
    assert not [path for path in built(document()) if "overlays" in path]


def test_the_licence_the_marker_and_the_records_are_there() -> None:
    """
    What every project has.
    """
    tree = built(document())

    assert ("A licence.\n", "") == (tree["LICENSE"], tree["src/pets/py.typed"])
    assert "pets" == json.loads(tree["surface.json"])["package"]
    assert 'client = "pets"' in tree["provenance.toml"]


def test_the_tree_is_sorted() -> None:
    """
    So that its record is, too.
    """
    tree = built(document(operation(), operation("b", tags=["a"])))

    assert sorted(tree) == list(tree)


def test_the_readme_says_which_overlay_does_what() -> None:
    """
    Escaped like all text.
    """
    assert "- `care`: Pets need \\| care" in built(document(), care())["README.md"]
