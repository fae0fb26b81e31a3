"""
lower: the plain document through openapi-python-client, joined with the side table to our own IR.

The only importer of openapi-python-client. Read of it: ``Config.from_sources``, ``GeneratorData.from_dict`` and the
attributes listed in `READS`, which a contract test holds against the pinned version. One rule: the parser may not say
anything; a warning is a problem like any other.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs
import openapi_python_client.parser.openapi as parser
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import properties as kinds
from openapi_python_client.parser.errors import GeneratorError as ParserError

from generator.model import ir
from generator.model.side_table import (
    PAYLOADS,
    BodyFacts,
    EventFacts,
    FieldFacts,
    OperationFacts,
    ReplyFacts,
    SideTable,
    WebhookFacts,
)
from generator.passes.canonicalise import Canonical
from generator.problems import Place, Problems

READS = {
    "GeneratorData": ("models", "enums", "errors", "endpoint_collections_by_tag"),
    "EndpointCollection": ("endpoints", "parse_errors"),
    "Endpoint": ("name", "responses"),
    "ModelProperty": ("class_info", "required_properties", "optional_properties", "additional_properties"),
    "ListProperty": ("inner_property",),
    "UnionProperty": ("inner_properties",),
}
_SCALARS: dict[type, ir.ScalarKind] = {
    kinds.AnyProperty: "any",
    kinds.BooleanProperty: "bool",
    kinds.DateProperty: "date",
    kinds.DateTimeProperty: "datetime",
    kinds.FileProperty: "bytes",
    kinds.FloatProperty: "float",
    kinds.IntProperty: "int",
    kinds.NoneProperty: "none",
    kinds.StringProperty: "str",
    kinds.UuidProperty: "uuid",
}


def lower(canonical: Canonical) -> ir.Api:
    """
    The IR of one client, operations and types complete, names still as the document has them.

    Raises:
        BuildStopped: The parser reported anything, or an operation or type did not come out of it.
    """
    problems = Problems()
    parsed = _parse(canonical, problems)
    problems.stop()
    adapter = _Adapter(canonical.table, parsed, problems)
    api = adapter.api()
    problems.stop()
    return api


def _parse(canonical: Canonical, problems: Problems) -> parser.GeneratorData:
    here = Place("plain document")
    config = Config.from_sources(
        ConfigFile(literal_enums=True, post_hooks=[]), MetaType.NONE, Path("plain.json"), "utf-8", False, None
    )
    with _shallow_endpoint_copies():
        parsed = parser.GeneratorData.from_dict(canonical.plain, config=config)
    if isinstance(parsed, ParserError):
        problems.add(here, f"the parser refused the document: {parsed.detail}", "Add a rule to canonicalise.")
        problems.stop()
        raise AssertionError("unreachable")
    messages = list(parsed.errors)
    for collection in parsed.endpoint_collections_by_tag.values():
        messages.extend(collection.parse_errors)
    for message in messages:
        data = message.data.model_dump(mode="json", exclude_none=True) if message.data else ""
        problems.add(here, f"the parser says: {message.detail} {data}", "Add a rule to canonicalise.")
    return parsed


@contextmanager
def _shallow_endpoint_copies() -> Iterator[None]:
    """
    Let the parser copy an endpoint without the models it refers to.

    0.29.1 deep-copies the reachable type graph three times per operation, which is most of its time on large
    documents and changes nothing in its result. Delete when a release stops doing so.
    """
    original = parser.deepcopy

    def clone(endpoint: Any) -> Any:
        twin = copy.copy(endpoint)
        for name, value in vars(endpoint).items():
            if isinstance(value, (list, set)):
                setattr(twin, name, copy.copy(value))
        twin.responses = copy.copy(endpoint.responses)
        twin.responses.patterns = list(endpoint.responses.patterns)
        return twin

    parser.deepcopy = clone  # type: ignore[assignment] # narrower on purpose
    try:
        yield
    finally:
        parser.deepcopy = original


class _Adapter:
    """Joins the parse result with the side table."""

    def __init__(self, table: SideTable, parsed: parser.GeneratorData, problems: Problems) -> None:
        self._table = table
        self._problems = problems
        self._models = {str(model.class_info.name): model for model in parsed.models}
        self._endpoints = {
            str(endpoint.name): endpoint
            for collection in parsed.endpoint_collections_by_tag.values()
            for endpoint in collection.endpoints
        }

    def api(self) -> ir.Api:
        """Everything, or problems for what is missing."""
        table = self._table
        for key, facts in table.models.items():
            if key not in self._models:
                self._problems.add(facts.place, f"the type {facts.name} did not survive parsing", "Report this fault.")
        for key, operation in table.operations.items():
            if key.removesuffix(operation.variant) not in self._endpoints:
                message = "the operation did not survive parsing"
                self._problems.add(operation.place, message, "Report this fault.", subject=operation.id)
        self._problems.stop()
        models = tuple(self._model(key) for key in table.models)
        return ir.Api(
            title=table.title,
            version=table.version,
            description=table.description,
            server=table.server,
            tags=tuple(table.tags.items()),
            operations=tuple(self._operation(facts) for facts in table.operations.values()),
            models=models,
            aliases=tuple(self._alias(key) for key in table.aliases),
            servers=table.servers,
            schemes=table.schemes,
            security=table.security,
            is_foreign=table.is_foreign,
            enums=tuple(
                ir.Enum(
                    facts.name,
                    facts.domain,
                    facts.description,
                    tuple((v, v) for v in facts.values),
                    facts.place,
                    facts.also,
                )
                for facts in table.enums.values()
            ),
            events=self._messages(table.events),
            commands=self._messages(table.commands),
            webhooks=tuple(
                ir.Webhook(one.id, one.method, one.media_type, table.models[one.model].name, one.parameters)
                if one.model
                else self._payload(one)
                for one in table.webhooks
            ),
        )

    def _payload(self, facts: WebhookFacts) -> ir.Webhook:
        (field,) = self._fields(self._models[PAYLOADS], (FieldFacts(facts.key, facts.key, True, ""),))
        return ir.Webhook(facts.id, facts.method, facts.media_type, "", facts.parameters, field.type, facts.summary)

    def _messages(self, facts: tuple[EventFacts, ...]) -> tuple[ir.Event, ...]:
        return tuple(ir.Event(one.stream, one.name, self._table.models[one.model].name) for one in facts)

    def _model(self, key: str) -> ir.Model:
        facts = self._table.models[key]
        fields = self._fields(self._models[key], facts.fields)
        extra = None
        if facts.extra:
            (field,) = self._fields(self._models[key], (FieldFacts(facts.extra, facts.extra, False, ""),))
            extra = field.type
        return ir.Model(facts.name, facts.domain, facts.description, fields, facts.custom, facts.place, extra)

    def _alias(self, key: str) -> ir.Alias:
        facts = self._table.aliases[key]
        wanted = tuple(FieldFacts(one, one, False, "") for one in facts.options)
        options = tuple(field.type for field in self._fields(self._models[key], wanted))
        return ir.Alias(
            facts.name,
            facts.domain,
            facts.description,
            options,
            facts.place,
            tag=facts.tag,
            tags=facts.tags,
            keeps_unknown=facts.keeps_unknown,
        )

    def _fields(self, model: kinds.ModelProperty, facts: tuple[FieldFacts, ...]) -> tuple[ir.Field, ...]:
        found = {
            prop.name.get_untrusted_value(): prop
            for prop in [*(model.required_properties or []), *(model.optional_properties or [])]
        }
        return tuple(
            ir.Field(
                name=fact.wire,
                wire=fact.wire,
                type=self._type(found[fact.key]),
                required=fact.required,
                description=fact.description,
                secret=fact.secret,
                link=fact.link,
                scale=fact.scale,
                borrowed=fact.borrowed,
                read_only=fact.read_only,
                write_only=fact.write_only,
                style=fact.style,
                also=fact.also,
            )
            for fact in facts
        )

    def _operation(self, facts: OperationFacts) -> ir.Operation:
        holder = self._models[facts.parameters]
        return ir.Operation(
            id=facts.id,
            tag=facts.tag,
            method=facts.method,
            path=facts.path,
            summary=facts.summary,
            description=facts.description,
            safety=facts.safety,
            reply=self._reply(facts.reply, holder),
            place=facts.place,
            path_fields=self._fields(holder, facts.path_fields),
            query=self._fields(holder, facts.query),
            headers=self._fields(holder, facts.headers),
            cookies=self._fields(holder, facts.cookies),
            fixed_headers=facts.fixed_headers,
            needs=facts.needs,
            body=self._body(facts.body, holder),
            session=facts.session,
            authenticated=facts.authenticated,
            internal=facts.internal,
            deprecated=facts.deprecated,
            key_header=facts.key_header,
            unclaimed=facts.unclaimed,
            variant=facts.variant,
            security=facts.security,
            server=facts.server,
            document_id=facts.document_id,
        )

    def _reply(self, facts: ReplyFacts, holder: kinds.ModelProperty) -> ir.Reply:
        found = None
        if facts.key:
            (field,) = self._fields(holder, (FieldFacts(facts.key, facts.key, True, ""),))
            found = field.type
        cases = tuple((status, self._reply(one, holder)) for status, one in facts.cases)
        return ir.Reply(facts.kind, found, facts.accept, facts.maybe, cases)

    def _body(self, body: BodyFacts | None, holder: kinds.ModelProperty) -> ir.Body | None:
        if body is None:
            return None
        if body.whole is not None:
            (field,) = self._fields(holder, (body.whole,))
            field = attrs.evolve(field, required=body.required)
            return ir.Body(body.kind, body.media_type, (field,), "", body.required, whole=True)
        model = self._model(body.model)
        styles = dict(body.styles)
        given = [one for one in model.fields if not one.read_only]
        fields = tuple(attrs.evolve(one, style=styles.get(one.wire)) for one in given)
        return ir.Body(body.kind, body.media_type, fields, model.name, body.required, model.custom)

    def _type(self, prop: Any) -> ir.TypeRef:
        if isinstance(prop, kinds.UnionProperty):
            return ir.OneOf(tuple(self._type(inner) for inner in prop.inner_properties))
        if isinstance(prop, kinds.ListProperty):
            return ir.ListOf(self._type(prop.inner_property))
        if isinstance(prop, kinds.LiteralEnumProperty):
            return ir.Named(self._table.enums[str(prop.class_info.name)].name)
        if isinstance(prop, kinds.ModelProperty):
            return self._model_type(str(prop.class_info.name))
        kind = _SCALARS.get(type(prop))
        if kind is None:
            self._problems.add(Place("plain document"), f"no rule lowers {type(prop).__name__}", "Add a rule.")
            return ir.Scalar("any")
        return ir.Scalar(kind)

    def _model_type(self, key: str) -> ir.TypeRef:
        if key in self._table.scalars:
            return ir.Scalar(self._table.scalars[key])
        if key in self._table.aliases:
            return ir.Named(self._table.aliases[key].name)
        if key in self._table.maps:
            values = self._models[key].additional_properties
            return ir.MapOf(self._type(values) if values is not None else ir.Scalar("any"))
        return ir.Named(self._table.models[key].name)
