"""Claims about `warp_client_core.error_bodies` on bodies that nobody documents: other shapes, charsets and sizes."""

import copy
import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warp_client_core.error_bodies import (
    BODY_LIMIT,
    DEPTH_LIMIT,
    FIELD_LIMIT,
    WORD_LIMIT,
    error_from_reply,
    faulty_fields,
    read_error_body,
)
from warp_client_core.errors import ApiError, Attempt, ConflictError, RateLimitError, coded


def read(body, **options):
    return read_error_body(json.dumps(body).encode(), **options)


def depth(value):
    """How many containers are inside one another."""
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if items is None else 1 + max(map(depth, items), default=0)


def nested(levels):
    return b'{"code": "DEEP", "details": {"a": ' + b"[" * levels + b"]" * levels + b"}}"


def test_a_reply_becomes_an_error_of_its_code_and_knows_its_attempts():
    attempts = (Attempt(1, 503), Attempt(2, 409))

    error = error_from_reply(409, {}, b'{"code": "TRUNK_IN_USE", "message": "no"}', attempts=attempts)

    assert isinstance(error, ConflictError)
    assert isinstance(error, coded("TRUNK_IN_USE"))
    assert error.attempts == attempts


def test_a_number_that_no_status_has_is_no_server_error():
    assert type(error_from_reply(600, {}, b"")) is ApiError
    assert type(error_from_reply(199, {}, b"")) is ApiError


def test_not_modified_is_no_redirect():
    assert error_from_reply(304, {}, b"").message == "Not Modified (the reply has no body)"


@pytest.mark.parametrize(("status_code", "seconds"), [(429, 30.0), (503, None)])
def test_the_reset_of_a_rate_limit_counts_where_one_was_hit(status_code, seconds):
    assert error_from_reply(status_code, {"X-RateLimit-Reset": "30"}, b"").retry_after == seconds


@pytest.mark.parametrize(
    ("body", "code", "message", "details"),
    [
        (
            [{"code": "REQUIRED", "message": "no name"}, 7],
            "REQUIRED",
            "no name",
            {"errors": [{"code": "REQUIRED", "message": "no name"}, 7]},
        ),
        ([], "UNKNOWN_ERROR", None, {"errors": []}),
        ("no such trunk", "UNKNOWN_ERROR", "no such trunk", {}),
        ({"errors": ["no name", "no ip"]}, "UNKNOWN_ERROR", "no name", {"errors": ["no name", "no ip"]}),
        ({"error": ["no name"], "message": "bad"}, "UNKNOWN_ERROR", "bad", {"errors": ["no name"]}),
        ({"error": {"error": {"code": "IN", "message": "in"}}}, "IN", "in", {}),
        ({"error": {"errors": [{"code": "IN"}]}, "message": "out"}, "IN", "out", {"errors": [{"code": "IN"}]}),
        ({"detail": "Not Found"}, "UNKNOWN_ERROR", "Not Found", {"detail": "Not Found"}),
        ({"detail": [{"loc": ["body"]}]}, "UNKNOWN_ERROR", None, {"errors": [{"loc": ["body"]}]}),
        ({"code": "A1", "details": "more"}, "A1", None, {"details": "more"}),
        ({"code": "A1", "details": None, "at": 1}, "A1", None, {"at": 1}),
        ({"code": 20003, "message": "bad"}, "20003", "bad", {}),
        ({"code": 404, "message": "bad"}, "UNKNOWN_ERROR", "bad", {}),
        ({"code": True, "message": "bad"}, "UNKNOWN_ERROR", "bad", {}),
        ({"code": ["A1"], "message": {"a": 1}}, "UNKNOWN_ERROR", None, {}),
        ({"errorCode": "A1", "message": "bad"}, "A1", "bad", {"errorCode": "A1"}),
        ({"error_code": "A1"}, "A1", None, {"error_code": "A1"}),
        ({"o:errorCode": "A1", "title": "Bad"}, "A1", "Bad", {"o:errorCode": "A1", "title": "Bad"}),
        ({"code": "", "message": ""}, "UNKNOWN_ERROR", None, {}),
        (None, "UNKNOWN_ERROR", None, {}),
        (7, "UNKNOWN_ERROR", None, {}),
    ],
)
def test_other_shapes_are_read_as_far_as_they_go(body, code, message, details):
    facts = read(body)

    assert (facts.code, facts.message, facts.details) == (code, message, details)


