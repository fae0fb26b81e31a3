"""Names of the document that are no names in Python, or that the generated code needs itself: renamed or refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs
import pytest

from tests.generator.specimens import (
    SETTINGS,
    built,
    document,
    messages,
    operation,
    problems,
    ran,
    writing,
)

FIELDS = [
    "self", "cls", "options", "models", "custom", "_calls", "as_wire", "custom_fields", "dt", "attrs", "masked", "str",
    "int", "float", "bool", "dict", "list", "bytes", "object", "type", "class", "None", "import", "match", "id",
    "Page", "Any", "Decimal", "__init__", "__wire__", "__links__", "mro", "$ref", "a.b", "1st", "\u00e9", "x y",
    "enum", "default", "example", "properties", "items", "const",
]  # fmt: skip
RICH = {
    "type": "object",
    "required": ["list"],
    "properties": {
        name: {"type": "array", "items": {"type": "string"}, "x-sensitive": index % 3 == 0}
        for index, name in enumerate(FIELDS)
    },
}


def test_every_field_name_can_be_decoded_and_written(tmp_path: Path) -> None:
    """
    Whatever a field is called on the wire, it has a Python name, and both directions keep the wire name.
    """
    tree = built(
        document(
            operation(reply={"$ref": "#/components/schemas/Pet"}),
            writing(body={"type": "object", "properties": {"pet": {"$ref": "#/components/schemas/Pet"}}}),
            schemas={"Pet": RICH},
        ),
        tidy=True,
    )
    wire = {name: [name] for name in FIELDS}

    back = ran(
        tree,
        tmp_path,
        "from warp_client_core import codec\n"
        "from pets import models\n"
        "import pets.resources.pets\n"
        f"pet = codec.decode(models.Pet, json.dumps({wire!r}).encode())\n"
        "print(codec.encode(pet).decode())",
    )

    assert wire == back


def test_every_parameter_name_can_be_called(tmp_path: Path) -> None:
    """
    Keywords of a method are free for the document; only their Python spelling gives way.
    """
    tree = built(document(writing(body=RICH)), tidy=True)

    sent = ran(
        tree,
        tmp_path,
        "import inspect\n"
        "import pets.calls.pets as found, pets.resources.pets as offered\n"
        "names = list(inspect.signature(found.create).parameters)\n"
        "assert names == list(inspect.signature(offered.Pets.create).parameters)[1:-1]\n"
        "print(found.create(**{name: ['v'] for name in names}).body.content.decode())",
    )

    assert {name: ["v"] for name in FIELDS} == sent


@pytest.mark.parametrize(
    ("first", "second"),
    [("fooBar", "foo_bar"), ("_id", "id"), ("\u00e9", "field"), ("class", "class_"), ("a-b", "a.b")],
)
def test_two_names_that_become_one_are_refused(first: str, second: str) -> None:
    """
    The message says which Python name both would get.
    """
    pet = {"type": "object", "properties": {first: {"type": "string"}, second: {"type": "string"}}}

    (message,) = messages(built, document(operation(reply={"$ref": "#/components/schemas/Pet"}), schemas={"Pet": pet}))

    assert message.startswith("two names become ")


TYPES = [
    "Page",
    "List",
    "Call",
    "Unset",
    "Resource",
    "AsyncPage",
    "RequestOptions",
    "Session",
    "Operation",
    "Pets",
    "T",
]


def test_types_may_have_the_names_of_what_the_modules_import(tmp_path: Path) -> None:
    """
    ``models.Page`` is the document's, ``Page`` is core's, in every module.
    """
    schemas = {
        name: {"type": "object", "properties": {"next": {"$ref": f"#/components/schemas/{TYPES[index - 1]}"}}}
        for index, name in enumerate(TYPES)
    }
    page = {"type": "object", "properties": {"data": {"type": "array", "items": schemas["List"]["properties"]["next"]}}}
    page["properties"]["meta"] = {}
    tree = built(
        document(
            operation(reply=page, **{"x-paging": "page"}),
            *(operation(f"get_{name.lower()}", reply={"$ref": f"#/components/schemas/{name}"}) for name in TYPES),
            schemas=schemas,
            **{"x-envelope": {"data": "data", "meta": "meta"}},
        ),
        tidy=True,
    )

    names = ran(
        tree,
        tmp_path,
        "import typing\n"
        "from pets import models\n"
        "import pets.calls.pets as calls, pets.resources.pets\n"
        "print(json.dumps([str(typing.get_type_hints(calls.list)['return']),"
        " *(str(typing.get_type_hints(getattr(models, name))['next']) for name in models.__all__)]))",
    )

    assert "warp_client_core.calls.Call[warp_client_core.pages.Page[pets.models.pets.Page]]" == names[0]
    assert {f"pets.models.pets.{name} | None" for name in TYPES} == set(names[1:])


@pytest.mark.parametrize("name", ["Any", "Decimal", "None", "True", "Mapping", "Sequence", "ClassVar", "OpenEnum"])
def test_a_type_that_its_own_module_needs_is_refused(name: str) -> None:
    """
    There the two would be one name.
    """
    schemas = {name: {"type": "object", "properties": {}}}

    found = messages(built, document(operation(reply={"$ref": f"#/components/schemas/{name}"}), schemas=schemas))

    assert [f"{name} cannot name a type here"] == found


def test_a_type_named_like_the_mapping_of_another_is_refused() -> None:
    """
    ``PetDict`` is what callers may pass for a ``Pet``.
    """
    schemas = {
        "Pet": {"type": "object", "properties": {"a": {"$ref": "#/components/schemas/PetDict"}}},
        "PetDict": {"type": "object", "properties": {}},
    }

    found = messages(built, document(operation(reply={"$ref": "#/components/schemas/Pet"}), schemas=schemas))

    assert ["Pet cannot name a type here"] == found


@pytest.mark.parametrize("name", ["pet", "Pet-1", "Pet.A", "../../x", "", "\ufb01", "1Pet", "P" * 200, "Pet_", "P\n"])
def test_a_component_name_that_is_no_class_name_is_refused(name: str) -> None:
    """
    Types keep their names, so they have to be good ones.
    """
    found = messages(built, document(operation(), schemas={name: {"type": "string"}}))

    assert [f"{name!r} cannot name a type"] == found


TAGS = ["../../x", "a/b", "a.b", "A", "\ufb01", "1a", "", "_x", "a-b", "x" * 200, "a b", "\x00", "__init__"]


@pytest.mark.parametrize("tag", TAGS)
def test_a_tag_that_is_no_name_is_refused(tag: str) -> None:
    """
    It becomes a module and an attribute.
    """
    (found,) = problems(built, document(operation(tags=[tag])))

    assert "/paths/~1p0/get/tags" == found.place.pointer


@pytest.mark.parametrize(
    "tag", ["class", "send", "settings", "close", "async", "page", "any", "resource", "call", "none"]
)
def test_a_tag_that_core_or_python_needs_is_refused(tag: str) -> None:
    """
    As an attribute it would hide a part of the client, as a class a part of its module.
    """
    found = messages(built, document(operation(tags=[tag])))

    assert found


def test_tags_whose_flavours_share_a_class_name_are_refused() -> None:
    """
    ``AsyncJobs`` is the async flavour of ``jobs`` and the sync one of ``async_jobs``.
    """
    tree = document(operation("list_jobs", tags=["jobs"]), operation("list_async_jobs", tags=["async_jobs"]))

    assert "the class AsyncJobs of the resource jobs is one of async_jobs already" in messages(built, tree)


def test_a_resource_with_the_name_of_the_client_is_refused() -> None:
    """
    Both classes stand in ``client.py``.
    """
    found = messages(built, document(operation(tags=["zoo"])), settings=attrs.evolve(SETTINGS, client="Zoo"))

    assert ["Zoo is the class of the resource zoo too"] == found


@pytest.mark.parametrize("name", [7, None, "", "listPets", "list-pets", "class ", "../x", "__init__", "x" * 200, ["a"]])
def test_an_operation_id_that_is_no_name_is_refused(name: Any) -> None:
    """
    It becomes a function.
    """
    tree = document(operation())
    tree["paths"]["/p0"]["get"]["operationId"] = name

    (message,) = messages(built, tree)

    assert message.startswith("operationId is ")


@pytest.mark.parametrize("name", ["import_pets", "str_pets", "models_pets", "class_pets", "dt_pets"])
def test_a_method_that_its_module_needs_is_refused(name: str) -> None:
    """
    Without its tag's words the operationId would be a keyword, a builtin type or an import.
    """
    (message,) = messages(built, document(operation(name)))

    assert message.endswith("is not a usable name")


@pytest.mark.parametrize("values", [["a", "A"], ["a-b", "a_b"], ["", "value"], ["+", "-"], ["800", "VALUE_800"]])
def test_enum_values_whose_members_collide_are_refused(values: list[str]) -> None:
    """
    One of them would vanish.
    """
    schemas = {"Kind": {"type": "string", "enum": values}}

    (message,) = messages(built, document(operation(reply={"$ref": "#/components/schemas/Kind"}), schemas=schemas))

    assert message.startswith("two names become ")


def test_odd_enum_values_become_members(tmp_path: Path) -> None:
    """
    Empty, numeric, keyword-like and dunder values included.
    """
    values = ["", "800", "None", "__class__", "mro", "name", "\u00e9", "a b"]
    schemas = {"Kind": {"type": "string", "enum": values[:6] + values[7:]}}
    tree = built(document(operation(reply={"$ref": "#/components/schemas/Kind"}), schemas=schemas), tidy=True)

    members = ran(tree, tmp_path, "from pets import models; print(json.dumps({m.name: m for m in models.Kind}))")

    assert {
        "VALUE": "",
        "VALUE_800": "800",
        "NONE": "None",
        "CLASS": "__class__",
        "A_B": "a b",
    }.items() <= members.items()


@pytest.mark.parametrize("file", ["class", "2fa", "__init__", "\u00e9"])
def test_a_file_whose_name_is_no_module_name_is_refused(file: str) -> None:
    """
    Types are grouped in a module per file.
    """
    tree = {
        "pets.yaml": document(operation(reply={"$ref": f"{file}.yaml#/Pet"})),
        f"{file}.yaml": {"Pet": {"type": "object", "properties": {}}},
    }

    (message,) = messages(built, tree)

    assert message.endswith("from the name of this file, cannot name a module")
