"""What a module has to import, by the words of its types."""

from __future__ import annotations

from generator.model.views import Import
from generator.passes.imports import Imports


def test_known_words_are_imported_once_and_sorted() -> None:
    """
    In whatever expression they stand.
    """
    imports = Imports()

    imports.use("Mapping[str, Decimal | None]", "Decimal", "dt.datetime | None", "Timestamp")

    assert (
        Import("collections.abc", ("Mapping",)),
        Import("decimal", ("Decimal",)),
        Import("warp_client_core.times", ("Timestamp",)),
    ) == imports.lines()
    assert {"import datetime as dt"} == imports.modules


def test_types_are_imported_from_their_domain() -> None:
    """
    Those of the module itself are not.
    """
    imports = Imports({"Pet": "pets", "Toy": "toys"}, ".", "pets")

    imports.use("list[Pet]", "dict[str, Toy]")

    assert (Import(".toys", ("Toy",)),) == imports.lines()


def test_a_type_of_the_document_comes_before_a_word_of_core() -> None:
    """
    A model may be called ``Page``.
    """
    imports = Imports({"Page": "books", "Call": "phones"}, ".", "books")

    imports.use("list[Page]", "Call | None")

    assert (Import(".phones", ("Call",)),) == imports.lines()


def test_words_are_whole_words() -> None:
    """
    ``Pets`` is no ``Pet``, ``AnyOf`` is no ``Any``.
    """
    imports = Imports({"Pet": "pets"})

    imports.use("Pets", "AnyOf", "x_Any")

    assert () == imports.lines()
