"""catalog, schemas: what a caller may give, as JSON Schema 2020-12 under the names that Python callers use."""

from __future__ import annotations

import ast
from typing import Any

from generator.model import ir

_SCALARS: dict[ir.ScalarKind, dict[str, Any]] = {
    "str": {"type": "string"},
    "int": {"type": "integer"},
    "float": {"type": "number"},
    "bool": {"type": "boolean"},
    "datetime": {"type": "string", "format": "date-time"},
    "date": {"type": "string", "format": "date"},
    "decimal": {"type": "string", "format": "decimal"},
    "bytes": {"type": "string", "format": "binary"},
    "any": {},
    "none": {"type": "null"},
}
_NAMED = {
    "str": "str", "int": "int", "float": "float", "bool": "bool", "bytes": "bytes", "None": "none",
    "object": "any", "Decimal": "decimal", "datetime": "datetime", "dt.datetime": "datetime", "date": "date",
    "dt.date": "date", "FileSource": "bytes", "BinaryIO": "bytes", "PathLike[str]": "str", "os.PathLike[str]": "str",
}  # fmt: skip
_SEQUENCES = ("Sequence", "Iterable", "list", "tuple", "Collection")


class Schemas:
    """Schemas of types; those with a name are kept once, under ``#/schemas/``."""

    def __init__(self, api: ir.Api) -> None:
        self._models = {model.name: model for model in api.models}
        self._enums = {enum.name: enum for enum in api.enums}
        self._aliases = {alias.name: alias for alias in api.aliases}
        self._used: dict[str, dict[str, Any]] = {}

    def used(self) -> dict[str, Any]:
        """What was referred to so far, by name."""
        return dict(sorted(self._used.items()))

    def of(self, ref: ir.TypeRef) -> dict[str, Any]:
        """The schema of a value of this type."""
        match ref:
            case ir.Scalar(kind):
                return dict(_SCALARS.get(kind, {"type": "string", "format": kind}))
            case ir.ListOf(item):
                return {"type": "array", "items": self.of(item)}
            case ir.MapOf(value):
                return {"type": "object", "additionalProperties": self.of(value)}
            case ir.OneOf(options):
                return {"anyOf": [self.of(one) for one in options]}
            case ir.Named(name):
                self._use(name)
                return {"$ref": f"#/schemas/{name}"}

    def _use(self, name: str) -> None:
        if name in self._used:
            return
        if name in self._enums:
            enum = self._enums[name]
            # Not `enum`: the platform adds values, and a client that refused them would be the older for it.
            self._used[name] = {"type": "string", "examples": [value for _, value in enum.members]}
            return
        if name in self._aliases:
            self._used[name] = {}  # a type may stand within itself
            self._used[name] |= {"anyOf": [self.of(one) for one in self._aliases[name].options]}
            return
        model = self._models[name]
        self._used[name] = {}  # a type may stand within itself
        fields = [field for field in model.fields if not field.read_only and field.link is None]
        self._used[name] |= {"type": "object", "properties": {field.name: self._field(field) for field in fields}}
        if required := [field.name for field in fields if field.required]:
            self._used[name]["required"] = required

    def _field(self, field: ir.Field) -> dict[str, Any]:
        schema = self.of(field.type)
        schema |= {"description": field.description} if field.description and not field.borrowed else {}
        return {**schema, "writeOnly": True} if field.secret else schema


def value_schema(annotation: ast.expr | None) -> dict[str, Any] | None:
    """The schema of an annotated argument, aliases resolved; None when JSON cannot say it, and for a bare ``Any``."""
    match annotation:
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return _union([value_schema(left), value_schema(right)])
        case ast.Constant(value=None):
            return {"type": "null"}
        case ast.Subscript(value=ast.Name(id="Literal"), slice=inner):
            values = [ast.literal_eval(one) for one in (inner.elts if isinstance(inner, ast.Tuple) else [inner])]
            return {"enum": values}
        case ast.Subscript(value=ast.Name(id=head), slice=inner) if head in _SEQUENCES:
            item = {} if ast.unparse(inner) == "Any" else value_schema(inner)
            return None if item is None else {"type": "array", "items": item}
        case ast.Subscript(value=ast.Name(id="Mapping" | "dict")):
            return {"type": "object"}
    kind: Any = _NAMED.get(ast.unparse(annotation)) if annotation is not None else None
    return dict(_SCALARS[kind]) if kind else None


def _union(options: list[dict[str, Any] | None]) -> dict[str, Any] | None:
    """The options that can be said; one that may be anything swallows the others, a file swallows its path."""
    said: list[dict[str, Any]] = []
    for one in (one for one in options if one is not None):
        said += [inner for inner in one.get("anyOf", [one]) if inner not in said]
    if not [one for one in said if one != {"type": "null"}]:
        return None
    if {} in said:
        return {}
    if _SCALARS["bytes"] in said:
        said = [one for one in said if one != {"type": "string"}]
    if _SCALARS["decimal"] in said:
        said = [one for one in said if one != {"type": "integer"}]
    return said[0] if len(said) == 1 else {"anyOf": said}
