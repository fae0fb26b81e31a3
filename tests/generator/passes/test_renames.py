"""Old names: they work and warn for a while, in both flavours, and an expired one stops the build in words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs
import pytest

from tests.generator.release.pairs.table import base
from tests.generator.specimens import SETTINGS, built, checkout, messages, ran, understood

SINCE = "1.4.0"
KEPT = {
    "pets.fetch": "pets.get",
    "pets.list(state)": "pets.list(status)",
    "pets.create(title)": "pets.create(name)",
    "pets.get(id)": "pets.get(pet_id)",
    "Animal": "Pet",
    "Pet.label": "Pet.name",
    "PetStatus.OUT": "PetStatus.AWAY",
}
ASKING = """
import asyncio, warnings
import httpx
import pets
from pets import AsyncPetClient, PetClient, calls, models

def answer(request):
    return httpx.Response(200, json={"id": "p1", "name": str(request.url) + request.content.decode(), "status": "away"})

def said(make):
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        value = make()
    return [value, [str(one.message) for one in heard], [one.category.__name__ for one in heard]]

sync = PetClient(base_url="https://p.test", transport=httpx.MockTransport(answer))
later = AsyncPetClient(base_url="https://p.test", transport=httpx.MockTransport(answer))
"""


def renamed(kept: Any = None, since: str = SINCE, version: str = "1.4.2") -> dict[str, Any]:
    """What a build is given: a client of that version, whose names were renamed in ``since``."""
    entries = {old: {"to": new, "since": since} for old, new in (KEPT if kept is None else kept).items()}
    settings = attrs.evolve(SETTINGS, version=version)
    return {"names": {"documents": {"pets.yaml": {"renamed": entries}}}, "clients": (settings,)}


@pytest.fixture(scope="module")
def project() -> dict[str, str]:
    """A client in which something of each kind was renamed."""
    return built(base(), **renamed())


@pytest.mark.parametrize(
    ("code", "value", "old", "new"),
    [
        ("sync.pets.fetch('p1').id", "p1", "pets.fetch", "pets.get"),
        ("asyncio.run(later.pets.fetch('p1')).id", "p1", "pets.fetch", "pets.get"),
        ("calls.pets.fetch('p1').operation.id", "get_pet", "calls.pets.fetch", "calls.pets.get"),
        ("sync.pets.get(id='p1').name", "https://p.test/pets/p1", "pets.get(id)", "pets.get(pet_id)"),
        ("asyncio.run(later.pets.get(id='p1')).name", "https://p.test/pets/p1", "pets.get(id)", "pets.get(pet_id)"),
        (
            "sync.pets.create(title='Rex').name",
            'https://p.test/pets{"name":"Rex"}',
            "pets.create(title)",
            "pets.create(name)",
        ),
        ("dict(calls.pets.list(state='away').query)['status']", "away", "pets.list(state)", "pets.list(status)"),
        ("models.Animal is models.Pet", True, "pets.models.Animal", "pets.models.Pet"),
        ("models.Pet(id='p', name='Rex').label", "Rex", "Pet.label", "Pet.name"),
        ("models.PetStatus.OUT.value", "away", "PetStatus.OUT", "PetStatus.AWAY"),
    ],
)
def test_an_old_name_works_and_says_what_to_write(
    project: dict[str, str], tmp_path: Path, code: str, value: Any, old: str, new: str
) -> None:
    """
    One DeprecationWarning, with the new name and the version that ends the old one.
    """
    found, heard, kinds = ran(project, tmp_path, f"{ASKING}\nprint(json.dumps(said(lambda: {code})))")

    assert value == found
    assert [f"{old} was renamed: use {new}. The old name goes away in 2.0.0"] == heard
    assert ["DeprecationWarning"] == kinds


def test_the_new_names_say_nothing(project: dict[str, str], tmp_path: Path) -> None:
    """
    Nor does listing the members of a renamed enum.
    """
    code = "said(lambda: [sync.pets.get('p1').name, models.Pet.__name__, [one.name for one in models.PetStatus]])"

    found, heard, _ = ran(project, tmp_path, f"{ASKING}\nprint(json.dumps({code}))")

    assert ["https://p.test/pets/p1", "Pet", ["HOME", "AWAY"]] == found
    assert [] == heard


@pytest.mark.parametrize("code", ["sync.pets.create(title='a', name='b')", "sync.pets.create()", "sync.pets.get()"])
def test_both_names_or_neither_is_a_mistake(project: dict[str, str], tmp_path: Path, code: str) -> None:
    """
    As for any argument that is given twice or not at all.
    """
    text = f"""{ASKING}
try:
    {code}
except TypeError as error:
    print(json.dumps(str(error)))
"""

    assert "name" in (said := ran(project, tmp_path, text)) or "pet_id" in said


@pytest.mark.parametrize(("since", "version"), [("1.4.0", "2.0.0"), ("1.9.3", "3.1.0"), ("0.4.0", "0.5.0")])
def test_an_expired_name_stops_the_build(since: str, version: str) -> None:
    """
    And says when it was to go.
    """
    (message,) = messages(understood, base(), **renamed({"pets.fetch": "pets.get"}, since, version))

    assert message.startswith("the old name pets.fetch was to go away in ")
    assert message.endswith(f"and this is {version}")


@pytest.mark.parametrize(
    ("kept", "message"),
    [
        ({"pets.list": "pets.get"}, "pets.list exists"),
        ({"pets.fetch": "owners.list"}, "pets.fetch cannot become owners.list"),
        ({"pets.fetch": "Pet"}, "pets.fetch cannot become Pet"),
        ({"Pet.OLD": "Pet.name"}, "Pet.OLD cannot become Pet.name"),
    ],
)
def test_an_entry_that_makes_no_sense_is_refused(kept: dict[str, str], message: str) -> None:
    """
    In words.
    """
    assert [message] == messages(understood, base(), **renamed(kept))


def test_a_version_that_is_none_is_refused() -> None:
    """
    It decides when the name goes.
    """
    assert ["'soon' is no version"] == messages(understood, base(), **renamed({"pets.fetch": "pets.get"}, "soon"))


def test_a_new_name_that_no_client_has_is_refused(tmp_path: Path) -> None:
    """
    Once all clients of the document are known: one may lack what another has.
    """
    pets = checkout(tmp_path)
    pets.write("openapi/pets.yaml", base())
    pets.write(
        "openapi/names.toml", '[documents."pets.yaml".renamed]\n"pets.fetch" = {to = "pets.seek", since = "1.4.0"}\n'
    )

    said = pets.build()

    assert 1 == said.code
    assert "openapi/names.toml:2" in said.err
    assert "no client has pets.seek" in said.err
