"""Overlay 1.1 documents: what they change, whom it is put down to, and that a correction without effect is wrong."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from generator.model.document import Document
from generator.passes.correct import correct
from generator.problems import Place
from tests.generator.specimens import messages, problems, whole

TREE = {
    "info": {"title": "Pets"},
    "tags": [{"name": "a", "kind": "x"}, {"name": "b", "kind": "y"}, {"name": "c", "kind": "x"}],
    "paths": {"/a": {"get": {"summary": "A", "x-n": 1}}, "/b": {"get": {"summary": "B"}}},
}


def overlay(*actions: Any, **head: Any) -> dict[str, Any]:
    """An Overlay document of these actions."""
    return {"overlay": "1.1.0", "info": {"title": "Why", "version": "1"}, "actions": list(actions), **head}


def corrected(*actions: Any, tree: Any = None) -> Document:
    """A document after these actions."""
    given = whole(copy.deepcopy(TREE if tree is None else tree))
    return correct(given, {"corrections/001.yaml": overlay(*actions)}, "pets.yaml")


def test_update_merges_mappings() -> None:
    """
    What is not named stays.
    """
    result = corrected({"target": "$.info", "update": {"version": "2", "contact": {"name": "x"}}})

    assert {"title": "Pets", "version": "2", "contact": {"name": "x"}} == result.tree["info"]


def test_update_replaces_scalars() -> None:
    """
    By their own path, or inside a merged mapping.
    """
    result = corrected(
        {"target": "$.info.title", "update": "Cats"}, {"target": "$.paths['/a'].get", "update": {"summary": "Z"}}
    )

    assert ("Cats", "Z") == (result.tree["info"]["title"], result.tree["paths"]["/a"]["get"]["summary"])


@pytest.mark.parametrize("value", [{"name": "d"}, [{"name": "d"}]])
def test_update_appends_to_arrays(value: Any) -> None:
    """
    One entry, or several.
    """
    result = corrected({"target": "$.tags", "update": value})

    assert [*TREE["tags"], {"name": "d"}] == result.tree["tags"]


def test_an_array_inside_an_update_is_appended_too() -> None:
    """
    Overlay 1.1 concatenates lists wherever they meet.
    """
    result = corrected({"target": "$", "update": {"tags": [{"name": "d"}]}})

    assert 4 == len(result.tree["tags"])


@pytest.mark.parametrize("path", ["$.tags[0,2]", "$.tags[2,0]", "$.tags[?@.kind == 'x']", "$.tags[0,0,2]"])
def test_remove_takes_exactly_what_the_path_selects(path: str) -> None:
    """
    In any order of selection, each node once.
    """
    result = corrected({"target": path, "remove": True})

    assert [{"name": "b", "kind": "y"}] == result.tree["tags"]


def test_remove_copes_with_matches_inside_matches() -> None:
    """
    Inner ones go first.
    """
    result = corrected({"target": "$..a", "remove": True}, tree={"a": {"a": {"a": 1}}, "b": {"a": 2}})

    assert {"b": {}} == result.tree


def test_copy_takes_a_node_from_elsewhere() -> None:
    """
    The source stays where it is, and is not shared.
    """
    result = corrected({"target": "$.paths['/b'].get", "copy": "$.paths['/a'].get"})
    result.tree["paths"]["/b"]["get"]["summary"] = "changed"

    assert {"summary": "A", "x-n": 1} == result.tree["paths"]["/a"]["get"]
    assert 1 == result.tree["paths"]["/b"]["get"]["x-n"]


def test_a_filter_selects_by_content() -> None:
    """
    RFC 9535 filters.
    """
    result = corrected({"target": "$.tags[?match(@.name, '[bc]')]", "update": {"seen": True}})

    assert [False, True, True] == ["seen" in tag for tag in result.tree["tags"]]


WRONG = [
    ({"target": "$.nobody", "remove": True}, "$.nobody matches nothing"),
    ({"target": "$.info", "update": {"title": "Pets"}}, "$.info already is as the action wants it"),
    ({"target": "$.info.title", "update": "Pets"}, "$.info.title already is as the action wants it"),
    ({"target": "$.tags", "update": []}, "$.tags already is as the action wants it"),
    ({"target": "$.info", "update": "text"}, "$.info already is as the action wants it"),
    ({"target": "$", "remove": True}, "$ already is as the action wants it"),
    ({"target": "$.info", "update": {}, "remove": True}, "an action needs exactly one of update, copy and remove"),
    ({"target": "$.info"}, "an action needs exactly one of update, copy and remove"),
    ({"target": "$.info", "remove": False}, "remove must be true"),
    ({"target": "$.info", "remove": "yes"}, "remove must be true"),
    ({"update": {}}, "an action needs a target"),
    ({"target": 7, "remove": True}, "an action needs a target"),
    ("remove everything", "an action needs a target"),
    (None, "an action needs a target"),
    ({"target": "", "remove": True}, "not a usable JSONPath: expected 'TOKEN_ROOT', found 'TOKEN_EOF'"),
    ({"target": "info", "remove": True}, "not a usable JSONPath: expected 'TOKEN_ROOT', found 'TOKEN_NAME'"),
    ({"target": "$.info[", "remove": True}, "not a usable JSONPath: unexpected end of query"),
    ({"target": "$..~", "remove": True}, "not a usable JSONPath: unexpected token '~'"),
    ({"target": "$" + ".a" * 5000, "remove": True}, "not a usable JSONPath: maximum recursion depth exceeded"),
    ({"target": "$.info", "copy": "$.tags[*]"}, "$.tags[*] matches 3 nodes, not one"),
    ({"target": "$.info", "copy": "$.x"}, "$.x matches 0 nodes, not one"),
    ({"target": "$.info", "copy": 7}, "not a usable JSONPath: expected 'TOKEN_ROOT', found 'TOKEN_INT'"),
]  # fmt: skip


@pytest.mark.parametrize(("action", "message"), WRONG, ids=[message[:60] for _, message in WRONG])
def test_an_action_that_does_nothing_is_a_problem(action: Any, message: str) -> None:
    """
    Either the platform mended its document, or the correction never worked.
    """
    assert [message] == messages(corrected, action)


def test_a_problem_stands_at_its_action() -> None:
    """
    With the target when the target is wrong.
    """
    (problem,) = problems(corrected, {"target": "$.info.title", "update": "X"}, {"target": "$.nobody", "remove": True})

    assert Place("corrections/001.yaml", "/actions/1/target") == problem.place


HEADS = [
    ([], "this is not an OpenAPI Overlay 1.x document"),
    (None, "this is not an OpenAPI Overlay 1.x document"),
    (overlay({}, overlay="2.0.0"), "this is not an OpenAPI Overlay 1.x document"),
    (overlay({}, overlay=1.1), "this is not an OpenAPI Overlay 1.x document"),
    (overlay({}, info={"title": "Why"}), "info needs a title and a version"),
    (overlay({}, info=[]), "info needs a title and a version"),
    (overlay(), "there are no actions"),
    (overlay(actions={}), "there are no actions"),
]


@pytest.mark.parametrize(("tree", "message"), HEADS)
def test_a_file_that_is_no_overlay_is_a_problem(tree: Any, message: str) -> None:
    """
    The head is asked for version, title and actions.
    """
    assert message in messages(correct, whole(copy.deepcopy(TREE)), {"corrections/001.yaml": tree}, "pets.yaml")


def test_extends_chooses_the_document() -> None:
    """
    A correction of another document is left alone; one that names none is for all.
    """
    action = {"target": "$.info.title", "update": "Cats"}
    files = {"1.yaml": overlay(action, extends="dogs.yaml"), "2.yaml": overlay({**action, "update": "Birds"})}

    result = correct(whole(copy.deepcopy(TREE)), files, "pets.yaml")

    assert "Birds" == result.tree["info"]["title"]


def test_corrections_apply_in_the_order_of_their_names() -> None:
    """
    A later one may build on an earlier one.
    """
    files = {
        "2.yaml": overlay({"target": "$.info.extra", "update": {"b": 2}}),
        "1.yaml": overlay({"target": "$.info", "update": {"extra": {"a": 1}}}),
    }

    result = correct(whole(copy.deepcopy(TREE)), files, "pets.yaml")

    assert {"a": 1, "b": 2} == result.tree["info"]["extra"]


def test_what_a_correction_wrote_has_its_place_in_the_correction() -> None:
    """
    A fault in it is reported where it was made.
    """
    result = corrected(
        {"target": "$.paths['/a'].get", "update": {"tags": ["x"], "x-n": 2}},
        {"target": "$.tags", "update": {"name": "d"}},
    )

    assert Place("corrections/001.yaml", "/actions/0/update/tags/0") == result.place("/paths/~1a/get/tags/0")
    assert Place("corrections/001.yaml", "/actions/1/update/name") == result.place("/tags/3/name")
    assert Place("pets.yaml", "/paths/~1a/get/summary") == result.place("/paths/~1a/get/summary")


def test_explain_can_name_the_corrections_of_an_operation() -> None:
    """
    Those that touched it or something in it, in order, each once.
    """
    first = overlay({"target": "$.paths['/a'].get.summary", "update": "Z"})
    second = overlay({"target": "$.paths['/a'].get", "update": {"x-n": 3}}, {"target": "$.info.title", "update": "T"})

    result = correct(whole(copy.deepcopy(TREE)), {"1.yaml": first, "2.yaml": second}, "pets.yaml")

    assert ("1.yaml", "2.yaml") == result.corrections("/paths/~1a/get")
    assert () == result.corrections("/paths/~1b/get")


def test_a_node_shared_by_an_alias_is_corrected_in_one_place_only() -> None:
    """
    YAML aliases make one object of two places.
    """
    shared = {"type": "string"}

    result = corrected({"target": "$.a", "update": {"type": "integer"}}, tree={"a": shared, "b": shared})

    assert {"type": "string"} == result.tree["b"]


def test_the_document_and_the_corrections_stay_as_they_are() -> None:
    """
    Also when the result is changed afterwards.
    """
    given, added = whole(copy.deepcopy(TREE)), {"list": [1]}

    result = correct(given, {"1.yaml": overlay({"target": "$.info", "update": added})}, "pets.yaml")
    result.tree["info"]["list"].append(2)

    assert (TREE, {"list": [1]}) == (given.tree, added)
