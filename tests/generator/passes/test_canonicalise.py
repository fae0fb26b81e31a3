"""From a document to operations: parameters, bodies, replies, and what the parser is given of them."""

from __future__ import annotations

from typing import Any

import pytest

from generator.model import ir
from generator.passes.canonicalise import canonicalise
from generator.passes.plan_wire import settings_of
from tests.generator.specimens import api_of, document, json_reply, messages, operation, whole, writing

ENVELOPE = {"x-envelope": {"data": "data", "meta": "meta"}}
TEXT = ir.Scalar("str")


def one(tree: Any) -> ir.Operation:
    """The first operation of a document."""
    return api_of(tree).operations[0]


def wrapped(data: Any) -> dict[str, Any]:
    """A reply in the document's envelope."""
    return {"type": "object", "properties": {"data": data, "meta": {"type": "object"}}}


def parameter(name: str, place: str = "query", **changes: Any) -> dict[str, Any]:
    """A parameter of text."""
    return {"name": name, "in": place, "schema": {"type": "string"}, **changes}


def test_the_plain_document_has_only_made_up_names() -> None:
    """
    The parser renames nothing that matters, because nothing that matters has a name there.
    """
    pet = {"type": "object", "properties": {"Class": {"enum": ["A"]}}}
    tree = document(operation(reply={"$ref": "#/components/schemas/Pet"}), schemas={"Pet": pet})

    plain = canonicalise(whole(tree)).plain

    assert ["/o0"] == list(plain["paths"])
    assert "Pet" not in str(plain)
    assert "Class" not in str(plain)


def test_parameters_are_grouped_by_place() -> None:
    """
    Path parameters in the order of the path, the others in the order of the document.
    """
    found = [parameter("b", "path"), parameter("q"), parameter("a", "path"), parameter("X-H", "header", required=True)]
    tree = document(paths={"/{a}/{b}": {"get": operation(parameters=found)}})

    operation_ = one(tree)

    assert ["a", "b"] == [field.wire for field in operation_.path_fields]
    assert [("q", False)] == [(field.wire, field.required) for field in operation_.query]
    assert [("X-H", True)] == [(field.wire, field.required) for field in operation_.headers]


def test_a_parameter_may_be_needed_beside_a_value_of_another() -> None:
    """
    Which the client looks at before it sends.
    """
    found = [parameter("period"), parameter("start", **{"x-needed-with": {"period": "custom"}})]

    operation_ = one(document(operation(parameters=found)))

    assert (("start", "period", "custom"),) == operation_.needs
    assert "needs=(('start', 'period', 'custom'),)" in settings_of(operation_)


def test_a_parameter_that_is_needed_beside_one_that_is_not_there_stops_the_build() -> None:
    """
    A header or a misspelt name.
    """
    found = [parameter("period", "header"), parameter("start", **{"x-needed-with": {"period": "custom"}})]

    assert ["start is needed with period, which is no query parameter of it"] == messages(
        one, document(operation(parameters=found))
    )


def test_headers_that_callers_do_not_give_are_left_out() -> None:
    """
    Fixed ones are always sent, internal ones and the idempotency key belong to the client.
    """
    found = [
        parameter("X-Fixed", "header", **{"x-fixed": 7}),
        parameter("X-Inner", "header", **{"x-internal": True}),
        parameter("X-Key", "header"),
    ]

    operation_ = one(document(writing(parameters=found, **{"x-safety": "keyed", "x-idempotency-header": "X-Key"})))

    assert ((), (("X-Fixed", "7"),), "X-Key") == (operation_.headers, operation_.fixed_headers, operation_.key_header)


@pytest.mark.parametrize(
    ("changes", "style"),
    [
        ({}, None),
        ({"style": "form"}, None),
        ({"schema": {"type": "array", "items": {"type": "string"}}}, None),
        ({"explode": False}, None),
        ({"explode": False, "schema": {"type": "array", "items": {"type": "string"}}}, ir.Style("form", False)),
        ({"style": "deepObject", "explode": True}, ir.Style("deepObject", True)),
        ({"allowReserved": True}, ir.Style("form", True, reserved=True)),
        ({"schema": {"type": "object"}}, ir.Style("form", True)),
        ({"schema": {"type": "array", "items": {"type": "array"}}}, ir.Style("form", True)),
        ({"schema": None, "content": {"application/json": {"schema": {}}}}, ir.Style(content="application/json")),
        ({"schema": None, "content": {"text/plain": {"schema": {"type": "string"}}}}, None),
        ({"in": "cookie"}, ir.Style("form", True)),
        ({"in": "header"}, None),
        ({"in": "header", "schema": {"type": "boolean"}}, ir.Style("simple", False)),
        ({"in": "header", "schema": {"type": "array", "items": {"type": "string"}}}, ir.Style("simple", False)),
    ],
)
def test_a_parameter_has_a_style_where_the_plain_way_would_be_wrong(
    changes: dict[str, Any], style: ir.Style | None
) -> None:
    """
    Nothing is said of the others, so nothing is generated for them.
    """
    found = {key: value for key, value in parameter("a", **changes).items() if value is not None}
    operation_ = one(document(operation(parameters=[found])))

    assert [style] == [field.style for field in (*operation_.query, *operation_.headers, *operation_.cookies)]


