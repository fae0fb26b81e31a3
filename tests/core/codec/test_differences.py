"""Claims about `warp_client_core.codec.differences`."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

import attrs
import pytest

from warp_client_core.codec.differences import Difference, differences
from warp_client_core.enums import OpenEnum


class Status(OpenEnum):
    ACTIVE = "active"


@attrs.frozen(kw_only=True)
class Contact:
    email: str
    status: Status | None = None
    past: list[Status] | None = None


@attrs.frozen(kw_only=True)
class Message:
    __wire__: ClassVar[Mapping[str, str]] = {"from_": "from"}
    __links__: ClassVar[Mapping[str, str]] = {"location": "self"}
    from_: str
    location: str | None = None
    contact: Contact | str | None = None
    replies: "list[Message] | None" = None
    by_name: dict[str, Contact] | None = None
    free: dict[str, Any] | None = None


def found(kind, value):
    return [(one.owner, one.name, one.path) for one in differences(kind, value, "$")]


@pytest.mark.parametrize(
    "value",
    [
        {"from": "a", "links": [], "free": {"x": {"y": 1}}},
        {"from": "a", "contact": {"email": "a", "status": "ACTIVE", "past": ["active"]}, "replies": []},
        {"from": 1, "contact": None, "replies": "none", "by_name": []},
        [],
        None,
        "x",
    ],
)
def test_what_is_known_is_no_difference(value):
    assert found(Message, value) == []


def test_unknown_fields_are_named_with_their_model_and_path():
    value = {"from": "a", "from_": "b", "contact": {"email": "a", "new": 1}, "replies": [{"from": "c", "new": {}}]}

    assert found(Message, value) == [
        ("Message", "from_", "$.from_"),
        ("Contact", "new", "$.contact.new"),
        ("Message", "new", "$.replies[0].new"),
    ]


def test_unknown_values_are_named_with_their_enum_and_path():
    value = {"x": {"email": "a", "status": "hibernating", "past": ["active", "gone"]}}

    assert found(dict[str, Contact], value) == [
        ("Status", "hibernating", "$.x.status"),
        ("Status", "gone", "$.x.past[1]"),
    ]


@pytest.mark.parametrize("kind", [list[Contact], list[Contact] | None, Annotated[list[Contact], "note"]])
def test_any_type_expression_is_looked_through(kind):
    assert found(kind, [{"email": "a"}, {"email": "a", "new": 1}]) == [("Contact", "new", "$[1].new")]


def test_a_difference_tells_a_field_from_a_value():
    field, value = differences(Contact, {"email": "a", "new": 1, "status": "x"}, "$")

    assert field == Difference("Contact", "new", "$.new", is_field=True)
    assert not value.is_field


@pytest.mark.parametrize("kind", [Any, dict[str, Any], str, list[Any]])
def test_free_values_have_no_unknown_parts(kind):
    assert found(kind, {"a": [{"b": "c"}]}) == []
