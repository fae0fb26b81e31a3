"""The rules for names, all of them."""

from __future__ import annotations

import builtins
import keyword
from typing import Any

import pytest

from generator.passes.name import RESOURCES, field_name, is_name, member_name, singular
from tests.generator.specimens import api_of, document, layout_of, messages, operation, writing
from warp_client_core.driver import AsyncClient, SyncClient


def calls(*operations: dict[str, Any], **names: Any) -> list[str]:
    """``resource.method`` of each operation, with this ``names.toml`` for the document."""
    table = {"documents": {"pets.yaml": names}} if names else {}
    layout = layout_of(document(*operations), names=table)
    return [f"{resource.name}.{method.name}" for resource in layout.resources for method in resource.methods]


@pytest.mark.parametrize(
    ("name", "tag", "call"),
    [
        ("list_pets", "pets", "pets.list"),
        ("get_pet", "pets", "pets.get"),
        ("get_pet_owner", "pets", "pets.get_owner"),
        ("list_subsidiaries", "subsidiary", "subsidiary.list"),
        ("list_api_keys", "api_keys", "api_keys.list"),
        ("get_status", "pets", "pets.get_status"),
        ("pets", "pets", "pets.pets"),
        ("feed", "pets", "pets.feed"),
    ],
)
def test_a_method_is_the_operation_id_without_its_tag(name: str, tag: str, call: str) -> None:
    """
    Singular and plural are one word; an id of nothing but its tag stays whole.
    """
    assert [call] == calls(operation(name, tags=[tag]))


def test_words_that_say_nothing_can_be_dropped() -> None:
    """
    For the whole document, in singular and plural.
    """
    assert ["pets.list"] == calls(operation("list_zoo_pets"), drop=["zoo"])


def test_a_tag_can_have_more_words() -> None:
    """
    For this tag alone.
    """
    found = [operation("list_animals"), operation("list_animal_shops", tags=["shops"])]

    assert ["pets.list", "shops.list_animal"] == calls(*found, tag_words={"pets": ["animal", "animals"]})


def test_an_override_moves_and_renames() -> None:
    """
    ``resource.method`` as users will write it.
    """
    assert ["zoo.show"] == calls(operation(), methods={"list_pets": "zoo.show"})


def test_an_override_that_says_what_the_rule_says_is_refused() -> None:
    """
    The file holds exceptions only.
    """
    assert ["the rule already gives pets.list"] == messages(calls, operation(), methods={"list_pets": "pets.list"})


def test_two_methods_of_one_name_are_refused() -> None:
    """
    Both operations are named.
    """
    found = messages(calls, operation("list_pet"), operation("list_pets"))

    assert ["a second operation is called pets.list"] * 2 == found


def test_resources_are_sorted_and_methods_keep_the_order_of_the_document() -> None:
    """
    Users read methods in the order the platform's authors chose.
    """
    found = [operation("b", tags=["z"]), operation("d", tags=["a"]), operation("c", tags=["a"])]

    assert ["a.d", "a.c", "z.b"] == calls(*found)


@pytest.mark.parametrize(
    ("tag", "name"), [("pets", "Pets"), ("api_keys", "APIKeys"), ("cdrs", "CDRs"), ("oauth", "OAuth"), ("ab", "Ab")]
)
def test_class_names_spell_acronyms(tag: str, name: str) -> None:
    """
    Plural ones too.
    """
    spelling = {"api": "API", "cdr": "CDR", "oauth": "OAuth"}
    tags = ["api_keys", "cdrs", "oauth"]
    found = [operation(f"list_it_{one}", tags=[one]) for one in {*tags, tag}]

    layout = layout_of(document(*found), names={"spelling": spelling})

    assert name in [resource.class_name for resource in layout.resources]


@pytest.mark.parametrize(
    ("wire", "name"),
    [
        ("name", "name"),
        ("refName", "ref_name"),
        ("RefID", "ref_id"),
        ("HTTPStatus", "http_status"),
        ("from", "from_"),
        ("class", "class_"),
        ("custentity_x", "custentity_x"),
        ("X-Request-ID", "x_request_id"),
        ("e911", "e911"),
        ("E911Zone", "e_911_zone"),
        ("1st", "field_1_st"),
        ("_id", "id"),
        ("__init__", "init"),
        ("", "field"),
        ("\u00e9", "field"),
        ("None", "none"),
    ],
)
def test_fields_are_snake_case(wire: str, name: str) -> None:
    """
    Keywords get an underscore, what has no letters is a ``field``.
    """
    assert name == field_name(wire)
    assert name.isidentifier()
    assert not keyword.iskeyword(name)


def test_reserved_fields_get_an_underscore() -> None:
    """
    As keywords do.
    """
    assert ("self_", "this") == (field_name("self", frozenset({"self"})), field_name("this", frozenset({"self"})))


@pytest.mark.parametrize(
    ("value", "member"),
    [
        ("active", "ACTIVE"),
        ("feature-request", "FEATURE_REQUEST"),
        ("800", "VALUE_800"),
        ("", "VALUE"),
        ("+", "VALUE"),
        ("_x_", "X"),
        ("\u00e9t\u00e9", "T"),
        ("a  b", "A_B"),
    ],
)
def test_members_are_upper_case(value: str, member: str) -> None:
    """
    A digit first is led by ``VALUE_``.
    """
    assert member == member_name(value)


@pytest.mark.parametrize(
    ("word", "one"),
    [
        ("subsidiaries", "subsidiary"),
        ("pets", "pet"),
        ("status", "status"),
        ("address", "address"),
        ("analysis", "analysis"),
        ("speeches", "speech"),
        ("matches", "match"),
        ("batches", "batch"),
        ("caches", "cache"),
        ("headaches", "headache"),
        ("addresses", "address"),
        ("boxes", "box"),
        ("wishes", "wish"),
        ("expenses", "expense"),
    ],
)
def test_singular(word: str, one: str) -> None:
    """
    The endings of English as far as operationIds go.
    """
    assert one == singular(word)


def test_names_of_parameters_and_body_must_differ() -> None:
    """
    They are keywords of one method.
    """
    body = {"type": "object", "properties": {"id": {"type": "string"}}}
    found = {"name": "id", "in": "query", "schema": {"type": "string"}}

    assert ["two names become 'id' in Python"] == messages(api_of, document(writing(body=body, parameters=[found])))


def test_resources_cannot_hide_a_part_of_the_clients() -> None:
    """
    The list holds whatever core's clients have, so a new attribute there shows up here.
    """
    public = {name for kind in (SyncClient, AsyncClient) for name in dir(kind) if not name.startswith("_")}

    assert public <= RESOURCES


@pytest.mark.parametrize("name", ["A", "_a", "a-b", "1a", "class", "", "a b", "\u00e9"])
def test_is_name_takes_snake_case_only(name: str) -> None:
    """
    No keyword either.
    """
    assert not is_name(name, frozenset())
    assert is_name("a_1", frozenset())
    assert not is_name("a_1", frozenset({"a_1"}))


def test_builtin_types_are_all_told_apart() -> None:
    """
    A method or field of such a name would hide the type in annotations beside it.
    """
    for name in ("str", "int", "float", "bool", "dict", "bytes", "object"):
        assert hasattr(builtins, name)
        assert messages(calls, operation(name))
