"""
plan, wire: how a calls module writes what a request carries and what its reply becomes.

One rule: the plain way needs no code of its own; a style, a content type or a second form of reply names a function or
class of core, and only then is that imported.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import urlsplit

import attrs

from generator.model import ir
from generator.passes.imports import Imports
from generator.passes.memory import once_per_api
from generator.passes.types import PREFIXED, annotation

_PAGING = {"page": "PAGE", "offset": "OFFSET", "has_more": "HAS_MORE"}
_REPLIES = {"enveloped": "Enveloped", "bare": "Bare", "located": "Located", "text": "Text", "binary": "Binary"}
_STREAMS = {"events": "Events", "lines": "Lines"}
_MEDIA = re.compile(r"[A-Za-z0-9.+-]+/[A-Za-z0-9.+_-]+(?:; ?[a-z]+=[A-Za-z0-9.+_-]+)*")
_SINGLE = ("str", "int", "float", "bool", "datetime", "date", "decimal", "none")


@attrs.frozen
class Scope:
    """What one calls module knows: models with other names on the wire, enums, and its imports."""

    renamed: frozenset[str]
    enums: frozenset[str]
    imports: Imports


def address_of(operation: ir.Operation) -> str:
    """The path template, behind a whole address for an operation with a server of its own."""
    if not operation.server:
        return operation.path
    parts = urlsplit(operation.server)
    return operation.server + operation.path if parts.netloc else operation.path


def plan_reply(reply: ir.Reply, imports: Imports, aliases: frozenset[str] = frozenset(), *, late: bool = False) -> str:
    """The expression that makes the reply of an operation; ``late`` to name its types when it is first read."""
    if reply.maybe or reply.accept:
        inner = plan_reply(attrs.evolve(reply, maybe=False, accept=""), imports, aliases, late=late)
        imports.add("warp_client_core", "choices as _choices")
        inner = f"_choices.Accepting({inner}, {reply.accept!r})" if reply.accept else inner
        return f"_choices.Maybe({inner})" if reply.maybe else inner
    if reply.kind == "by_status":
        imports.add("warp_client_core", "choices as _choices")
        cases = ", ".join(f"{status!r}: {plan_reply(one, imports, aliases, late=late)}" for status, one in reply.cases)
        return f"_choices.ByStatus({{{cases}}})"
    if reply.kind == "raw":
        imports.add("warp_client_core", "choices as _choices")
        return "_choices.AsSent()"
    if reply.kind == "nothing":
        imports.add("warp_client_core.replies", "Nothing")
        return "Nothing()"
    if reply.kind == "events" and reply.type is None:
        imports.add("warp_client_core.iteration", "Events")
        return "Events(None)"
    if reply.type is None:
        imports.add("warp_client_core.replies", _REPLIES[reply.kind])
        return f"{_REPLIES[reply.kind]}()"
    kind = type_argument(reply.type, imports, aliases)
    start = f".later(lambda: {kind}" if late and "models." in kind else f"({kind}"
    if reply.kind in _PAGING:
        imports.add("warp_client_core.replies", "Paged", "Paging")
        return f"Paged{start}, Paging.{_PAGING[reply.kind]})"
    if reply.kind in _STREAMS:
        imports.add("warp_client_core.iteration", _STREAMS[reply.kind])
        return f"{_STREAMS[reply.kind]}{start})"
    imports.add("warp_client_core.replies", _REPLIES[reply.kind])
    return f"{_REPLIES[reply.kind]}{start})"


def type_argument(ref: ir.TypeRef, imports: Imports, aliases: frozenset[str] = frozenset()) -> str:
    """A type as the argument of a class of core; type checkers take no union for a type."""
    kind = annotation(ref, PREFIXED)
    imports.use(kind)
    is_alias = isinstance(ref, ir.Named) and ref.name in aliases
    if is_alias or isinstance(ref, ir.OneOf) or ref == ir.Scalar("any"):
        imports.modules.add("import typing as _typing")
        return f'_typing.cast("type[{kind}]", {kind})'
    return "type(None)" if kind == "None" else kind


def settings_of(operation: ir.Operation) -> tuple[str, ...]:
    """Further arguments of the operation constant."""
    found = []
    if operation.session:
        found.append(f"session=Session.{operation.session.upper()}")
    if not operation.authenticated:
        found.append("authenticated=False")
    if operation.security is not None and operation.authenticated:
        found.append(f"security={operation.security!r}")
    if operation.key_header:
        found.append(f"key_header={operation.key_header!r}")
    if operation.needs:
        found.append(f"needs={operation.needs!r}")
    if operation.deprecated:
        found.append("deprecated=True")
    return tuple(found)


def parts_of(operation: ir.Operation, scope: Scope) -> tuple[str, ...]:
    """The arguments of ``Operation.call``."""
    found = [_in_path(field, scope) for field in operation.path_fields]
    query = [_pair(field, field.style, scope) for field in operation.query]
    if query:
        found.append(f"query={{{', '.join(query)}}}")
    headers = [f"{name!r}: {value!r}" for name, value in operation.fixed_headers]
    headers += [_in_header(field, scope) for field in operation.headers]
    if operation.cookies:
        headers.append(_cookies(operation.cookies, scope))
    if headers:
        found.append(f"headers={{{', '.join(headers)}}}")
    return (*found, *_body(operation.body, scope)) if operation.body else tuple(found)


def _body(body: ir.Body, scope: Scope) -> list[str]:
    media = [f"media_type={body.media_type!r}"]
    if body.whole:
        (field,) = body.fields
        if body.kind in ("text", "binary"):
            return [f"content={field.name}", *media]
        value = _value(field, scope)
        if body.kind == "json":
            return [f"json={value}", *(media if body.media_type != "application/json" else [])]
        return [f"{body.kind}={_styles(scope.imports)}.{body.kind}({value})"]
    pairs = [_body_pair(body.kind, field, scope) for field in body.fields]
    if body.custom:
        scope.imports.add("warp_client_core", "arguments as _arguments")
        prefixes = ", ".join(repr(prefix) for prefix in body.custom)
        pairs.append(f"**_arguments.custom_fields(custom, {prefixes})")
    fields = f"{{{', '.join(pairs)}}}"
    if body.kind == "json" and not body.required and any(field.required for field in body.fields):
        fields = f"{_styles(scope.imports)}.given({fields})"
    found = [f"{body.kind}={fields}"]
    return found + (media if body.kind == "json" and body.media_type != "application/json" else [])


def _body_pair(kind: str, field: ir.Field, scope: Scope) -> str:
    """One field of a body that is an object."""
    if kind == "json":
        return f"{field.wire!r}: {_value(field, scope)}"
    style = field.style
    if kind == "form":
        if style is None and _may_be_single(field.type, scope.enums):
            return f"{field.wire!r}: {_styles(scope.imports)}.field({_value(field, scope)})"
        if style is None and not _is_plain(field.type, scope.enums):
            style = ir.Style(content="application/json")
        return _pair(field, style, scope)
    if style is not None and style.form:
        return _pair(field, style, scope)
    if _is_file(field.type) and (style is None or not _is_media(style.content)):
        return f"{field.wire!r}: {_value(field, scope)}"
    if style is None and _is_plain(field.type, scope.enums):
        return f"{field.wire!r}: {_value(field, scope)}"
    if style is None and _may_be_single(field.type, scope.enums):
        return f"{field.wire!r}: {_styles(scope.imports)}.field({_value(field, scope)}, 'application/json')"
    media = style.content if style and _is_media(style.content) else "application/json"
    word = "parts" if style is None and isinstance(field.type, ir.ListOf) else "part"
    return f"{field.wire!r}: {_styles(scope.imports)}.{word}({_value(field, scope)}, {media!r})"


def _pair(field: ir.Field, style: ir.Style | None, scope: Scope) -> str:
    """One entry of the mapping for a query or form."""
    if style is None:
        return f"{field.wire!r}: {field.name}"
    value = _value(field, scope)
    if style.content:
        plain = "json" not in style.content
        return f"{field.wire!r}: {field.name if plain else f'{_styles(scope.imports)}.json({value})'}"
    return f"**{_styles(scope.imports)}.query({field.wire!r}, {value}{_options(style, 'form', True)})"


def _in_path(field: ir.Field, scope: Scope) -> str:
    if field.style is None:
        return field.name
    value = _value(field, scope)
    if field.style.content:
        return f"{_styles(scope.imports)}.path({field.wire!r}, {_styles(scope.imports)}.json({value}))"
    return f"{_styles(scope.imports)}.path({field.wire!r}, {value}{_options(field.style, 'simple', False)})"


def _in_header(field: ir.Field, scope: Scope) -> str:
    if field.style is None:
        return f"{field.wire!r}: {field.name}"
    value = _value(field, scope)
    if field.style.content:
        return f"{field.wire!r}: {_styles(scope.imports)}.json({value})"
    return f"{field.wire!r}: {_styles(scope.imports)}.header({value}{', True' if field.style.explode else ''})"


def _cookies(fields: tuple[ir.Field, ...], scope: Scope) -> str:
    pairs, joined = [], []
    for field in fields:
        value = _value(field, scope)
        is_json = field.style is not None and bool(field.style.content)
        pairs.append(f"{field.wire!r}: {f'{_styles(scope.imports)}.json({value})' if is_json else value}")
        if field.style is not None and not field.style.explode:
            joined.append(field.wire)
    return (
        f"'Cookie': {_styles(scope.imports)}.cookies({{{', '.join(pairs)}}}{f', {tuple(joined)!r}' if joined else ''})"
    )


def _options(style: ir.Style, form: str, explode: bool) -> str:
    """The arguments that say how, as far as they differ from the usual."""
    if style.reserved:
        return f", {style.form!r}, {style.explode!r}, True"
    if style.explode != explode:
        return f", {style.form!r}, {style.explode!r}"
    return f", {style.form!r}" if style.form != form else ""


def _styles(imports: Imports) -> str:
    imports.add("warp_client_core", "styles as _styles")
    return "_styles"


def _is_plain(ref: ir.TypeRef, enums: frozenset[str], *, lists: bool = True) -> bool:
    """Whether a form field of this type is written right as it is: a single value, or a list of such."""
    match ref:
        case ir.Scalar(kind):
            return kind in _SINGLE
        case ir.Named(name):
            return name in enums
        case ir.ListOf(item):
            return lists and _is_plain(item, enums, lists=False)
        case ir.OneOf(options):
            return all(_is_plain(option, enums, lists=lists) for option in options)
    return False


def _may_be_single(ref: ir.TypeRef, enums: frozenset[str]) -> bool:
    """Whether only the value tells if it is a single one or has parts: one of several types, maybe under a name."""
    return isinstance(ref, (ir.Named, ir.OneOf)) and not _is_plain(ref, enums)


def _is_file(ref: ir.TypeRef, files: Collection[str] = ("bytes", "any")) -> bool:
    """Whether a value of this type is a file or several; one that may be anything can be one."""
    match ref:
        case ir.Scalar(kind):
            return kind in files
        case ir.ListOf(item):
            return _is_file(item, files)
        case ir.OneOf(options):
            return all(_is_file(option, files) or option == ir.Scalar("none") for option in options)
    return False


def _is_media(text: str) -> bool:
    """Whether an encoding names one media type, not several to choose from."""
    return bool(_MEDIA.fullmatch(text))


def _value(field: ir.Field, scope: Scope) -> str:
    """The value of a body field; a mapping for a type with other wire names is translated on the way."""
    if _is_file(field.type, {"bytes"}):
        scope.imports.add("warp_client_core", "arguments as _arguments")
        word = "as_file" if field.type == ir.Scalar("bytes") and field.required else "as_files"
        return f"_arguments.{word}({field.name})"
    if not scope.renamed & set(ir.names_in(field.type)):
        return field.name
    model = PREFIXED.models + next(name for name in ir.names_in(field.type) if name in scope.renamed)
    scope.imports.use(model)
    scope.imports.add("warp_client_core", "arguments as _arguments")
    return f"_arguments.as_wire({model}, {field.name})"


@once_per_api
def alias_names(api: ir.Api) -> frozenset[str]:
    """Unions with a name, which type checkers do not take for types either."""
    # One of a single option is what that is: a list or map within itself, or a union in turn.
    named = {alias.name: alias.options for alias in api.aliases}
    found = {name for name, options in named.items() if len(options) > 1 or isinstance(options[0], ir.OneOf)}
    waiting = {name: options[0].name for name, options in named.items() if isinstance(options[0], ir.Named)}
    while more := {name for name, target in waiting.items() if target in found} - found:
        found |= more
    return frozenset(found)


@once_per_api
def renamed_models(api: ir.Api) -> frozenset[str]:
    """Models and unions that have, or contain a model that has, a Python name that differs from the wire."""
    found = {model.name for model in api.models if any(field.name != field.wire for field in model.fields)}
    holders: dict[str, list[str]] = {}
    types: list[ir.Model | ir.Alias] = [*api.models, *api.aliases]
    for one in types:
        for name in {name for part in ir.parts_of(one) for name in ir.names_in(part)}:
            holders.setdefault(name, []).append(one.name)
    waiting = list(found)
    while waiting:
        more = [name for name in holders.get(waiting.pop(), ()) if name not in found]
        found.update(more)
        waiting.extend(more)
    return frozenset(found)
