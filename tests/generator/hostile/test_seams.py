"""Without any one of its escapers the generator makes a client that the corpus does not let pass."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import attrs
import pytest

from generator.foreign import PROBLEMS, inputs_for, problems_json, understand_foreign
from generator.model.layout import Overlay
from generator.passes.name import member_name
from generator.pipeline import Stopwatch, finish, print_out
from generator.problems import BuildStopped, Place
from tests.generator.hostile.everywhere import everywhere
from tests.generator.hostile.inert import findings, imported
from tests.generator.hostile.places import PET, get
from tests.generator.hostile.seams import filters, literals
from tests.generator.hostile.texts import CODE
from tests.generator.specimens import SETTINGS, Tree, built, document, json_reply, operation, templates, writing

EVIL = f'\'"""\\\n{CODE}\n<b>|```'
FENCED = f"{EVIL}\n```\n</b>"
"""The same for a place inside a fence of Markdown."""
_NAMES, _MEDIA, _STYLE = "names in Python", "a media type, which holds no quote", "one of seven styles, true or false"
_KEYS, _SETTINGS = "words of keys, which are checked", "settings of the project, which are checked"
OWN_WORDS = {
    "macros one.new literal": _NAMES,
    "macros one.new literal 2": _NAMES,
    "models/aliases alias.annotation literal": _NAMES,
    "models/aliases alias.mapping literal": _NAMES,
    "models/domain.py view.domain docstring": _NAMES,
    "package/errors.py name literal": _NAMES,
    "package/lazy.py line.names literal": _NAMES,
    "package/queries.py name literal": _NAMES,
    "package/root.py line.names literal": _NAMES,
    "package/empty.py view.doc docstring": "a sentence of the generator",
    "package/errors.py view.doc docstring": "a sentence of the generator",
    "package/lazy.py view.doc docstring": "a sentence of the generator",
    "project/README.md view.distribution markdown": _SETTINGS,
    "project/README.md view.distribution markdown 2": _SETTINGS,
    "project/README.md view.distribution markdown 3": _SETTINGS,
    "project/README.md view.audience markdown": _SETTINGS,
    "project/README.md row.request code_cell": "a method and a path, which holds no bar",
    "project/pyproject.toml name toml": _SETTINGS,
    "plan_client plan_access one.kind": "one of five words of `access`",
    "plan_models _model extra": _NAMES,
    "plan_operations _call operation.id": "a name in snake_case",
    "plan_operations _call operation.method": "one of the eight methods",
    "plan_queries rule tuple(rule.touches)": _KEYS,
    "plan_queries rule rule.updates": _KEYS,
    "plan_queries _read operation.id": _NAMES,
    "plan_queries _read f'{resource.name}.{method.name}'": _NAMES,
    "plan_queries _read _python(self._graph.reads[operation.id], operation)": _KEYS,
    "plan_queries _write operation.id": _NAMES,
    "plan_queries _write f'{resource.name}.{method.name}'": _NAMES,
    "plan_queries _write touches": _KEYS,
    "plan_queries _added f'{resource.name}.{name}'": _NAMES,
    "plan_queries _added tuple(least)": _KEYS,
    "plan_queries _constant tuple((one.name for one in positional))": _NAMES,
    "plan_wire plan_reply reply.accept": _MEDIA,
    "plan_wire plan_reply status": "a status or default",
    "plan_wire _body body.media_type": _MEDIA,
    "plan_wire _body prefix": "letters and underscores",
    "plan_wire _body_pair media": _MEDIA,
    **{f"plan_wire _options style.form{again}": _STYLE for again in ("", " 2", " 3")},
    **{f"plan_wire _options style.explode{again}": _STYLE for again in ("", " 2")},
}
"""Escapers that never meet a word of the document; they stay, because that may change."""


