"""Claims about `warp_client_core.logs`."""

import logging
import subprocess
import sys

import attrs
import pytest

from warp_client_core import errors, logs
from warp_client_core.attempts import Attempt
from warp_client_core.calls import Operation, Safety
from warp_client_core.replies import Nothing
from warp_client_core.steps import Failed, Received, Send

GET = Operation("get_trunk", "GET", "/trunks/{trunk_id}", Safety.READ, Nothing())
SENT = Send(
    method="GET",
    url="https://api.example.com/v1/trunks/canary-path?token=canary-query",
    headers=(("Authorization", "Bearer canary-token"),),
    timeout=30.0,
    authenticated=True,
    operation=GET,
    number=2,
)
RECEIVED = Received(503, {"X-Request-Id": "req-1", "Set-Cookie": "canary-cookie"}, b"canary-body")
FAILED = Failed(OSError("canary-error"), may_have_arrived=True)


class Keeping(logging.Handler):
    """Keeps what it is given."""

    def __init__(self):
        super().__init__()
        self.records = []

    def emit(self, record):
        self.records.append(record)


@pytest.fixture
def records(caplog):
    """What is logged, at every level."""
    kept = Keeping()
    caplog.set_level(logging.DEBUG, logger="warp_client_core")
    logging.getLogger("warp_client_core").addHandler(kept)
    yield kept.records
    logging.getLogger("warp_client_core").removeHandler(kept)


def shown(record):
    return record.name, record.levelname, record.getMessage()


def test_an_attempt_is_told_with_its_end(records):
    logs.attempt_ended(SENT, RECEIVED, 0.1234567)
    logs.attempt_ended(SENT, FAILED, 2.0)

    name = "warp_client_core.attempts"
    start = "get_trunk (GET /trunks/{trunk_id}): attempt 2:"
    assert [
        (name, "DEBUG", f"{start} 503 after 0.123 s (request req-1)"),
        (name, "DEBUG", f"{start} OSError after 2.000 s"),
    ] == [shown(record) for record in records]
    assert [
        {
            "operation": "get_trunk",
            "method": "GET",
            "route": "/trunks/{trunk_id}",
            "attempt": 2,
            "status": 503,
            "request_id": "req-1",
            "seconds": 0.123457,
        },
        {
            "operation": "get_trunk",
            "method": "GET",
            "route": "/trunks/{trunk_id}",
            "attempt": 2,
            "failure": "OSError",
            "seconds": 2.0,
        },
    ] == [record.warp for record in records]


def test_a_retry_is_told_with_its_reason_and_wait(records):
    logs.retrying(SENT, RECEIVED, 0.5)

    (record,) = records
    assert (
        "warp_client_core.calls",
        "INFO",
        "get_trunk (GET /trunks/{trunk_id}): attempt 2: 503; the next follows in 0.500 s (request req-1)",
    ) == shown(record)
    assert 0.5 == record.warp["wait"]


def test_a_failed_call_is_told_without_the_text_of_the_error(records):
    refused = errors.NotFoundError(
        "canary-message", status_code=404, code="NO_SUCH_TRUNK", request_id="req-1", attempts=[Attempt(1), Attempt(2)]
    )

    logs.call_failed(GET, refused)
    logs.call_failed(GET, errors.ApiTimeoutError("canary-message", attempts=[Attempt(1)]))

    first, second = records
    assert (
        "warp_client_core.calls",
        "INFO",
        "get_trunk: failed with NotFoundError[NO_SUCH_TRUNK] at attempt 2 (request req-1)",
    ) == shown(first)
    assert 404 == first.warp["status"]
    assert "get_trunk: failed with ApiTimeoutError at attempt 1" == second.getMessage()


def test_drift_is_told_by_place(records):
    logs.drift_seen("get_trunk", "Trunk.newField")

    (record,) = records
    assert (
        "warp_client_core.drift",
        "WARNING",
        "get_trunk: the reply holds more than is described: Trunk.newField",
    ) == shown(record)
    assert {"operation": "get_trunk", "place": "Trunk.newField"} == record.warp


@pytest.mark.parametrize("text", ["line\nbreak", "two words", "é", "", "x" * 129, "\x1b[31m"])
def test_what_a_server_names_is_shown_only_when_it_is_plain(records, text):
    logs.attempt_ended(SENT, Received(200, {"x-request-id": text}), 0.1)
    logs.drift_seen("get_trunk", text)
    logs.call_failed(GET, errors.ServerError("", status_code=500, request_id=text))

    assert ["?", "?"] == [record.warp["request_id"] for record in records if "request_id" in record.warp]
    assert "?" == records[1].warp["place"]
    assert not any(text in record.getMessage() for record in records if text)


