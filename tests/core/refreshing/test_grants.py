"""Claims about clients that need no refresh token: they ask for an access token whenever there is none that is good."""

import attrs
import httpx
import pytest

from tests.core.refreshing.conftest import GET, REFRESH
from warp_client_core import MemoryTokenStore, ReauthenticationRequired, SyncClient, TokenRefreshError, Tokens
from warp_client_core.calls import Safety
from warp_client_core.client import Client

GRANT = attrs.evolve(REFRESH, id="grant", path="/grant", safety=Safety.IDEMPOTENT)


class Service:
    """Gives ``access-1`` and so on for the asking, each good until the next is given; or what `faults` holds."""

    def __init__(self):
        self.asked, self.faults, self.number, self.lifetime = 0, [], 0, 3600

    def __call__(self, request):
        if request.url.path != "/v1/grant":
            is_good = request.headers.get("authorization") == f"Bearer access-{self.number}"
            return httpx.Response(200, json={"data": {}}) if is_good else httpx.Response(401)
        self.asked += 1
        if self.faults:
            return self.faults.pop(0)
        self.number += 1
        data = {"access_token": f"access-{self.number}", "expires_in": self.lifetime}
        return httpx.Response(200, json={"data": data})


class Asking(Client):
    def grant(self):
        return GRANT.call()

    def renewal(self, refresh_token):
        raise AssertionError("a client with a grant of its own renews nothing")


class AskingClient(Asking, SyncClient):
    pass


@pytest.fixture
def service():
    return Service()


@pytest.fixture
def build(service):
    def make(**keywords):
        pool = httpx.Client(transport=httpx.MockTransport(service))
        client = AskingClient(base_url="https://api.example.com/v1", http_client=pool, **keywords)
        client.credentials.rely_on_grants()
        return client

    return make


def test_the_first_call_asks_and_the_next_does_not(build, service):
    client = build()

    client.send(GET.call())
    client.send(GET.call())

    assert 1 == service.asked


def test_a_refused_token_is_asked_for_anew_within_the_call(build, service):
    client = build(access_token="old", refresh_token="useless")

    client.send(GET.call())

    assert 1 == service.asked
    assert "access-1" == client.credentials.access_token


def test_a_good_token_of_the_store_is_used(build, service):
    service.number = 1
    store = MemoryTokenStore(Tokens("access-1"))

    build(token_store=store).send(GET.call())

    assert 0 == service.asked


def test_an_ended_token_that_somebody_kept_meanwhile_is_not_used(build, service):
    store = MemoryTokenStore()
    client = build(token_store=store)
    store.save(Tokens("access-0", None, 1.0))

    client.send(GET.call())

    assert 1 == service.asked
    assert "access-1" == store.load().access_token


def test_an_empty_store_and_a_sign_out_are_no_end(build, service):
    store = MemoryTokenStore()
    client = build(token_store=store)
    client.send(GET.call())
    store.clear()
    service.number += 1

    client.send(GET.call())
    client.credentials.close()
    store.clear()
    client.send(GET.call())

    assert 3 == service.asked


@pytest.mark.parametrize(
    ("fault", "kind", "reason"),
    [
        (httpx.Response(400, json={"error": "invalid_grant"}), ReauthenticationRequired, "invalid_grant"),
        (httpx.Response(401, json={"error": "invalid_client"}), TokenRefreshError, "invalid_client"),
        (httpx.Response(400, json={"error": "invalid_scope"}), TokenRefreshError, "invalid_scope"),
    ],
)
def test_a_grant_that_is_refused_is_not_repeated_and_asked_for_by_the_next_call(build, service, fault, kind, reason):
    service.faults = [fault]
    client = build()
    with pytest.raises(TokenRefreshError) as caught:
        client.send(GET.call())

    assert (kind, reason, 1) == (type(caught.value), caught.value.reason, service.asked)
    client.send(GET.call())
    assert 2 == service.asked


def test_a_grant_whose_answer_is_lost_is_asked_for_again(build, service):
    service.faults = [httpx.Response(503, headers={"Retry-After": "0"})]

    build().send(GET.call())

    assert 2 == service.asked
