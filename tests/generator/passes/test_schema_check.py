"""The check against the schema of OpenAPI: it finds what house rules leave out, and it opens nothing."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from generator.passes.schema_check import schema_faults
from tests.generator.specimens import document, messages, operation, problems, whole

OPENED: list[str] = []


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event in ("socket.connect", "socket.getaddrinfo", "urllib.Request"):
        OPENED.append(event)
    if event == "open" and "canary" in str(arguments[0]):
        OPENED.append(str(arguments[0]))


sys.addaudithook(_watch)


def test_a_healthy_document_passes() -> None:
    """
    Our extensions are no fault.
    """
    schema_faults(whole(document()))


def test_a_fault_stands_where_it_was_written() -> None:
    """
    The validator's path becomes a place.
    """
    (problem,) = problems(schema_faults, whole(document(operation(tags="pets"))))

    assert "/paths/~1p0/get/tags" == problem.place.pointer


def test_a_default_of_another_type_is_a_fault() -> None:
    """
    Schemas are checked too.
    """
    assert ["5 is not of type 'string'"] == messages(
        schema_faults, whole(document(schemas={"A": {"type": "string", "default": 5}}))
    )


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:9/canary", "file:///canary", "ftp://127.0.0.1/canary", "data:,canary", "canary.yaml#/a"],
)
@pytest.mark.parametrize("word", ["default", "example", "const", "x-more"])
def test_a_reference_inside_data_opens_nothing(address: str, word: str) -> None:
    """
    The validator would follow it and show what it read in its message.
    """
    schema_faults(whole(document()))  # the validator reads its own schemas, once
    OPENED.clear()
    tree = document(schemas={"A": {"type": "string", word: {"$ref": address}}})

    problems(schema_faults, whole(tree))

    assert [] == OPENED


def test_a_reference_inside_data_that_leads_nowhere_is_a_problem() -> None:
    """
    Not a crash of the validator.
    """
    tree = document(schemas={"A": {"type": "string", "default": {"$ref": "#/nowhere"}}})

    assert ["a $ref inside an example or a default leads nowhere: /nowhere"] == messages(schema_faults, whole(tree))
