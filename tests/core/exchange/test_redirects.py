"""Claims about replies that redirect: only harmless ones are followed."""

import pytest

from warp_client_core import errors
from warp_client_core.calls import Operation, Safety
from warp_client_core.credentials import Credentials
from warp_client_core.replies import Enveloped
from warp_client_core.steps import Received
from warp_client_core.tokens import Tokens

OK = Received(200, {}, b'{"data": {"id": "1"}}')


def operation(method="GET"):
    return Operation("op", method, "/op", Safety.READ, Enveloped(dict))


def redirect(location, status_code=302):
    return Received(status_code, {"Location": location})


@pytest.mark.parametrize("status_code", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("location", ["/v1/other?a=b", "https://api.example.com/v1/other?a=b", "other?a=b#part"])
def test_a_read_follows_a_redirect_within_its_origin(play, status_code, location):
    game = play(redirect(location, status_code), OK, credentials=Credentials(Tokens("a")))

    settled = game.transmit(operation().call())

    assert game.sent[1].url == "https://api.example.com/v1/other?a=b"
    assert game.headers("Authorization") == ["Bearer a"] * 2
    assert settled.retries_taken == 0


@pytest.mark.parametrize(
    "location",
    [
        "http://api.example.com/v1/op",
        "https://api.example.com:8443/v1/op",
        "https://other.example/v1/op",
        "//other.example/v1/op",
        "https://user@other.example/",
        "https://[broken",
        "/with a space",
        "/\u00e4",
        "/line\r\nbreak",
        "",
        None,
    ],
)
def test_a_redirect_elsewhere_is_an_error(play, location):
    game = play(redirect(location) if location is not None else Received(302, {}))

    with pytest.raises(errors.ApiError) as caught:
        game.transmit(operation().call())

    assert caught.value.status_code == 302
    assert len(game.sent) == 1


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("status_code", [301, 302, 303, 307, 308])
def test_a_write_is_not_sent_where_a_redirect_points(play, method, status_code):
    game = play(redirect("/v1/other", status_code))

    with pytest.raises(errors.ApiError):
        game.transmit(operation(method).call())

    assert len(game.sent) == 1


def test_redirects_come_to_an_end(play):
    game = play(*[redirect("/v1/op")] * 6)

    with pytest.raises(errors.ApiError, match="redirect"):
        game.transmit(operation().call())

    assert len(game.sent) == 6
