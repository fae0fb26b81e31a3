"""Claims about `warp_client_core.codec.decoding`, with its twins and shapes."""

import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warp_client_core.codec import decode, encode
from warp_client_core.codec.decoding import Reader, reader
from warp_client_core.codec.twins import twin_type
from warp_client_core.enums import OpenEnum
from warp_client_core.errors import ResponseDecodeError
from warp_client_core.times import Timestamp


class Status(OpenEnum):
    ACTIVE = "active"


@attrs.frozen(kw_only=True)
class Contact:
    email: str
    status: Status | None = None
    balance: Decimal | None = None
    at: Timestamp | None = None
    day: date | None = None


@attrs.frozen(kw_only=True)
class Message:
    __wire__: ClassVar[Mapping[str, str]] = {"from_": "from", "net_cost": "netCost"}
    from_: str
    contact: Contact | None = None
    tags: list[str] = attrs.field(factory=list)
    net_cost: Decimal | None = None
    replies: "list[Message] | None" = None
    thread: "Thread | None" = None


@attrs.frozen(kw_only=True)
class Thread:
    """Needs no renaming itself, but holds a model that does."""

    messages: dict[str, Message]
    parent: "Thread | None" = None


@attrs.frozen(kw_only=True)
class Node:
    """Recursive, and needs no renaming."""

    id: str
    children: "list[Node] | None" = None


@attrs.frozen(kw_only=True)
class Link:
    rel: str
    href: str


@attrs.frozen(kw_only=True)
class Ref:
    __links__: ClassVar[Mapping[str, str]] = {"location": "self", "next": "next"}
    id: str
    location: str | None = None
    next: str = "none"


@attrs.frozen(kw_only=True)
class RefWithLinks:
    __links__: ClassVar[Mapping[str, str]] = {"location": "self"}
    id: str
    links: list[Link] | None = None
    location: str


@pytest.mark.parametrize(
    ("kind", "text", "path"),
    [
        (Contact, b'{"email": 1}', "$.email"),
        (Contact, b"{}", "$"),
        (Contact, b"[]", "$"),
        (Contact, b'{"email": "a", "at": "yesterday"}', "$.at"),
        (Contact, b'{"email": "a", "balance": "much"}', "$.balance"),
        (Contact, b'{"email": "a", "status": 1}', "$.status"),
        (list[Contact], b'[{"email": "a"}, {"email": null}]', "$[1].email"),
        (Message, b'{"from": "a", "replies": [{"from": 2}]}', "$.replies[0].from"),
        (Message, b'{"from_": "a"}', "$"),
        (Thread, b'{"messages": {"x": {"from": 2}}}', "$.messages[...].from"),
        (RefWithLinks, b'{"id": "1", "links": []}', "$"),
    ],
)
def test_the_path_of_the_bad_field_is_named_as_on_the_wire(kind, text, path):
    with pytest.raises(ResponseDecodeError) as caught:
        decode(kind, text)

    assert caught.value.path == path
    assert str(caught.value).startswith(f"{path}: ")
    assert caught.value.__cause__ is not None


@pytest.mark.parametrize(
    "text", [b"", b"<html>", b'{"email": "a"', b'{"email": NaN}', b"\xff", b'"\xff"', b"[" * 100_000]
)
@pytest.mark.parametrize("kind", [Contact, Message, Any])
def test_text_that_is_no_json_raises(kind, text):
    with pytest.raises(ResponseDecodeError):
        decode(kind, text)


@pytest.mark.parametrize(
    ("kind", "text", "path"),
    [
        (Contact, b'{"email": "a", "balance": "NaN"}', "$.balance"),
        (list[Contact], b'[{"email": "a"}, {"email": "a", "balance": "-inf"}]', "$[1].balance"),
        (Message, b'{"from": "a", "replies": [{"from": "b", "contact": {"email": "c", "balance": "sNaN"}}]}',
         "$.replies[0].contact.balance"),
        (Message, b'{"from": "a", "netCost": "NaN"}', "$.netCost"),
        (dict[str, Decimal], b'{"a": 1, "b": "Infinity"}', "$[...]"),
        (Decimal, b'"nan"', "$"),
    ],
)  # fmt: skip
def test_an_amount_that_is_not_finite_raises(kind, text, path):
    with pytest.raises(ResponseDecodeError, match="is not a finite number") as caught:
        decode(kind, text)

    assert caught.value.path == path


