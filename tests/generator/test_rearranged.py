"""Changes that change nothing: the real documents in another order and in other files give the same bytes."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Callable
from functools import cache
from typing import Any

import attrs
import pytest

from generator.cli import load
from generator.emit.documents import documents_tree
from generator.model.document import Document
from generator.passes.arrange import arrange
from generator.pipeline import Inputs, Stopwatch, prepare, print_out, understand
from generator.read.parse import parse
from generator.read.sources import Project
from tests.generator.specimens import ROOT, Tree, api_of, document, messages, operation

CLIENTS = ("customer", "netsuite")
Sources = dict[str, Any]


def printed(inputs: Inputs) -> dict[str, dict[str, str]]:
    """Everything that is generated from the documents, before it is formatted; the documents are there too."""
    documents = prepare(inputs, check_schema=False, watch=Stopwatch())
    chosen = [one for one in inputs.clients if one.key in CLIENTS]
    trees = {one.key: print_out(understand(one, documents[one.document], inputs), inputs) for one in chosen}
    return {**trees, "documents": documents_tree(documents)}


@cache
def reference() -> tuple[Inputs, dict[str, dict[str, str]]]:
    """The inputs of the checkout and what they give."""
    inputs = load(Project(ROOT))
    return inputs, printed(inputs)


def reordered(node: Any, key: str = "") -> Any:
    """Every object backwards, but not the fields of a schema: their order is the author's."""
    if isinstance(node, dict):
        items = list(node.items())
        return {name: reordered(child, name) for name, child in (items if key == "properties" else items[::-1])}
    return [reordered(child) for child in node] if isinstance(node, list) else node


def each(change: Callable[[Any], Any]) -> Callable[[Sources], Sources]:
    """The same change in every file."""
    return lambda sources: {file: change(tree) for file, tree in sources.items()}


def moved(sources: Sources) -> Sources:
    """Every file but the root in another folder, its name kept: the references follow."""
    root = next(iter(sources))
    where = {file: file if file == root else f"elsewhere/{file}" for file in sources}

    def rewritten(node: Any, file: str) -> Any:
        if isinstance(node, list):
            return [rewritten(child, file) for child in node]
        if not isinstance(node, dict):
            return node
        result = {key: rewritten(child, file) for key, child in node.items()}
        if isinstance(node.get("$ref"), str):
            head, mark, pointer = node["$ref"].partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(file), head)) if head else ""
            start = posixpath.dirname(where[file])
            result["$ref"] = (posixpath.relpath(where[target], start or ".") if head else "") + mark + pointer
        return result

    return {where[file]: rewritten(tree, file) for file, tree in sources.items()}


def split_up(sources: Sources) -> Sources:
    """Every path of ``paths/customer/trunks.yaml`` in a file of its own."""
    whole = "paths/customer/trunks.yaml"
    if whole not in sources:
        return sources
    result = {file: tree for file, tree in sources.items() if file != whole}
    root = next(iter(result))
    for index, (path, item) in enumerate(sources[whole].items()):
        result[f"paths/customer/one{index}.yaml"] = {path: item}
        inside = path.replace("~", "~0").replace("/", "~1")
        paths = result[root]["paths"]
        old, new = f"{whole}#/{inside}", f"paths/customer/one{index}.yaml#/{inside}"
        changed = {one: {"$ref": new} if node == {"$ref": old} else node for one, node in paths.items()}
        assert changed != paths
        result[root] = {**result[root], "paths": changed}
    return result


@pytest.mark.parametrize("change", [each(reordered), moved, split_up], ids=["reordered", "moved", "split up"])
def test_a_change_that_changes_nothing_changes_no_generated_byte(change: Callable[[Sources], Sources]) -> None:
    """
    Neither in the clients nor in the documents that are kept beside them.
    """
    inputs, before = reference()
    documents = {root: change(dict(sources)) for root, sources in inputs.documents.items()}
    assert documents != inputs.documents or change.__name__ != "moved"

    after = printed(attrs.evolve(inputs, documents=documents))

    assert before.keys() == after.keys()
    for part, files in before.items():
        assert [] == [path for path in files.keys() | after[part].keys() if files.get(path) != after[part].get(path)]


