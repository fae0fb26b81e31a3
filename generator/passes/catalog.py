"""
catalog: every method of a client as data, for programs that offer them to people: the command line, MCP servers.

The rule: a table says what can be given as JSON and nothing else, so a parameter that takes a function is left out,
and so is a method that needs one. Entries depend on their own operation alone; another operation moves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from generator.model import ir
from generator.model.layout import Layout, Method, Mixin, Overlay, Resource
from generator.model.settings import ClientSettings
from generator.passes.catalog_schemas import Schemas, value_schema
from generator.passes.catalog_signatures import Signature, signatures
from generator.passes.plan_models import scaled
from generator.passes.plan_operations import public
from generator.passes.wording import sentence

FORMAT = 1
DESTRUCTIVE = (
    "cancel", "clear", "delete", "detach", "disable", "purge", "release", "remove", "reset", "revoke", "rotate",
    "suspend", "terminate",
)  # fmt: skip
"""First words of methods that take something away; so does every DELETE."""


def catalog(api: ir.Api, layout: Layout, settings: ClientSettings, overlays: tuple[Overlay, ...]) -> dict[str, Any]:
    """
    The table of one client.

    Keys: ``format``; ``client`` (what to build it from); ``methods`` (call path -> ``resource``, ``name``,
    ``operation``, ``request``, ``safety``, ``audience``, ``destructive``, ``summary``, ``parameters``, ``reply``, and
    where they apply ``overlay``, ``session``, ``deprecated``, ``custom``, ``needs``); ``schemas``, which parameters
    refer to.
    """
    table = _Table(api, layout, settings, overlays)
    methods = dict(sorted(table.entries()))
    return {
        "format": FORMAT,
        "client": {
            "package": settings.package,
            "class": settings.client,
            "distribution": settings.distribution,
            "version": settings.version,
            "audience": settings.audience,
            "reasons": settings.reasons,
            "environment": dict(sorted(settings.environment.items())),
        },
        "methods": methods,
        "schemas": table.schemas.used(),
    }


class _Table:
    """The entries of one client, and the schemas that they came to use."""

    def __init__(self, api: ir.Api, layout: Layout, settings: ClientSettings, overlays: tuple[Overlay, ...]) -> None:
        self.schemas = Schemas(api)
        self._layout, self._settings = layout, settings
        self._hidden = _hidden_below(api)
        self._signatures = {overlay.name: signatures(overlay) for overlay in overlays}

    def entries(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Each method that can be called with JSON, by its call path."""
        for mixin in self._layout.mixins:
            yield from self._added(None, mixin)
        for resource in public(self._layout):
            for mixin in resource.mixins:
                yield from self._added(resource, mixin)
            for method in resource.methods:
                if method.operation.internal:
                    continue
                entry = self._method(resource, method)
                if entry is not None:
                    yield f"{resource.name}.{method.name}", entry

    def _method(self, resource: Resource, method: Method) -> dict[str, Any] | None:
        operation = method.operation
        parameters = self._parameters(operation, {name for name, _ in method.supplied})
        entry = {
            "resource": resource.name,
            "name": method.name,
            "operation": operation.id,
            "request": f"{operation.method} {operation.path}",
            "safety": operation.safety,
            "audience": self._settings.audience,
            "destructive": operation.method == "DELETE" or _takes_away(method.name),
            "summary": sentence(operation.summary),
        }
        reply = self._reply(operation.reply)
        entry |= {"session": operation.session} if operation.session else {}
        entry |= {"deprecated": True} if operation.deprecated else {}
        custom = operation.body.custom if operation.body else ()
        entry |= {"custom": list(custom)} if custom else {}
        if method.replaced_by:
            classes = self._signatures[method.replaced_by]
            mixin = next(one.sync for one in resource.mixins if one.overlay == method.replaced_by)
            written = self._written(classes[mixin][method.name], parameters)
            if written is None:
                return None
            parameters = written
            entry["overlay"] = method.replaced_by
        return {**entry, "parameters": parameters, "reply": reply}

    def _added(self, resource: Resource | None, mixin: Mixin) -> Iterator[tuple[str, dict[str, Any]]]:
        for name, _ in mixin.adds:
            signature = self._signatures[mixin.overlay].get(mixin.sync, {}).get(name)
            if signature is None or name in mixin.program_only:
                continue
            like = self._like(signature)
            parameters = self._written(signature, self._parameters(like, set()) if like else [])
            if parameters is None:
                continue
            entry: dict[str, Any] = {
                "resource": resource.name if resource else "",
                "name": name,
                "operation": "",
                "request": f"overlay {mixin.overlay}",
                # What hand-written code sends is not told by a document; its manifest says what only reads.
                "safety": "read" if name in mixin.reads else "unsafe",
                "audience": self._settings.audience,
                "destructive": _takes_away(name),
                "summary": sentence(signature.summary),
                "overlay": mixin.overlay,
            }
            entry |= {"custom": list(like.body.custom)} if like and like.body and like.body.custom else {}
            needs = "platform" if name in mixin.platform else "pending" if name in mixin.pending else ""
            entry |= {"needs": needs} if needs else {}
            path = f"{resource.name}.{name}" if resource else name
            yield (
                path,
                {
                    **entry,
                    "parameters": parameters,
                    "reply": {"kind": signature.reply, "secrets": self._secrets(signature.returns)},
                },
            )

    def _like(self, signature: Signature) -> ir.Operation | None:
        """The operation whose fields a method takes as further keywords."""
        for resource in self._layout.resources:
            for method in resource.methods:
                if signature.like == f"{resource.name}.{method.name}":
                    return method.operation
        return None

    def _parameters(self, operation: ir.Operation, supplied: set[str]) -> list[dict[str, Any]]:
        body = operation.body
        found = [self._parameter(field, "path", required=field.name not in supplied) for field in operation.path_fields]
        for one in found:
            one |= {"found": True} if one["name"] in supplied else {"positional": True}
        found += [self._parameter(field, "query", required=field.required) for field in operation.query]
        found += [self._parameter(field, "header", required=field.required) for field in operation.headers]
        found += [self._parameter(field, "cookie", required=field.required) for field in operation.cookies]
        for field in body.fields if body else ():
            found.append(self._parameter(field, "body", required=field.required and body is not None and body.required))
        return found

    def _parameter(self, field: ir.Field, place: str, *, required: bool) -> dict[str, Any]:
        made: dict[str, Any] = {
            "name": field.name,
            "wire": field.wire,
            "place": place,
            "required": required,
            "schema": self.schemas.of(field.type),
            "help": scaled(field) if field.description else "",
        }
        return {**made, "secret": True} if field.secret else made

    def _written(self, signature: Signature, known: list[dict[str, Any]]) -> list[dict[str, Any]] | None:
        """The parameters of a hand-written method; None when one that it needs cannot be given as JSON."""
        fields = {one["name"]: one for one in known}
        result: list[dict[str, Any]] = []
        for argument in signature.arguments:
            if argument.name in fields:
                one = {**fields.pop(argument.name), "required": argument.required}
                one.pop("positional", None)
                result.append(one | {"positional": True} if argument.positional else one)
            elif (schema := value_schema(argument.type)) is not None:
                made = {
                    "name": argument.name,
                    "wire": argument.name,
                    "place": "argument",
                    "required": argument.required,
                }
                made |= {"schema": schema, "help": argument.help}
                result.append(made | {"positional": True} if argument.positional else made)
            elif argument.required:
                return None
        further = [one for one in fields.values() if one["place"] == "body"] if signature.takes_fields else []
        return result + further

    def _reply(self, reply: ir.Reply) -> dict[str, Any]:
        return {
            "kind": reply.kind,
            "secrets": self._secrets([name for one in reply.types() for name in ir.names_in(one)]),
        }

    def _secrets(self, types: Iterable[str]) -> list[str]:
        """Names on the wire of what must not be shown in replies that hold these types."""
        return sorted({wire for name in types for wire in self._hidden.get(name, ())})


def _hidden_below(api: ir.Api) -> dict[str, set[str]]:
    """Type -> names on the wire of the secrets in it, however deep; types without any are left out."""
    holders: dict[str, list[str]] = {}
    for one in ir.composed(api):
        for inner in {name for part in ir.parts_of(one) for name in ir.names_in(part)}:
            holders.setdefault(inner, []).append(one.name)
    starts: dict[str, list[str]] = {}
    for model in api.models:
        for wire in {field.wire for field in model.fields if field.secret}:
            starts.setdefault(wire, []).append(model.name)
    hidden: dict[str, set[str]] = {}
    for wire, models in starts.items():
        for name in ir.closure(models, holders):
            hidden.setdefault(name, set()).add(wire)
    return hidden


def _takes_away(name: str) -> bool:
    return name.partition("_")[0] in DESTRUCTIVE
