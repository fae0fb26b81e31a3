"""The passes of adopt one by one: what each mends, and what it lists."""

from __future__ import annotations

from typing import Any

import pytest

from generator.passes.adopt.fallback import canonical_or_raw
from generator.passes.audience import audience
from generator.passes.validate import operations, validate
from tests.generator.passes.adopt.foreign import DONE, adopted, got, said

JSON = "application/json"


def operation_of(found: Any) -> Any:
    """The only operation."""
    ((_, _, _, operation),) = operations(found.document.tree)
    return operation


def replying(schema: Any) -> Any:
    """The path ``/a`` with one GET and a JSON reply."""
    return got(responses={"200": {"description": "Fine.", "content": {JSON: {"schema": schema}}}})


def reply_schema(schema: Any, **root: Any) -> Any:
    """What becomes of the schema of a reply."""
    return operation_of(adopted(replying(schema), **root))["responses"]["200"]["content"][JSON]["schema"]


# parameters


@pytest.mark.parametrize(
    ("expected", "parameters"),
    [
        ([("query", "q")], [{"name": "q", "in": "query"}]),
        ([("query", "q")], [{"name": "q", "in": "query"}, {"name": "q", "in": "query"}]),
        ([], [{"name": "Accept", "in": "header", "schema": {"type": "string"}}]),
        ([], [{"name": "gone", "in": "path", "required": True, "schema": {"type": "string"}}]),
        ([], [{"name": "a b", "in": "header", "schema": {"type": "string"}}]),
        ([], [{"name": "x", "in": "body"}]),
    ],
    ids=["no schema", "twice", "ignored header", "not in the path", "no token", "of Swagger 2"],
)
def test_parameters_are_those_that_can_be_sent(expected: Any, parameters: Any) -> None:
    """
    What goes is listed, but for the headers that OpenAPI says to ignore.
    """
    found = adopted(got(parameters=parameters))

    kept = operation_of(found).get("parameters", [])
    assert expected == [(one["in"], one["name"]) for one in kept]
    is_quiet = len(kept) == len(parameters) or parameters[0]["name"] == "Accept"
    assert is_quiet is (said(found) == [])


def test_a_path_parameter_that_nobody_declares_is_text() -> None:
    """
    With a note.
    """
    found = adopted({"/a/{id}": {"get": {"responses": DONE}}})

    assert [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}] == (
        operation_of(found)["parameters"]
    )
    assert [("note", "the path parameter id is not declared")] == said(found)


@pytest.mark.parametrize(
    ("expected", "path"), [("/a%20b", "/a b"), ("/a", "a"), ("/{x}/{x_}", "/{x}/{x}")], ids=["space", "bare", "twice"]
)
def test_paths_become_such_as_can_be_sent(expected: str, path: str) -> None:
    """
    Each is listed.
    """
    found = adopted({path: {"get": {"responses": DONE}}})

    assert [expected] == list(found.document.tree["paths"])
    assert ("note", f"the path {path} is sent as {expected}") in said(found)


# contents


@pytest.mark.parametrize(
    ("expected", "body"),
    [
        ({JSON: {}}, {"content": {JSON: None}}),
        ({"*/*": {}}, {"content": {"no type": {}}}),
        ({"text/csv": {}}, {"content": {" Text/CSV ": {}}}),
        (None, {"content": {}}),
    ],
    ids=["empty entry", "no media type", "odd spelling", "nothing"],
)
def test_bodies_have_media_types_that_can_be_sent(expected: Any, body: Any) -> None:
    """
    A body without content is none.
    """
    operation = operation_of(adopted({"/a": {"post": {"requestBody": body, "responses": DONE}}}))

    assert expected == operation.get("requestBody", {}).get("content")


# callbacks


def test_callbacks_become_webhooks_of_their_own_name() -> None:
    """
    Two of one name are told apart.
    """
    item = {"post": {"requestBody": {"content": {JSON: {"schema": {"type": "object"}}}}, "responses": DONE}}
    paths = got(operationId="subscribe", callbacks={"told": {"{$request.body#/url}": item, "{$url}": item}})

    tree = validate(adopted(paths).document).tree

    assert ["subscribe told", "subscribe told 2"] == list(tree["webhooks"])
    assert "callbacks" not in tree["paths"]["/a"]["get"]


