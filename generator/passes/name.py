"""
name: document names to Python names, in one place.

The rules, all of them:
- The tag is the resource. The method is the operationId without the words of its tag (singular and plural are one
  word) and without the words that ``names.toml`` drops: ``list_trunks`` in ``trunks`` -> ``trunks.list``.
- ``[documents."<file>".methods]`` of ``names.toml`` overrides that, ``operationId = "resource.method"``.
- Fields and parameters: snake_case of the wire name; Python keywords, and words that the code around them needs, get a
  trailing underscore.
- Enum members: upper snake case; a digit first is led by ``VALUE_``.
- Classes: the words of the name capitalised, spelled as ``[spelling]`` says.
- Types keep the name of their component.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Mapping
from typing import Any

import attrs

from generator.model import ir
from generator.model.layout import Layout, Method, Resource
from generator.passes.type_names import RESERVED
from generator.problems import Place, Problems, join

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[A-Z]")
_SNAKE = re.compile(r"[a-z][a-z0-9_]*")
_LONGEST = 100
_BUILTINS = frozenset({"str", "int", "float", "bool", "dict", "bytes", "object"})
FIELDS = _BUILTINS | {"list", "self", "attrs", "masked"}
PARAMETERS = frozenset({"self", "options", "custom", "models"})
METHODS = _BUILTINS | {"models", "dt"}
RESOURCES = frozenset(
    {
        "about", "aclose", "ambient", "auth_schemes", "auth_security", "begun", "cached_property", "close",
        "credentials", "download", "drift", "exchange", "grant", "known_servers", "listing", "on_reauthenticate",
        "renewal", "request", "retry_budget", "run", "send",
        "session_store", "settings", "source", "stream", "token_owner", "token_store", "transmit", "with_options",
    }
)  # fmt: skip
"""What the client classes of core are made of; a resource of that name would hide it."""
CLASSES = frozenset(
    {
        "About", "Any", "AsyncClient", "AsyncListing", "AsyncPage", "AsyncResource", "Call", "ClassVar", "Decimal",
        "False", "FileSource", "List", "Mapping", "None", "Page", "RequestOptions", "Resource", "Sequence",
        "SyncClient", "Timestamp", "True", "Unset",
    }
)  # fmt: skip


def name(api: ir.Api, names: Mapping[str, Any], root: str) -> tuple[ir.Api, Layout]:
    """
    The IR with Python names, and the tree of resources and methods that users call.

    Args:
        api: The IR of one client.
        names: Content of ``names.toml``, checked by `overrides`.
        root: File name of the client's source document.

    Raises:
        BuildStopped: Two things get one name, a name cannot be used, or an override is not needed.
    """
    problems = Problems()
    rules = _Rules(names, root, problems)
    api = attrs.evolve(
        api,
        operations=tuple(rules.operation(operation) for operation in api.operations),
        models=tuple(rules.model(model) for model in api.models),
        enums=tuple(rules.enum(enum) for enum in api.enums),
    )
    rules.types(api)
    layout = rules.layout(api)
    problems.stop()
    return api, layout


class _Rules:
    """The rules with one document's overrides."""

    def __init__(self, names: Mapping[str, Any], root: str, problems: Problems) -> None:
        document = names.get("documents", {}).get(root, {})
        self._root = root
        self._methods: dict[str, str] = document.get("methods", {})
        self._drop = {singular(word) for word in document.get("drop", [])}
        self._tag_words = {tag: set(words) for tag, words in document.get("tag_words", {}).items()}
        self._spelling: dict[str, str] = names.get("spelling", {})
        self._problems = problems

    def operation(self, operation: ir.Operation) -> ir.Operation:
        """Named parameters and body fields, no two alike within the operation."""
        path, query, headers, cookies = (
            tuple(self._field(field, PARAMETERS, operation.place) for field in group)
            for group in (operation.path_fields, operation.query, operation.headers, operation.cookies)
        )
        body = operation.body
        if body is not None:
            fields = tuple(self._field(field, PARAMETERS, operation.place) for field in body.fields)
            body = attrs.evolve(body, fields=fields)
        everything = [*path, *query, *headers, *cookies, *(body.fields if body else ())]
        self._unique([field.name for field in everything], operation.place, operation.id)
        return attrs.evolve(operation, body=body, path_fields=path, query=query, headers=headers, cookies=cookies)

    def model(self, model: ir.Model) -> ir.Model:
        """Named fields, no two alike."""
        fields = tuple(self._field(field, FIELDS, model.place) for field in model.fields)
        self._unique([field.name for field in fields], model.place, model.name)
        return attrs.evolve(model, fields=fields)

    def enum(self, enum: ir.Enum) -> ir.Enum:
        """Named members, no two alike."""
        members = tuple((member_name(value), value) for _, value in enum.members)
        self._unique([member for member, _ in members], enum.place, enum.name)
        for member, _ in members:
            self._check_length(member, enum.place, enum.name)
        return attrs.evolve(enum, members=members)

    def types(self, api: ir.Api) -> None:
        """Report types whose name the generated modules need, or whose mapping has the name of another type."""
        found: list[ir.Model | ir.Enum | ir.Alias] = [*api.models, *api.enums, *api.aliases]
        names = {one.name for one in found}
        for one in found:
            self._check_length(one.name, one.place, one.name)
            if one.name in RESERVED or f"{one.name}Dict" in names:
                self._say(one.place, f"{one.name} cannot name a type here", one.name)

    def layout(self, api: ir.Api) -> Layout:
        """Resources by tag, methods in document order."""
        resources: dict[str, list[Method]] = {}
        for operation in api.operations:
            resource, called = self._call_path(operation)
            resources.setdefault(resource, []).append(Method(called, operation))
        for resource, methods in resources.items():
            for method in methods:
                if [one.name for one in methods].count(method.name) > 1:
                    message = f"a second operation is called {resource}.{method.name}"
                    self._say(method.operation.place, message, method.operation.id)
                if not is_name(method.name, METHODS):
                    message = f"{resource}.{method.name} is not a usable name"
                    self._say(method.operation.place, message, method.operation.id)
        self._check_classes({resource: methods[0].operation for resource, methods in resources.items()})
        return Layout(
            tuple(
                Resource(resource, self.class_name(resource), tuple(methods))
                for resource, methods in sorted(resources.items())
            )
        )

    def class_name(self, words: str) -> str:
        """The class name for a snake_case name."""
        return "".join(self._spell(word) for word in words.split("_"))

    def _check_classes(self, resources: Mapping[str, ir.Operation]) -> None:
        taken: dict[str, str] = dict.fromkeys(CLASSES, "core")
        for resource, operation in sorted(resources.items()):
            for class_name in (self.class_name(resource), f"Async{self.class_name(resource)}"):
                if class_name in taken:
                    message = f"the class {class_name} of the resource {resource} is one of {taken[class_name]} already"
                    self._say(operation.place, message, operation.id)
                taken.setdefault(class_name, resource)

    def _call_path(self, operation: ir.Operation) -> tuple[str, str]:
        by_rule = f"{operation.tag}.{self._method(operation)}"
        chosen = self._methods.get(operation.id)
        if chosen == by_rule:
            place = Place("openapi/names.toml", join("/documents", self._root, "methods", operation.id))
            self._problems.add(place, f"the rule already gives {chosen}", "Delete the override.")
        resource, _, method = (chosen or by_rule).partition(".")
        method += f"_{operation.variant}" if operation.variant else ""
        if not is_name(resource, RESOURCES):
            self._say(operation.place, f"{resource!r} cannot name a resource", operation.id)
        return resource, method

    def _method(self, operation: ir.Operation) -> str:
        taken = {singular(word) for word in operation.tag.split("_")} | self._drop
        taken |= self._tag_words.get(operation.tag, set())
        words = [word for word in operation.id.split("_") if singular(word) not in taken]
        return "_".join(words) or operation.id

    def _field(self, field: ir.Field, reserved: frozenset[str], place: Place) -> ir.Field:
        name = field_name(field.wire, reserved)
        self._check_length(name, place, field.wire)
        return attrs.evolve(field, name=name)

    def _check_length(self, name: str, place: Place, subject: str) -> None:
        if len(name) > _LONGEST:
            self._say(place, f"a name of {len(name)} characters, more than {_LONGEST}", subject)

    def _spell(self, word: str) -> str:
        for known, spelling in self._spelling.items():
            if word in (known, known + "s"):
                return spelling + word[len(known) :]
        return word[:1].upper() + word[1:]

    def _unique(self, found: list[str], place: Place, subject: str) -> None:
        for one in sorted({one for one in found if found.count(one) > 1}):
            self._say(place, f"two names become {one!r} in Python", subject)

    def _say(self, place: Place, message: str, subject: str) -> None:
        self._problems.add(place, message, "Rename it in the document, or override it in names.toml.", subject=subject)


