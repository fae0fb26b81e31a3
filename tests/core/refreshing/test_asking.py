"""Claims about `warp_client_core.refreshing.asking`: callers who renew by hand, beside the runtime."""

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.core.refreshing.conftest import GET, REFRESH, sync_client
from warp_client_core import AuthenticationError, ReauthenticationRequired, TokenRefreshError, Tokens
from warp_client_core.tokens import MemoryTokenStore


def renewal(refresh_token="refresh-1"):
    return REFRESH.call(json={"refresh_token": refresh_token})


def test_a_renewal_by_hand_is_used_and_kept(drive, issuer, kept):
    client = drive.build(issuer, token_store=kept)

    response = drive.send(client, renewal())

    assert (200, "access-2", "refresh-2", 3600) == (
        response.status_code,
        response.data.access_token,
        response.data.refresh_token,
        response.data.expires_in,
    )
    assert "access-2" == client.credentials.access_token
    assert client.credentials.tokens == kept.load()


def test_a_renewal_by_hand_joins_one_that_is_under_way(issuer, kept):
    """
    And the other way round: whoever comes first, one request is made, and both get its tokens.
    """
    client = sync_client(issuer, token_store=kept)
    issuer.gate.clear()

    with ThreadPoolExecutor(3) as pool:
        automatic = pool.submit(client.send, GET.call())
        assert issuer.renewing.wait(20)
        by_hand = [pool.submit(client.send, renewal()) for _ in range(2)]
        issuer.gate.set()
        replies = [one.result(20).data.access_token for one in by_hand]

    assert ["access-2"] * 2 == replies
    assert 200 == automatic.result(20).status_code
    assert ["refresh-1"] == issuer.renewals


def test_a_refresh_token_that_was_used_up_is_not_sent_again(drive, issuer, kept):
    """
    The caller still has the one of the sign-in; the runtime has renewed twice since.
    """
    client = drive.build(issuer, token_store=kept)
    drive.send(client, GET.call())
    issuer.valid.clear()
    drive.send(client, GET.call())

    replies = [drive.send(client, renewal(token)).data for token in ("refresh-1", "refresh-2")]

    assert ["refresh-1", "refresh-2"] == issuer.renewals
    assert [("access-3", "refresh-3", 3600)] * 2 == [
        (one.access_token, one.refresh_token, one.expires_in) for one in replies
    ]


def test_tokens_that_another_process_stored_are_the_answer(drive, issuer, kept):
    client = drive.build(issuer, token_store=kept)
    kept.save(Tokens("access-7", "refresh-7"))

    response = drive.send(client, renewal())

    assert ("access-7", []) == (response.data.access_token, issuer.renewals)
    assert response.http_response is None


def test_a_token_of_somebody_else_is_sent_as_it_is(drive, issuer):
    client = drive.build(issuer, access_token=None, refresh_token=None, token_store=MemoryTokenStore())

    response = drive.send(client, renewal())
    with pytest.raises(AuthenticationError):
        drive.send(client, renewal("refresh-of-nobody"))

    assert "access-2" == response.data.access_token == client.credentials.access_token
    assert "access-2" == client.token_store.load().access_token


@pytest.mark.parametrize(
    ("fault", "kind", "left"),
    [
        (httpx.Response(503), TokenRefreshError, Tokens("access-1", "refresh-1")),
        (httpx.ReadTimeout("slow"), TokenRefreshError, Tokens("access-1")),
        (httpx.Response(401), ReauthenticationRequired, Tokens()),
    ],
)
def test_a_renewal_by_hand_fails_as_others_do(drive, issuer, kept, fault, kind, left):
    client = drive.build(issuer, token_store=kept, max_retries=0)
    issuer.faults = [fault]

    with pytest.raises(TokenRefreshError) as caught:
        drive.send(client, renewal())

    assert kind is type(caught.value)
    assert left == client.credentials.tokens
    assert ["refresh-1"] == issuer.renewals
