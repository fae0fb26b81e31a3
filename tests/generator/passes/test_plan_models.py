"""Generated types, used: what they decode, write, refuse and import."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

from generator.passes.plan_models import bodies, domains_behind, input_models, type_modules
from tests.generator.specimens import Tree, api_of, built, document, operation, ran, sources, writing


def ref(name: str, file: str = "") -> Tree:
    """A reference to a schema of the document or of another file."""
    return {"$ref": f"{file}.yaml#/{name}" if file else f"#/components/schemas/{name}"}


def thing(**properties: Any) -> Tree:
    """An object schema."""
    return {"type": "object", "properties": properties}


def replying(**schemas: Any) -> Tree:
    """A document that gives back the first of these schemas."""
    return document(operation(reply=ref(next(iter(schemas)))), schemas=schemas)


def test_a_model_decodes_what_the_platform_sends(tmp_path: Path) -> None:
    """
    Times are times, money is decimal, unknown fields and unknown enum values do no harm.
    """
    pet = thing(
        id={"type": "string"},
        born={"type": "string", "format": "date-time"},
        cost={"type": "number", "format": "decimal"},
        kind={"enum": ["cat"]},
        refName={"type": "string"},
        friends={"type": "array", "items": ref("Pet")},
        scores={"type": "object", "additionalProperties": {"type": "integer"}},
    )
    pet["required"] = ["id"]
    wire = (
        '{"id": "1", "born": "2026-01-15T12:00:00Z", "cost": 0.10, "kind": "newt", "refName": "x",'
        ' "more": 1, "friends": [{"id": "2"}], "scores": {"a": 1}}'
    )

    shown = ran(
        built(replying(Pet=pet), tidy=True),
        tmp_path,
        "from warp_client_core import codec\n"
        "from pets import models\n"
        f"pet = codec.decode(models.Pet, {wire.encode()!r})\n"
        "print(json.dumps([pet.id, pet.born.isoformat(), str(pet.cost), pet.kind, pet.ref_name, pet.friends[0].id,"
        " pet.scores, pet.kind.is_known]))",
    )

    assert ["1", "2026-01-15T12:00:00+00:00", "0.10", "newt", "x", "2", {"a": 1}, False] == shown


def test_required_fields_come_first_and_are_asked_for(tmp_path: Path) -> None:
    """
    Everything is a keyword, and a model cannot be changed.
    """
    pet = {**thing(a={"type": "string"}, b={"type": "string"}), "required": ["b"]}

    shown = ran(
        built(replying(Pet=pet), tidy=True),
        tmp_path,
        "import attrs\n"
        "from pets import models\n"
        "errors = []\n"
        "for act in (lambda: models.Pet(), lambda: models.Pet('x'), lambda: setattr(models.Pet(b='x'), 'b', 'y')):\n"
        "    try:\n"
        "        act()\n"
        "    except (TypeError, attrs.exceptions.FrozenInstanceError) as error:\n"
        "        errors.append(type(error).__name__)\n"
        "print(json.dumps([[field.name for field in attrs.fields(models.Pet)], errors]))",
    )

    assert [["b", "a"], ["TypeError", "TypeError", "FrozenInstanceError"]] == shown


def test_domains_that_need_each_other_load_in_any_order(tmp_path: Path) -> None:
    """
    Circular modules import each other at their end; types resolve whichever is first.
    """
    tree = sources(
        document(operation(reply=ref("Pet", "animals"))),
        animals={"Pet": thing(owner=ref("Owner", "people"), toy=ref("Toy", "toys"))},
        people={"Owner": thing(pets={"type": "array", "items": ref("Pet", "animals")})},
        toys={"Toy": thing(name={"type": "string"})},
    )
    code = (
        "import importlib, typing\n"
        "importlib.import_module('pets.models.{}')\n"
        "from pets import models\n"
        "hints = [typing.get_type_hints(getattr(models, name)) for name in models.__all__]\n"
        "print(json.dumps(sorted(str(value) for hint in hints for value in hint.values())))"
    )
    project = built(tree, tidy=True)

    shown = {str(ran(project, tmp_path / first, code.format(first))) for first in ("animals", "people", "toys")}

    assert {
        "['list[pets.models.animals.Pet] | None', 'pets.models.people.Owner | None', 'pets.models.toys.Toy | None',"
        " 'str | None']"
    } == shown


def test_only_circles_are_imported_late() -> None:
    """
    An import at the end needs a reason.
    """
    tree = sources(
        document(operation(reply=ref("A", "a"))),
        a={"A": thing(b=ref("B", "b"), d=ref("D", "d"))},
        b={"B": thing(c=ref("C", "c"))},
        c={"C": thing(a=ref("A", "a"))},
        d={"D": thing(x={"type": "string"})},
    )
    api = api_of(tree)

    assert {"b"} == domains_behind(api, "a")
    assert set() == domains_behind(api, "d")
    assert "noqa: E402" in built(tree, tidy=True)["src/pets/models/a.py"]
    assert "from .d import D\n" in built(tree, tidy=True)["src/pets/models/a.py"]


def test_asking_for_one_type_loads_one_domain(tmp_path: Path) -> None:
    """
    The package finds each type in its module.
    """
    tree = sources(
        document(operation(reply=ref("Pet", "animals")), operation("list_toys", reply=ref("Toy", "toys"))),
        animals={"Pet": thing(x={"type": "string"})},
        toys={"Toy": thing(x={"type": "string"})},
    )

    loaded = ran(
        built(tree, tidy=True),
        tmp_path,
        "import sys\n"
        "from pets import models\n"
        "models.Pet\n"
        "print(json.dumps(sorted(name for name in sys.modules if name.startswith('pets.'))))",
    )

    assert ["pets.models", "pets.models.animals"] == loaded


def test_models_that_callers_give_have_a_mapping(tmp_path: Path) -> None:
    """
    However deep they stand in a body; those that only come back have none.
    """
    tree = document(
        operation(reply=ref("Reply")),
        writing(body=thing(toy=ref("Toy"))),
        schemas={
            "Toy": thing(part=ref("Part")),
            "Part": thing(x={"type": "string"}),
            "Reply": thing(x={"type": "string"}),
        },
    )

    names = ran(built(tree, tidy=True), tmp_path, "from pets import models; print(json.dumps(models.__all__))")

    assert ["Part", "PartDict", "Reply", "Toy", "ToyDict"] == sorted(names)
    assert {"Toy", "Part"} == input_models(api_of(tree))


def test_what_only_the_server_sets_is_no_key_of_a_mapping(tmp_path: Path) -> None:
    """
    The model has the field, the mapping that callers write has not.
    """
    toy = thing(id={"type": "string", "readOnly": True}, name={"type": "string"})
    tree = document(writing(body=thing(toy=ref("Toy"))), schemas={"Toy": {**toy, "required": ["id"]}})
    code = (
        "import attrs; from pets.models import Toy, ToyDict; "
        "print(json.dumps([sorted(ToyDict.__annotations__), sorted(attrs.fields_dict(Toy))]))"
    )

    mapping, model = ran(built(tree, tidy=True), tmp_path, code)

    assert ["name"] == mapping
    assert ["id", "name"] == model


def test_an_enum_in_a_body_is_no_model_to_be_given_as_a_mapping() -> None:
    """
    Text is given for it; only objects have a mapping.
    """
    color = {"type": "string", "enum": ["red"]}
    tree = document(
        writing(body=thing(toy=ref("Toy"), color=ref("Color"))),
        schemas={"Toy": thing(color=ref("Color")), "Color": color},
    )

    assert {"Toy"} == input_models(api_of(tree))


def test_a_model_that_is_only_a_body_is_not_generated() -> None:
    """
    Unless something else needs it: a reply, an event, a webhook, another body, a model.
    """
    body = ref("Body")
    schemas = {"Body": thing(x={"type": "string"}), "Holder": thing(held=body)}
    alone = document(writing(body=body), schemas=schemas)
    answered = document(writing(body=body, reply=body), schemas=schemas)
    held = document(writing(body=body), operation(reply=ref("Holder")), schemas=schemas)
    sent = document(writing(body=body), writing("b", body=thing(inner=body)), schemas=schemas)
    streams = {"/ws": {"x-audience": ["public"], "events": {"e": body}}}
    streamed = document(writing(body=body), schemas=schemas, **{"x-streams": streams})
    received = document(writing(body=body), schemas=schemas, webhooks={"w": {"post": writing("w", body=body)}})

    assert {"Body"} == bodies(api_of(alone))
    assert ["Body" in bodies(api_of(tree)) for tree in (answered, held, sent, streamed, received)] == [False] * 5


def test_a_body_that_holds_itself_is_generated(tmp_path: Path) -> None:
    """
    Its keyword needs a type.
    """
    tree = document(writing(body=ref("Node")), schemas={"Node": thing(next=ref("Node"))})

    sent = ran(
        built(tree, tidy=True),
        tmp_path,
        "from pets import calls, models\n"
        "import pets.resources.pets\n"
        "from pets.calls.pets import create\n"
        "found = [create(next=models.Node()), create(next={'next': {}})]\n"
        "print(json.dumps([one.body.content.decode() for one in found]))",
    )

    assert ['{"next":{}}', '{"next":{"next":{}}}'] == sent


def test_types_are_found_by_module() -> None:
    """
    Enums and mappings too.
    """
    tree = sources(document(operation(reply=ref("Kind", "kinds"))), kinds={"Kind": {"enum": ["a"]}})

    assert {"Kind": "kinds"} == type_modules(api_of(tree))


def test_docstrings_list_every_attribute() -> None:
    """
    With decimal places where the text does not give them.
    """
    pet = thing(
        name={"type": "string", "description": "Call name"},
        cost={"type": "number", "format": "decimal", "x-scale": 2, "description": "Price."},
        fee={"type": "number", "format": "decimal", "x-scale": 4, "description": "In decimals."},
    )

    module = ast.parse(built(replying(Pet=pet), tidy=True)["src/pets/models/pets.py"])

    doc = next(ast.get_docstring(node) for node in module.body if isinstance(node, ast.ClassDef))
    assert "Pet.\n\nAttributes:\n    name: Call name.\n    cost: Price. 2 decimal places.\n    fee: In decimals." == doc


def test_secrets_are_masked_in_what_is_generated(tmp_path: Path) -> None:
    """
    A repr in a log shows none of them.
    """
    secrets = {"key": {"type": "string", "x-sensitive": True}, "pin": {"type": "string", "format": "password"}}
    pet = {"type": "object", "required": ["key"], "properties": secrets}
    tree = built(replying(A=pet), tidy=True)

    shown = ran(tree, tmp_path, "from pets import models; print(json.dumps(repr(models.A(key='s3cret', pin='1234'))))")

    assert "s3cret" not in shown
    assert "1234" not in shown


def test_a_model_reads_its_fields_and_values_by_their_other_names(tmp_path: Path) -> None:
    """
    Fields that an older server calls otherwise, and texts that it writes for a value.
    """
    fields = {"total": {"type": "number", "x-also": ["amount"]}, "state": ref("State")}
    bill = {"type": "object", "required": ["total"], "properties": fields}
    state = {"type": "string", "enum": ["ended"], "x-also": {"closed": "ended"}}
    tree = built(replying(Bill=bill, State=state), tidy=True)

    shown = ran(
        tree,
        tmp_path,
        "from warp_client_core import codec\n"
        "from pets import models\n"
        """bill, _ = codec.read_bare(models.Bill, b'{"amount": 2.5, "state": "CLOSED"}')\n"""
        "print(json.dumps([bill.total, bill.state, list(models.State)]))",
    )

    assert [2.5, "ended", ["ended"]] == shown
