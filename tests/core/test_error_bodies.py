"""Claims about `warp_client_core.error_bodies`."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warp_client_core import errors
from warp_client_core.error_bodies import MESSAGE_LIMIT, error_from_reply, read_error_body


def reply(status_code, body=b"", **headers):
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    return error_from_reply(status_code, fields, content, operation_id="get_trunk")


@given(st.binary())
def test_no_body_is_too_strange_to_read(content):
    read_error_body(content)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(["error", "errors", "code", "o:errorDetails"]), inner)
    ),
    max_leaves=8,
)


@given(JSON)
def test_no_json_is_too_strange_to_read(body):
    facts = read_error_body(json.dumps(body).encode())

    assert isinstance(facts.code, str)
    assert isinstance(facts.details, dict)


def test_json_nested_too_deeply_counts_as_unreadable():
    assert read_error_body(b"[" * 100_000).code == "UNKNOWN_ERROR"


@pytest.mark.parametrize(
    ("status_code", "kind"),
    [
        (302, errors.ApiError),
        (400, errors.BadRequestError),
        (401, errors.AuthenticationError),
        (402, errors.ApiError),
        (403, errors.PermissionDeniedError),
        (404, errors.NotFoundError),
        (409, errors.ConflictError),
        (410, errors.ApiError),
        (422, errors.UnprocessableEntityError),
        (429, errors.RateLimitError),
        (500, errors.ServerError),
        (503, errors.ServerError),
        (599, errors.ServerError),
    ],
)
def test_the_status_decides_about_the_class(status_code, kind):
    error = reply(status_code)

    assert type(error) is kind
    assert error.status_code == status_code
    assert error.code == "UNKNOWN_ERROR"
    assert error.details == {}
    assert error.operation_id == "get_trunk"


def test_a_flat_body_is_read():
    body = {"code": "NOT_FOUND", "message": "no such trunk", "details": {"id": "t1"}, "request_id": "req-1"}

    error = reply(404, body)

    assert (error.code, error.message, error.details, error.request_id) == (
        "NOT_FOUND",
        "no such trunk",
        {"id": "t1"},
        "req-1",
    )


def test_a_flat_body_without_details_keeps_what_else_it_says():
    assert reply(400, {"code": "INVALID_TN", "message": "bad", "tn": "123"}).details == {"tn": "123"}


def test_details_that_are_a_list_are_found_under_errors():
    error = reply(422, {"code": "VALIDATION_ERROR", "message": "bad", "details": [{"field": "name"}]})

    assert error.details == {"errors": [{"field": "name"}]}


def test_a_nested_body_is_read():
    body = {"success": False, "error": {"code": "INVALID_ID", "message": "bad id", "details": {"id": "x"}}}

    error = reply(400, body)

    assert (error.code, error.message, error.details) == ("INVALID_ID", "bad id", {"id": "x"})


def test_a_list_of_errors_is_read_by_its_first():
    entries = [{"code": "REQUIRED", "message": "name is missing", "field": "name"}, {"code": "OTHER"}]

    error = reply(422, {"success": False, "errors": entries})

    assert (error.code, error.message, error.details) == ("REQUIRED", "name is missing", {"errors": entries})


def test_a_netsuite_body_is_read_by_its_first_detail():
    entries = [{"detail": "Invalid login. Error ID: k1", "o:errorCode": "INVALID_LOGIN"}]

    error = reply(
        401, {"type": "https://www.w3.org", "title": "Unauthorized", "status": 401, "o:errorDetails": entries}
    )

    assert error.code == "INVALID_LOGIN"
    assert error.message == "Invalid login. Error ID: k1"
    assert error.details == {"title": "Unauthorized", "errors": entries}


def test_an_oauth_body_is_read():
    error = reply(400, {"error": "invalid_grant", "error_description": "expired", "error_uri": "https://x.example"})

    assert (error.code, error.message) == ("invalid_grant", "expired")
    assert error.details == {"error_uri": "https://x.example"}


def test_a_google_body_is_read():
    body = {"error": {"code": 400, "message": "TOKEN_EXPIRED", "status": "INVALID_ARGUMENT"}}

    error = reply(400, body)

    assert (error.code, error.message) == ("INVALID_ARGUMENT", "TOKEN_EXPIRED")


def test_html_is_not_quoted_because_it_may_hold_anything():
    error = reply(502, b"<html>token=s3cret</html>", Content_Type="text/html")

    assert error.message == "Bad Gateway (the reply explains nothing, content type text/html)"
    assert "s3cret" not in str(error)


def test_an_empty_body_is_said_to_be_empty():
    assert reply(503).message == "Service Unavailable (the reply has no body)"


def test_a_status_without_a_name_is_shown_as_a_number():
    assert reply(599).message == "HTTP status 599 (the reply has no body)"


def test_a_redirect_points_at_the_base_url_and_hides_its_target():
    error = reply(302, b"", Location="https://evil.example/?token=s3cret")

    assert "check base_url" in error.message
    assert "s3cret" not in str(error)


def test_a_message_becomes_one_line_of_bounded_length():
    error = reply(400, {"code": "X", "message": "first\nsecond\r\n" + "x" * 1_000})

    assert error.message.startswith("first second xxx")
    assert len(error.message) == MESSAGE_LIMIT


def test_the_request_id_of_the_header_is_used_when_the_body_has_none():
    assert reply(500, b"", X_Request_ID="req-9").request_id == "req-9"


@pytest.mark.parametrize(("status_code", "kind"), [(429, errors.RateLimitError), (503, errors.ServerError)])
def test_the_wait_that_the_server_asks_for_is_kept_in_seconds(status_code, kind):
    error = reply(status_code, b"", Retry_After="90")

    assert isinstance(error, kind)
    assert error.retry_after == 90.0


def test_a_date_to_wait_for_is_measured_from_the_time_given():
    now = datetime(2026, 1, 15, 12, 0, tzinfo=UTC)

    error = error_from_reply(503, {"Retry-After": "Thu, 15 Jan 2026 12:01:00 GMT"}, b"", now=now)

    assert error.retry_after == 60.0


@pytest.mark.parametrize(
    ("body", "challenge", "code"),
    [
        (b"", 'Bearer realm="1234567", error="invalid_token"', "invalid_token"),
        (b"<html>", 'Bearer error="invalid_token",error_description="x"', "invalid_token"),
        (b'{"code": "OTHER"}', 'Bearer error="invalid_token"', "OTHER"),
        (b"", 'Basic realm="1234567"', "UNKNOWN_ERROR"),
        (b"", 'Bearer error="Not a word"', "UNKNOWN_ERROR"),
        (b"", 'Bearer noerror="invalid_token"', "UNKNOWN_ERROR"),
    ],
)
def test_a_challenge_names_the_error_that_the_body_does_not(body, challenge, code):
    assert code == reply(401, body, WWW_Authenticate=challenge).code


def test_the_reply_itself_is_kept():
    live = object()

    assert error_from_reply(500, {}, b"", response=live).response is live
