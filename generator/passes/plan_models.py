"""plan, models: one module per domain, and the lazy package that finds each type in its domain."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from generator.model import ir
from generator.model.views import AliasView, EnumView, FieldView, Import, LazyPackage, ModelsModule, ModelView, Planned
from generator.passes.circles import strong_components
from generator.passes.imports import Imports
from generator.passes.memory import once_per_api
from generator.passes.plan_renames import field_views, member_views, type_views
from generator.passes.types import annotation, input_annotation
from generator.passes.wording import entry, sentence, wrap


def plan_models(api: ir.Api, folder: str) -> list[Planned]:
    """The files of the models package."""
    where = type_modules(api)
    mapped = input_models(api)
    members: dict[str, list[str]] = {}
    for name, home in where.items():
        members.setdefault(home, []).append(name)
    domains = sorted(members)
    files = [
        Planned(f"{folder}/{domain}.py", "models/domain.py.jinja", _domain(api, domain, where, mapped))
        for domain in domains
    ]
    package = LazyPackage(
        doc="The types of this client, loaded per domain when first asked for.",
        imports=tuple(Import(f".{domain}", tuple(sorted(members[domain]))) for domain in domains),
        where=tuple(sorted(where.items())),
        modules=(),
        renamed=type_views(api, where),
    )
    files.append(Planned(f"{folder}/__init__.py", "package/lazy.py.jinja", package))
    return files


@once_per_api
def type_modules(api: ir.Api) -> dict[str, str]:
    """Every public type -> its domain; models that callers may give as mappings have a second name, ``XDict``."""
    mapped = input_models(api)
    unseen = bodies(api)
    where = {model.name: model.domain for model in api.models if model.name not in unseen}
    where.update({enum.name: enum.domain for enum in api.enums})
    where.update({alias.name: alias.domain for alias in api.aliases})
    where.update({f"{one.name}Dict": one.domain for one in ir.composed(api) if one.name in mapped})
    return where


@once_per_api
def input_models(api: ir.Api) -> frozenset[str]:
    """Models and aliases that stand inside a request body or a parameter, however deep."""
    given = (
        name
        for operation in api.operations
        for field in (*operation.query, *operation.headers, *operation.cookies, *operation.path_fields)
        + (operation.body.fields if operation.body else ())
        for name in ir.names_in(field.type)
    )
    return frozenset(ir.reached_from(given, ir.composed(api)) - enum_names(api))


@once_per_api
def enum_names(api: ir.Api) -> frozenset[str]:
    """The names of all enums."""
    return frozenset(enum.name for enum in api.enums)


@once_per_api
def bodies(api: ir.Api) -> frozenset[str]:
    """Models that are only the whole body of a request: their fields are keywords, nobody needs the class."""
    whole = {operation.body.model for operation in api.operations if operation.body}
    used = {
        name
        for one in ir.composed(api)
        if one.name not in whole
        for part in ir.parts_of(one)
        for name in ir.names_in(part)
    }
    replies = {name for one in api.operations for ref in one.reply.types() for name in ir.names_in(ref)}
    received = {one.model for one in (*api.events, *api.commands)} | {one.model for one in api.webhooks}
    received |= {name for one in api.webhooks if one.type for name in ir.names_in(one.type)}
    return frozenset(whole - used - replies - received - input_models(api))


@attrs.frozen
class _Part:
    """What lives in one domain, in the order of the API."""

    models: list[ir.Model] = attrs.field(factory=list)
    enums: list[ir.Enum] = attrs.field(factory=list)
    aliases: list[ir.Alias] = attrs.field(factory=list)


@once_per_api
def _parts(api: ir.Api) -> dict[str, _Part]:
    parts: dict[str, _Part] = {}
    for model in api.models:
        parts.setdefault(model.domain, _Part()).models.append(model)
    for enum in api.enums:
        parts.setdefault(enum.domain, _Part()).enums.append(enum)
    for alias in api.aliases:
        parts.setdefault(alias.domain, _Part()).aliases.append(alias)
    return parts


def _domain(api: ir.Api, domain: str, where: dict[str, str], mapped: frozenset[str]) -> ModelsModule:
    unseen = bodies(api)
    part = _parts(api).get(domain, _Part())
    models = [model for model in part.models if model.name not in unseen]
    imports = Imports(where, ".", domain)
    known = enum_names(api)
    views = tuple(_model(model, mapped, known, imports) for model in sorted(models, key=lambda one: one.name))
    views = tuple(attrs.evolve(view, renamed=field_views(api, view, imports)) for view in views)
    aliases = sorted(part.aliases, key=lambda one: one.name)
    unions = tuple(_alias(alias, mapped, known, imports) for alias in aliases)
    enum_views = tuple(
        attrs.evolve(_enum(enum), renamed=member_views(api, enum, imports))
        for enum in sorted(part.enums, key=lambda one: one.name)
    )
    behind = {f".{other}" for other in domains_behind(api, domain)}
    lines = imports.lines()
    return ModelsModule(
        domain=domain,
        imports=tuple(line for line in lines if line.module not in behind),
        late_imports=tuple(line for line in lines if line.module in behind),
        modules=tuple(sorted(imports.modules)),
        enums=enum_views,
        models=views,
        aliases=unions,
    )


def domains_behind(api: ir.Api, domain: str) -> frozenset[str]:
    """Domains that import ``domain`` themselves: a circle, which is closed by importing them at the end."""
    circles = _circles(api)
    return frozenset(other for other in domain_graph(api).get(domain, ()) if circles[other] == circles[domain])


@once_per_api
def _circles(api: ir.Api) -> dict[str, int]:
    """Each domain -> the number of its circle; domains that import each other, however indirectly, share one."""
    return strong_components(domain_graph(api))


@once_per_api
def domain_graph(api: ir.Api) -> dict[str, set[str]]:
    """Each domain -> the domains that it imports."""
    home = {one.name: one.domain for one in ir.composed(api)} | {enum.name: enum.domain for enum in api.enums}
    uses: dict[str, set[str]] = {}
    for one in ir.composed(api):
        names = (name for part in ir.parts_of(one) for name in ir.names_in(part))
        uses.setdefault(one.domain, set()).update(home[name] for name in names if home[name] != one.domain)
    return uses


def _model(model: ir.Model, mapped: frozenset[str], enums: frozenset[str], imports: Imports) -> ModelView:
    ordered = sorted(model.fields, key=lambda field: not always_there(field))
    fields = tuple(_field(field, enums, imports, model.name in mapped) for field in ordered)
    wire = {field.name: field.wire for field in model.fields if field.name != field.wire}
    links = {field.name: field.link for field in model.fields if field.link}
    also = {other: field.wire for field in model.fields for other in field.also}
    extra = _extra(model)
    if wire or links or also or extra:
        imports.use("ClassVar", "Mapping")
    if any(field.secret for field in model.fields):
        imports.add("warp_client_core.redact", "masked")
    if model.name in mapped:
        imports.add(
            "typing",
            "TypedDict",
            *(["Required"] if any(field.required and not field.read_only for field in model.fields) else []),
        )
    doc = wrap(sentence(model.description) if "\n" not in model.description else model.description)
    return ModelView(
        name=model.name,
        doc=(*(doc or [f"{model.name}."]), "", "Attributes:", *_entries(ordered)),
        fields=(*fields, *_extra_field(model, extra, imports)),
        extra=repr(extra) if extra else "",
        wire=repr(wire) if wire else "",
        links=repr(links) if links else "",
        also=repr(also) if also else "",
        has_mapping=model.name in mapped,
    )


def always_there(field: ir.Field) -> bool:
    """Whether every reply has the field."""
    return field.required and not field.write_only


def _extra(model: ir.Model) -> str:
    """Name of the attribute that keeps fields of any other name; empty when there is none."""
    if model.extra is None:
        return ""
    taken = {field.name for field in model.fields}
    return next(name for name in ("additional_properties", "additional_properties_") if name not in taken)


def _extra_field(model: ir.Model, name: str, imports: Imports) -> list[FieldView]:
    if model.extra is None:
        return []
    kind = annotation(model.extra)
    imports.use(kind)
    return [FieldView(f"{name}: {kind} = attrs.field(factory=dict)", "")]


def _alias(alias: ir.Alias, mapped: frozenset[str], enums: frozenset[str], imports: Imports) -> AliasView:
    raw = ["RawValue"] if alias.keeps_unknown else []
    options = [annotation(one) for one in alias.options]
    given = ""
    if alias.name in mapped:
        given = " | ".join([input_annotation(ir.OneOf(alias.options), enums), *raw])
    whole = " | ".join([annotation(ir.OneOf(alias.options)), *raw])
    imports.use(whole, given)
    imports.add("typing", "TYPE_CHECKING", "TypeAlias")
    imports.add("warp_client_core.variants", "one_of")
    tags = [f"tag={alias.tag!r}", f"tags={dict(alias.tags)!r}"] if alias.tag else []
    doc = wrap(sentence(alias.description)) or [f"{alias.name}."]
    return AliasView(alias.name, tuple(doc), whole, given, (*options, *raw), tuple(tags))


def _entries(fields: Iterable[ir.Field]) -> list[str]:
    return [line for field in fields for line in entry(field.name, scaled(field))]


def scaled(field: ir.Field) -> str:
    """The description of a field, with its decimal places when the text does not give them."""
    if field.scale is None or "decimal" in field.description.lower():
        return field.description
    return f"{sentence(field.description)} {field.scale} decimal places."


def _field(field: ir.Field, enums: frozenset[str], imports: Imports, mapped: bool) -> FieldView:
    kind = annotation(field.type)
    there = always_there(field)
    if not there and "None" not in kind.split(" | ") and kind != "Any":
        kind = f"{kind} | None"
    given = input_annotation(field.type, enums)
    writable = mapped and not field.read_only
    imports.use(kind, *([given] if writable else []))
    default = "" if there else " = None"
    if field.secret:
        options = ", ".join(["repr=masked", *([] if there else ["default=None"])])
        default = f" = attrs.field({options})"
    needed = f"Required[{given}]" if field.required else given
    return FieldView(f"{field.name}: {kind}{default}", f"{field.name}: {needed}" if writable else "")


def _enum(enum: ir.Enum) -> EnumView:
    doc = wrap(sentence(enum.description) if "\n" not in enum.description else enum.description)
    members = tuple((name, repr(value)) for name, value in enum.members)
    return EnumView(enum.name, tuple(doc or [f"{enum.name}."]), members, repr(enum.also) if enum.also else "")