def test_problem_details_are_read():
    body = {"type": "about:blank", "title": "Bad", "status": 400, "detail": "no name", "errors": {"name": ["missing"]}}

    error = error_from_reply(400, {}, json.dumps(body).encode())

    assert error.message == "no name"
    assert error.details == body
    assert str(error) == "400 UNKNOWN_ERROR: no name [name]"


@pytest.mark.parametrize(
    "body",
    [
        {"requestId": "r1"},
        {"meta": {"request_id": "r1"}},
        {"error": {"code": "X", "request_id": "r1"}},
        {"error": {"code": "X"}, "request_id": "r1"},
    ],
)
def test_the_id_of_the_request_is_found_in_several_places(body):
    assert read(body).request_id == "r1"


def test_of_a_key_that_comes_twice_the_last_counts():
    assert read_error_body(b'{"code": "FIRST", "code": "LAST"}').code == "LAST"


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_numbers_that_are_none_are_kept_as_text_so_that_errors_stay_comparable(number):
    facts = read_error_body(f'{{"code": "X1", "details": {{"at": {number}}}}}'.encode())

    assert facts.details == {"at": number}


@pytest.mark.parametrize(
    ("content_type", "body", "message"),
    [
        ("application/json; charset=iso-8859-1", "Gerät".encode("latin-1"), "Gerät"),
        ('application/json; charset="Windows-1252"', "5 € fehlen".encode("cp1252"), "5 € fehlen"),
        ("application/json; charset=utf-8", "Gerät".encode("latin-1"), "Ger\ufffdt"),
        ("application/json; charset=iso-8859-1", "Gerät".encode(), "Gerät"),
        ("application/json; charset=punycode", b"\xff-x", "\ufffd-x"),
        ("application/json; charset=undefined", b"\xffx", "\ufffdx"),
        ("application/json; charset=iso-8859-99", b"\xffx", "\ufffdx"),
        ("application/json; charset=iso-8859-12", b"\xffx", "\ufffdx"),
        (None, b"\xffx", "\ufffdx"),
    ],
)
def test_a_body_in_another_charset_than_utf_8_is_read(content_type, body, message):
    facts = read_error_body(b'{"message": "' + body + b'"}', content_type=content_type)

    assert facts.message == message


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_body_with_a_byte_order_mark_is_read(charset):
    assert read_error_body(json.dumps({"code": "MARKED"}).encode(charset)).code == "MARKED"


@pytest.mark.parametrize("levels", [0, DEPTH_LIMIT, 200, 100_000])
def test_nothing_deep_is_kept_because_it_could_not_be_pickled(levels):
    error = error_from_reply(500, {}, nested(levels))

    assert depth(error.details) < DEPTH_LIMIT
    assert pickle.loads(pickle.dumps(error)).details == error.details
    assert copy.deepcopy(error).details == error.details


def test_what_is_around_something_deep_is_kept():
    facts = read_error_body(nested(200))

    assert facts.code == "DEEP"
    assert depth(facts.details) == DEPTH_LIMIT - 1


@pytest.mark.parametrize("opening", [b"[", b'{"a":', b'{"error":', b'{"errors":['])
def test_endless_nesting_counts_as_unreadable(opening):
    assert read_error_body(opening * 100_000).code == "UNKNOWN_ERROR"


def test_errors_within_errors_without_end_are_read_without_end_of_the_stack():
    assert read_error_body(b'{"error":' * 300 + b"{}" + b"}" * 300).code == "UNKNOWN_ERROR"


