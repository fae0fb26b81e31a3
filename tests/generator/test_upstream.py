"""A document as its owner would publish it, dropped in verbatim; corrections make of it what our own one is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import pytest
import yaml

from generator.cli import load
from generator.model.document import Document, unshared
from generator.pipeline import Inputs, Stopwatch, prepare, print_out, understand
from generator.read.sources import Project
from tests.generator.specimens import CLIENTS_TOML, ROOT, Tree, checkout, document, messages, operation

CLIENTS = ("customer", "admin")
UPSTREAM = "upstream/warp.yaml"
OURS = "warp.yaml"
VERBS = ("get", "put", "post", "patch", "delete")


@cache
def own() -> tuple[Inputs, Document]:
    """The inputs of the checkout, and its document in one tree."""
    inputs = load(Project(ROOT))
    return inputs, prepare(inputs, check_schema=False, watch=Stopwatch())[OURS]


def printed(inputs: Inputs) -> dict[str, dict[str, str]]:
    """Client -> path -> text, before it is formatted; only the record of what it was made from is not there yet."""
    documents = prepare(inputs, check_schema=False, watch=Stopwatch())
    return {
        one.key: print_out(understand(one, documents[one.document], inputs), inputs)
        for one in inputs.clients
        if one.key in CLIENTS
    }


@attrs.define
class Owner:
    """Writes our document as somebody else would, and for each difference the action that mends it."""

    tree: Tree
    actions: list[Tree] = attrs.field(factory=list)

    def mend(self, target: str, **action: Any) -> None:
        self.actions.append({"target": target, **action})

    def without_our_words(self) -> None:
        """Nobody else writes ``x-audience`` and the like."""
        for key in [key for key in self.tree if key.startswith("x-")]:
            self.mend("$", update={key: self.tree.pop(key)})
        for path, item in self.tree["paths"].items():
            for verb in [verb for verb in item if verb in VERBS]:
                words = {key: item[verb].pop(key) for key in list(item[verb]) if key.startswith("x-")}
                self.mend(f"$.paths['{path}'].{verb}", update=words)

    def with_other_ids(self) -> None:
        """``getTrunk`` for ``get_trunk``."""
        for path, item in self.tree["paths"].items():
            for verb in [verb for verb in item if verb in VERBS]:
                name = item[verb]["operationId"]
                first, *rest = name.split("_")
                if rest:
                    item[verb]["operationId"] = first + "".join(word.capitalize() for word in rest)
                    self.mend(f"$.paths['{path}'].{verb}", update={"operationId": name})

    def with_other_types(self) -> None:
        """Money as plain numbers, enums that lack a value, fields that are not there or not required."""
        schemas = self.tree["components"]["schemas"]
        del schemas["Balance"]["properties"]["current_balance"]["format"]
        at = "$.components.schemas"
        self.mend(f"{at}.Balance.properties.current_balance", update={"format": "decimal"})
        last = schemas["TrunkStatus"]["enum"].pop()
        self.mend(f"{at}.TrunkStatus", update={"enum": [last]})
        gone = schemas["Trunk"]["properties"].popitem()
        self.mend(f"{at}.Trunk.properties", update=dict([gone]))
        required = schemas["Trunk"].pop("required")
        self.mend(f"{at}.Trunk", update={"required": required})
        schemas["Trunk"]["properties"]["legacy_id"] = {"type": "integer"}
        self.mend(f"{at}.Trunk.properties.legacy_id", remove=True)

    def with_what_we_do_not_want(self) -> None:
        """A path of the owner's own, other servers, a tag of another name."""
        self.tree["paths"]["/internal/debug"] = {"get": {"responses": {"200": {"description": "Fine."}}}}
        self.mend("$.paths['/internal/debug']", remove=True)
        self.mend("$.servers", remove=True)
        self.mend("$", update={"servers": self.tree["servers"]})
        self.tree["servers"] = [{"url": "http://localhost:8080"}]
        tags = self.tree["paths"]["/cdrs"]["get"]["tags"]
        self.mend("$.paths['/cdrs'].get.tags", remove=True)
        self.mend("$.paths['/cdrs'].get", update={"tags": tags})
        self.tree["paths"]["/cdrs"]["get"]["tags"] = ["Call Records"]

    def in_one_file(self, document: Document) -> None:
        """No file says any more which domain a type belongs to."""
        for name in self.tree["components"]["schemas"]:
            domain = document.domain(f"/components/schemas/{name}")
            self.mend(f"$.components.schemas['{name}']", update={"x-domain": domain})

    def publish(self) -> Tree:
        """The document in the owner's order."""
        return dict(reversed(self.tree.items()))


