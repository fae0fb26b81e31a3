"""The module of a client's channel: each event by its name, with the type that it is decoded into."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.generator.specimens import built, document, messages, operation, ran

BORN = {"type": "object", "properties": {"weight": {"type": "integer"}}}
PATH = "src/pets/channels.py"


def tree(**streams: Any) -> Any:
    """A document with these streams, each given by its events; only ``/ws`` takes a command."""
    commands = {"ws": {"hear": BORN}}
    entries = {
        f"/{path}": {"x-audience": ["public"], "events": events, "commands": commands.get(path, {})}
        for path, events in streams.items()
    }
    return document(operation(), **{"x-streams": entries})


def test_an_event_leads_to_its_type(tmp_path: Path) -> None:
    """
    So does a command; asked for, the type is loaded.
    """
    found = ran(
        built(tree(ws={"pet.born": BORN})),
        tmp_path,
        "from pets.channels import CHANNEL\n"
        "parts = (CHANNEL.events, CHANNEL.commands)\n"
        "names = [{key: load().__name__ for key, load in part.items()} for part in parts]\n"
        "print(json.dumps([CHANNEL.name, *names]))",
    )

    assert ["/ws", {"pet.born": "PetBorn"}, {"hear": "Hear"}] == found


def test_types_are_not_loaded_with_the_channel(tmp_path: Path) -> None:
    """
    A client that connects pays for the types of the events that it hears.
    """
    code = "import sys, pets.channels\nprint(json.dumps([name for name in sys.modules if 'pets.models.' in name]))"

    assert [] == ran(built(tree(ws={"pet.born": BORN})), tmp_path, code)


def test_one_more_event_is_one_more_line() -> None:
    """
    In the order of the names, so that nothing else moves.
    """
    before = built(tree(ws={"pet.born": BORN}), tidy=True)[PATH].splitlines()
    after = built(tree(ws={"pet.born": BORN, "pet.ate": BORN}), tidy=True)[PATH].splitlines()

    assert ['        "pet.ate": lambda: models.PetAte,'] == [line for line in after if line not in before]
    assert before == [line for line in after if line in before]


def test_a_client_without_events_has_no_channel() -> None:
    """
    Nothing to listen to, no module.
    """
    assert PATH not in built(document(operation()))


def test_a_second_socket_stops_the_build() -> None:
    """
    The client has one address for it.
    """
    found = messages(built, tree(ws={"pet.born": BORN}, live={"pet.ate": BORN}))

    assert ["PetClient would have the sockets /live and /ws"] == found


@pytest.mark.parametrize("name", ['a": __import__("os"), "b', "a\\", "a\nb", "${x}", "\u2028"])
def test_a_hostile_name_of_an_event_stays_a_name(name: str, tmp_path: Path) -> None:
    """
    It is a key of the mapping, whatever it holds.
    """
    pet = {"components": {"schemas": {"Pet": BORN}}}
    code = "from pets.channels import CHANNEL\nprint(json.dumps(list(CHANNEL.events)))"

    assert [name] == ran(built(tree(ws={name: {"$ref": "#/components/schemas/Pet"}}) | pet), tmp_path, code)
