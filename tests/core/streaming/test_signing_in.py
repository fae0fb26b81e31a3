"""Claims about streams of clients that sign in with Google Identity Platform."""

import contextlib
from datetime import UTC, datetime

import pytest

from warp_client_core import GoogleIdentityAuth, StreamError, StreamState
from warp_sandbox.identity.accounts import CUSTOMER, PASSWORD
from warp_sandbox.identity.app import API_KEY, create_identity_app
from warp_sandbox.identity.sessions import Policy
from warp_sandbox.server import running

from .conftest import answer, staying


@pytest.fixture(scope="module")
def service():
    """Host and port of an identity service."""
    with contextlib.ExitStack() as stack:
        app = create_identity_app(clock=lambda: datetime.now(UTC), policy=Policy())
        yield stack.enter_context(running(app)).removeprefix("http://")


@pytest.fixture
def signing_in(service):
    """Makes what is passed as ``auth=``."""

    def make(password=PASSWORD):
        return GoogleIdentityAuth(api_key=API_KEY, email=CUSTOMER, password=password, emulator_host=service)

    return make


def test_the_first_handshake_signs_in(opened, place, signing_in):
    """
    Nothing was called before; the header holds the token that HTTP calls would have.
    """
    made, auth = place(staying), signing_in()

    opened(made, access_token=None, auth=auth)

    assert [f"Bearer {auth.token_source.credentials.access_token}"] == made.headers("Authorization")


def test_a_handshake_that_is_refused_renews_the_token(opened, place, signing_in):
    """
    Once, for all who share it.
    """
    made, auth = place(answer(401), staying), signing_in()

    opened(made, access_token=None, auth=auth)

    first, second = made.headers("Authorization")
    assert (True, f"Bearer {auth.token_source.credentials.access_token}") == (first != second, second)


def test_a_password_that_is_wrong_ends_the_stream(opening, place, signing_in):
    """
    Before any handshake; the password is told to nobody.
    """
    made = place(staying)
    stream = opening(made, access_token=None, auth=signing_in("not-the-password"))

    with pytest.raises(StreamError, match="sign in") as caught:
        stream.call("connect")

    assert ([], StreamState.CLOSED) == (made.requests, stream.stream.state)
    assert "not-the-password" not in repr(caught.value) + str(caught.value.__cause__)
