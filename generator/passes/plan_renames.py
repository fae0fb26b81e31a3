"""plan, renames: how names that were renamed go on working in the generated code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.model import ir
from generator.model.layout import Resource
from generator.model.views import ModelView, Param, Renamed
from generator.passes.imports import Imports


def kept(api: ir.Api, kind: ir.RenameKind, owner: str = "") -> list[ir.Rename]:
    """The renames of one kind of thing, below one owner."""
    return [one for one in api.renames if one.kind == kind and one.owner == owner]


def method_lines(api: ir.Api, resource: Resource, prefix: str, imports: Imports) -> tuple[str, ...]:
    """One assignment for each old method name; ``prefix`` leads to the resource."""
    found = kept(api, "method", resource.name)
    if found:
        imports.add("warp_client_core", "renames as _renames")
    return tuple(
        f'{one.old} = _renames.renamed({one.new}, "{prefix}{one.former}", "{prefix}{one.subject}", "{one.gone}")'
        for one in found
    )


def with_old(
    params: tuple[Param, ...], keywords: list[tuple[bool, Param]], renames: list[ir.Rename]
) -> Iterator[Param]:
    """
    The positional parameters, none of them required from the first renamed one on.

    ``keywords`` gets the old names, and loses the need for the new ones.
    """
    names = {one.new: one for one in renames}
    renamed_before = False
    for param in params:
        renamed_before = renamed_before or param.name in names
        yield Param(param.name, _optional(param)) if renamed_before else param
    for index, (_, param) in enumerate(keywords):
        if param.name in names:
            keywords[index] = (False, Param(param.name, _optional(param)))
    for param in (*params, *(one for _, one in list(keywords))):
        if param.name in names:
            kind = param.declaration.partition(": ")[2].partition(" = ")[0].removesuffix(" | Unset")
            old = names[param.name].old
            keywords.append((False, Param(old, f"{old}: {kind} | Unset = UNSET")))


def argument_lines(operation: ir.Operation, renames: list[ir.Rename]) -> tuple[str, ...]:
    """Statements that lead a call's function from old arguments to new ones."""
    body = operation.body
    required = {field.name for field in (*operation.query, *operation.headers) if field.required}
    required |= {field.name for field in (body.fields if body and body.required else ()) if field.required}
    path = [field.name for field in operation.path_fields]
    first = min((path.index(one.new) for one in renames if one.new in path), default=len(path))
    lines = [
        f'{one.new} = _renames.argument({one.new}, {one.old}, "{one.owner}", "{one.old}", "{one.new}", "{one.gone}")'
        for one in renames
    ]
    missing = [*path[first:], *(one.new for one in renames if one.new in required)]
    owner = renames[0].owner if renames else ""
    return (*lines, *(f'{name} = _renames.needed({name}, "{owner}", "{name}")' for name in missing))


def member_views(api: ir.Api, enum: ir.Enum, imports: Imports) -> tuple[Renamed, ...]:
    """Old member names of an enum, each with its value."""
    values = dict(enum.members)
    return _views([(one, repr(values[one.new])) for one in kept(api, "member", enum.name)], imports)


def field_views(api: ir.Api, model: ModelView, imports: Imports) -> tuple[Renamed, ...]:
    """Old field names of a model, each with its type."""
    declared = (field.declaration.partition(": ") for field in model.fields)
    types = {name: rest.partition(" = ")[0] for name, _, rest in declared}
    return _views([(one, types[one.new]) for one in kept(api, "field", model.name)], imports)


def type_views(api: ir.Api, where: Mapping[str, str]) -> tuple[Renamed, ...]:
    """Old names of types, and of the mappings that stand for them."""
    found = [
        Renamed(f"{one.old}{end}", f"{one.new}{end}", one.gone) for one in kept(api, "type") for end in ("", "Dict")
    ]
    return tuple(one for one in found if one.new in where)


def _views(found: list[tuple[ir.Rename, str]], imports: Imports) -> tuple[Renamed, ...]:
    if found:
        imports.add("typing", "TYPE_CHECKING")
        imports.add("warp_client_core.renames", "Renamed")
    return tuple(Renamed(one.old, one.new, one.gone, text) for one, text in found)


def _optional(param: Param) -> str:
    return param.declaration if " = " in param.declaration else f"{param.declaration} | Unset = UNSET"
