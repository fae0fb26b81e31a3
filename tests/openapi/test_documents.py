"""What holds for every part of both documents: examples that are valid, and errors that have a type."""

from __future__ import annotations

import tomllib

import pytest
from jsonschema import Draft202012Validator

from tests.openapi.documents import (
    DOCUMENTS,
    ROOT,
    Tree,
    bundled,
    deref,
    operations,
    parameters,
    replies,
    schemas,
    target,
)

SCHEMAS = [(document, name) for document in DOCUMENTS for name in schemas(bundled(document))]
OPERATIONS = [(document, name) for document in DOCUMENTS for name in operations(bundled(document))]
ALWAYS = {
    "warp.yaml": {"400", "401", "429", "500", "502", "503", "504"},
    "netsuite.yaml": {"400", "401", "429", "500", "503"},
}
ERROR_BODY = {"warp.yaml": "ErrorBody", "netsuite.yaml": "NetSuiteErrorBody"}


def faults(tree: Tree, schema: Tree, value: object) -> list[str]:
    """What a JSON Schema validator has to say about a value, formats included."""
    root = {"allOf": [schema], "components": tree["components"]}
    checker = Draft202012Validator(root, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [f"{'/'.join(map(str, error.path))}: {error.message}" for error in checker.iter_errors(value)]


def test_a_wrong_example_would_be_noticed() -> None:
    """
    The validator follows references and looks at formats.
    """
    tree = bundled("warp.yaml")

    assert faults(tree, {"$ref": "#/components/schemas/TrunkIp"}, {"ip_address": "192.0.2.1", "created_at": "noon"})


def test_files_can_be_read_in_one_go() -> None:
    """
    No file of the documents is longer than 400 lines.
    """
    files = sorted((ROOT / "openapi").rglob("*.yaml"))

    assert [] == [file.name for file in files if len(file.read_text("utf-8").splitlines()) > 400]


@pytest.mark.parametrize(("document", "name"), SCHEMAS)
def test_schema_has_valid_examples(document: str, name: str) -> None:
    """
    Every schema says what it is and shows at least one value, which is valid.
    """
    tree = bundled(document)
    schema = schemas(tree)[name]

    assert schema["description"].strip()
    assert schema["examples"]
    for example in schema["examples"]:
        assert [] == faults(tree, {"$ref": f"#/components/schemas/{name}"}, example)


@pytest.mark.parametrize(("document", "name"), OPERATIONS)
def test_parameters_have_valid_examples(document: str, name: str) -> None:
    """
    Every parameter says what it is and shows a value, which is valid.
    """
    tree = bundled(document)

    for parameter in parameters(tree, operations(tree)[name]):
        assert parameter["description"].strip(), parameter["name"]
        assert [] == faults(tree, parameter["schema"], parameter["example"]), parameter["name"]


@pytest.mark.parametrize(("document", "name"), OPERATIONS)
def test_reply_headers_have_valid_examples(document: str, name: str) -> None:
    """
    Every reply header says what it is and shows a value, which is valid.
    """
    tree = bundled(document)

    for status, reply in replies(tree, operations(tree)[name]).items():
        for header, entry in reply.get("headers", {}).items():
            node = deref(tree, entry)
            assert node["description"].strip(), (status, header)
            assert [] == faults(tree, node["schema"], node["example"]), (status, header)


@pytest.mark.parametrize(("document", "name"), OPERATIONS)
def test_errors_are_typed(document: str, name: str) -> None:
    """
    Every error reply carries the error body of its document, with a valid example; the token service has its own.
    """
    tree = bundled(document)
    own = {"NetSuiteTokenError"} if name == "exchange_netsuite_token" else set()

    for status, reply in replies(tree, operations(tree)[name]).items():
        if status[0] in "45":
            content = reply["content"]["application/json"]
            assert target(content["schema"]) in {ERROR_BODY[document], *own}, status
            assert [] == faults(tree, content["schema"], content["example"]), status


@pytest.mark.parametrize(("document", "name"), OPERATIONS)
def test_expected_errors_are_listed(document: str, name: str) -> None:
    """
    The statuses that any call can meet are there, 404 wherever a path names something, 422 wherever a body is sent.
    """
    tree = bundled(document)
    operation = operations(tree)[name]
    expected = set(ALWAYS[document])
    if "{" in operation.path:
        expected.add("404")
    if document == "warp.yaml" and "requestBody" in operation.tree:
        expected.add("422")

    assert expected <= set(replies(tree, operation))


@pytest.mark.parametrize(("document", "name"), OPERATIONS)
def test_there_is_one_way_to_succeed(document: str, name: str) -> None:
    """
    When an operation lists several success statuses, their bodies have the same schema.
    """
    tree = bundled(document)
    found = [reply for status, reply in replies(tree, operations(tree)[name]).items() if status[0] == "2"]
    bodies = [reply["content"]["application/json"]["schema"] for reply in found if "content" in reply]

    assert found
    assert all(body == bodies[0] for body in bodies)


@pytest.mark.parametrize("client", ["customer", "admin", "netsuite"])
def test_every_client_offers_the_extras_of_the_runtime(client: str) -> None:
    """
    Whatever stands on one client may ask for them by the name of any other.
    """
    clients = tomllib.loads((ROOT / "openapi" / "clients.toml").read_text("utf-8"))["clients"]

    assert {"cli", "google", "keyring", "redis", "streaming"} <= set(clients[client]["extras"])
