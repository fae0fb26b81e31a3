"""Whoever signs in or out begins with an empty cache, whatever was on its way."""

from __future__ import annotations

import contextlib
import math
import threading
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from tests.query.layers import Server, Thing, ThingClient, layer
from warp_client_core import GoogleIdentityAuth
from warp_client_core.query import QueryClient
from warp_sandbox import Sandbox, connected


def test_logout_clears_everything_of_that_identity() -> None:
    with connected(Sandbox(), "customer") as client, QueryClient(client, stale_time=math.inf) as queries:
        query = queries.trunks.list.query()
        query.get()
        queries.auth.logout()

        assert (None, None) == (query.data, query.state.outdated)
        assert {} == queries.cache().entries


def test_a_logout_past_the_layer_clears_as_well() -> None:
    queries, _server, _clock = layer(stale_time=math.inf)
    queries.get("t1").get()

    queries.credentials.close()

    assert queries.get("t1").data is None


def test_an_answer_for_the_one_before_is_not_given_to_the_next() -> None:
    queries, server, _clock = layer(stale_time=math.inf)

    def signed_in_anew() -> None:
        server.before = lambda: None
        server.names["t1"] = "the next one's"
        queries.credentials.open("another")

    server.before = signed_in_anew

    assert Thing("t1", "the next one's") == queries.get("t1").get()


def test_subscribers_hear_that_the_identity_is_gone() -> None:
    queries, _server, _clock = layer()
    told: list[Thing | None] = []
    queries.get("t1").subscribe(lambda state: told.append(state.data))
    queries.run_pending()

    queries.credentials.close()
    queries.run_pending()

    assert [None, Thing("t1", "one"), None] == told
    assert threading.active_count() >= 1


@pytest.fixture
def google() -> Iterator[Callable[..., tuple[Any, list[str]]]]:
    """Queries over a client that signs in with Google when it first has to, and the paths of what it sent."""
    with contextlib.ExitStack() as stack:

        def make(email: str, **options: Any) -> tuple[Any, list[str]]:
            sent: list[str] = []

            def anybody(request: httpx.Request) -> httpx.Response:
                if request.url.host != "api.example.com":
                    return httpx.Response(
                        200, json={"idToken": f"id-{email}", "refreshToken": "r", "expiresIn": "3600"}
                    )
                sent.append(request.url.path)
                return httpx.Response(200, json={"data": {"of": email}})

            auth = GoogleIdentityAuth(api_key="key", email=email, password="p")
            client: Any = stack.enter_context(
                ThingClient(base_url="https://api.example.com", auth=auth, transport=httpx.MockTransport(anybody))
            )
            client.server = Server()
            client.server.get = lambda id, options=None: Thing(id, client.request("GET", f"/{id}").data["data"]["of"])
            return stack.enter_context(QueryClient(client, background=False, **options)), sent

        yield make


def test_a_sign_in_with_google_on_the_way_costs_no_second_request(google: Any) -> None:
    queries, sent = google("a@example.com", stale_time=math.inf)

    assert [Thing("t1", "a@example.com")] * 2 == [queries.thing("t1"), queries.thing("t1")]
    assert ["/t1"] == sent


def test_a_sign_out_from_google_clears_and_keeps_the_background_quiet(google: Any) -> None:
    """
    The password at hand would let a poll sign in again, behind the back of whoever signed out.
    """
    queries, sent = google("a@example.com", stale_time=math.inf)
    queries.get("t1").subscribe(print)
    queries.thing("t1")

    queries.credentials.close()
    queries.run_pending()

    assert None is queries.get("t1").data
    assert ["/t1"] == sent


def test_what_google_signed_one_in_for_is_not_taken_by_another(google: Any) -> None:
    one, _ = google("a@example.com", stale_time=math.inf)
    other, _ = google("b@example.com", stale_time=math.inf)
    one.thing("t1")
    kept = one.dehydrate()

    assert 0 == other.hydrate(kept)
    other.thing("t2")
    assert 0 == other.hydrate(kept)
    assert 1 == other.hydrate(one.dehydrate(owner="both know it"), owner="both know it")


def test_data_of_nobody_known_is_not_written_down(google: Any) -> None:
    queries, _ = google("a@example.com")

    with pytest.raises(ValueError, match="owner="):
        queries.dehydrate()


def test_a_mutation_that_a_sign_in_overtook_makes_obsolete_what_was_read_since() -> None:
    """
    The one who signed in may be the same.
    """
    queries, server, _clock = layer(stale_time=math.inf)

    def signed_in(id: str, *, name: str) -> Thing:
        queries.credentials.open("another")
        queries.thing("t1")
        return server.rename(id, name=name)

    mutation = queries.rename
    mutation.method = signed_in
    mutation("t1", name="new")

    assert "new" == queries.thing("t1").name