@cache
def published() -> tuple[Tree, Tree]:
    """The owner's document and our corrections."""
    _, ours = own()
    owner = Owner(unshared(ours.tree))
    owner.without_our_words()
    owner.with_other_ids()
    owner.with_other_types()
    owner.with_what_we_do_not_want()
    owner.in_one_file(ours)
    info = {"title": "What the platform's own document lacks", "version": "1.0.0"}
    return owner.publish(), {"overlay": "1.1.0", "info": info, "extends": UPSTREAM, "actions": owner.actions}


def adopted(tree: Tree, correction: Tree) -> Inputs:
    """The inputs of the checkout with the owner's document in place of ours."""
    inputs, _ = own()

    def instead(known: Mapping[str, Any], value: Any) -> dict[str, Any]:
        return {UPSTREAM: value, **{root: one for root, one in known.items() if root != OURS}}

    names = inputs.names["documents"]
    return attrs.evolve(
        inputs,
        clients=tuple(attrs.evolve(one, document=UPSTREAM) if one.key in CLIENTS else one for one in inputs.clients),
        documents=instead(inputs.documents, {UPSTREAM: tree}),
        corrections={"corrections/010-upstream.yaml": correction},
        names={**inputs.names, "documents": instead(names, names[OURS])},
    )


def test_upstream_and_corrections_give_the_same_clients_as_our_own_document() -> None:
    """
    Byte for byte, in both clients that are made from it.
    """
    expected, found = printed(own()[0]), printed(adopted(*published()))

    assert {"customer", "admin"} == expected.keys() == found.keys()
    for client, files in expected.items():
        assert [] == [
            path for path in files.keys() | found[client].keys() if files.get(path) != found[client].get(path)
        ]


def test_upstream_alone_is_refused_in_words() -> None:
    """
    It lacks what the house rules ask for; nothing is guessed.
    """
    tree, correction = published()
    first = {**correction, "actions": correction["actions"][:1]}

    found = messages(printed, adopted(tree, first))

    assert 50 < len(found)
    assert any("x-audience" in one for one in found)


@pytest.mark.parametrize("word", ["operationId", "format", "x-domain"])
def test_a_correction_that_the_owner_made_superfluous_is_reported(word: str) -> None:
    """
    Each action still does something, or somebody has to look.
    """
    tree, correction = published()
    action = next(one for one in correction["actions"] if word in one.get("update", {}))
    again = {"target": action["target"], "update": {word: action["update"][word]}}
    inputs = adopted(tree, {**correction, "actions": [*correction["actions"], again]})

    found = messages(prepare, inputs, check_schema=False, watch=Stopwatch())

    assert [f"{again['target']} already is as the action wants it"] == found


def test_a_client_may_be_built_from_the_folder_of_upstream_documents(tmp_path: Path) -> None:
    """
    The file is read as it lies there, with the files that it refers to beside it.
    """
    text = document(operation(reply={"$ref": "types.yaml#/Pet"}, **{"x-audience": None}))
    project = checkout(tmp_path, document())
    (tmp_path / "openapi" / "pets.yaml").unlink()
    project.write("openapi/upstream/pets.yaml", "# As published.\n" + yaml.safe_dump(text, sort_keys=False))
    project.write("openapi/upstream/types.yaml", {"Pet": {"type": "object", "description": "A pet.", "properties": {}}})
    project.write("openapi/clients.toml", CLIENTS_TOML.replace("pets.yaml", "upstream/pets.yaml"))
    head = {"overlay": "1.1.0", "info": {"title": "t", "version": "1"}, "extends": "upstream/pets.yaml"}
    action = {"target": "$.paths['/p0'].get", "update": {"x-audience": ["public"]}}
    project.write("openapi/corrections/010-audience.yaml", {**head, "actions": [action]})
    before = (tmp_path / "openapi" / "upstream" / "pets.yaml").read_bytes()

    said = project.build()

    assert (0, "") == (said.code, said.err)
    assert "pets/src/pets/models/types.py" in project.generated()
    assert before == (tmp_path / "openapi" / "upstream" / "pets.yaml").read_bytes()
