"""Claims about `warp_client_core.codec.reading`."""

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import ClassVar

import attrs
import pytest

from warp_client_core.codec import read_bare, read_collection, read_envelope
from warp_client_core.drift import Drift
from warp_client_core.enums import HEARD, OpenEnum
from warp_client_core.errors import ResponseDecodeError
from warp_client_core.times import Timestamp


class Status(OpenEnum):
    ACTIVE = "active"


@attrs.frozen(kw_only=True)
class Renamed:
    __wire__: ClassVar[Mapping[str, str]] = {"from_": "from"}
    from_: Status


@attrs.frozen(kw_only=True)
class Trunk:
    id: str
    status: Status | None = None
    at: Timestamp | None = None
    size: float | None = None
    parent: "Trunk | None" = None


UNKNOWN = {"id": "t1", "status": "hibernating", "newField": 1}

FORMS = [
    (read_envelope, Trunk, {"data": UNKNOWN}, "$.data"),
    (read_envelope, Trunk, UNKNOWN, "$"),
    (read_envelope, Trunk, {"success": True, "data": UNKNOWN, "new": 1}, "$.data"),
    (read_envelope, list[Trunk], {"data": [UNKNOWN], "meta": {"new": 1}}, "$.data[0]"),
    (read_envelope, list[Trunk], {"data": {"items": [UNKNOWN]}}, "$.data.items[0]"),
    (read_envelope, list[Trunk], {"items": [UNKNOWN]}, "$.items[0]"),
    (read_envelope, list[Trunk], {"trunks": [UNKNOWN], "pagination": {}}, "$.trunks[0]"),
    (read_collection, list[Trunk], {"items": [UNKNOWN], "new": 1}, "$.items[0]"),
    (read_bare, Trunk, UNKNOWN, "$"),
    (read_bare, dict[str, Trunk], {"a": UNKNOWN}, "$.a"),
]


@pytest.mark.parametrize(("read", "kind", "body", "path"), FORMS)
def test_a_strict_watch_makes_an_unknown_field_an_error(read, kind, body, path):
    with pytest.raises(ResponseDecodeError) as caught:
        read(kind, json.dumps(body).encode(), Drift(strict=True).watch("x"))

    assert caught.value.path == f"{path}.newField"
    assert str(caught.value) == f"{path}.newField: the field is unknown to Trunk"
    assert caught.value.body == json.dumps(body)


@pytest.mark.parametrize(("read", "kind", "body", "path"), FORMS)
def test_a_strict_watch_makes_an_unknown_value_an_error(read, kind, body, path):
    text = json.dumps(body).replace(', "newField": 1', "").encode()

    with pytest.raises(ResponseDecodeError) as caught:
        read(kind, text, Drift(strict=True).watch("x"))

    assert str(caught.value) == f"{path}.status: 'hibernating' is unknown to Status"


@pytest.mark.parametrize(("read", "kind", "body", "path"), FORMS)
def test_unknown_parts_are_counted_once_in_every_form(read, kind, body, path):
    drift = Drift()

    read(kind, json.dumps(body).encode(), drift.watch("x"))

    assert drift.enum_values == {"Status.hibernating": 1}
    assert drift.fields == {"Trunk.newField": 1}


@pytest.mark.parametrize(("read", "kind", "body", "path"), FORMS)
def test_watching_does_not_change_what_is_read(read, kind, body, path):
    text = json.dumps(body).encode()

    assert read(kind, text, Drift().watch("x")) == read(kind, text)


def test_values_are_counted_on_every_reply_and_fields_on_one_in_a_hundred():
    drift = Drift()
    text = json.dumps({"data": UNKNOWN}).encode()

    for _ in range(101):
        read_envelope(Trunk, text, drift.watch("get_trunk"))

    assert drift.enum_values == {"Status.hibernating": 101}
    assert drift.fields == {"Trunk.newField": 2}


def test_each_operation_has_a_first_reply():
    drift = Drift()
    text = json.dumps({"data": UNKNOWN}).encode()

    read_envelope(Trunk, text, drift.watch("get_trunk"))
    read_envelope(Trunk, text, drift.watch("update_trunk"))

    assert drift.fields == {"Trunk.newField": 2}


def test_a_reply_that_is_read_leniently_is_counted_once():
    drift = Drift()
    body = [UNKNOWN, {"id": "t2", "at": "2026-01-15 12:00"}]

    read_envelope(list[Trunk], json.dumps({"data": body}).encode(), drift.watch("x"))
    read_envelope(list[Trunk], json.dumps(body).encode(), drift.watch("x"))
    read_collection(list[Trunk], json.dumps({"items": body}).encode(), drift.watch("x"))
    read_bare(list[Trunk], json.dumps(body).encode(), drift.watch("x"))

    assert drift.enum_values == {"Status.hibernating": 4}


def test_a_reply_with_a_faulty_meta_is_counted_once():
    drift = Drift()

    read_envelope(Trunk, json.dumps({"data": UNKNOWN, "meta": {"timestamp": 7}}).encode(), drift.watch("x"))

    assert drift.enum_values == {"Status.hibernating": 1}
    assert HEARD.values is None


def test_a_value_in_a_renamed_field_is_counted_once():
    drift = Drift()

    read_envelope(list[Renamed], b'{"data": [{"from": "x"}, {"from": "active"}]}', drift.watch("x"))

    assert drift.enum_values == {"Status.x": 1}


def test_nothing_is_counted_without_a_watch_or_for_a_reply_that_fails():
    drift = Drift()
    read_envelope(Trunk, json.dumps({"data": UNKNOWN}).encode())
    with pytest.raises(ResponseDecodeError):
        read_envelope(list[Trunk], json.dumps({"data": [UNKNOWN, {}]}).encode(), drift.watch("x"))
    Status("made by hand")

    assert (drift.enum_values, drift.fields) == ({}, {})
    assert HEARD.values is None


@pytest.mark.parametrize("strict", [False, True])
def test_a_known_reply_with_a_huge_number_in_an_unread_place_passes(strict):
    drift = Drift(strict=strict)

    trunk, _ = read_envelope(Trunk, b'{"data": {"id": "a", "size": 1.5}, "extra": 1e999}', drift.watch("x"))

    assert trunk == Trunk(id="a", size=1.5)


def test_a_reply_too_deep_to_compare_is_still_read():
    depth = 480
    text = b'{"id": "a", "parent": ' * depth + b'{"id": "a", "newField": 1}' + b"}" * depth
    drift = Drift()

    trunk, _ = read_bare(Trunk, text, drift.watch("x"))

    assert trunk.parent.parent.id == "a"
    assert drift.fields == {}
    with pytest.raises(ResponseDecodeError, match="nested deeper"):
        read_bare(Trunk, text, Drift(strict=True).watch("x"))


def test_threads_do_not_mix_up_what_they_read():
    drifts = [Drift() for _ in range(8)]

    def read(number):
        text = json.dumps({"data": {"id": "a", "status": f"s{number}"}}).encode()
        for _ in range(200):
            read_envelope(Trunk, text, drifts[number].watch("x"))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(read, range(8)))

    assert [drift.enum_values for drift in drifts] == [{f"Status.s{number}": 200} for number in range(8)]
