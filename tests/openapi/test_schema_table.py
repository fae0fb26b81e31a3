"""The fields of the schemas are those of ``tests/data/schemas.csv``, but for the listed differences."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from tests.openapi.documents import (
    DOCUMENTS,
    Tree,
    bundled,
    deref,
    operations,
    own_properties,
    own_required,
    reached,
    rows,
    schemas,
    target,
)
from tests.openapi.schema_differences import ADDED, CHANGED, REMOVED

E164 = r"^\+[1-9]\d{1,14}$"
READ_MODEL = {
    "AccountUpdate": "Customer",
    "CustomerUpdate": "Customer",
    "TrunkUpdateRequest": "Trunk",
    "PartitionUpdate": "Partition",
    "ProviderUpdate": "Provider",
    "ServiceConfigUpdate": "ServiceConfig",
    "TicketUpdate": "Ticket",
    "WebhookUpdate": "Webhook",
}


@attrs.frozen
class Field:
    """A field as a table row says it; ``type`` ends in ``[]`` for a list, ``enum`` holds the values of its items."""

    type: str
    required: bool
    nullable: bool
    enum: tuple[str, ...]


def described(tree: Tree, schema: Any, *, required: bool) -> Field:
    """A property of a document in the words of the table."""
    options = [option for option in schema.get("anyOf", []) if option != {"type": "null"}]
    if options:
        return attrs.evolve(described(tree, options[0], required=required), nullable=True)
    if "$ref" in schema:
        plain = deref(tree, schema)
        if "enum" not in plain:
            return Field(target(schema), required, False, ())
        return Field("string", required, False, tuple(plain["enum"]))
    kinds = [schema.get("type")] if not isinstance(schema.get("type"), list) else schema["type"]
    kind = next((one for one in kinds if one != "null"), "any") or "any"
    if kind == "array":
        item = described(tree, schema["items"], required=required)
        return Field(f"{item.type}[]", required, "null" in kinds, item.enum)
    if schema.get("format") == "decimal":
        kind = f"decimal({schema['x-scale']})"
    elif "contentMediaType" in schema:
        kind = "binary"
    elif schema.get("pattern") == E164:
        kind = "e164"
    elif kind == "string":
        kind = schema.get("format", "string")
    return Field(kind, required, "null" in kinds, ())


def documented() -> dict[str, dict[str, Field]]:
    """The own fields of every object schema of both documents."""
    found = {}
    for document in DOCUMENTS:
        tree = bundled(document)
        for name, schema in schemas(tree).items():
            required = own_required(schema)
            found[name] = {
                field: described(tree, node, required=field in required)
                for field, node in own_properties(schema).items()
            }
    return found


def tabled() -> dict[str, dict[str, Field]]:
    """The fields of the table."""
    found: dict[str, dict[str, Field]] = {}
    for row in rows("schemas.csv"):
        found.setdefault(row["schema"], {})[row["field"]] = Field(
            row["type"],
            row["required"] == "yes",
            row["nullable"] == "yes",
            tuple(row["enum"].split("|")) if row["enum"] else (),
        )
    return found


DOCUMENTED = documented()
TABLED = tabled()
REQUESTS = {
    name
    for document in DOCUMENTS
    for operation in operations(bundled(document)).values()
    for name in reached(bundled(document), operation.tree.get("requestBody"))
}


def by_rule(schema: str, name: str, field: Field) -> Field:
    """
    A field of the table after the two rules for all schemas.

    What a reply may lack a PATCH may clear with null, and only requests are held to the form of phone numbers.
    """
    read = TABLED.get(READ_MODEL.get(schema, ""), {}).get(name)
    if read is not None and read.nullable:
        field = attrs.evolve(field, nullable=True)
    return attrs.evolve(field, type="string") if field.type == "e164" and schema not in REQUESTS else field


def changed(schema: str, name: str, field: Field) -> Field:
    """A field after its deliberate change; an enumeration may be taken from another row of the table."""
    changes = dict(CHANGED.get((schema, name), ({}, ""))[0])
    if "enum" in changes:
        owner, other = changes["enum"]
        changes["enum"] = TABLED[owner][other].enum
    return attrs.evolve(field, **changes)


def expected(schema: str) -> dict[str, Field]:
    """The fields that a schema should have."""
    ruled = {name: by_rule(schema, name, field) for name, field in TABLED[schema].items()}
    kept = {name: changed(schema, name, field) for name, field in ruled.items() if (schema, name) not in REMOVED}
    added = {
        name: Field(kind, False, nullable, ())
        for (owner, name), (kind, nullable, _) in ADDED.items()
        if owner == schema
    }
    return kept | added


@pytest.mark.parametrize("schema", sorted(TABLED))
def test_fields(schema: str) -> None:
    """
    A schema has the fields of the table with their types, requiredness, nullability and enum values, and no others.
    """
    assert expected(schema) == DOCUMENTED[schema]


@pytest.mark.parametrize(("schema", "name"), sorted(CHANGED))
def test_no_change_is_stale(schema: str, name: str) -> None:
    """
    Without its entry a changed field would differ from the table.
    """
    assert DOCUMENTED[schema][name] != by_rule(schema, name, TABLED[schema][name])


@pytest.mark.parametrize(("schema", "name"), sorted(ADDED))
def test_no_addition_is_stale(schema: str, name: str) -> None:
    """
    An added field is in the document and not in the table.
    """
    assert name in DOCUMENTED[schema]
    assert name not in TABLED[schema]


@pytest.mark.parametrize(("schema", "name"), sorted(REMOVED))
def test_no_removal_is_stale(schema: str, name: str) -> None:
    """
    A removed field is in the table and not in the document.
    """
    assert name in TABLED[schema]
    assert name not in DOCUMENTED[schema]


def test_every_difference_has_a_reason() -> None:
    """
    Each entry says in a sentence why the document differs.
    """
    reasons = [reason for _, reason in CHANGED.values()] + [reason for _, _, reason in ADDED.values()]

    assert all(reason.endswith(".") for reason in [*reasons, *REMOVED.values()])
