"""
plan, queries: the module of a client's cached queries, with the types that a type checker needs.

The rule: a query method has the parameters of the method that it stands for, and what a reading may ask for; a mutation
takes its method's signature over, so nothing of it is written twice.
"""

from __future__ import annotations

import itertools
import re

from generator.model import ir
from generator.model.layout import Layout, Method, Resource
from generator.model.queries import EventRule, QueriesModule, QueryGraph, ReadView, ResourceQueries, Template, WriteView
from generator.model.settings import ClientSettings
from generator.model.views import Param, Planned
from generator.passes.imports import Imports
from generator.passes.plan_models import enum_names
from generator.passes.plan_operations import public, signature
from generator.passes.types import PREFIXED, annotation, reply_annotation
from generator.passes.wording import sentence
from generator.problems import Problems

OPTIONS = frozenset({"poll", "enabled", "stale_time", "poll_while_live", "how"})
"""What a reading may ask for; a parameter of that name would hide it."""
RESERVED = frozenset(
    {
        "about", "aclose", "ambient", "ask", "begin_close", "cache", "cancel_flight", "check_open", "clear",
        "clock", "close", "credentials", "dehydrate", "detach", "due", "expect", "extend", "following", "hear",
        "hit", "hydrate", "invalidate", "is_async", "is_live", "join", "known", "learn", "live", "missed", "mutation",
        "notice_identity", "notify", "poll_on", "put", "read", "reads", "recall", "rules", "run_pending", "settle",
        "stale_time", "standing", "state", "subscribe", "tell", "thaw", "wake",
    }
)  # fmt: skip
"""What query clients are made of; a resource of that name would hide it."""
_READABLE = re.compile(r"(?:models\.\w+|list|dict|str|int|float|bool|None|[\[\], |])+")
_PAGED = ("page", "offset", "has_more")


def plan_queries(api: ir.Api, layout: Layout, settings: ClientSettings, path: str) -> list[Planned]:
    """
    The module of a client's queries; none when its document has no queries.

    Raises:
        BuildStopped: A resource or a parameter would hide something of the query layer.
    """
    graph = api.queries
    if graph is None:
        return []
    problems = Problems()
    module = _Module(api, graph, problems)
    resources = tuple(found for one in public(layout) if (found := module.resource(one)) is not None)
    problems.stop()
    rules = tuple((repr(name), module.rule(rule)) for name, rule in sorted(graph.events.items()))
    imports = module.imports
    imports.add("warp_client_core.query.async_queries", "AsyncQueryClient")
    imports.add("warp_client_core.query.sync_queries", "QueryClient")
    imports.add("warp_client_core.query.mutations", "Mutation", "AsyncMutation")
    imports.add("warp_client_core.query.readings", "Query", "Reader")
    imports.add("warp_client_core.query.async_readings", "AsyncQuery", "AsyncReader", "AsyncListReader")
    imports.add("warp_client_core.query.graph", "Read", "Write", "Rule")
    imports.add("warp_client_core.query.values", "Reading")
    if any(read.captured for one in resources for read in one.reads):
        imports.add("warp_client_core.query.readings", "written")
        imports.add("warp_client_core.query.async_readings", "async_written", "async_written_list")
    view = QueriesModule(
        client=settings.client,
        class_name=queries_name(settings),
        imports=tuple(line for line in imports.lines() if line.module != ".."),
        modules=tuple(sorted(imports.modules)),
        constants=tuple(module.constants),
        listed=tuple(name for name, text in module.constants if text.startswith("Read(")),
        rules=rules,
        resources=resources,
    )
    return [Planned(path, "package/queries.py.jinja", view)]


def queries_name(settings: ClientSettings) -> str:
    """The class of a client's queries: ``CustomerQueries`` of `CustomerClient`."""
    return f"{settings.client.removesuffix('Client')}Queries"