def test_a_request_without_an_operation_has_no_route(records):
    logs.attempt_ended(attrs.evolve(SENT, operation=None), RECEIVED, 0.1)

    assert ("-", "") == (records[0].warp["operation"], records[0].warp["route"])
    assert records[0].getMessage().startswith("- (GET): attempt 2: 503")


def test_no_record_holds_more_than_its_fields(records, caplog):
    logs.attempt_ended(SENT, RECEIVED, 0.1)
    logs.attempt_ended(SENT, FAILED, 0.1)
    logs.retrying(SENT, FAILED, 0.1)
    logs.call_failed(GET, errors.ApiError("canary-message", status_code=418, details={"errors": ["canary"]}))

    assert 4 == len(records)
    assert "canary" not in caplog.text + "".join(repr(record.__dict__) for record in records)
    assert all(set(record.warp) <= set(logs.Fields.__annotations__) for record in records)


@pytest.mark.parametrize(
    ("level", "expected"), [(logging.WARNING, ["drift"]), (logging.INFO, ["calls", "calls", "drift"])]
)
def test_what_is_below_the_level_is_not_told(caplog, level, expected):
    caplog.set_level(level, logger="warp_client_core")

    logs.attempt_ended(SENT, RECEIVED, 0.1)
    logs.retrying(SENT, RECEIVED, 0.5)
    logs.call_failed(GET, errors.ApiTimeoutError(""))
    logs.drift_seen("get_trunk", "Trunk.newField")

    assert expected == [record.name.rpartition(".")[2] for record in caplog.records]


def test_what_is_off_is_not_even_looked_at(caplog):
    caplog.set_level(logging.INFO, logger="warp_client_core")
    logs.attempt_ended(None, None, 0.1)
    caplog.set_level(logging.WARNING, logger="warp_client_core")
    logs.retrying(None, None, 0.5)
    logs.call_failed(None, None)
    caplog.set_level(logging.ERROR, logger="warp_client_core")
    logs.drift_seen(None, None)

    assert [] == caplog.records


def test_a_program_that_configures_nothing_sees_nothing():
    code = "from warp_client_core import logs; logs.drift_seen('get_trunk', 'Trunk.newField')"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)

    assert ("", "") == (done.stdout, done.stderr)


def test_a_program_that_logs_nothing_does_not_load_logging():
    code = "import sys; from warp_client_core import logs; print('logging' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)

    assert "False\n" == done.stdout


def filtered(name, text, *values):
    """What the filter leaves of a record."""
    record = logging.LogRecord(name, logging.DEBUG, __file__, 1, text, values, None)
    record.exc_info = (ValueError, ValueError("canary"), None)
    assert logs.redacting_filter()(record)
    return record


HTTPX = (
    'HTTP Request: %s %s "%s %d %s"',
    "POST",
    "https://user:canary@api.example.com/v1/canary?q=canary",
    "HTTP/1.1",
    200,
)


@pytest.mark.parametrize(
    ("name", "logged", "left"),
    [
        ("httpx", (*HTTPX, "canary"), "HTTP Request: POST https://api.example.com:443/... 200"),
        ("httpx2", (*HTTPX, "OK"), "HTTP Request: POST https://api.example.com:443/... 200"),
        ("httpx", ('HTTP Request: %s %s "%s %d %s"', "GET", "https://[canary", "HTTP/1.1", 200, "OK"), "(redacted)"),
        ("httpx", ("canary %s", "canary"), "(redacted)"),
        ("httpx", ("HTTP Request: %s", "canary"), "(redacted)"),
        ("httpcore.connection", ("close.started",), "close.started (redacted)"),
        (
            "httpcore.http11",
            ("receive_response_headers.complete return_value=(b'HTTP/1.1', [(b'Set-Cookie', b'canary')])",),
            "receive_response_headers.complete (redacted)",
        ),
        ("hpack.hpack", ("Decoded %s", "authorization: canary"), "(redacted)"),
        ("websockets.client", ("> %s: %s", "Authorization", "canary"), "(redacted)"),
        ("httpcore.http11", ("canary.canary x",), "(redacted)"),
    ],
)
def test_records_of_http_libraries_are_redacted(name, logged, left):
    record = filtered(name, *logged)

    assert left == record.getMessage()
    assert "canary" not in logging.Formatter().format(record)


@pytest.mark.parametrize("name", ["warp_client_core.calls", "httpxyz", "app.httpx", "root"])
def test_records_of_others_pass_as_they_are(name):
    record = filtered(name, "mine: %s", "canary")

    assert "mine: canary" == record.getMessage()
    assert record.exc_info
