"""names.toml: every entry is well formed and needed."""

from __future__ import annotations

from typing import Any

import pytest

from generator.passes.overrides import check_names
from tests.generator.specimens import document, messages, operation, problems, whole

DOCUMENTS = {"pets.yaml": whole(document(operation(), operation("list_zoo_pets"), operation("get_api", tags=["apis"])))}


def check(names: Any) -> list[str]:
    """The messages about a ``names.toml``."""
    return messages(check_names, names, DOCUMENTS)


def of_document(**table: Any) -> dict[str, Any]:
    """A ``names.toml`` with one document."""
    return {"documents": {"pets.yaml": table}}


@pytest.mark.parametrize(
    "names",
    [
        {},
        {"spelling": {"api": "API"}},
        of_document(methods={"list_pets": "zoo.list"}, drop=["zoo"], tag_words={"pets": ["zoo"]}),
    ],
)
def test_what_is_needed_passes(names: Any) -> None:
    """
    And an empty file needs nothing.
    """
    assert [] == check(names)


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ({"speling": {}}, "'speling' means nothing here"),
        ({"spelling": {"cdr": "CDR"}}, "no tag has the word cdr"),
        ({"spelling": {"api": "Interface"}}, "'Interface' is not 'api' with other capitals"),
        ({"documents": {"dogs.yaml": {}}}, "no client is built from dogs.yaml"),
        (of_document(renames={}), "'renames' means nothing here"),
        (of_document(methods={"list_cats": "a.b"}), "no operation is called list_cats"),
        (of_document(methods={"list_pets": "list"}), "'list' is not `resource.method`"),
        (of_document(methods={"list_pets": "a.b.c"}), "'a.b.c' is not `resource.method`"),
        (of_document(methods={"list_pets": "a.__init__"}), "'a.__init__' is not `resource.method`"),
        (of_document(drop=["cat"]), "no operationId has the word cat"),
        (of_document(tag_words={"pets": ["cat"]}), "no operationId of pets has the word cat"),
        (of_document(tag_words={"cats": ["zoo"]}), "no operationId of cats has the word zoo"),
        ({"spelling": ["api"]}, "this must be a table"),
        ({"spelling": {"api": 7}}, "this must be a text"),
        ({"documents": []}, "this must be a table"),
        ({"documents": {"pets.yaml": 7}}, "this must be a table"),
        (of_document(methods=["a"]), "this must be a table"),
        (of_document(methods={"list_pets": 7}), "this must be a text"),
        (of_document(drop="zoo"), "this must be a list of words"),
        (of_document(drop=[7]), "this must be a list of words"),
        (of_document(tag_words={"pets": "zoo"}), "this must be a list of words"),
    ],
)
def test_what_is_not_needed_or_not_well_formed_is_refused(names: Any, message: str) -> None:
    """
    With its place in the file.
    """
    assert [message] == check(names)


def test_the_place_is_the_entry() -> None:
    """
    Found again by header and key.
    """
    (problem,) = problems(check_names, of_document(methods={"list_cats": "a.b"}), DOCUMENTS)

    assert ("openapi/names.toml", "/documents/pets.yaml/methods/list_cats") == (
        problem.place.file,
        problem.place.pointer,
    )
