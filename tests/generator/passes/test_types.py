"""Types of the IR as Python annotations."""

from __future__ import annotations

import pytest

from generator.model import ir
from generator.passes.types import PREFIXED, annotation, describe, input_annotation, reply_annotation

TEXT, NONE, ANY, DECIMAL = ir.Scalar("str"), ir.Scalar("none"), ir.Scalar("any"), ir.Scalar("decimal")
PET, KIND = ir.Named("Pet"), ir.Named("Kind")
ENUMS = frozenset({"Kind"})


@pytest.mark.parametrize(
    ("ref", "given_back", "taken"),
    [
        (TEXT, "str", "str"),
        (ir.Scalar("datetime"), "Timestamp", "dt.datetime"),
        (ir.Scalar("date"), "dt.date", "dt.date"),
        (ir.Scalar("bytes"), "bytes", "FileSource | str"),
        (DECIMAL, "Decimal", "Decimal | int"),
        (ANY, "Any", "Any"),
        (PET, "Pet", "Pet | PetDict"),
        (KIND, "Kind", "Kind | str"),
        (ir.ListOf(PET), "list[Pet]", "Sequence[Pet | PetDict]"),
        (ir.MapOf(KIND), "dict[str, Kind]", "Mapping[str, Kind | str]"),
        (ir.OneOf((TEXT, NONE)), "str | None", "str | None"),
        (ir.OneOf((NONE, TEXT)), "str | None", "str | None"),
        (ir.OneOf((KIND, TEXT)), "Kind | str", "Kind | str"),
        (ir.OneOf((TEXT, ANY)), "Any", "Any"),
        (ir.OneOf((ir.ListOf(ir.OneOf((TEXT, NONE))), NONE)), "list[str | None] | None", "Sequence[str | None] | None"),
        (ir.OneOf((ir.OneOf((ir.ListOf(TEXT), NONE)), NONE)), "list[str] | None", "Sequence[str] | None"),
        (
            ir.OneOf((ir.MapOf(DECIMAL), DECIMAL)),
            "dict[str, Decimal] | Decimal",
            "Mapping[str, Decimal | int] | Decimal | int",
        ),
    ],
)
def test_what_is_given_back_and_what_is_taken(ref: ir.TypeRef, given_back: str, taken: str) -> None:
    """
    Callers may give more than they get: mappings for models, text for enums, any sequence for a list.
    """
    assert (given_back, taken) == (annotation(ref), input_annotation(ref, ENUMS))


def test_modules_of_operations_spell_models_and_lists_otherwise() -> None:
    """
    A method called ``list`` hides the builtin, and models are reached through their package.
    """
    assert "List[models.Pet]" == annotation(ir.ListOf(PET), PREFIXED)
    assert "Sequence[models.Pet | models.PetDict]" == input_annotation(ir.ListOf(PET), ENUMS, PREFIXED)


@pytest.mark.parametrize(
    ("reply", "text"),
    [
        (ir.Reply("nothing"), "None"),
        (ir.Reply("text"), "str"),
        (ir.Reply("binary"), "bytes"),
        (ir.Reply("bare", PET), "Pet"),
        (ir.Reply("enveloped", ir.ListOf(PET)), "list[Pet]"),
        (ir.Reply("page", PET), "Page[Pet]"),
        (ir.Reply("offset", PET), "Page[Pet]"),
        (ir.Reply("has_more", TEXT), "Page[str]"),
    ],
)
def test_a_reply_in_the_words_of_a_manifest(reply: ir.Reply, text: str) -> None:
    """
    The same words as in code.
    """
    assert text == describe(reply)


def test_the_class_of_a_page_can_be_chosen() -> None:
    """
    The async flavour gives a listing.
    """
    assert "AsyncListing[models.Pet]" == reply_annotation(ir.Reply("page", PET), PREFIXED, page="AsyncListing")
