"""
link: overlay manifests against the IR.

An overlay states the facts it stands on; this pass proves each one and then notes, in the layout, what the generator
has to write: base classes, methods to leave out, parameters to fill. One rule: a fact that no longer holds stops the
build and is named in words, together with the manifest line that states it.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable
from typing import TypeAlias

import attrs

from generator.model import ir
from generator.model.layout import Layout, Mixin, Overlay, Resource
from generator.passes.name import RESOURCES, is_name
from generator.passes.types import describe
from generator.problems import Place, Problems, join

_Classes: TypeAlias = dict[str, dict[str, str]]
"""Class name -> its methods -> the first line of their docstrings."""
_Facts: TypeAlias = tuple[dict[str, object], dict[str, list[str]]]
"""What holds about an operation: manifest key -> its value, and manifest key -> the names that there are."""


def link(api: ir.Api, layout: Layout, overlays: Iterable[Overlay]) -> Layout:
    """
    The layout with every overlay in it.

    Raises:
        BuildStopped: A required fact is gone, two overlays claim one name, an overlay imports what it does not
            require, or an upload belongs to no overlay.
    """
    problems = Problems()
    linker = _Linker(api, layout, problems)
    for overlay in overlays:
        linker.add(overlay)
    result = linker.layout
    for resource in result.resources:
        for method in resource.methods:
            _check_upload(method.operation, method.replaced_by, problems)
    problems.stop()
    return result


def _check_upload(operation: ir.Operation, overlay: str | None, problems: Problems) -> None:
    upload = operation.body is not None and operation.body.kind == "multipart"
    if upload and overlay is None and operation.unclaimed is None:
        advice = "Write an overlay for it, or say `x-overlay: {name: none, reason: ...}` on the operation."
        problems.add(operation.place, "this upload has no overlay", advice, subject=operation.id)
    if overlay is not None and operation.unclaimed is not None:
        message = f"the document says that no overlay handles this, but {overlay} does"
        problems.add(operation.place, message, "Delete x-overlay from the operation.", subject=operation.id)


class _Linker:
    """The layout as it grows, overlay by overlay."""

    def __init__(self, api: ir.Api, layout: Layout, problems: Problems) -> None:
        self.layout = layout
        self._problems = problems
        self._api = api
        self._operations = {operation.id: operation for operation in api.operations}
        self._names = {one.operation.id: f"{held.name}.{one.name}" for held in layout.resources for one in held.methods}
        self._claims: dict[tuple[str, str], str] = {}

    def add(self, overlay: Overlay) -> None:
        """Prove one overlay's facts and enter it into the layout."""
        classes = _classes(overlay, self._problems)
        for index, entry in enumerate(overlay.requires):
            self._require(entry, overlay.place.child("requires", index))
        for index, entry in enumerate(overlay.extends):
            self._extend(overlay, entry, overlay.place.child("extends", index), classes)
        for index, entry in enumerate(overlay.supplies):
            self._supply(overlay, entry, overlay.place.child("supplies", index), classes)
        self._check_exports(overlay, classes)
        self._check_commands(overlay)
        self._check_imports(overlay)

    def _require(self, entry: dict[str, object], place: Place) -> None:
        kind = "event" if "event" in entry else "operation"
        name = str(entry.get(kind))
        facts = self._facts_of_event(name) if kind == "event" else self._facts(name)
        if facts is None:
            self._problems.add(place.child(kind), f"requires {name}: there is no such {kind}", _ADVICE)
            return
        values, names = facts
        for key, value in values.items():
            if key in entry and entry[key] != value:
                message = f"requires {name}: the {key} is now {value} (was {entry[key]})"
                self._problems.add(place.child(key), message, _ADVICE)
        for key, present in names.items():
            wanted = entry.get(key, [])
            for gone in [one for one in wanted if one not in present] if isinstance(wanted, list) else []:
                message = f"requires {name}: {gone!r} is not among its {key} any more"
                self._problems.add(place.child(key), message, _ADVICE)

    def _facts(self, name: str) -> _Facts | None:
        operation = self._operations.get(name)
        if operation is None:
            return next((self._facts_received(one) for one in self._api.webhooks if one.id == name), None)
        body = operation.body
        values: dict[str, object] = {
            "method": operation.method,
            "path": operation.path,
            "name": self._names.get(name),
            "request": body.media_type if body else "none",
            "reply": describe(operation.reply),
            "session": operation.session,
            "payload": None,
        }
        parameters = [field.name for field in (*operation.path_fields, *operation.query, *operation.headers)]
        return values, {"fields": [field.name for field in body.fields] if body else [], "parameters": parameters}

    def _facts_received(self, webhook: ir.Webhook) -> _Facts:
        """The same for what the platform sends: its path and the reply to it are no business of a client."""
        values: dict[str, object] = {"method": webhook.method, "request": webhook.media_type, "payload": webhook.model}
        return {**dict.fromkeys(("path", "name", "reply", "session")), **values}, {
            "fields": self._fields(webhook.model),
            "parameters": list(webhook.parameters),
        }

    def _facts_of_event(self, name: str) -> _Facts | None:
        """The same for what a stream carries, which has a payload and nothing else."""
        for one in (one for one in self._api.events if one.name == name):
            none = dict.fromkeys(("method", "path", "name", "request", "reply", "session"))
            return {**none, "payload": one.model}, {"fields": self._fields(one.model), "parameters": []}
        return None

    def _fields(self, model: str) -> list[str]:
        return [field.name for one in self._api.models if one.name == model for field in one.fields]

    def _extend(self, overlay: Overlay, entry: dict[str, object], place: Place, classes: _Classes) -> None:
        adds, replaces = _texts(entry.get("adds")), _texts(entry.get("replaces"))
        known = classes.get(str(entry.get("mixin")), {})
        added = tuple((one, known.get(one, "")) for one in adds)
        some = {key: _texts(entry.get(key)) for key in ("reads", "program_only", "platform", "pending")}
        mixin = Mixin(overlay.name, str(entry.get("mixin")), str(entry.get("async_mixin")), added, **some)
        for name in (mixin.sync, mixin.asynchronous):
            missing = [one for one in (*adds, *replaces) if one not in classes.get(name, {})]
            if name not in classes:
                self._problems.add(place.child("mixin"), f"the overlay has no class {name}", "Define it there.")
            elif missing:
                self._problems.add(place.child("mixin"), f"{name} has no method {missing[0]}", "Write it.")
        for key, one in [(key, one) for key, named in some.items() for one in named if one not in adds]:
            self._problems.add(place.child(key), f"{one!r} is not among what it adds", "Name methods of `adds`.")
        target = "client" if entry.get("client") is True else str(entry.get("resource"))
        for one in (*adds, *replaces):
            first = self._claims.setdefault((target, one), overlay.name)
            if first != overlay.name:
                self._problems.add(place, f"{target}.{one} is claimed by {first} already", "Drop one of the claims.")
        for one in [one for one in (target, *adds) if not is_name(one, RESOURCES if one != target else frozenset())]:
            self._problems.add(place, f"{one!r} is not a usable name", "Use a snake_case name that core does not use.")
        if target == "client":
            for one in sorted({resource.name for resource in self.layout.resources} & set(adds)):
                self._problems.add(place, f"client.{one} is a resource already", "Call the method otherwise.")
            self.layout = attrs.evolve(self.layout, mixins=(*self.layout.mixins, mixin))
            return
        resource = next((one for one in self.layout.resources if one.name == target), None)
        if resource is None and not adds:
            self._problems.add(place.child("resource"), f"there is no resource {target}", _ADVICE)
            return
        name = "".join(word.capitalize() for word in target.split("_"))
        resource = resource or Resource(target, name, (), doc=str(entry.get("doc", "")))
        present = {method.name for method in resource.methods if not method.operation.internal}
        for one in [one for one in replaces if one not in present]:
            self._problems.add(place.child("replaces"), f"{target}.{one} does not exist, nothing to replace", _ADVICE)
        for one in [one for one in adds if one in present]:
            self._problems.add(place.child("adds"), f"{target}.{one} is generated already", "Move it to replaces.")
        methods = tuple(
            attrs.evolve(method, replaced_by=overlay.name) if method.name in replaces else method
            for method in resource.methods
        )
        self._put(attrs.evolve(resource, methods=methods, mixins=(*resource.mixins, mixin)))

    def _supply(self, overlay: Overlay, entry: dict[str, object], place: Place, classes: _Classes) -> None:
        name, parameter, source = (str(entry.get(key)) for key in ("operation", "parameter", "method"))
        for resource in self.layout.resources:
            for method in resource.methods:
                if method.operation.id == name:
                    if parameter not in [field.name for field in method.operation.path_fields]:
                        message = f"{name} has no path parameter {parameter} any more"
                        self._problems.add(place.child("parameter"), message, _ADVICE)
                    mixins = [one.sync for one in resource.mixins if one.overlay == overlay.name]
                    if not any(source in classes.get(one, {}) for one in mixins):
                        message = f"no mixin of {overlay.name} on {resource.name} has a method {source}"
                        self._problems.add(place.child("method"), message, "Extend the resource, write the method.")
                    supplied = (*method.supplied, (parameter, source))
                    methods = tuple(
                        attrs.evolve(one, supplied=supplied) if one is method else one for one in resource.methods
                    )
                    self._put(attrs.evolve(resource, methods=methods))
                    return
        self._problems.add(place.child("operation"), f"supplies {name}: there is no such operation", _ADVICE)

    def _put(self, resource: Resource) -> None:
        others = [one for one in self.layout.resources if one.name != resource.name]
        self.layout = attrs.evolve(self.layout, resources=tuple(sorted([*others, resource], key=lambda one: one.name)))

    def _check_exports(self, overlay: Overlay, classes: _Classes) -> None:
        for name in overlay.exports:
            place = overlay.place.child("exports")
            if name not in classes:
                self._problems.add(place, f"the overlay has no class {name}", "Correct the export.")
            first = self._claims.setdefault(("package", name), overlay.name)
            if first != overlay.name:
                self._problems.add(place, f"{name} is exported by {first} already", "Drop one of the exports.")

    def _check_commands(self, overlay: Overlay) -> None:
        """Commands are functions of the overlay, each under a name of its own that is one or two words."""
        for index, entry in enumerate(overlay.commands):
            place = overlay.place.child("commands", index)
            name, (module, _, what) = str(entry["name"]), str(entry["function"]).partition(":")
            if not _COMMAND.fullmatch(name):
                self._problems.add(place.child("name"), f"{name!r} is no command", "Use `word` or `word.word`.")
            if not what or f"\ndef {what}(" not in dict(overlay.files).get(f"{module}.py", ""):
                message = f"the overlay has no function {module}:{what}"
                self._problems.add(place.child("function"), message, "Write `module:function`.")
            first = self._claims.setdefault(("command", name), overlay.name)
            if first != overlay.name:
                self._problems.add(place, f"the command {name} is claimed by {first} already", "Drop one.")

    def _check_imports(self, overlay: Overlay) -> None:
        """An overlay may import core, the standard library, the channel, and only the calls and models it requires."""
        named = [str(entry.get("operation")) for entry in overlay.requires]
        required = [self._operations[name] for name in named if name in self._operations]
        calls = {
            resource.name
            for resource in self.layout.resources
            for method in resource.methods
            if method.operation in required
        }
        events = [str(entry.get("event")) for entry in overlay.requires]
        received = [one.model for one in self._api.webhooks if one.id in named]
        models = self._reached(required, received + [one.model for one in self._api.events if one.name in events])
        for file, level, module, names in _imports(overlay):
            place = Place(f"overlays/{overlay.name}/{file}")
            head, _, rest = module.partition(".")
            up = level - 1 - file.count("/")
            said = "." * level + module
            if level == 0 and head not in _ALLOWED and head not in sys.stdlib_module_names:
                message = f"Only the standard library and {sorted(_ALLOWED)} may be."
                self._problems.add(place, f"imports {said}", message)
            elif level and up == 2 and head in ("calls", "models"):
                wanted = {rest} if rest and head == "calls" else set(names)
                for one in sorted(wanted - (calls if head == "calls" else models)):
                    self._problems.add(place, f"imports {said} {one}, which the manifest does not require", _ADVICE)
            elif level and up == 2 and module == "channels":
                if not self._api.events:
                    self._problems.add(place, f"imports {said}, but the client has no event stream", _ADVICE)
            elif level and up > 0:
                self._problems.add(place, f"imports {said}", "Only the calls and models of the client may be.")

    def _reached(self, operations: list[ir.Operation], received: list[str]) -> set[str]:
        """Every type that the operations take or give back, and the received ones, however deep."""
        names = received + [name for one in operations for ref in one.reply.types() for name in ir.names_in(ref)]
        names += [name for one in operations for field in one.query for name in ir.names_in(field.type)]
        names += [one.body.model for one in operations if one.body]
        return ir.reached_from(names, (*self._api.models, *self._api.aliases))


