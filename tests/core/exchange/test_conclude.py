"""Claims about `warp_client_core.exchange.conclude`: what a reply becomes, and what it does to the session."""

import contextlib

import attrs
import pytest

from warp_client_core import errors
from warp_client_core.calls import Operation, Safety, Session
from warp_client_core.credentials import Credentials
from warp_client_core.exchange import conclude
from warp_client_core.replies import Enveloped, Nothing
from warp_client_core.steps import Failed, Received
from warp_client_core.tokens import MemoryTokenStore, Tokens

NEVER_SENT = Failed(ConnectionRefusedError("refused"), may_have_arrived=False)
LOST = Failed(ConnectionResetError("reset"), may_have_arrived=True)
OK = Received(200, {"x-request-id": "req-1"}, b'{"data": {"id": "1"}}')
BUSY = Received(503, {}, b"")


@attrs.frozen(kw_only=True)
class Auth:
    access_token: str | None = None
    refresh_token: str | None = None
    expires_in: int | None = None


def operation(safety=Safety.READ, reply=None, **keywords):
    return Operation("op", "POST", "/op", safety, reply or Enveloped(dict), **keywords)


def test_a_reply_is_told_in_full(play):
    game = play(BUSY, OK)

    response = game.conclude(operation().call())

    assert response.data == {"id": "1"}
    assert response.meta is None
    assert response.status_code == 200
    assert response.request_id == "req-1"
    assert response.retries_taken == 1
    assert response.elapsed == 0.5


def test_the_request_id_of_the_envelope_is_used_when_the_header_has_none(play):
    reply = Received(200, {}, b'{"data": {}, "meta": {"request_id": "req-2"}}')

    assert play(reply).conclude(operation().call()).request_id == "req-2"


def test_a_page_of_html_with_status_200_is_reported_with_what_is_known(play):
    reply = Received(200, {"content-type": "text/html", "x-request-id": "req-1"}, b"<html>log in</html>")

    with pytest.raises(errors.ResponseDecodeError) as caught:
        play(reply).conclude(operation().call())

    error = caught.value
    assert "op: the 200 reply (text/html, request req-1) is not what the API describes" in str(error)
    assert (error.status_code, error.content_type, error.request_id) == (200, "text/html", "req-1")
    assert (error.operation_id, error.body) == ("op", "<html>log in</html>")


def test_a_bad_field_is_named(play):
    reply = Received(200, {}, b'{"data": [{"a": 1}, {"a": "x"}]}')

    with pytest.raises(
        errors.ResponseDecodeError, match=r"describes: \$\.data\[1\]\[\.\.\.\]: Expected `int`"
    ) as caught:
        play(reply).conclude(operation(reply=Enveloped(list[dict[str, int]])).call())

    assert caught.value.path == "$.data[1][...]"


LOGIN = operation(Safety.UNSAFE, Enveloped(Auth), session=Session.OPENS, authenticated=False)
REFRESH = operation(Safety.UNSAFE, Enveloped(Auth), session=Session.RENEWS, authenticated=False)
LOGOUT = operation(Safety.UNSAFE, Nothing(), session=Session.CLOSES)
ENVELOPED = b'{"data": {"access_token": "a2", "refresh_token": "r2", "expires_in": 3600}}'
TOP_LEVEL = b'{"access_token": "a2", "refresh_token": "r2", "expires_in": 3600}'


def test_a_reply_with_tokens_that_cannot_be_read_keeps_them_to_itself(play):
    reply = Received(200, {}, b'{"data": {"access_token": 7, "refresh_token": "s3cret"}}')

    with pytest.raises(errors.ResponseDecodeError) as caught:
        play(reply).conclude(LOGIN.call(json={}))

    assert caught.value.body == ""
    assert "s3cret" not in str(caught.value)


def test_a_failed_sign_in_changes_nothing(play):
    game = play(Received(401, {}), credentials=Credentials(Tokens("a")))

    with pytest.raises(errors.AuthenticationError):
        game.conclude(LOGIN.call(json={}))

    assert game.credentials.tokens == Tokens("a")
    assert game.credentials.generation == 0


def test_a_sign_in_that_wants_another_factor_changes_nothing(play):
    game = play(Received(200, {}, b'{"data": {}}'), credentials=Credentials(Tokens("a")))

    game.conclude(LOGIN.call(json={}))

    assert game.credentials.tokens == Tokens("a")


@pytest.mark.parametrize("body", [ENVELOPED, TOP_LEVEL])
def test_signing_in_takes_and_stores_the_tokens(world, play, body):
    game = play(Received(200, {}, body), credentials=Credentials(Tokens("a", "r")))

    game.conclude(LOGIN.call(json={}))

    expected = Tokens("a2", "r2", world.seconds + 3600)
    assert game.credentials.tokens == game.store.load() == expected
    assert game.credentials.identity == 1


def test_renewing_keeps_the_identity_and_the_old_refresh_token(play):
    reply = Received(200, {}, b'{"data": {"access_token": "a2"}}')
    game = play(reply, credentials=Credentials(Tokens("a", "r")))

    game.conclude(REFRESH.call(json={}))

    assert game.credentials.tokens == game.store.load() == Tokens("a2", "r")
    assert (game.credentials.identity, game.credentials.generation) == (0, 1)


def test_tokens_that_arrive_after_a_sign_out_are_not_taken(play):
    game = play(credentials=Credentials(Tokens("a", "r")))
    call = REFRESH.call(json={})
    steps = conclude(call, game.steps(call), credentials=game.credentials, store=game.store)
    steps.send(None)
    game.credentials.close()

    with pytest.raises(StopIteration):
        steps.send(Received(200, {}, ENVELOPED))

    assert game.credentials.tokens == Tokens()
    assert game.store.load() is None


@pytest.mark.parametrize("outcome", [Received(204, {}), BUSY, LOST, NEVER_SENT, Received(401, {})])
def test_signing_out_drops_the_tokens_in_all_cases(play, outcome):
    game = play(*[outcome] * 4, credentials=Credentials(Tokens("a", "r")), store=MemoryTokenStore(Tokens("a", "r")))
    game.credentials.derived["customer_id"] = "c1"

    with contextlib.suppress(errors.WarpError):
        game.conclude(LOGOUT.call())

    assert game.credentials.tokens == Tokens()
    assert game.credentials.derived == {}
    assert game.store.load() is None


def test_signing_out_drops_the_tokens_even_when_cancelled(play):
    game = play(credentials=Credentials(Tokens("a")), store=MemoryTokenStore(Tokens("a")))
    call = LOGOUT.call()
    steps = conclude(call, game.steps(call), credentials=game.credentials, store=game.store)
    steps.send(None)

    steps.close()

    assert game.credentials.tokens == Tokens()
    assert game.store.load() is None
