"""Claims about `warp_client_core.outgoing`."""

import pytest

from warp_client_core.calls import Operation, Safety
from warp_client_core.credentials import Credentials
from warp_client_core.options import Begun, RequestOptions
from warp_client_core.outgoing import Outgoing
from warp_client_core.replies import Binary, Nothing
from warp_client_core.settings import About, Settings
from warp_client_core.tokens import Tokens

ABOUT = About(dist="warp-customer-client", version="1.2.3")
SETTINGS = Settings(about=ABOUT, base_url="https://api.example.com/v1", headers={"X-Customer-ID": "c1"})
CREDENTIALS = Credentials(Tokens("a"))
OPERATION: Operation = Operation("op", "POST", "/op/{id}", Safety.UNSAFE, Nothing())


def attempt(call, options=None, credentials=CREDENTIALS, retries=0, **keywords):
    begun = Begun(options, timeout=30.0, max_retries=3, started=0.0)
    outgoing = Outgoing(call, SETTINGS, begun, **keywords)
    send = outgoing.attempt(credentials, retries=retries)
    return send, {name.lower(): value for name, value in send.headers}


@pytest.mark.parametrize(
    "url",
    [
        "http://api.example.com/v1/op",
        "https://api.example.com:8443/v1/op",
        "https://other.example/v1/op",
        "https://api.example.com.other.example/v1/op",
    ],
)
def test_another_origin_gets_neither_credentials_nor_headers_of_the_client(url):
    send, headers = attempt(OPERATION.call("1").at(url))

    assert not send.authenticated
    assert not headers.keys() & {"authorization", "x-api-key", "x-customer-id"}


def test_an_operation_that_signs_in_gets_no_credentials():
    login = Operation("login", "POST", "/auth/login", Safety.UNSAFE, Nothing(), authenticated=False)

    send, headers = attempt(login.call(json={}))

    assert not send.authenticated
    assert "authorization" not in headers


def test_a_caller_cannot_break_the_boundary_of_a_multipart_body():
    call = OPERATION.call("1", multipart={"file": b"x"})

    _, headers = attempt(call, RequestOptions(headers={"content-type": "multipart/form-data"}))

    assert headers["content-type"] == call.body.media_type


def test_without_a_body_there_is_no_content_type():
    _, headers = attempt(OPERATION.call("1"))

    assert "content-type" not in headers


def test_secrets_of_a_request_do_not_show():
    send, _ = attempt(OPERATION.call("1"), credentials=Credentials(Tokens("s3cret")))

    assert "s3cret" not in repr(send)


def test_a_request_says_who_asks_and_what_is_accepted():
    send, headers = attempt(OPERATION.call("1", json={"a": 1}))

    assert (send.method, send.url) == ("POST", "https://api.example.com/v1/op/1")
    assert headers == {
        "accept": "application/json",
        "accept-encoding": "gzip, deflate",
        "authorization": "Bearer a",
        "content-type": "application/json",
        "user-agent": SETTINGS.user_agent,
        "x-client-version": "warp-customer-client/1.2.3",
        "x-customer-id": "c1",
    }
    assert send.authenticated
    assert send.timeout == 30.0


def test_the_kind_of_reply_decides_what_is_accepted():
    download = Operation("download", "GET", "/file", Safety.READ, Binary())

    assert attempt(download.call())[1]["accept"] == "*/*"


def test_a_later_attempt_says_so_and_uses_the_credentials_of_its_moment():
    credentials = Credentials(Tokens("a"))
    call = OPERATION.call("1")
    assert "x-retry-attempt" not in attempt(call, credentials=credentials)[1]

    credentials.renew("b")
    _, headers = attempt(call, credentials=credentials, retries=2)

    assert headers["x-retry-attempt"] == "2"
    assert headers["authorization"] == "Bearer b"


def test_headers_of_one_call_win_over_all_others():
    call = OPERATION.call("1", headers={"Prefer": "transient", "Accept": "text/csv"})
    options = RequestOptions(headers={"prefer": "respond-async", "authorization": "Basic x"})

    _, headers = attempt(call, options)

    assert headers["prefer"] == "respond-async"
    assert headers["accept"] == "text/csv"
    assert headers["authorization"] == "Basic x"


@pytest.mark.parametrize(("header", "name"), [(None, "idempotency-key"), ("X-NetSuite-Idempotency-Key",) * 2])
def test_the_key_goes_into_the_header_of_the_operation(header, name):
    keyed = Operation("op", "POST", "/op", Safety.KEYED, Nothing(), key_header=header)

    assert attempt(keyed.call(), RequestOptions(idempotency_key="k1"))[1][name.lower()] == "k1"


def test_the_timeout_of_one_call_wins():
    assert attempt(OPERATION.call("1"), RequestOptions(timeout=2))[0].timeout == 2


@pytest.mark.parametrize(
    ("path", "query", "url"),
    [
        ("https://api.example.com/token", {}, "https://api.example.com/token"),
        ("https://api.example.com/token?a=1", {"b": "2"}, "https://api.example.com/token?a=1&b=2"),
        (None, {"to": "+1 800", "id": ["a&b", "c"]}, "https://api.example.com/v1/op/1?to=%2B1%20800&id=a%26b&id=c"),
    ],
)
def test_the_query_is_encoded_and_appended(path, query, url):
    call = OPERATION.call("1", query=query)

    assert attempt(call.at(path) if path else call)[0].url == url