# domains


def test_a_type_lives_with_the_one_tag_that_reaches_it() -> None:
    """
    What most tags reach is shared, what nobody does is nowhere.
    """
    schemas: Any = {name: {"type": "object"} for name in ("Own", "Both", "Unused")}

    def using(*names: str) -> Any:
        parts = [{"$ref": f"#/components/schemas/{name}"} for name in names]
        return {"200": {"description": "A.", "content": {JSON: {"schema": {"oneOf": parts}}}}}

    paths = {
        "/a": {"get": {"tags": ["a"], "responses": using("Own", "Both")}},
        "/b": {"get": {"tags": ["b"], "responses": using("Both")}},
    }
    document = adopted(paths, components={"schemas": schemas}).document

    found = [document.domain(f"/components/schemas/{name}") for name in schemas]
    assert ["a", "shared", "unused"] == [domain.partition("_")[0] for domain in found]


# schema rules


@pytest.mark.parametrize(
    ("expected", "schema"),
    [
        ({"type": ["string", "null"]}, {"type": "string", "nullable": True}),
        ({"type": "integer"}, {"type": "int"}),
        ({"type": "string", "format": "binary"}, {"type": "file"}),
        ({"type": "string"}, {"type": ["string"]}),
        ({"type": "string"}, {"type": "string", "format": "decimal"}),
        ({"type": "number", "format": "decimal"}, {"type": "number", "format": "decimal"}),
        ({"type": "string", "format": "byte"}, {"type": "string", "contentEncoding": "base64"}),
        ({}, True),
    ],
    ids=["nullable", "odd type", "file", "one type", "text decimal", "decimal", "base64", "true"],
)
def test_schemas_are_put_into_words_that_later_passes_know(expected: Any, schema: Any) -> None:
    """
    OpenAPI 3.0 becomes 3.1.
    """
    assert expected == reply_schema(schema)


def test_words_that_shape_a_value_and_have_no_rule_are_listed() -> None:
    """
    Words that only validate go in silence.
    """
    found = adopted(replying({"type": "object", "if": {}, "maxProperties": 3}))

    assert [("note", "if is not expressed in the type")] == said(found)


# fallback


def test_what_has_no_rule_becomes_raw_and_the_operation_stays() -> None:
    """
    With a warning at its place.
    """
    part: Any = {"type": "string", "enum": [{"no": "scalar"}]}
    found = adopted(replying({"type": "object", "properties": {"a": part, "b": {"type": "integer"}}}))

    canonical, notes = canonical_or_raw(audience(validate(found.document), "public", {"public"}))

    assert 1 == len(canonical.table.operations)
    assert ["/paths/~1a/get/responses/200/content/application~1json/schema/properties/a"] == [
        one.place.pointer for one in notes
    ]


# root


@pytest.mark.parametrize(
    ("expected", "root"),
    [
        ("info is missing", {"info": None}),
        ("security must be a list of mappings", {"security": {"a": []}}),
    ],
)
def test_a_wrong_root_is_listed_and_replaced(expected: str, root: Any) -> None:
    """
    A lenient build has a title and a version all the same.
    """
    found = adopted(got(), **root)

    assert [("fault", expected)] == said(found)
    assert {"title", "version"} <= found.document.tree["info"].keys()


# methods of OpenAPI 3.2


def test_an_operation_of_any_method_is_one_of_the_path() -> None:
    """
    The place is that of the document.
    """
    item = {"additionalOperations": {"COPY": {"responses": DONE}}, "query": {"responses": DONE}}
    document = validate(adopted({"/a": item}, version="3.2.0").document)

    found = {operation["operationId"]: pointer for pointer, _, _, operation in operations(document.tree)}

    assert {"query_a", "copy_a"} == set(found)
    assert "/paths/~1a/additionalOperations/COPY" == document.place(found["copy_a"]).pointer


# families


def family(**others: Any) -> Any:
    """Schemas of a base with a discriminator, and what builds on it."""
    base = {"type": "object", "discriminator": {"propertyName": "kind"}, "properties": {"kind": {"type": "string"}}}
    return {"base": base, **others}


