"""Whoever signs in or out begins with an empty cache, whatever was on its way."""

from __future__ import annotations

import math
import threading

from tests.query.layers import Thing, layer
from warp_client_core.query import QueryClient
from warp_sandbox import Sandbox, connected


def test_logout_clears_everything_of_that_identity() -> None:
    with connected(Sandbox(), "customer") as client, QueryClient(client, stale_time=math.inf) as queries:
        query = queries.trunks.list()
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
