"""Claims about `warp_client_core.calls`."""

import copy
import io
import pickle
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from warp_client_core.bodies import FormBody, JsonBody
from warp_client_core.calls import Call, Operation, Safety
from warp_client_core.multipart import MultipartBody
from warp_client_core.replies import Enveloped, Nothing
from warp_client_core.unset import UNSET

GET: Operation = Operation("get_trunk", "GET", "/trunks/{trunk_id}", Safety.READ, Enveloped(dict))
CREATE: Operation = Operation("create_trunk", "POST", "/customers/{customer_id}/trunks", Safety.UNSAFE, Enveloped(dict))
USAGE: Operation = Operation("usage", "GET", "/usage", Safety.READ, Nothing(), needs=(("start", "period", "custom"),))
MOVE: Operation = Operation("move", "POST", "/a/{one}/b/{two}/c", Safety.UNSAFE, Nothing())


@pytest.mark.parametrize("values", [(), ("a",), ("a", "b", "c")])
def test_the_number_of_path_parameters_is_checked(values):
    with pytest.raises(TypeError, match=rf"move takes 2 path parameters \(one, two\), not {len(values)}"):
        MOVE.call(*values)


@pytest.mark.parametrize("value", [None, UNSET, True, "", ".", ".."])
def test_a_path_value_that_names_nothing_is_refused(value):
    with pytest.raises(ValueError, match="get_trunk: path parameter trunk_id"):
        GET.call(value)


def test_a_naive_time_in_the_query_is_refused():
    with pytest.raises(ValueError, match=r"get_trunk: query parameter since: .*no time zone"):
        GET.call("t1", query={"since": datetime(2026, 1, 1)})


@pytest.mark.parametrize("absent", [{}, {"start": None}, {"start": UNSET}])
def test_what_is_needed_beside_another_value_is_asked_for(absent):
    with pytest.raises(ValueError, match=r"^usage: start must be given with period='custom'$"):
        USAGE.call(query={"period": "custom", **absent})


@pytest.mark.parametrize("query", [None, {}, {"period": "week"}, {"period": "custom", "start": "2026-01-01"}])
def test_what_is_needed_beside_another_value_is_asked_for_with_no_other(query):
    assert tuple((query or {}).items()) == USAGE.call(query=query).query


def test_a_header_with_a_line_break_is_refused():
    with pytest.raises(ValueError, match="header Prefer"):
        GET.call("t1", headers={"Prefer": "transient\r\nX-Evil: 1"})


@pytest.mark.parametrize(
    ("value", "error", "text"),
    [
        (float("nan"), ValueError, r"create_trunk: \$.x: nan is not a finite number"),
        (Decimal("Infinity"), ValueError, r"create_trunk: \$.x: Infinity is not a finite number"),
        (datetime(2026, 1, 1), ValueError, r"create_trunk: \$.x: .*no time zone"),
        (object(), TypeError, r"create_trunk: \$.x: a object has no JSON form"),
    ],
)
def test_a_body_that_json_cannot_say_is_refused_with_its_path(value, error, text):
    with pytest.raises(error, match=text):
        CREATE.call("c1", json={"x": value})


def test_two_bodies_are_refused():
    with pytest.raises(TypeError, match="create_trunk takes one body"):
        CREATE.call("c1", json={}, form={})


@pytest.mark.parametrize("url", ["ftp://x.example", "/token", "https://user:pw@x.example", "https://x.example\r\n"])
def test_a_call_is_not_sent_to_an_unsafe_url(url):
    with pytest.raises(ValueError, match="get_trunk: url"):
        GET.call("t1").at(url)


def test_path_values_are_filled_in_order_and_encoded():
    assert MOVE.call("+1/2", "x y").path == "/a/%2B1%2F2/b/x%20y/c"


def test_a_value_that_looks_like_a_parameter_stays_a_value():
    assert MOVE.call("{two}", "2").path == "/a/%7Btwo%7D/b/2/c"


def test_the_query_leaves_out_what_is_absent_and_spells_the_rest():
    call = GET.call(
        "t1", query={"page": None, "x": UNSET, "on": True, "since": datetime(2026, 1, 1, tzinfo=UTC), "id": [1, 2]}
    )

    assert call.query == (("on", "true"), ("since", "2026-01-01T00:00:00Z"), ("id", "1"), ("id", "2"))


def test_headers_leave_out_what_is_absent():
    call = GET.call("t1", headers={"Prefer": "transient", "X-A": None, "X-B": UNSET, "X-C": Safety.READ, "X-D": 7})

    assert call.headers == (("Prefer", "transient"), ("X-C", "read"), ("X-D", "7"))


def test_without_a_body_nothing_is_sent():
    assert GET.call("t1").body is None


def test_json_keeps_none_and_drops_unset():
    body = CREATE.call("c1", json={"name": None, "codecs": ["PCMU"], "limit": UNSET, "rate": Decimal("0.0040")}).body

    assert body == JsonBody(b'{"name":null,"codecs":["PCMU"],"rate":0.0040}')


@pytest.mark.parametrize("json", [{}, {"name": UNSET}])
def test_json_without_any_field_is_an_empty_object(json):
    assert CREATE.call("c1", json=json).body == JsonBody(b"{}")


def test_a_list_is_a_body_too():
    assert CREATE.call("c1", json=[1]).body == JsonBody(b"[1]")


def test_json_may_have_another_media_type():
    body = CREATE.call("c1", json={}, media_type="application/vnd.oracle.resource+json; type=collection").body

    assert body.media_type == "application/vnd.oracle.resource+json; type=collection"


def test_a_form_and_a_multipart_body_are_made():
    assert CREATE.call("c1", form={"a": 1}).body == FormBody(b"a=1")
    assert isinstance(CREATE.call("c1", multipart={"file": io.BytesIO(b"x")}).body, MultipartBody)


def test_secrets_of_a_call_do_not_show():
    call = CREATE.call("c1", json={"password": "hunter2"}, headers={"Authorization": "Basic hunter2"})

    assert "hunter2" not in repr(call)


def test_a_call_tells_what_its_operation_tells():
    call = GET.call("t1")

    assert (call.operation_id, call.method, call.safety, call.reply) == (
        "get_trunk",
        "GET",
        Safety.READ,
        Enveloped(dict),
    )


def test_a_change_of_the_query_replaces_all_of_a_name_and_leaves_the_call_alone():
    call = GET.call("t1", query={"id": [1, 2], "page": 1, "status": "x"})

    changed = call.with_query(page=2, id=None)

    assert changed.query == (("status", "x"), ("page", "2"))
    assert call.query[0] == ("id", "1")


def test_a_call_can_be_given_another_body_or_place():
    call = CREATE.call("c1").with_body(JsonBody(b"[]")).at("https://other.example/token")

    assert (call.body, call.path) == (JsonBody(b"[]"), "https://other.example/token")


def test_calls_are_values():
    call = CREATE.call("c1", json={"a": 1})

    assert call == CREATE.call("c1", json={"a": 1})
    assert pickle.loads(pickle.dumps(call)) == call
    assert copy.deepcopy(call) == call
    assert isinstance(call, Call)