class _Module:
    """The parts of the module; ``constants`` and ``imports`` fill up as resources are planned."""

    def __init__(self, api: ir.Api, graph: QueryGraph, problems: Problems) -> None:
        self._api, self._graph, self._problems = api, graph, problems
        self._enums = enum_names(api)
        self._secret = {model.name for model in api.models if any(field.secret for field in model.fields)}
        self.constants: list[tuple[str, str]] = []
        self.imports = Imports()

    def resource(self, resource: Resource) -> ResourceQueries | None:
        """One resource; None when none of its methods is an operation of the document."""
        methods = [one for one in resource.methods if not one.operation.internal]
        reads = tuple(self._read(resource, one) for one in methods if one.operation.id in self._graph.reads)
        writes = tuple(self._write(resource, one) for one in methods if one.operation.id in self._graph.writes)
        if not reads and not writes:
            return None
        if resource.name in RESERVED:
            message = f"the resource {resource.name} hides a part of the query layer"
            self._problems.add(methods[0].operation.place, message, "Rename the tag.")
        writes += tuple(self._added(resource, methods, name) for name in _changing(resource) if writes)
        brief = sentence(resource.doc or dict(self._api.tags).get(resource.name, "") or resource.name)
        return ResourceQueries(resource.name, f"{resource.class_name}Queries", brief, reads, writes)

    def rule(self, rule: EventRule) -> str:
        """The expression of a rule."""
        parts = [repr(tuple(rule.touches))] if rule.touches else []
        parts += [f"updates={rule.updates!r}"] if rule.updates else []
        return f"Rule({', '.join([*parts, *(['partial=True'] if rule.partial else [])])})"

    def _read(self, resource: Resource, method: Method) -> ReadView:
        operation, brief = method.operation, sentence(method.operation.summary)
        positional, keywords = self._parameters(method)
        kind = self._type(operation)
        parts = [repr(operation.id), repr(f"{resource.name}.{method.name}")]
        parts.append(repr(_python(self._graph.reads[operation.id], operation)))
        parts += [f"type=lambda: {kind}"] if kind else []
        constant = self._constant("Read", operation, parts, positional)
        if method.replaced_by:
            return ReadView(method.name, constant, brief, captured=True, paged=operation.reply.kind in _PAGED)
        for param in keywords:
            if param.name in OPTIONS:
                message = f"the parameter {param.name} hides an option of queries"
                self._problems.add(operation.place, message, "Rename it.", subject=operation.id)
        returns = reply_annotation(operation.reply, PREFIXED)
        async_returns = reply_annotation(operation.reply, PREFIXED, page="AsyncPage")
        self.imports.use(
            returns, async_returns, "RequestOptions", *(one.declaration for one in (*positional, *keywords))
        )
        handed = (*(one.name for one in keywords), "options")
        args = ", ".join(one.name for one in positional) + ("," if len(positional) == 1 else "")
        paged = async_returns.startswith("AsyncPage[")
        return ReadView(
            method.name, constant, brief, positional, keywords, args, handed, returns, async_returns, paged=paged
        )

    def _write(self, resource: Resource, method: Method) -> WriteView:
        operation = method.operation
        positional, _ = self._parameters(method)
        touches = tuple(_python(one, operation) for one in self._graph.writes[operation.id])
        parts = [repr(operation.id), repr(f"{resource.name}.{method.name}"), *([repr(touches)] if touches else [])]
        return WriteView(method.name, self._constant("Write", operation, parts, positional))

    def _added(self, resource: Resource, methods: list[Method], name: str) -> WriteView:
        """A method that an overlay adds: it touches what any change of its resource touches, whatever the value."""
        touched = {_constant_part(one) for method in methods for one in self._graph.writes.get(method.operation.id, ())}
        least = sorted(one for one in touched if not any(one[:length] in touched for length in range(1, len(one))))
        constant = f"_{resource.name}__{name}".upper()
        parts = [repr(f"{resource.name}.{name}")] * 2 + [repr(tuple(least))]
        self.constants.append((constant, f"Write({', '.join(parts)})"))
        return WriteView(name, constant)

    def _constant(self, kind: str, operation: ir.Operation, parts: list[str], positional: tuple[Param, ...]) -> str:
        if positional:
            parts.append(f"path={tuple(one.name for one in positional)!r}")
        name = f"_{operation.id.upper()}"
        self.constants.append((name, f"{kind}({', '.join(parts)})"))
        return name

    def _parameters(self, method: Method) -> tuple[tuple[Param, ...], tuple[Param, ...]]:
        path, keywords = signature(method.operation, self._enums, PREFIXED)
        supplied = dict(method.supplied)
        optional = tuple(Param(p.name, f"{p.declaration} | None = None") for p in path if p.name in supplied)
        return tuple(p for p in path if p.name not in supplied), (*keywords, *optional)

    def _type(self, operation: ir.Operation) -> str:
        """The type to read written data with; empty for what is never written: secrets, and what is no JSON."""
        reply = operation.reply
        if reply.type is None or reply.kind not in ("enveloped", "bare", *_PAGED):
            return ""
        if self._secret & ir.reached_from(ir.names_in(reply.type), self._api.models):
            return ""
        kind = annotation(reply.type, PREFIXED).replace("List[", "list[")
        return kind if _READABLE.fullmatch(kind) else ""


def _changing(resource: Resource) -> list[str]:
    """What overlays add to a resource that is not said to read."""
    return [name for one in resource.mixins for name, _ in one.adds if name not in one.reads]


def _constant_part(template: Template) -> Template:
    """A key up to its first value."""
    return tuple(itertools.takewhile(lambda part: part[:1] != "{", template))


def _python(template: Template, operation: ir.Operation) -> Template:
    """A key with the Python names of parameters and fields."""
    body = operation.body.fields if operation.body else ()
    fields = (*operation.path_fields, *operation.query, *operation.headers, *body)
    names = {field.wire: field.name for field in fields}
    return tuple(f"{{{names.get(part[1:-1], part[1:-1])}}}" if part[:1] == "{" else part for part in template)