def test_a_style_of_another_place_is_refused() -> None:
    """
    No label in a query.
    """
    found = parameter("a", style="label")

    assert ["there is no style 'label' for the query parameter a"] == messages(
        one, document(operation(parameters=[found]))
    )


@pytest.mark.parametrize(
    ("media", "kind"),
    [
        ("application/json", "json"),
        ("application/merge-patch+json", "json"),
        ("application/vnd.pets+json; type=collection", "json"),
        ("application/x-www-form-urlencoded", "form"),
        ("multipart/form-data", "multipart"),
    ],
)
def test_a_body_with_fields_is_one_of_three_kinds(media: str, kind: str) -> None:
    """
    The media type is sent as it is written.
    """
    pet = {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}}
    reason = {"x-overlay": {"name": "none", "reason": "Small."}}

    body = one(document(writing(requestBody={"content": {media: {"schema": pet}}}, **reason))).body

    assert body is not None
    assert (kind, media, False, ["a"]) == (
        body.kind,
        body.media_type,
        body.required,
        [field.wire for field in body.fields],
    )


@pytest.mark.parametrize(
    ("content", "kind", "type_"),
    [
        ({"text/plain": {}}, "text", TEXT),
        ({"application/pdf": {}}, "binary", ir.Scalar("bytes")),
        ({"application/json": {}}, "json", ir.Scalar("any")),
        ({"application/json": {"schema": {"type": "array", "items": {"type": "string"}}}}, "json", ir.ListOf(TEXT)),
    ],
)
def test_a_body_that_is_no_object_is_one_keyword(content: Any, kind: str, type_: ir.TypeRef) -> None:
    """
    It is called ``body``.
    """
    body = one(document(writing(requestBody={"content": content}))).body

    assert body is not None
    assert (kind, True, [("body", type_)]) == (body.kind, body.whole, [(one.wire, one.type) for one in body.fields])


def test_a_body_without_content_is_refused() -> None:
    """
    Nobody could send it.
    """
    assert ["the request body has no content"] == messages(one, document(writing(requestBody={"content": {}})))


def test_json_goes_before_other_bodies_which_are_variants() -> None:
    """
    Each kind once.
    """
    pet = {"type": "object", "properties": {}}
    content = {"text/xml": {}, "multipart/form-data": {"schema": pet}, "application/json": {"schema": pet}}
    reason = {"x-overlay": {"name": "none", "reason": "Small."}}
    found = api_of(document(writing(requestBody={"content": content}, **reason))).operations

    assert [("", "json"), ("multipart", "multipart"), ("text", "text")] == [
        (one.variant, one.body.kind if one.body else "") for one in found
    ]


@pytest.mark.parametrize(
    ("replies", "kind", "kept"),
    [
        ({"200": json_reply({"type": "string"})}, "bare", TEXT),
        ({"200": json_reply(wrapped({"type": "string"}))}, "enveloped", TEXT),
        ({"204": {"description": "Done."}}, "nothing", None),
        ({"200": json_reply({"type": "string"}), "202": json_reply({"type": "string"})}, "bare", TEXT),
        ({"200": {"content": {"text/csv": {"schema": {"type": "string"}}}}}, "text", None),
        ({"200": {"content": {"application/pdf": {}}}}, "binary", None),
        ({"204": {"x-location": {"type": "string"}}}, "located", TEXT),
        ({"2XX": json_reply({"type": "string"})}, "bare", TEXT),
    ],
)
def test_a_reply_is_one_of_these_kinds(replies: Any, kind: str, kept: ir.TypeRef | None) -> None:
    """
    By its success codes.
    """
    assert ir.Reply(kind, kept) == one(document(operation(responses=replies), **ENVELOPE)).reply  # type: ignore[arg-type] # one of the kinds