def test_a_giant_body_is_not_read():
    body = json.dumps({"code": "GIANT", "message": "x" * BODY_LIMIT}).encode()

    error = error_from_reply(500, {"Content-Type": "application/json"}, body)

    assert error.code == "UNKNOWN_ERROR"
    assert error.message == (
        f"Internal Server Error (the reply has {len(body)} bytes and was not read, content type application/json)"
    )


def test_a_body_as_long_as_is_allowed_is_read():
    frame = b'{"code": "LONG", "message": ""}'

    assert read_error_body(frame[:-2] + b"x" * (BODY_LIMIT - len(frame)) + b'"}').code == "LONG"


def test_a_number_of_many_digits_counts_as_unreadable():
    assert read_error_body(b'{"code": ' + b"9" * 5_000 + b"}").code == "UNKNOWN_ERROR"


@pytest.mark.parametrize(
    ("place", "limit"), [("code", WORD_LIMIT), ("request_id", WORD_LIMIT), ("message", 500), ("header", WORD_LIMIT)]
)
def test_texts_are_one_printable_line_of_bounded_length(place, limit):
    hostile = "a\r\nb\x1b[31m\x85\u202ec\ud800\x00" + "x" * 10_000
    headers = {"X-Request-Id": hostile, "Content-Type": hostile} if place == "header" else {}

    error = error_from_reply(500, headers, json.dumps({place: hostile}).encode())

    found = error.request_id if place == "header" else getattr(error, place)
    assert found.startswith("a b [31m c xxx")
    assert len(found) == limit
    assert str(error).isprintable()
    assert len(str(error)) < 1_000


@pytest.mark.parametrize(
    ("listed", "names"),
    [
        (
            [{"field": "a"}, {"o:errorQueryParam": "b"}, {"o:errorHeader": "c"}, {"o:errorUrl": "d"}],
            ["a", "b", "c", "d"],
        ),
        ([{"loc": ["body", "sip", 0, "host", None]}, {"loc": "x"}], ["body.sip.0.host"]),
        ({"name": ["missing"], "ip": ["bad"]}, ["name", "ip"]),
        ([{"field": str(number)} for number in range(9)], ["0", "1", "2", "3", "4"]),
        ([{"field": "x" * 999}], ["x" * FIELD_LIMIT]),
        ([{"field": ["a"]}, None, 7, {}], []),
        ("x", []),
        (None, []),
    ],
)
def test_the_fields_at_fault_are_found_in_lists_and_mappings(listed, names):
    assert faulty_fields(listed) == names


KEYS = [
    "error",
    "errors",
    "code",
    "message",
    "detail",
    "details",
    "o:errorDetails",
    "field",
    "loc",
    "meta",
    "request_id",
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(KEYS) | st.text(), inner),
    max_leaves=20,
)


@given(st.integers(0, 999), JSON, st.sampled_from(["utf-8", "utf-16", "latin-1"]), st.text())
def test_every_json_body_gives_an_error_that_can_be_shown_and_pickled(status_code, body, charset, content_type):
    content = json.dumps(body, ensure_ascii=False).encode(charset, "replace")

    error = error_from_reply(status_code, {"content-type": content_type}, content)

    assert isinstance(error.code, str)
    assert isinstance(error.details, dict)
    assert str(error).isprintable()
    assert vars(pickle.loads(pickle.dumps(error))) == vars(error)


@given(st.integers(0, 999), st.binary(), st.dictionaries(st.text(), st.text()))
def test_every_reply_gives_an_error(status_code, content, headers):
    assert isinstance(error_from_reply(status_code, headers, content), ApiError)


def test_a_rate_limit_with_a_code_is_still_a_rate_limit():
    error = error_from_reply(429, {"Retry-After": "7"}, b'{"code": "RATE_LIMITED", "message": "slow down"}')

    assert isinstance(error, RateLimitError)
    assert error.retry_after == 7.0


@pytest.mark.parametrize(("extra", "said"), [(0, "the reply explains nothing"), (1, "was not read")])
def test_the_message_tells_a_long_body_that_was_read_from_one_that_was_not(extra, said):
    assert said in error_from_reply(500, {}, b"x" * (BODY_LIMIT + extra)).message
