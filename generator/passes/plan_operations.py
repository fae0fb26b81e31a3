"""plan, operations: the calls modules, the resource modules and the client module."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from generator.model import ir
from generator.model.layout import Layout, Method, Mixin, Resource
from generator.model.views import (
    CallsModule,
    CallView,
    Import,
    LazyPackage,
    MethodView,
    Param,
    Planned,
    ResourceModule,
)
from generator.passes.imports import Imports
from generator.passes.late import late_replies
from generator.passes.plan_models import enum_names, scaled
from generator.passes.plan_renames import argument_lines, kept, method_lines, with_old
from generator.passes.plan_wire import Scope, address_of, alias_names, parts_of, plan_reply, renamed_models, settings_of
from generator.passes.types import PLAIN, PREFIXED, Spelling, input_annotation, item_annotation, reply_annotation
from generator.passes.wording import entry, sentence, sentence_end, wrap

_PAGING = {"page": "PAGE", "offset": "OFFSET", "has_more": "HAS_MORE"}
_STREAMS = ("events", "lines")


def plan_calls(api: ir.Api, layout: Layout, folder: str) -> list[Planned]:
    """The files of the calls package: every operation, internal ones too."""
    resources = [resource for resource in layout.resources if resource.methods]
    files = [
        Planned(f"{folder}/{resource.name}.py", "calls/module.py.jinja", _calls_module(api, resource))
        for resource in resources
    ]
    package = LazyPackage(
        doc="Every operation as a pure function that describes one request and sends nothing.",
        imports=(),
        where=(),
        modules=tuple(resource.name for resource in resources),
    )
    return [*files, Planned(f"{folder}/__init__.py", "package/lazy.py.jinja", package)]


def plan_resources(api: ir.Api, layout: Layout, folder: str) -> list[Planned]:
    """The files of the resources package."""
    files = [
        Planned(f"{folder}/{resource.name}.py", "resources/module.py.jinja", _resource_module(api, resource))
        for resource in public(layout)
    ]
    doc = LazyPackage(doc="Methods by resource, in two flavours.", imports=(), where=(), modules=())
    return [*files, Planned(f"{folder}/__init__.py", "package/empty.py.jinja", doc)]


def public(layout: Layout) -> list[Resource]:
    """Resources that the client offers: those with a method that is not internal, or with a mixin."""
    return [one for one in layout.resources if one.mixins or any(not m.operation.internal for m in one.methods)]


def signature(
    operation: ir.Operation, enums: frozenset[str], spelling: Spelling = PLAIN, renames: Sequence[ir.Rename] = ()
) -> tuple[tuple[Param, ...], tuple[Param, ...]]:
    """Positional and keyword-only parameters of an operation; required keywords come first."""
    path = tuple(
        Param(field.name, f"{field.name}: {input_annotation(field.type, enums, spelling)}")
        for field in operation.path_fields
    )
    keywords: list[tuple[bool, Param]] = []
    for field in (*operation.query, *operation.headers, *operation.cookies):
        kind = _nullable(input_annotation(field.type, enums, spelling), field.required)
        default = "" if field.required else " = None"
        keywords.append((field.required, Param(field.name, f"{field.name}: {kind}{default}")))
    for field in operation.body.fields if operation.body else ():
        kind = _body_annotation(operation.body, field, enums, spelling)
        required = field.required and operation.body is not None and operation.body.required
        declared = f"{field.name}: {kind}" if required else f"{field.name}: {kind} | Unset = UNSET"
        keywords.append((required, Param(field.name, declared)))
    path = tuple(with_old(path, keywords, list(renames)))
    return path, tuple(param for _, param in sorted(keywords, key=lambda one: not one[0]))


def _body_annotation(body: ir.Body | None, field: ir.Field, enums: frozenset[str], spelling: Spelling) -> str:
    if body is None or not body.whole or body.kind not in ("text", "binary"):
        return input_annotation(field.type, enums, spelling)
    # A path is no text here: whoever means a file says so with a path object.
    return "str | FileSource" if body.kind == "text" else "FileSource"


def _nullable(kind: str, required: bool) -> str:
    return kind if required or kind == "Any" or "None" in kind.split(" | ") else f"{kind} | None"


def _calls_module(api: ir.Api, resource: Resource) -> CallsModule:
    imports, aliases = Imports(), alias_names(api)
    scope = Scope(renamed_models(api), enum_names(api), imports)
    late = late_replies(api, [method.operation for method in resource.methods])
    views = []
    for method in resource.methods:
        view = _call(method, scope, aliases, late, kept(api, "parameter", f"{resource.name}.{method.name}"))
        imports.use(view.returns, *(param.declaration for param in (*view.path_params, *view.keyword_params)))
        text = " ".join([*(param.declaration for param in (*view.path_params, *view.keyword_params))])
        if view.renamed:
            imports.add("warp_client_core", "renames as _renames")
        if "UNSET" in text:
            imports.add("warp_client_core", "UNSET", "Unset")
        views.append(view)
    imports.add("warp_client_core", "Call", "Operation", "Safety")
    if any("Session." in setting for view in views for setting in view.settings):
        imports.add("warp_client_core", "Session")
    return CallsModule(
        doc=(f"Calls of ``{resource.name}``: each function describes one request and sends nothing.",),
        imports=imports.lines(),
        modules=tuple(sorted(imports.modules)),
        calls=tuple(views),
        renamed=method_lines(api, resource, "calls.", imports),
    )


def _call(
    method: Method, scope: Scope, aliases: frozenset[str], late: frozenset[str], old: Sequence[ir.Rename]
) -> CallView:
    operation = method.operation
    path, keywords = signature(operation, scope.enums, PREFIXED, old)
    body = operation.body
    returns = reply_annotation(operation.reply, PREFIXED)
    return CallView(
        name=method.name,
        constant=f"_{method.name.upper()}",
        operation=repr(operation.id),
        method=repr(operation.method),
        path=repr(address_of(operation)),
        safety=f"Safety.{operation.safety.upper()}",
        reply=plan_reply(operation.reply, scope.imports, aliases, late=operation.id in late),
        settings=settings_of(operation),
        returns=returns,
        annotation=f": Operation[{returns}]" if _needs_type(operation.reply) else "",
        doc=(f"{operation.summary}: ``{operation.method} {operation.path}``.",),
        path_params=path,
        keyword_params=keywords,
        custom=bool(body and body.custom),
        parts=parts_of(operation, scope),
        renamed=argument_lines(operation, list(old)),
    )


def _needs_type(reply: ir.Reply) -> bool:
    """Whether type checkers cannot tell from the reply what a call gives back."""
    return reply.maybe or reply.kind in ("by_status", *_STREAMS)


def _resource_module(api: ir.Api, resource: Resource) -> ResourceModule:
    enums = enum_names(api)
    imports = Imports()
    views = []
    for method in resource.methods:
        if method.replaced_by or method.operation.internal:
            continue
        view = _method(method, enums, kept(api, "parameter", f"{resource.name}.{method.name}"))
        declared = [param.declaration for param in (*view.path_params, *view.keyword_params)]
        imports.use(view.returns, view.async_returns, *declared)
        if "UNSET" in " ".join(declared):
            imports.add("warp_client_core", "UNSET", "Unset")
        if view.deferred:
            imports.use("Call")
        views.append(view)
    bases = tuple(mixin.sync for mixin in resource.mixins) or ("Resource",)
    async_bases = tuple(mixin.asynchronous for mixin in resource.mixins) or ("AsyncResource",)
    if not resource.mixins:
        imports.add("warp_client_core", "Resource", "AsyncResource")
    for line in mixin_imports(resource.mixins, ".."):
        imports.add(line.module, *line.names)
    if views:
        imports.add("warp_client_core", "RequestOptions")
    renamed = method_lines(api, resource, "", imports)
    brief = sentence(resource.doc or dict(api.tags).get(resource.name, "") or resource.name)
    return ResourceModule(
        name=resource.name,
        class_name=resource.class_name,
        doc=tuple(wrap(brief)),
        brief=brief,
        has_calls=bool(views),
        bases=bases,
        async_bases=async_bases,
        origins=tuple(dict.fromkeys(mixin.overlay for mixin in resource.mixins)),
        imports=imports.lines(),
        modules=tuple(sorted(imports.modules)),
        methods=tuple(views),
        renamed=renamed,
    )


def _method(method: Method, enums: frozenset[str], old: Sequence[ir.Rename]) -> MethodView:
    operation = method.operation
    path, keywords = signature(operation, enums, PREFIXED, old)
    supplied = dict(method.supplied)
    optional = tuple(Param(p.name, f"{p.declaration} | None = None") for p in path if p.name in supplied)
    handed = [f"{param.name}={param.name}" for param in keywords]
    custom = bool(operation.body and operation.body.custom)

    def arguments(wait: str) -> tuple[str, ...]:
        first = [
            f"{wait}self.{supplied[param.name]}() if {param.name} is None else {param.name}"
            if param.name in supplied
            else param.name
            for param in path
        ]
        return (*first, *handed, *(["**custom"] if custom else []))

    return MethodView(
        name=method.name,
        doc=tuple(_method_doc(operation, enums, supplied)),
        brief=sentence(operation.summary),
        path_params=tuple(param for param in path if param.name not in supplied),
        keyword_params=(*keywords, *optional),
        custom=custom,
        arguments=arguments(""),
        async_arguments=arguments("await "),
        returns=_returned(operation.reply, "EventStream"),
        async_returns=_returned(operation.reply, "AsyncEventStream"),
        streams=operation.reply.kind in _STREAMS,
        empty=operation.reply.kind == "nothing",
        paged=operation.reply.kind in _PAGING,
        deferred=operation.reply.kind in _PAGING and bool(supplied),
    )


def _returned(reply: ir.Reply, stream: str) -> str:
    """What a method gives back: a stream of items, an (asynchronous) page, or as the call says."""
    if reply.kind in _STREAMS:
        return f"{stream}[{item_annotation(reply, PREFIXED)}]"
    return reply_annotation(reply, PREFIXED, page="Page" if stream == "EventStream" else "AsyncListing")


def _method_doc(operation: ir.Operation, enums: frozenset[str], supplied: Collection[str]) -> list[str]:
    known = f"``{operation.id}``" + (f" (``{operation.document_id}``)" if operation.document_id else "")
    source = f"Operation {known}; {operation.safety}" + ("; deprecated." if operation.deprecated else ".")
    lines = [sentence(operation.summary), "", *wrap(f"{sentence_end(operation.description)} {source}")]
    body = [
        field
        for field in (operation.body.fields if operation.body else ())
        # What a nested model is about stands in its own docstring.
        if not field.borrowed or field.required or enums.issuperset(ir.names_in(field.type))
    ]
    fields = [*operation.path_fields, *operation.query, *operation.headers, *operation.cookies, *body]
    words = {field.name: scaled(field) for field in fields if field.description}
    words |= {name: f"{sentence(words.get(name, ''))} Found by itself when left out." for name in supplied}
    if words:
        lines += ["", "Args:", *(line for name, text in words.items() for line in entry(name, text))]
    return lines


def mixin_imports(mixins: tuple[Mixin, ...], prefix: str) -> tuple[Import, ...]:
    """The imports of hand-written base classes; ``prefix`` leads to the package."""
    return tuple(
        Import(f"{prefix}overlays.{mixin.overlay}", tuple(sorted((mixin.sync, mixin.asynchronous)))) for mixin in mixins
    )
