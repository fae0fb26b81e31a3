"""Claims about connections that are refused, redirected or never made."""

import contextlib

import httpx
import pytest

from warp_client_core import StreamError, StreamState
from warp_client_core.errors import ReauthenticationRequired, TokenRefreshError
from warp_client_core.streaming.values import EXCEEDED, RECONNECTING

from .conftest import TOKEN, Low, answer, closing, frame, sending, staying


def failure(opening, place, **options):
    stream = opening(place, **options)
    with pytest.raises(StreamError) as caught:
        stream.call("connect")
    assert StreamState.CLOSED is stream.stream.state
    return caught.value


@pytest.mark.parametrize("status", [401, 403, 404, 426])
def test_a_final_status_ends_the_stream_at_once(opening, place, status):
    """
    401 as well, when there is nothing to renew the token with.
    """
    made = place(answer(status))

    error = failure(opening, made)

    assert (status, 1) == (error.status_code, len(made.requests))


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_passing_status_is_tried_again(opened, place, status):
    """
    Until there is a connection.
    """
    made = place(answer(status), answer(status), sending(frame(1)))

    stream = opened(made)

    assert ([Low(1)], 3) == (stream.take(1), len(made.requests))


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_waited_out(opening, place, status):
    """
    The wait that is told is the one of the server, not the drawn one.
    """
    stream = opening(place(answer(status, ("Retry-After", "0.2")), staying))
    waits = []
    stream.on(RECONNECTING, waits.append)

    stream.call("connect")
    stream.call("close")

    assert [0.2] == waits


def test_the_budget_ends_a_server_that_never_accepts(opening, place):
    """
    It is told how many attempts there were.
    """
    made = place(answer(503))
    stream = opening(made, max_attempts=4)
    told = []
    stream.on(EXCEEDED, told.append)

    with pytest.raises(StreamError) as caught:
        stream.call("connect")
    stream.call("close")

    assert (503, 4, [4]) == (caught.value.status_code, len(made.requests), told)


@pytest.mark.parametrize("code", [1000, 1011, 1012, 4429])
def test_a_server_that_accepts_and_closes_is_bounded(opening, place, code):
    """
    A storm of handshakes ends with the budget, too.
    """
    made = place(closing(code))
    stream = opening(made, max_attempts=5, first_wait=0.0)
    stream.call("connect")

    with pytest.raises(StreamError) as caught:
        stream.take(1)

    assert (code, 5) == (caught.value.close_code, len(made.requests))


@pytest.mark.parametrize(("code", "count"), [(4403, 1), (1003, 1), (4400, 1), (4401, 1), (1008, 1), (1001, 2)])
def test_the_close_code_decides_over_the_wire(opening, place, code, count):
    """
    Final ones are not tried again; credentials that cannot be renewed are final.
    """
    made = place(closing(code, "told why"))
    stream = opening(made, max_attempts=2)
    stream.call("connect")

    with pytest.raises(StreamError, match="told why") as caught:
        stream.take(1)

    assert (code, "told why", count) == (caught.value.close_code, caught.value.reason, len(made.requests))


def test_a_redirect_within_the_origin_is_followed(opened, place):
    """
    With the credentials.
    """
    made = place(answer(307, ("Location", "/elsewhere")), sending(frame(1)))

    stream = opened(made)

    assert [Low(1)] == stream.take(1)
    assert (["/ws", "/elsewhere"], [f"Bearer {TOKEN}"] * 2) == (
        [request.path for request in made.requests],
        made.headers("Authorization"),
    )


def test_a_redirect_to_another_origin_is_refused(opening, place):
    """
    The other place hears nothing, not even without credentials.
    """
    other = place(staying)
    made = place(answer(302, ("Location", other.url)))

    error = failure(opening, made)

    assert (302, 0, 1) == (error.status_code, len(other.requests), len(made.requests))


def test_redirects_in_circles_end(opening, place):
    """
    Within one attempt.
    """
    made = place(answer(307, ("Location", "/ws")))

    assert "redirected" in str(failure(opening, made))
    assert 6 == len(made.requests)