DEEP = [b"[" * 100_000, b"[" * 100_000 + b"]" * 100_000, b'{"a":' * 100_000 + b"1" + b"}" * 100_000]


@pytest.mark.parametrize("text", DEEP)
@pytest.mark.parametrize(
    ("kind", "frame"),
    [(Any, b"%s"), (dict[str, Any], b'{"x": %s}'), (Contact, b'{"email": "a", "new": %s}'), (Ref, b'{"new": [%s]}')],
)
def test_a_text_that_is_too_deep_raises_also_in_what_is_not_read(kind, frame, text):
    with pytest.raises(ResponseDecodeError, match="nested deeper than this client reads"):
        decode(kind, frame % text)


@pytest.mark.parametrize("deep", [b"[" * 6_000, b"[" * 6_000 + b"]" * 6_000, b'{"\\"":' * 6_000, b'["]]]]",' * 6_000])
def test_depth_is_capped_where_the_interpreter_does_not_cap_it(deep):
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(30_000)
    try:
        with pytest.raises(ResponseDecodeError, match="nested deeper than this client reads"):
            decode(Any, deep)
        assert len(decode(Any, b"[" + b'[["[\\"[\\n[["]],' * 6_000 + b"1]")) == 6_001
        with pytest.raises(ResponseDecodeError, match="truncated"):
            decode(Any, b'"' + b"[" * 6_000)
    finally:
        sys.setrecursionlimit(limit)


def test_the_error_holds_the_first_kilobyte_of_the_body():
    with pytest.raises(ResponseDecodeError) as caught:
        decode(Contact, b'{"email": 1, "x": "' + b"x" * 2_000 + b'"}')

    assert len(caught.value.body) == 1_024


def test_unknown_fields_never_raise():
    assert decode(Contact, b'{"email": "a", "new": {"x": [1]}}') == Contact(email="a")
    assert decode(Message, b'{"from": "a", "new": {"x": [1]}}') == Message(from_="a")


def test_unknown_enum_values_are_kept_and_known_ones_found_in_any_case():
    assert decode(Contact, b'{"email": "a", "status": "hibernating"}').status == "hibernating"
    assert decode(Contact, b'{"email": "a", "status": "ACTIVE"}').status is Status.ACTIVE
    assert decode(Message, b'{"from": "a", "contact": {"email": "a", "status": "Hib"}}').contact.status == "Hib"


@pytest.mark.parametrize("text", [b"0.10", b'"0.10"'])
def test_money_is_read_exactly_from_numbers_and_strings(text):
    balance = decode(Contact, b'{"email": "a", "balance": ' + text + b"}").balance

    assert str(balance) == "0.10"


def test_times_are_aware():
    contact = decode(Contact, b'{"email": "a", "at": "2026-01-15T12:00:00.5Z", "day": "2026-01-15"}')

    assert contact.at == datetime(2026, 1, 15, 12, 0, 0, 500_000, tzinfo=UTC)
    assert contact.day == date(2026, 1, 15)


@pytest.mark.parametrize("text", ["2026-01-15 12:00:00", "2026-01-15T12:00Z", "2026-01-15T14:00:00,0 +0200"])
@pytest.mark.parametrize(
    ("kind", "body", "read"),
    [
        (Contact, '{"email": "a", "at": "%s"}', lambda value: value.at),
        (list[Contact], '[{"email": "a"}, {"email": "a", "at": "%s"}]', lambda value: value[1].at),
        (Message, '{"from": "a", "contact": {"email": "a", "at": "%s"}}', lambda value: value.contact.at),
        (dict[str, Timestamp], '{"x": "%s"}', lambda value: value["x"]),
        (Timestamp | None, '"%s"', lambda value: value),
    ],
)
def test_times_that_are_not_rfc_3339_are_read_at_every_depth(kind, body, read, text):
    at = read(decode(kind, (body % text).encode()))

    assert at == datetime(2026, 1, 15, 12, tzinfo=UTC)
    assert type(at) is datetime
    assert at.tzinfo is not None


def test_where_times_are_read_leniently_the_rest_is_still_read_strictly():
    with pytest.raises(ResponseDecodeError) as caught:
        decode(list[Contact], b'[{"email": "a", "at": "2026-01-15 12:00"}, {"email": 1}]')

    assert caught.value.path == "$[1].email"


