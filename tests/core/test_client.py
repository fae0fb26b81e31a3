"""Claims about `warp_client_core.client`: what sync and async clients have in common."""

from functools import cached_property

import httpx
import pytest

from warp_client_core.calls import Operation, Safety
from warp_client_core.client import Client
from warp_client_core.driver import About, AsyncClient, SyncClient
from warp_client_core.replies import Nothing
from warp_client_core.resource import AsyncResource, Resource
from warp_client_core.settings import Given
from warp_client_core.tokens import MemoryTokenStore, Tokens

PING: Operation = Operation("ping", "GET", "/ping", Safety.READ, Nothing())


class Trunks(Resource):
    @property
    def client(self):
        return self._client


class Customer(SyncClient):
    about = About(dist="warp-customer-client", version="1.2.3", base_url="https://customer.example/v1")

    @cached_property
    def trunks(self):
        return Trunks(self)


def echo(seen):
    def handler(request):
        seen.append(request)
        return httpx.Response(204)

    return handler


def test_a_faulty_environment_is_told_when_the_client_is_built(monkeypatch):
    monkeypatch.setenv("WARP_API_URL", "http://api.example.com")

    with pytest.raises(ValueError, match="base_url must use https://"):
        Customer()


def test_connections_of_the_wrong_flavour_are_refused():
    with pytest.raises(TypeError, match=r"must be an httpx\.Client"):
        Customer(http_client=httpx.AsyncClient())


def test_a_client_that_is_closed_says_so(flavour):
    client = flavour.build(echo([]))
    flavour.close(client)

    with pytest.raises(RuntimeError, match=f"this {type(client).__name__} is closed; build a new one"):
        flavour.send(client, PING.call())


def test_a_client_whose_connections_the_caller_closed_says_so():
    http_client = httpx.Client()
    client = Customer(http_client=http_client)
    http_client.close()

    with pytest.raises(RuntimeError, match="this Customer is closed"):
        client.send(PING.call())


@pytest.mark.parametrize("change", [{"timeout": 0}, {"max_retries": -1}, {"headers": {"X-A": "a\nb"}}])
def test_a_copy_with_values_out_of_range_is_refused(flavour, change):
    client = flavour.build(echo([]))

    with pytest.raises(ValueError, match=r"timeout|max_retries|header X-A"):
        client.with_options(**change)


def test_no_secret_shows(flavour):
    client = flavour.build(
        echo([]), access_token="s3cret", refresh_token="s3cret", api_key="s3cret", default_headers={"X-A": "s3cret"}
    )

    assert repr(client) == (
        f"{type(client).__name__}(base_url='https://api.example.com/v1', timeout=30.0, max_retries=3)"
    )
    assert "s3cret" not in f"{client.settings!r}{client.credentials!r}{client.token_store!r}"


def test_the_environment_is_read_when_the_client_is_built(monkeypatch):
    monkeypatch.setenv("WARP_API_URL", "https://env.example/v2/")
    monkeypatch.setenv("WARP_WS_URL", "wss://env.example/ws")
    monkeypatch.setenv("WARP_ACCESS_TOKEN", "env-a")

    with Customer() as client:
        monkeypatch.setenv("WARP_API_URL", "https://later.example")

        assert client.settings.base_url == "https://env.example/v2"
        assert client.settings.ws_url == "wss://env.example/ws"
        assert client.credentials.access_token == "env-a"


def test_a_client_without_credentials_in_arguments_takes_them_from_its_store():
    with Customer(token_store=MemoryTokenStore(Tokens("stored", "r"))) as client:
        assert client.credentials.tokens == Tokens("stored", "r")


def test_a_store_of_the_caller_is_used_even_when_it_is_empty_and_false():
    class Store(MemoryTokenStore):
        def __len__(self):
            return 0

    store = Store()

    with Customer(token_store=store) as client:
        assert client.token_store is store


def test_a_copy_differs_in_what_was_asked_for_and_shares_the_rest(flavour):
    seen = []
    client = flavour.build(echo(seen), access_token="a", default_headers={"X-A": "1"})

    copy = client.with_options(timeout=5, max_retries=0, headers={"X-B": "2"})
    client.credentials.open("b")
    flavour.send(copy, PING.call())

    assert (copy.settings.timeout, copy.settings.max_retries) == (5, 0)
    assert (client.settings.timeout, client.settings.max_retries) == (30.0, 3)
    assert copy.credentials is client.credentials
    assert copy.token_store is client.token_store
    assert copy.settings.headers == {"X-A": "1", "X-B": "2"}
    assert client.settings.headers == {"X-A": "1"}
    assert seen[0].headers["authorization"] == "Bearer b"
    assert seen[0].headers["x-b"] == "2"


def test_the_resources_of_a_copy_send_through_the_copy():
    with Customer() as client:
        assert client.trunks.client is client

        copy = client.with_options(timeout=5)

        assert copy.trunks.client is copy
        assert client.trunks.client is client


def test_a_copy_keeps_what_an_overlay_put_into_the_client():
    with Customer() as client:
        client.account_id = "1234567"

        assert client.with_options(timeout=5).account_id == "1234567"


def test_closing_a_copy_leaves_the_connections_to_the_original():
    original = Customer()
    copy = original.with_options(timeout=5)

    copy.close()

    assert not original._pool.is_closed
    original.close()
    with pytest.raises(RuntimeError, match="closed"):
        original.with_options(timeout=1).send(PING.call())


def test_closing_the_original_closes_its_copies():
    original = Customer()
    copy = original.with_options(timeout=5)

    original.close()

    with pytest.raises(RuntimeError, match="closed"):
        copy.send(PING.call())


def test_connections_of_the_caller_are_never_closed():
    http_client = httpx.Client()

    with Customer(http_client=http_client):
        pass

    assert not http_client.is_closed
    http_client.close()


@pytest.mark.anyio
async def test_connections_of_an_async_caller_are_never_closed():
    http_client = httpx.AsyncClient()

    async with AsyncClient(base_url="https://api.example.com", http_client=http_client):
        pass

    assert not http_client.is_closed
    await http_client.aclose()


@pytest.mark.anyio
async def test_connections_of_its_own_are_closed():
    client = AsyncClient(base_url="https://api.example.com")

    async with client:
        pass

    assert client._pool.is_closed
    with SyncClient(base_url="https://api.example.com") as sync_client:
        pass
    assert sync_client._pool.is_closed


def test_a_client_that_is_not_generated_still_says_who_it_is():
    with SyncClient(base_url="https://api.example.com") as client:
        assert client.settings.client_version.startswith("warp-client-core/")


def test_an_overlay_can_wrap_how_calls_are_carried_out(flavour):
    seen, noted = [], []

    class Noting(Client):
        def transmit(self, call, options=None, *, streamed=False):
            noted.append(call.operation_id)
            return (yield from super().transmit(call, options, streamed=streamed))

    kind = type("Noting", (Noting, SyncClient if flavour.name == "sync" else AsyncClient), {})
    client = flavour.build(echo(seen), client=kind)

    flavour.send(client, PING.call())

    assert noted == ["ping"]
    assert len(seen) == 1


def test_the_flows_of_a_client_do_nothing_by_themselves():
    client = Client(Given(base_url="https://api.example.com"), ambient=None)

    steps = client.exchange(PING.call())

    assert next(steps).url == "https://api.example.com/ping"


def test_a_resource_holds_its_client_and_nothing_else():
    client = object()

    assert vars(Resource(client)) == vars(AsyncResource(client)) == {"_client": client}