def test_a_base_that_nobody_builds_on_stays_as_it_is() -> None:
    """
    Its discriminator tells nothing.
    """
    schemas = adopted(got(), components={"schemas": family()}).document.tree["components"]["schemas"]

    assert ["Base"] == list(schemas)
    assert "oneOf" not in schemas["Base"]


def test_a_base_becomes_the_union_of_what_builds_on_it() -> None:
    """
    By the names in the document; they build on its fields.
    """
    child = {"allOf": [{"$ref": "#/components/schemas/base"}, {"properties": {"x": {"type": "string"}}}]}

    schemas = adopted(got(), components={"schemas": family(child=child)}).document.tree["components"]["schemas"]

    assert {"child": "#/components/schemas/Child", "base": "#/components/schemas/BaseFields"} == (
        schemas["Base"]["discriminator"]["implicit"]
    )
    assert "#/components/schemas/BaseFields" == schemas["Child"]["allOf"][0]["$ref"]


# unoffered


@pytest.mark.parametrize(
    ("expected", "changes"),
    [
        ("the parts of multipart/mixed are not written by the client", {"multipart/mixed": {}}),
        ("application/problem+json is not offered beside application/json", {JSON: {}, "application/problem+json": {}}),
        (
            "the part f is sent without header fields of its own",
            {"multipart/form-data": {"encoding": {"f": {"headers": {"X": {}}}}}},
        ),
        ("itemEncoding is not applied", {"multipart/form-data": {"itemEncoding": {}}}),
    ],
)
def test_forms_of_a_body_that_are_not_offered_are_listed(expected: str, changes: Any) -> None:
    """
    The method stays.
    """
    found = adopted({"/a": {"post": {"requestBody": {"content": changes}, "responses": DONE}}})

    assert [("note", expected)] == said(found)
    assert operation_of(found)["requestBody"]["content"].keys() == changes.keys()


@pytest.mark.parametrize(
    ("expected", "scheme"),
    [
        (["the client does not prove who is calling by http digest"], {"type": "http", "scheme": "Digest"}),
        (["the client does not prove who is calling by mutualTLS"], {"type": "mutualTLS"}),
        ([], {"type": "http", "scheme": "Bearer"}),
        ([], {"type": "apiKey", "in": "header", "name": "X-Key"}),
    ],
    ids=["digest", "mutualTLS", "bearer", "key"],
)
def test_schemes_that_no_credential_fits_are_listed(expected: list[str], scheme: Any) -> None:
    """
    Others are silent.
    """
    found = adopted(got(), components={"securitySchemes": {"who": scheme}})

    assert expected == [one.message for one in found.notes]


@pytest.mark.parametrize(("expected", "url"), [(1, "/v2"), (0, "https://other.test/v2")])
def test_a_relative_server_of_an_operation_is_listed(expected: int, url: str) -> None:
    """
    It is called at the base URL.
    """
    found = adopted(got(servers=[{"url": url}]))

    assert expected == len([one for one in found.notes if one.place.pointer.endswith("/servers/0")])


# gather


@pytest.mark.parametrize(
    ("expected", "reference"),
    [
        ("the reference '../up.yaml' leaves the document's files", "../up.yaml"),
        ("the reference 'https://a.test/b' leaves the document's files", "https://a.test/b"),
        ("the reference 'no.yaml#/a': there is no file no.yaml", "no.yaml#/a"),
        ("the reference '#/components/schemas/No' leads nowhere", "#/components/schemas/No"),
    ],
)
def test_references_that_lead_nowhere_are_faults(expected: str, reference: str) -> None:
    """
    Nothing outside the files is read.
    """
    found = adopted(replying({"$ref": reference}))

    assert [("fault", expected)] == said(found)


def test_references_in_a_circle_are_a_fault() -> None:
    """
    Of parameters, where a value is needed at the end.
    """
    parameters = {"a": {"$ref": "#/components/parameters/b"}, "b": {"$ref": "#/components/parameters/a"}}
    paths = got(parameters=[{"$ref": "#/components/parameters/a"}])

    found = adopted(paths, components={"parameters": parameters})

    assert ("fault", "these references lead in a circle") in said(found)
    assert ["get_a"] == [operation["operationId"] for _, _, _, operation in operations(found.document.tree)]