def test_only_types_with_times_are_read_twice():
    assert reader(Contact).lenient.lenient is None
    assert reader(Node).lenient is None
    assert reader(Ref).lenient is None


def test_a_good_reply_is_never_read_leniently(monkeypatch):
    monkeypatch.setattr(Reader, "lenient", property(lambda _: pytest.fail("was asked for")))

    decode(list[Message], b'[{"from": "a", "contact": {"email": "a", "at": "2026-01-15t12:00:00.123456789z"}}]')


def test_a_model_with_plain_names_is_decoded_without_a_twin():
    assert twin_type(list[Contact]) == list[Contact]
    assert twin_type(Node) is Node
    assert decode(Node, b'{"id": "1", "children": [{"id": "2"}]}') == Node(id="1", children=[Node(id="2")])


def test_renamed_fields_are_read_at_every_depth():
    text = b"""{"from": "a", "contact": {"email": "x", "status": "active", "balance": 1.50},
               "tags": ["t"], "replies": [{"from": "b", "replies": [{"from": "c"}]}]}"""

    message = decode(Message, text)

    assert message == Message(
        from_="a",
        contact=Contact(email="x", status=Status.ACTIVE, balance=Decimal("1.50")),
        tags=["t"],
        replies=[Message(from_="b", replies=[Message(from_="c")])],
    )


def test_models_that_hold_each_other_are_read():
    text = b'{"messages": {"x": {"from": "a", "thread": {"messages": {}}}}, "parent": {"messages": {}}}'

    thread = decode(Thread, text)

    assert thread.messages["x"].thread == Thread(messages={})
    assert thread.parent == Thread(messages={})


def test_defaults_are_made_anew_for_each_model():
    one, other = decode(list[Message], b'[{"from": "a"}, {"from": "b"}]')

    assert one.tags == []
    assert one.tags is not other.tags


def test_a_field_is_read_from_the_link_of_its_relation():
    text = b'{"id": "1", "links": [{"rel": "next", "href": "/2"}, {"rel": "self", "href": "/1"}]}'

    assert decode(Ref, text) == Ref(id="1", location="/1", next="/2")


@pytest.mark.parametrize(
    "text", [b'{"id": "1"}', b'{"id": "1", "links": null}', b'{"id": "1", "links": [{"rel": "x"}]}']
)
def test_a_link_that_is_not_there_leaves_the_default(text):
    assert decode(Ref, text) == Ref(id="1", location=None, next="none")


def test_a_model_may_have_its_links_as_well():
    ref = decode(RefWithLinks, b'{"id": "1", "links": [{"rel": "self", "href": "/1"}]}')

    assert ref == RefWithLinks(id="1", links=[Link(rel="self", href="/1")], location="/1")


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (str, b'"x"', "x"),
        (list[str], b'["x"]', ["x"]),
        (dict[str, Any], b'{"a": 1.5}', {"a": 1.5}),
        (dict[str, Decimal], b'{"a": 1.50}', {"a": Decimal("1.50")}),
        (Message | None, b"null", None),
        (dict[str, Message], b'{"x": {"from": "a"}}', {"x": Message(from_="a")}),
        (list[Message] | None, b'[{"from": "a"}]', [Message(from_="a")]),
        (Annotated[Message, "note"], b'{"from": "a"}', Message(from_="a")),
    ],
)
def test_any_type_expression_can_be_read(kind, text, value):
    assert decode(kind, text) == value


def test_a_reader_is_made_once_per_type():
    assert reader(list[Message]) is reader(list[Message])


def test_threads_may_meet_at_the_first_use_of_a_type():
    kind = dict[str, list[Message]]

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda _: decode(kind, b'{"x": [{"from": "a"}]}'), range(32)))

    assert results == [{"x": [Message(from_="a")]}] * 32


messages = st.recursive(
    st.builds(Message, from_=st.text(), tags=st.lists(st.text(), max_size=2)),
    lambda inner: st.builds(Message, from_=st.text(), replies=st.lists(inner, max_size=2)),
    max_leaves=6,
)


@given(messages)
def test_a_model_survives_the_round_trip(message):
    assert decode(Message, encode(message)) == message