def test_comments_and_layout_are_not_read() -> None:
    """
    A file with comments, other quotes and flow style is the same tree.
    """
    plain = "a:\n  b: [x, y]\n"

    assert parse(plain, "a.yaml") == parse("# why\n'a': {b: ['x', \"y\"]}  # because\n", "a.yaml")


def test_operations_stand_in_the_order_of_their_paths_and_verbs() -> None:
    """
    Not in that of the document.
    """
    paths = {"/b": {"get": operation("list_b")}, "/a": {}}
    paths["/a"] = {
        "delete": operation("delete_a", **{"x-safety": "idempotent"}),
        "get": operation("list_a"),
    }

    assert ["list_a", "delete_a", "list_b"] == [one.id for one in api_of(document(paths=paths)).operations]


def test_fields_stay_in_the_order_of_their_author() -> None:
    """
    A field that is called ``properties`` is one of them.
    """
    text = {"type": "string"}
    fields = {"id": text, "properties": {"type": "object", "properties": {"z": text, "a": text}}, "also": text}
    pet = {"Pet": {"type": "object", "description": "x", "properties": fields}}
    tree = document(operation(reply={"$ref": "#/components/schemas/Pet"}), schemas=pet)

    found = {one.name: [field.name for field in one.fields] for one in api_of(tree).models}

    assert ["id", "properties", "also"] == found.pop("Pet")
    assert [["z", "a"]] == list(found.values())


TEXT = {"type": "string", "description": "x"}
HEADED = {"description": "Fine.", "headers": {"properties": {"description": "x", "schema": TEXT}}}


@pytest.mark.parametrize(
    "place",
    [
        {"schemas": {"Pet": {"type": "object", "properties": {"properties": TEXT}}}},
        {"schemas": {"Pet": {"type": "object", "properties": {"properties": {"properties": {"properties": TEXT}}}}}},
        {"schemas": {"Pet": {"allOf": [{"type": "object", "properties": {"properties": TEXT}}]}}},
        {"schemas": {"Pet": {"type": "object", "$defs": {"properties": TEXT}}}},
        {"schemas": {"properties": {"type": "object", "description": "x", "properties": {"id": TEXT}}}},
        {"parameters": {"properties": {"name": "a", "in": "query", "schema": TEXT}}},
        {"responses": {"properties": HEADED}},
    ],
    ids=["field", "field of a field", "field of a part", "definition", "type", "parameter", "response and header"],
)
def test_the_keywords_of_what_is_called_properties_have_no_order(place: Tree) -> None:
    """
    It is a name there, and what it names has keywords and no fields.
    """

    def arranged(components: Any) -> str:
        return json.dumps(arrange(Document({"components": components}, {})).tree)

    assert json.dumps(place) != json.dumps(backwards(place))
    assert arranged(place) == arranged(backwards(place))


def backwards(node: Any) -> Any:
    """Every object that way."""
    if isinstance(node, dict):
        return {key: backwards(child) for key, child in reversed(node.items())}
    return [backwards(child) for child in node] if isinstance(node, list) else node


def test_a_type_may_state_its_domain() -> None:
    """
    So a document that is one file has modules, and a type may move to a file of another name.
    """
    pet = {"type": "object", "description": "x", "x-domain": "animals", "properties": {}}
    reply = {"$ref": "#/components/schemas/Pet"}

    (model,) = api_of(document(operation(reply=reply), schemas={"Pet": pet})).models

    assert "animals" == model.domain


@pytest.mark.parametrize("domain", ["Animals", "../x", "", 1])
def test_a_domain_that_could_not_be_a_module_is_refused(domain: Any) -> None:
    """
    It becomes a file.
    """
    pet = {"type": "object", "description": "x", "x-domain": domain, "properties": {}}
    tree = document(operation(reply={"$ref": "#/components/schemas/Pet"}), schemas={"Pet": pet})

    assert [f"Pet: {domain!r} cannot be a domain"] == messages(api_of, tree)