@pytest.mark.parametrize("paging", ["page", "offset"])
def test_a_page_gives_its_items(paging: str) -> None:
    """
    The list in the envelope, wherever its schema stands.
    """
    schemas = {
        "Names": {"type": "array", "items": {"type": "string"}},
        "Reply": wrapped({"$ref": "#/components/schemas/Names"}),
    }
    tree = document(
        operation(reply={"$ref": "#/components/schemas/Reply"}, **{"x-paging": paging}), schemas=schemas, **ENVELOPE
    )

    assert ir.Reply(paging, TEXT) == one(tree).reply  # type: ignore[arg-type] # one of the kinds


def test_has_more_gives_the_items_of_a_collection() -> None:
    """
    Inline, by reference, and in a shared response.
    """
    collection = {
        "type": "object",
        "properties": {"items": {"type": "array", "items": {"type": "string"}}, "hasMore": {"type": "boolean"}},
    }
    shared = {"$ref": "#/components/responses/Names"}
    tree = document(
        operation(reply=collection, **{"x-paging": "has_more"}),
        operation("b", reply={"$ref": "#/components/schemas/Names"}, **{"x-paging": "has_more"}),
        operation("c", responses={"200": shared}, **{"x-paging": "has_more"}),
        components={"schemas": {"Names": collection}, "responses": {"Names": json_reply(collection)}},
    )  # fmt: skip

    assert [ir.Reply("has_more", TEXT)] * 3 == [found.reply for found in api_of(tree).operations]


WRONG = [
    ({"200": json_reply({"type": "string"})}, "page", "x-paging page needs a reply of data and meta"),
    ({"200": json_reply(wrapped({"type": "string"}))}, "page", "x-paging page needs an array here"),
    ({"200": json_reply(wrapped(True))}, "offset", "x-paging offset needs an array here"),
    ({"200": json_reply(True)}, "has_more", "x-paging has_more needs an array here"),
    ({"200": json_reply({"properties": {"items": True}})}, "has_more", "x-paging has_more needs an array here"),
    ({"200": json_reply({"type": "array"})}, "has_more", "x-paging has_more needs an array here"),
]  # fmt: skip


def test_replies_of_several_types_are_told_apart_by_status() -> None:
    """
    One that is empty beside another makes that one optional.
    """
    text, number = json_reply({"type": "string"}), json_reply({"type": "integer"})
    bare, csv = ir.Reply("bare", TEXT), {"content": {"text/csv": {}}}
    found = [one(document(operation(responses={"200": text, "201": other}))).reply for other in (number, csv, {})]

    assert [
        ir.Reply("by_status", cases=(("200", bare), ("201", ir.Reply("bare", ir.Scalar("int"))))),
        ir.Reply("by_status", cases=(("200", bare), ("201", ir.Reply("text")))),
        ir.Reply("bare", TEXT, maybe=True),
    ] == found


@pytest.mark.parametrize(("replies", "paging", "message"), WRONG)
def test_a_reply_that_does_not_fit_is_refused(replies: Any, paging: str | None, message: str) -> None:
    """
    Two types for one call, or a page of nothing.
    """
    assert [message] == messages(one, document(operation(responses=replies, **{"x-paging": paging}), **ENVELOPE))


def test_security_says_who_must_sign_in() -> None:
    """
    The operation's word counts before the document's; an empty requirement makes it optional.
    """
    known = {"a": None, "b": [], "c": [{}], "d": [{"key": []}]}
    found = [operation(name, **({} if value is None else {"security": value})) for name, value in known.items()]

    api = api_of(document(*found, security=[{"key": []}]))

    assert [True, False, False, True] == [one.authenticated for one in api.operations]


def test_extensions_of_an_operation_are_kept() -> None:
    """
    What they mean is decided later, by passes that know.
    """
    words = {"x-session": "opens", "x-internal": True, "x-overlay": {"name": "none", "reason": "Because."}}

    found = one(document(writing(deprecated=True, **words)))

    assert (True, "opens", True, "Because.") == (found.deprecated, found.session, found.internal, found.unclaimed)


def test_shared_replies_and_bodies_are_one_type() -> None:
    """
    An inline object of a shared response has one name, whoever uses it.
    """
    shared = {"200": {"$ref": "#/components/responses/Fine"}}
    fine = json_reply({"type": "object", "properties": {}})
    tree = document(
        operation(responses=shared), operation("b", responses=shared), components={"responses": {"Fine": fine}}
    )

    api = api_of(tree)

    assert ["ListPetsReply"] == [found.name for found in api.models]


def test_the_document_is_not_changed() -> None:
    """
    The next client is made from it as well.
    """
    tree = document(operation(parameters=[parameter("a")]), writing())
    before = document(operation(parameters=[parameter("a")]), writing())

    canonicalise(whole(tree))

    assert before == tree
