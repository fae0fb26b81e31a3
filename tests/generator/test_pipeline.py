"""The passes together: what one client must not say about another's audience, and that inputs stay as they are."""

from __future__ import annotations

import copy
from typing import Any

import attrs

from generator.pipeline import Inputs, Stopwatch, finish, forbidden, prepare, print_out, understand
from tests.generator.specimens import SETTINGS, document, inputs, messages, operation, sources

STAFF = attrs.evolve(
    SETTINGS, key="staff", package="staff", distribution="staff-client", client="StaffClient", audience="staff"
)
HIDING = attrs.evolve(SETTINGS, hides=("staff",))


def shared(**changes: Any) -> Inputs:
    """Two clients of one document, of which the first hides the second."""
    secret = {"type": "object", "properties": {"x": {"type": "string"}}}
    tree = document(
        operation(**changes),
        operation(
            "list_salaries",
            tags=["staff"],
            reply={"$ref": "#/components/schemas/SalaryRow"},
            **{"x-audience": ["staff"]},
        ),
        schemas={"SalaryRow": secret},
    )
    return inputs(tree, clients=(HIDING, STAFF))


def finished(found: Inputs) -> dict[str, str]:
    """The tree of the first client."""
    documents = prepare(found, check_schema=False, watch=Stopwatch())
    clients = tuple(understand(settings, documents["pets.yaml"], found) for settings in found.clients)
    return finish(clients[0], print_out(clients[0], found), found, clients).tree


def test_a_client_does_not_mention_what_it_hides() -> None:
    """
    Operations, paths and types of the other audience.
    """
    tree = finished(shared())

    assert not [path for path, text in tree.items() if "alar" in text]


def test_a_description_that_mentions_it_is_a_problem() -> None:
    """
    Names, paths and types alike.
    """
    text = "See list_salaries at /p1, it gives a SalaryRow."

    found = messages(finished, shared(description=text))

    assert {"list_salaries", "/p1", "SalaryRow"} == {message.partition(" ")[0] for message in found}


def test_what_both_audiences_have_is_not_forbidden() -> None:
    """
    A shared type may be named.
    """
    found = shared(**{"x-audience": ["public", "staff"]})
    documents = prepare(found, check_schema=False, watch=Stopwatch())
    clients = tuple(understand(settings, documents["pets.yaml"], found) for settings in found.clients)

    words = forbidden(clients[0], clients)

    assert "list_pets" not in words
    assert "list_salaries" in words
    assert set() == forbidden(clients[1], clients)


def test_problems_of_every_document_are_shown_together() -> None:
    """
    One broken document does not hide another.
    """
    both = {"pets.yaml": sources(document(operation(summary=None))), "toys.yaml": {"toys.yaml": []}}

    found = messages(prepare, inputs(document(), documents=both), check_schema=False, watch=Stopwatch())

    assert {"there is no summary", "an OpenAPI document must be a mapping"} == set(found)


def test_the_inputs_stay_as_they_are() -> None:
    """
    Every pass gives a new value.
    """
    found = shared()
    before = copy.deepcopy(found)

    finished(found)

    assert before == found