def foreign() -> Tree:
    """A document with the text in every place, and in every style of parameter and body."""
    tree = everywhere(EVIL)
    listed = {"type": "array", "items": {"type": "string"}}
    wide = {"type": "object", "properties": {"a": {"type": "string"}}}
    inner = {
        "type": "object",
        "properties": {
            EVIL: listed,
            "a": wide,
            f"{EVIL} file": {"type": "string", "format": "binary"},
            f"{EVIL} either": {"anyOf": [{"type": "string"}, wide]},
        },
    }
    token = "X'Y"
    parameters: list[Any] = [
        {"name": f"{EVIL} {style}", "in": "query", "style": style, "explode": False, "schema": listed}
        for style in ("form", "pipeDelimited", "deepObject")
    ]
    parameters += [
        {"name": f"{EVIL} json", "in": "query", "content": {"application/json": {"schema": wide}}},
        {"name": f"{EVIL} cookies", "in": "cookie", "explode": False, "schema": listed},
        {"name": f"{token}1", "in": "header", "schema": listed},
        {"name": f"{token}2", "in": "header", "content": {"application/json": {"schema": wide}}},
        {"name": f"{token}3", "in": "header", "explode": True, "schema": wide},
        {"name": f"{token}4", "in": "header", "schema": {"type": "string"}},
    ]
    tree["paths"]["/o'hara/{o'a}/{o'b}/{o'c}"] = {
        "get": get(
            parameters=[
                *parameters,
                {"name": "o'a", "in": "path", "required": True, "style": "label", "schema": listed},
                {"name": "o'b", "in": "path", "required": True, "content": {"application/json": {"schema": wide}}},
                {"name": "o'c", "in": "path", "required": True, "style": "matrix", "explode": True, "schema": listed},
            ],
            security=[{f"{EVIL} 2": []}],
        )
    }
    for index, media in enumerate(("application/x-www-form-urlencoded", "multipart/form-data", "application/json")):
        coded = {"encoding": {"a": {"contentType": "a/b"}, EVIL: {"contentType": "text/csv"}}}
        content = {media: {"schema": inner, **(coded if "json" not in media else {})}}
        tree["paths"][f"/body{index}"] = {"post": get(requestBody={"required": True, "content": content})}
    styled = {EVIL: {"style": "pipeDelimited", "explode": False}}
    form = {"application/x-www-form-urlencoded": {"schema": inner, "encoding": styled}}
    tree["paths"]["/body3"] = {"post": get(requestBody={"required": True, "content": form})}
    reserved = {"name": "reserved", "in": "query", "allowReserved": True, "schema": listed}
    several = {
        "200": json_reply(PET),
        "201": json_reply(wide),
        "202": {"description": "", "content": {"image/png": {"schema": {"type": "string", "format": "binary"}}}},
    }
    tree["paths"]["/several"] = {"get": get(parameters=[reserved], responses=several)}
    tree["paths"]["/other"] = {"get": get(responses={"200": {"description": "", "content": {"application/xml": {}}}})}
    odd_json = {"application/vnd.o+json": {"schema": PET}}
    tree["paths"]["/vendor"] = {"get": get(responses={"200": {"description": "", "content": odd_json}})}
    further = {"type": "object", "properties": {EVIL: {}}, "additionalProperties": {"type": "string"}}
    odd = {"type": "object", "properties": {"extra": {}}, "additionalProperties": further}
    tree["components"]["schemas"]["Further"] = odd
    tree["paths"]["/further"] = {"get": get(responses={"200": json_reply({"$ref": "#/components/schemas/Further"})})}
    key = {"type": "apiKey", "in": "query", "name": EVIL}
    tree["components"]["securitySchemes"] = {EVIL: key, f"{EVIL} 2": {**key, "in": "cookie"}}
    both = {"type": "object", "properties": {"a": {"$ref": "#/components/schemas/Both"}}}
    tree["paths"]["/both"] = {"post": get(requestBody={"content": {"application/json": {"schema": both}}})}
    tree["servers"] = [
        {
            "url": f"https://a.test/{EVIL}/{{v}}",
            "description": EVIL,
            "variables": {"v": {"default": EVIL, "enum": [EVIL]}},
        }
    ]
    return tree


