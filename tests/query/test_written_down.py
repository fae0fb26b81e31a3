"""The cache as a value for JSON, of real lists and secrets, and lists page after page."""

from __future__ import annotations

import json
import math
import threading
from typing import Any

import pytest

from tests.query.layers import layer
from warp_client_core import RequestOptions
from warp_client_core.query import AsyncQueryClient, QueryClient, dehydration
from warp_sandbox import Sandbox, connected


def test_a_hydrated_page_is_the_page_and_goes_on() -> None:
    with connected(Sandbox(), "customer") as client:
        queries = QueryClient(client, stale_time=math.inf)
        first = queries.trunks.list(limit=2)
        kept = json.loads(json.dumps(queries.dehydrate()))
        again = QueryClient(client, stale_time=math.inf)

        assert 1 == again.hydrate(kept)
        found = again.trunks.list.query(limit=2).data
        assert found is not None
        assert (first.items, first.meta) == (found.items, found.meta)
        assert [one.id for one in client.trunks.list()] == [one.id for one in found]


def test_what_was_hydrated_after_a_mutation_is_no_older_than_it() -> None:
    before, _server, clock = layer(stale_time=math.inf)
    before.get("t1").get()
    before.get("t2").get()
    kept = before.dehydrate()
    again, server, _ = layer(clock, stale_time=math.inf)
    again.rename("t1", name="new")
    again.clear()
    again.hydrate(kept)

    assert ["new", "two"] == [again.get(id).get().name for id in ("t1", "t2")]
    assert 1 == server.calls


def test_a_mutation_that_completes_while_hydrated_data_is_read_is_not_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    before, _server, clock = layer(stale_time=math.inf)
    before.get("t1").get()
    again, _server, _ = layer(clock, stale_time=math.inf)
    again.hydrate(before.dehydrate())
    rename = threading.Thread(target=again.rename, args=("t1",), kwargs={"name": "new"})
    read = dehydration._read

    def slowly(*given: Any) -> Any:
        rename.start()
        rename.join(0.2)
        return read(*given)

    monkeypatch.setattr(dehydration, "_read", slowly)
    again.get("t1").get()
    rename.join()

    assert "new" == again.get("t1").get().name


@pytest.mark.parametrize(
    "stamp",
    ["2026-01-01T00:00:00", "0001-01-01T00:00:00+02:00", "9999-12-31T23:59:59-10:00", "yesterday"],
    ids=["no zone", "too early", "too late", "no time"],
)
def test_times_that_nobody_wrote_down_are_refused(stamp: str) -> None:
    queries, _server, clock = layer()
    queries.get("t1").get()
    kept = queries.dehydrate()
    kept["queries"][0]["updated_at"] = stamp

    with pytest.raises(ValueError, match="not dehydrated here"):
        layer(clock)[0].hydrate(kept)


def test_nobodys_data_is_taken_by_nobody() -> None:
    queries, _server, clock = layer()
    queries.get("t1").get()
    stranger, _, _ = layer(clock)
    stranger.credentials.open(None)

    assert 0 == stranger.hydrate({**queries.dehydrate(), "owner": None})


def test_a_page_with_an_address_of_its_own_is_not_taken() -> None:
    with connected(Sandbox(), "customer") as client:
        queries = QueryClient(client, stale_time=math.inf)
        queries.trunks.list(limit=2)
        kept = queries.dehydrate()
        again = QueryClient(client, stale_time=math.inf)
        kept["queries"][0]["call"]["path"] = "@elsewhere.example/customers"
        again.hydrate(kept)

        assert again.trunks.list.query(limit=2).data is None


def test_secrets_are_never_written_down() -> None:
    """
    Queries whose models hold secrets are left out whole, and so is what was asked for with header fields.
    """
    with connected(Sandbox(), "customer") as client, QueryClient(client, stale_time=math.inf) as queries:
        trunk = queries.trunks.list().items[0]
        queries.trunks.get_credentials(trunk.id)
        queries.webhooks.list()
        queries.account.get(options=RequestOptions(headers={"X-Canary": "canary"}))
        kept = queries.dehydrate()

    assert [["trunks", "list"]] == [one["key"] for one in kept["queries"]]
    assert "canary" not in json.dumps(kept)


def test_a_list_that_holds_more_than_its_operation_says_is_not_written_down() -> None:
    """
    Whole records in place of ids: reading them back as ids would give other data to whoever asks for records.
    """
    with connected(Sandbox(), "netsuite") as client, QueryClient(client, stale_time=math.inf) as queries:
        queries.customers.list(limit=2)
        queries.customers.list(limit=2, expand=True)
        kept = queries.dehydrate(owner="the account")
        again = QueryClient(client, stale_time=math.inf, background=False)

        assert 1 == again.hydrate(kept, owner="the account")
        assert again.customers.list.query(limit=2).data is not None


def test_options_that_change_no_request_share_the_data() -> None:
    with connected(Sandbox(), "customer") as client, QueryClient(client, stale_time=math.inf) as queries:
        plain = queries.account.get()

        assert plain is queries.account.get(options=RequestOptions(timeout=5.0))
        assert plain is not queries.account.get(options=RequestOptions(headers={"X-Tenant": "other"}))


def test_methods_of_an_overlay_are_told_apart_by_the_names_of_what_they_are_given() -> None:
    with connected(Sandbox(), "netsuite") as client, QueryClient(client, stale_time=math.inf) as queries:
        some = queries.customers.list(limit=1)

        assert some is queries.customers.list(limit=1, options=RequestOptions(timeout=5.0))
        assert some is not queries.customers.list(offset=1, limit=1)
        assert 1 == len(some.items)
        assert 1 < len(queries.customers.list(offset=0).items)


def names(pages: Any) -> list[str]:
    return [one.name for one in pages.items]


def test_all_pages_that_were_shown_are_walked_anew_after_a_mutation() -> None:
    with connected(Sandbox(), "customer") as client, QueryClient(client, stale_time=math.inf) as queries:
        query = queries.trunks.list.query(limit=2).pages()
        before = query.get()
        two = query.fetch_next()
        queries.trunks.delete(two.items[0].id)

        assert (2, 4) == (len(before.items), len(two.items))
        assert query.data is None
        assert [one.name for one in client.trunks.list()][:4] == names(query.get())


def test_a_page_that_a_mutation_overtook_is_not_added() -> None:
    with connected(Sandbox(), "customer") as client, QueryClient(client, stale_time=math.inf) as queries:
        query = queries.trunks.list.query(limit=2).pages()
        held = query.get().pages[-1]
        fetch, held._fetch = held._fetch, None

        def overtaken(call: Any) -> Any:
            held._fetch = fetch
            found = fetch(call)
            queries.trunks.delete(query.get().items[0].id)
            return found

        held._fetch = overtaken

        assert [one.name for one in client.trunks.list()][:4] != names(query.fetch_next())
        assert [one.name for one in client.trunks.list()][:4] == names(query.get())


@pytest.mark.anyio
async def test_async_lists_page_after_page() -> None:
    async with (
        connected(Sandbox(), "customer", is_async=True) as client,
        AsyncQueryClient(client, stale_time=math.inf) as queries,
    ):
        query = queries.trunks.list.query(limit=2).pages()
        one = await query.get()
        two = await query.fetch_next()
        await queries.trunks.delete(two.items[0].id)
        everything = [trunk.name async for trunk in client.trunks.list()]

        assert (2, 4) == (len(one.items), len(two.items))
        assert everything[:4] == names(await query.get())
        while (await query.get()).has_next:
            await query.fetch_next()
        assert everything == names(await query.fetch_next())