def test_a_server_that_answers_too_slowly_is_left(opening, raw):
    """
    The whole handshake has ``open_timeout``, however many bytes come meanwhile.
    """

    def drip(connection):
        for byte in b"HTTP/1.1 101 Switching Protocols\r\n" * 10:
            connection.sendall(bytes([byte]))
            connection.settimeout(0.05)
            with contextlib.suppress(TimeoutError):
                connection.recv(1_000)

    made = raw(drip)

    error = failure(opening, made, open_timeout=0.3, max_attempts=1)

    assert "open_timeout" in str(error)


@pytest.mark.parametrize("reply", [b"SSH-2.0-nonsense\r\n", b"", b"HTTP/1.1 101 Switching Protocols\r\n\r\n"])
def test_who_is_no_websocket_server_is_left(opening, raw, reply):
    """
    After the budget, since a proxy may say anything while it starts.
    """

    def behave(connection):
        connection.recv(4_096)
        connection.sendall(reply)
        connection.close()

    made = raw(behave)

    failure(opening, made, max_attempts=2)

    assert 2 == made.accepted


def issuer(*tokens, status=200):
    """Answers renewals with these tokens; ``calls`` counts them."""

    def issue(request):
        issue.calls += 1
        token = tokens[min(issue.calls, len(tokens)) - 1]
        body = (
            {"data": {"access_token": token}}
            if status == 200
            else {"code": "INVALID_REFRESH_TOKEN" if status == 401 else "BUSY"}
        )
        return httpx.Response(status, json=body)

    issue.calls = 0
    return issue


def test_a_refused_token_is_renewed_once(opened, place):
    """
    And the connection made with the new one, without a wait.
    """
    made, issue = place(answer(401), sending(frame(1))), issuer("another-token")

    stream = opened(made, chance=1.0, refresh_token="refresh", issue=issue)

    assert [Low(1)] == stream.take(1)
    assert (1, [f"Bearer {TOKEN}", "Bearer another-token"]) == (issue.calls, made.headers("Authorization"))


def test_a_new_token_that_is_refused_as_well_is_final(opening, place):
    """
    Two handshakes, one renewal.
    """
    made, issue = place(answer(401)), issuer("another-token")

    error = failure(opening, made, refresh_token="refresh", issue=issue)

    assert (401, 2, 1) == (error.status_code, len(made.requests), issue.calls)


def test_a_token_that_ends_during_the_stream_is_renewed(opened, place):
    """
    The server closes with 4401 then.
    """
    made = place(sending(frame(1), then=closing(4401)), sending(frame(2)))

    stream = opened(made, refresh_token="refresh", issue=issuer("another-token"))

    assert [Low(1), Low(2)] == stream.take(2)
    assert "Bearer another-token" == made.headers("Authorization")[-1]


def test_a_missing_token_is_fetched_before_the_handshake(opened, place):
    """
    The server is not asked without one.
    """
    made = place(staying)

    opened(made, access_token=None, refresh_token="refresh", issue=issuer("another-token"))

    assert ["Bearer another-token"] == made.headers("Authorization")


def test_a_session_that_is_over_ends_the_stream(opening, place):
    """
    The cause says what to do.
    """
    made = place(answer(401))

    error = failure(opening, made, refresh_token="refresh", issue=issuer("none", status=401))

    assert isinstance(error.__cause__, ReauthenticationRequired)
    assert 1 == len(made.requests)


def test_a_renewal_that_fails_for_now_is_tried_again(opening, place):
    """
    As any other attempt, within the budget.
    """
    made, issue = place(answer(401)), issuer("none", status=500)

    error = failure(opening, made, refresh_token="refresh", issue=issue, max_attempts=3)

    assert isinstance(error.__cause__, TokenRefreshError)
    assert not isinstance(error.__cause__, ReauthenticationRequired)


def test_a_key_goes_where_there_is_no_token(opened, place):
    """
    In its own header field.
    """
    made = place(staying)

    opened(made, access_token=None, api_key="key-of-the-tests")

    assert ([None], ["key-of-the-tests"]) == (made.headers("Authorization"), made.headers("X-API-Key"))