def of_foreign(used: Mapping[str, str], package: str) -> dict[str, str]:
    """The client of `foreign`, made with these templates."""
    sources = {"spec.json": foreign()}
    found = understand_foreign(sources, "spec.json", package, lenient=True, watch=Stopwatch())
    inputs = inputs_for(found, used, "A licence.", {"documents": "0" * 64})
    text = {**print_out(found.client, inputs), PROBLEMS: problems_json(found.faults, found.notes, 1)}
    return dict(finish(found.client, text, inputs, (found.client,)).tree)


def house(used: Mapping[str, str], package: str) -> dict[str, str]:
    """The client of a document that keeps the house rules, with everything that only those can ask for."""
    thing: Tree = {
        "type": "object",
        "properties": {"id": {"type": "string", "x-link": EVIL}, "name": {"type": "string", "x-also": [EVIL]}},
    }
    parameter = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    kind = {"type": "string", "enum": [EVIL, "b"], "x-also": {f"{EVIL} once": "b"}}
    needed = {"name": "start", "in": "query", "schema": {"type": "string"}, "x-needed-with": {"kind": EVIL}}
    moment = {"type": "string", "format": "date-time"}
    event = {"type": "object", "properties": {**thing["properties"], "timestamp": moment}}
    touched = [["pets", "item", "{id}"]]
    stream = {"x-audience": ["public"], "events": {EVIL: event}, "commands": {f"{EVIL} heard": thing}}
    stream["x-queries"] = {EVIL: {"touches": touched, "updates": ["pets", "list"]}}
    tree = document(
        operation(
            "list_pets",
            reply={"type": ["string", "null"]},
            parameters=[{"name": "kind", "in": "query", "schema": {"$ref": "#/components/schemas/Kind"}}, needed],
            **{"x-query": ["pets", "list"]},
        ),
        writing(
            body={
                "type": "object",
                "properties": {EVIL: {"type": "string"}},
                "patternProperties": {"^own_": {"type": "string"}},
            },
            parameters=[
                {"name": "X-Fixed'", "in": "header", "schema": {"type": "string"}, "x-fixed": EVIL.split("\n")[0]}
            ],
            **{"x-safety": "keyed", "x-idempotency-header": "X-'Key", "x-touches": [["pets"]]},
        ),
        paths={
            "/pets/{id}": {
                "get": operation(
                    "get_pet",
                    parameters=[parameter],
                    reply={"$ref": "#/components/schemas/Thing"},
                    **{"x-query": ["pets", "item", "{id}"]},
                ),
                "delete": operation(
                    "delete_pet",
                    parameters=[parameter],
                    **{"x-safety": "idempotent", "x-touches": [["pets", "item", "{id}"]]},
                ),
            }
        },
        schemas={
            "Thing": thing,
            "Kind": kind,
            "Holder": {"type": "object", "properties": {"kind": PET | {"$ref": "#/components/schemas/Kind"}}},
        },
        **{"x-queries": True, "x-streams": {f"/{EVIL}": stream}},
    )
    entries = {"Animal": "Thing", "Thing.label": "Thing.name", "Kind.OLD": f"Kind.{member_name(EVIL)}"}
    names = {
        "documents": {"pets.yaml": {"renamed": {old: {"to": new, "since": "1.0.0"} for old, new in entries.items()}}}
    }
    commands = ({"name": "odd", "function": "main:main"},)
    groom = '    """Odd."""\n\n    {0}def groom(self) -> None:\n        """Groom."""\n'
    classes = f"class Odd:\n{groom.format('')}\n\nclass AsyncOdd:\n{groom.format('async ')}"
    files = (
        ("__init__.py", f'"""Odd."""\n\n\n{classes}'),
        ("main.py", '"""Odd."""\n\n\ndef main() -> None:\n    """Nothing."""\n'),
    )
    extends = {"resource": "pets", "mixin": "Odd", "async_mixin": "AsyncOdd", "adds": ["groom"]}
    extra = Overlay("odd", EVIL, Place("overlay.toml"), (), (extends,), (), (), files, commands)
    settings = attrs.evolve(
        SETTINGS, extras=("stores", "otel"), package=package, version="1.4.0", summary=f"A {EVIL}".replace("\n", " ")
    )
    return built(tree, extra, settings=settings, names=names, templates=used)


