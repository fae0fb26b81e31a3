"""Objects that hold tokens are not pickled, and no copy of them shows one."""

import copy
import logging
import pickle
import traceback

import httpx
import pytest

from tests.core.refreshing.conftest import BASE_URL, GET, AsyncRenewingClient, Issuer, RenewingClient
from warp_client_core import MemoryTokenStore, Tokens
from warp_client_core.credentials import Credentials
from warp_client_core.stores import Snapshot, sharing

TOKENS = Tokens("s3cret-a", "s3cret-r", 1.0, account="s3cret-account")
HOLDERS = {
    "client": lambda: RenewingClient(base_url=BASE_URL, access_token="s3cret-a", refresh_token="s3cret-r"),
    "async client": lambda: AsyncRenewingClient(base_url=BASE_URL, access_token="s3cret-a"),
    "copy of a client": lambda: RenewingClient(base_url=BASE_URL, access_token="s3cret-a").with_options(timeout=1),
    "credentials": lambda: Credentials(TOKENS),
    "store": lambda: MemoryTokenStore(TOKENS),
    "part of a store": lambda: RenewingClient(base_url=BASE_URL, token_store=MemoryTokenStore(TOKENS)).session_store,
    "snapshot": lambda: sharing(MemoryTokenStore(TOKENS)).read(),
}


@pytest.mark.parametrize("name", HOLDERS)
def test_what_holds_tokens_says_that_it_is_not_pickled(name):
    with pytest.raises(TypeError, match="not pickled") as caught:
        pickle.dumps(HOLDERS[name]())

    assert "s3cret" not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize("name", [one for one in HOLDERS if one != "snapshot"])
def test_what_holds_tokens_is_not_copied_deeply(name):
    with pytest.raises(TypeError, match="not pickled or copied"):
        copy.deepcopy(HOLDERS[name]())


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy])
def test_a_copy_of_tokens_shows_no_more_than_they_do(duplicate):
    assert duplicate(TOKENS) is TOKENS
    assert "s3cret" not in f"{duplicate(TOKENS)!r} {duplicate(TOKENS)} {Snapshot(duplicate(TOKENS), 1)!r}"


def test_tokens_are_not_pickled():
    with pytest.raises(TypeError, match="token store"):
        pickle.dumps(TOKENS)


def test_a_plain_copy_of_a_client_shares_its_connections_and_tokens():
    client = RenewingClient(base_url=BASE_URL, access_token="a", refresh_token="r")

    other = copy.copy(client)

    assert other is not client
    assert other.credentials is client.credentials


def test_a_traceback_with_local_variables_shows_no_token(caplog):
    """
    As error trackers make them.
    """
    caplog.set_level(logging.DEBUG)
    issuer = Issuer()
    issuer.faults = [httpx.ReadTimeout("slow")]
    client = RenewingClient(
        base_url=BASE_URL,
        http_client=httpx.Client(transport=httpx.MockTransport(issuer)),
        token_store=MemoryTokenStore(Tokens("access-1", "refresh-1")),
    )

    with pytest.raises(Exception, match="refresh token") as caught:
        client.send(GET.call())
    ours = [
        frame for frame in traceback.walk_tb(caught.value.__traceback__) if "warp_client_core" in str(frame[0].f_code)
    ]
    shown = [repr(frame.f_locals) for frame, _line in ours]

    assert len(shown) > 5
    assert not [one for one in [*shown, caplog.text] if "refresh-1" in one or "access-1'" in one]