_COMMAND = re.compile(r"[a-z][a-z-]*(\.[a-z][a-z-]*)?")
_ALLOWED = {"warp_client_core", "attrs"}
_ADVICE = "Adapt the overlay, then update the manifest."


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list) else ()


def _classes(overlay: Overlay, problems: Problems) -> _Classes:
    """Class name -> its methods with the first line of their docstrings, bases within the overlay included."""
    found: dict[str, ast.ClassDef] = {}
    functions: list[str] = []
    for file, text in overlay.files:
        try:
            tree = ast.parse(text)
        except (SyntaxError, ValueError) as error:
            place = Place(f"overlays/{overlay.name}/{file}", join(""))
            problems.add(place, f"not Python: {error}", "Mend the file.")
            continue
        found.update({node.name: node for node in tree.body if isinstance(node, ast.ClassDef)})
        functions += [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]

    def methods(name: str, seen: frozenset[str]) -> dict[str, str]:
        node = found.get(name)
        if node is None or name in seen:
            return {}
        result: dict[str, str] = {}
        for base in (one.value if isinstance(one, ast.Subscript) else one for one in node.bases):
            result |= methods(base.id, seen | {name}) if isinstance(base, ast.Name) else {}
        for one in node.body:
            if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef)):
                result[one.name] = (ast.get_docstring(one) or "").partition("\n")[0].rstrip(".")
        return result

    # A function stands here too, since an overlay may export it; it has no methods.
    return {name: methods(name, frozenset()) for name in (*functions, *found)}


def _imports(overlay: Overlay) -> list[tuple[str, int, str, list[str]]]:
    """Every import as (file, dots, module, names)."""
    result: list[tuple[str, int, str, list[str]]] = []
    for file, text in overlay.files:
        try:
            tree = ast.parse(text)
        except (SyntaxError, ValueError):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                result.extend((file, 0, alias.name, []) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                result.append((file, node.level, node.module or "", [alias.name for alias in node.names]))
    return result