@attrs.frozen
class Tried:
    """Name -> what is found in the client that was made without that escaper; ``None`` is the whole generator."""

    found: Mapping[str | None, str]


def _outcome(make: Any) -> tuple[dict[str, str], str]:
    """The client, or why there is none; what its files give away."""
    try:
        tree = make()
    except (BuildStopped, TypeError, ValueError, SyntaxError, NameError) as error:
        return {}, f"{type(error).__name__}: {error}"
    try:
        return tree, "; ".join(findings(tree))
    except ValueError as error:
        return tree, f"{type(error).__name__}: {error}"


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Tried:
    """Both documents through the generator with one escaper less, each in turn; what parses is imported."""
    folder = tmp_path_factory.mktemp("seams")
    trees: dict[str, dict[str, str]] = {}
    said: dict[str | None, str] = {}
    packages: dict[str, str | None] = {}

    def attempt(name: str | None, used: Mapping[str, str]) -> None:
        for make in (of_foreign, house):
            package = f"evil{len(packages)}"
            packages[package] = name
            tree, found = _outcome(partial(make, used, package))
            said[name] = said.get(name, "") + found
            if said[name]:
                return
            trees[package] = tree

    attempt(None, templates())
    for name, one in filters().items():
        attempt(name, one.without(templates()))
    for name, other in literals().items():
        with pytest.MonkeyPatch.context() as patch:
            other.replace(lambda target, attribute, value: patch.setattr(target, attribute, value, raising=False))
            attempt(name, templates())
    for package, wrong in imported(trees, folder / "out").items():
        said[packages[package]] += wrong
    return Tried(said)


def test_with_all_its_escapers_the_client_is_inert(tried: Tried) -> None:
    """
    Else every mutation would be found for nothing.
    """
    assert "" == tried.found[None]


@pytest.mark.parametrize("name", [name for name in (*filters(), *literals()) if name not in OWN_WORDS])
def test_an_escaper_that_is_missing_is_noticed(tried: Tried, name: str) -> None:
    """
    Each use of a filter in a template and each literal that a pass prints.
    """
    assert tried.found[name]


@pytest.mark.parametrize("name", OWN_WORDS)
def test_what_is_listed_as_harmless_is(tried: Tried, name: str) -> None:
    """
    An escaper that meets words of the document after all leaves the list.
    """
    assert "" == tried.found[name]


def _given(name: str, make: Any, *, naively: bool) -> str:
    """What is found in a client of which one escaper got a text of the attacker's, or let it through."""
    if name in filters():
        return _outcome(partial(make, filters()[name].given(FENCED, templates(), naively=naively), "evil"))[1]
    with pytest.MonkeyPatch.context() as patch:
        change = partial(patch.setattr, raising=False)
        literals()[name].give(FENCED, change, naively=naively)
        return _outcome(partial(make, templates(), "evil"))[1]


@pytest.mark.parametrize("name", OWN_WORDS)
def test_an_escaper_that_meets_own_words_would_hold_for_others(name: str) -> None:
    """
    The text put right before it stays a text; right behind it, it is found.
    """
    printing = next((make for make in (of_foreign, house) if _given(name, make, naively=True)), None)

    assert printing is not None
    assert "" == _given(name, printing, naively=False)