def is_name(name: str, reserved: frozenset[str]) -> bool:
    """Whether a name can stand in the generated code: snake_case, no keyword, none of the reserved ones."""
    return bool(_SNAKE.fullmatch(name)) and not keyword.iskeyword(name) and name not in reserved


def field_name(wire: str, reserved: frozenset[str] = frozenset()) -> str:
    """snake_case of a wire name: ``refName`` -> ``ref_name``, ``from`` -> ``from_``, ``custentity_x`` stays."""
    if re.fullmatch(r"[a-z][a-z0-9_]*", wire):
        snake = wire
    else:
        snake = "_".join(word.lower() for word in _WORDS.findall(wire)) or "field"
    if snake[0].isdigit():
        snake = f"field_{snake}"
    return f"{snake}_" if keyword.iskeyword(snake) or snake in reserved else snake


def member_name(value: str) -> str:
    """UPPER_SNAKE of an enum value: ``feature-request`` -> ``FEATURE_REQUEST``, ``800`` -> ``VALUE_800``."""
    upper = re.sub(r"[^A-Za-z0-9]+", "_", value).strip("_").upper()
    return upper if upper[:1].isalpha() else f"VALUE_{upper}".rstrip("_")


_WITH_E = ("caches", "headaches", "niches", "avalanches")


def singular(word: str) -> str:
    """The word without its plural ending: ``subsidiaries`` -> ``subsidiary``, ``status`` stays."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")) and not word.endswith(_WITH_E):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
