"""Values given as text or JSON, made into what methods take; and the catalogs of installed clients."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from warp_client_core.catalog import CatalogError, Entry, Reply, load, parsed
from warp_client_core.catalog.invoking import invoke, masked, plain
from warp_client_core.catalog.values import Unfit, from_json, from_text, hint

NULLABLE = {"anyOf": [{"type": "string"}, {"type": "null"}]}
ADDRESS = {
    "type": "object",
    "properties": {"city": {"type": "string"}, "rate": {"type": "string", "format": "decimal"}},
    "required": ["city"],
}
SCHEMAS = {"Address": ADDRESS, "Status": {"type": "string", "examples": ["active", "inactive"]}}


@pytest.mark.parametrize(
    ("text", "schema", "expected"),
    [
        ("7", {"type": "integer"}, 7),
        ("1.50", {"type": "string", "format": "decimal"}, Decimal("1.50")),
        ("no", {"type": "boolean"}, False),
        ("null", NULLABLE, None),
        ("nil", NULLABLE, "nil"),
        ("2026-01-02", {"type": "string", "format": "date"}, date(2026, 1, 2)),
        ("2026-01-02T03:00", {"type": "string", "format": "date-time"}, datetime(2026, 1, 2, 3, tzinfo=UTC)),
        ("hibernating", {"$ref": "#/schemas/Status"}, "hibernating"),
        ('{"city": "Oslo", "rate": 1.10}', {"$ref": "#/schemas/Address"}, {"city": "Oslo", "rate": Decimal("1.10")}),
        ("plain", {}, "plain"),
        ("[1]", {}, [1]),
    ],
    ids=["integer", "decimal", "boolean", "null", "text", "date", "time", "new enum value", "object", "any", "json"],
)
def test_text_becomes_what_the_method_takes(text, schema, expected):
    assert expected == from_text(text, schema, SCHEMAS, name="x")


@pytest.mark.parametrize(
    ("text", "schema", "said"),
    [
        ("1.5", {"type": "integer"}, "x must be a whole number"),
        ("NaN", {"type": "string", "format": "decimal"}, "x must be a decimal number"),
        ("perhaps", {"type": "boolean"}, "x must be true or false"),
        ("tomorrow", {"type": "string", "format": "date"}, "x must be a date like 2026-01-31"),
        ("b", {"enum": ["a"]}, "x must be one of a"),
        ('{"rate": "1"}', {"$ref": "#/schemas/Address"}, "x.city is missing"),
        ('{"city": "Oslo", "zip": 1}', {"$ref": "#/schemas/Address"}, "x.zip is not among its fields: city, rate"),
        ("hunter2", {"type": "array"}, "x must be JSON (an array), or @FILE"),
    ],
    ids=["integer", "decimal", "boolean", "date", "enum", "missing", "unknown", "json"],
)
def test_text_that_does_not_fit_is_refused_by_name(text, schema, said):
    with pytest.raises(Unfit) as caught:
        from_text(text, schema, SCHEMAS, name="x")

    assert (said, False) == (str(caught.value), "hunter2" in str(caught.value))


def test_place_of_a_wrong_value_within_an_array_is_named():
    with pytest.raises(Unfit, match=r"^x\[1\] must be of type integer$"):
        from_json([1, True], {"type": "array", "items": {"type": "integer"}}, {}, name="x")


def test_hint_names_known_values():
    assert "active|inactive" == hint({"$ref": "#/schemas/Status"}, SCHEMAS)


def test_arguments_that_are_positional_are_given_by_position():
    class Trunks:
        def get(self, trunk_id, /, *, page=None):
            return trunk_id, page

    class Client:
        trunks = Trunks()

    entry = parsed(TABLE).methods["trunks.get"]

    assert ("t1", 2) == invoke(Client(), entry, {"page": 2, "trunk_id": "t1"})


def test_secrets_are_masked_at_any_depth_and_absent_ones_stay_absent():
    value = [{"password": "p", "inner": {"password": None, "name": "n"}}]

    assert [{"password": "***", "inner": {"password": None, "name": "n"}}] == masked(value, frozenset({"password"}))


def test_result_is_json_whatever_it_is():
    value = {"at": datetime(2026, 1, 1, tzinfo=UTC), "amount": [Decimal("1.5")], "raw": b"x", "odd": object}

    assert json.dumps(plain(value))


def test_client_that_is_not_installed_is_named():
    with pytest.raises(CatalogError, match="warp_nobody is not installed"):
        load("warp_nobody")


def test_entries_are_read_as_they_are_written():
    entry = parsed(TABLE).methods["trunks.get"]

    assert (Entry, Reply("enveloped"), True) == (type(entry), entry.reply, entry.parameters[0].positional)


def _parameter(name, **further):
    return {"name": name, "wire": name, "place": "query", "required": False, "schema": {}, **further}


TABLE = {
    "format": 1,
    "client": {
        "package": "pets", "class": "PetClient", "distribution": "pets", "version": "1", "audience": "public",
        "reasons": False, "environment": {},
    },
    "methods": {
        "trunks.get": {
            "resource": "trunks", "name": "get", "operation": "get_trunk", "request": "GET /trunks/{trunk_id}",
            "safety": "read", "audience": "public", "destructive": False, "summary": "Get.",
            "parameters": [_parameter("trunk_id", positional=True), _parameter("page")],
            "reply": {"kind": "enveloped", "secrets": []},
        }
    },
    "schemas": {},
}  # fmt: skip
