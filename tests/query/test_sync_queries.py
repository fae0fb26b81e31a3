"""Reading, sharing, invalidating, subscribing and polling, as threads see it."""

from __future__ import annotations

import json
import math
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import attrs
import pytest

from tests.query.layers import Thing, layer
from warp_client_core.errors import ApiConnectionError, NotFoundError, WarpError
from warp_client_core.query import (
    Notice,
    QueryCancelledError,
    QueryClient,
    QueryDisabledError,
    QueryState,
)


def test_fresh_data_comes_from_the_cache() -> None:
    queries, server, clock = layer(stale_time=10.0)

    first = queries.get("t1").get()
    clock.seconds += 9.0

    assert first is queries.get("t1").get()
    assert 1 == server.calls


def test_stale_data_is_fetched_anew() -> None:
    queries, server, clock = layer(stale_time=10.0)

    queries.get("t1").get()
    clock.seconds += 10.0
    queries.get("t1").get()

    assert 2 == server.calls


def test_by_default_every_reading_fetches() -> None:
    """
    Stale time 0, as in TanStack Query.
    """
    queries, server, _clock = layer()

    queries.get("t1").get()
    queries.get("t1").get()

    assert 2 == server.calls


def test_64_threads_that_want_one_stale_key_make_one_request() -> None:
    queries, server, _clock = layer(stale_time=10.0)
    everybody = threading.Barrier(64)
    go = threading.Event()
    server.before = lambda: go.wait(10)

    def read(number: int) -> Thing:
        everybody.wait(10)
        if number == 63:
            go.set()
        return queries.get("t1").get()

    with ThreadPoolExecutor(64) as pool:
        found = list(pool.map(read, range(64)))

    assert 1 == server.calls
    assert {id(found[0])} == {id(one) for one in found}


def test_a_fetch_that_a_mutation_overtook_is_nobodys() -> None:
    """
    Its reader fetches again, and the old answer does not land.
    """
    queries, server, _clock = layer(stale_time=10.0)

    def overtaken() -> None:
        server.before = lambda: None
        queries.rename("t1", name="new")

    server.before = overtaken

    assert "new" == queries.get("t1").get().name
    assert "new" == queries.get("t1").data.name  # type: ignore[union-attr] # it was read
    assert 2 == server.calls


def test_a_mutation_touches_its_keys_and_no_others() -> None:
    queries, _server, _clock = layer(stale_time=math.inf)
    for query in (queries.get("t1"), queries.get("t2"), queries.list()):
        query.prefetch()

    queries.rename("t1", name="new")

    held = [queries.get("t1").data, queries.get("t2").data, queries.list().data]
    assert [None, Thing("t2", "two"), None] == held
    assert Thing("t1", "one") == queries.get("t1").state.outdated


@pytest.mark.parametrize(("prefix", "held"), [(("things", "item"), 1), (("things",), 0), ((), 0), (("other",), 3)])
def test_a_prefix_stands_for_all_below_it(prefix: tuple[str, ...], held: int) -> None:
    queries, _server, _clock = layer(stale_time=math.inf)
    found = (queries.get("t1"), queries.get("t2"), queries.list())
    for query in found:
        query.prefetch()

    queries.invalidate(*prefix)

    assert held == sum(query.data is not None for query in found)


def test_a_key_as_one_value_is_refused_since_it_would_reach_nothing() -> None:
    queries, _server, _clock = layer()

    with pytest.raises(TypeError, match="one by one"):
        queries.invalidate(("things", "item"))  # type: ignore[arg-type] # that is the point


def test_an_error_is_the_clients_own_and_keeps_the_data() -> None:
    queries, server, _clock = layer()
    queries.get("t1").get()
    server.failure = ApiConnectionError("gone")

    with pytest.raises(ApiConnectionError) as raised:
        queries.get("t1").get()

    state = queries.get("t1").state
    assert ("error", Thing("t1", "one"), raised.value) == (state.status, state.data, state.error)
    assert "error" == queries.get("t1").load().status


def test_a_query_that_is_not_enabled_fetches_nothing() -> None:
    queries, server, _clock = layer()

    assert "pending" == queries.get("", enabled=False).load().status
    with pytest.raises(QueryDisabledError):
        queries.get("", enabled=False).get()
    assert 0 == server.calls


def test_equal_parts_of_new_data_are_the_old_objects() -> None:
    queries, server, _clock = layer()
    before = queries.list().get()
    same = queries.list().get()
    server.names["t2"] = "changed"
    after = queries.list().get()

    assert before is same
    assert before[0] is after[0]
    assert Thing("t2", "changed") == after[1]


def test_subscribers_hear_of_every_state_in_order() -> None:
    queries, _server, _clock = layer()
    told: list[QueryState[Thing]] = []

    with queries.get("t1").subscribe(told.append):
        queries.run_pending()
        queries.rename("t1", name="new")
        queries.run_pending()
    queries.get("t1").get()

    seen = [(state.status, state.fetch_status, state.data and state.data.name) for state in told]
    assert [
        ("pending", "fetching", None),
        ("success", "idle", "one"),
        ("pending", "idle", None),
        ("pending", "fetching", None),
        ("success", "idle", "new"),
    ] == seen


def test_a_selection_hears_only_of_what_it_sees() -> None:
    queries, server, _clock = layer(stale_time=0.0)
    names = queries.get("t1").select(lambda thing: thing.name[0])
    told: list[Any] = []
    names.subscribe(lambda state: told.append(state.data))

    queries.run_pending()
    server.names["t1"] = "only another word"
    queries.get("t1").get()

    assert "o" == names.get()
    assert "o" == told[-1]
    assert {None, "o"} == set(told)


def test_polls_are_fetched_when_due_and_end_with_their_query() -> None:
    queries, server, clock = layer()
    balance = queries.get("t1", poll=60)

    waits = [queries.run_pending()]
    clock.seconds += 59
    queries.run_pending()
    calls = [server.calls]
    clock.seconds += 1
    queries.run_pending()
    calls.append(server.calls)
    assert balance.get() is not None
    del balance
    clock.seconds += 60
    waits.append(queries.run_pending())

    assert [1, 2] == calls
    assert 2 == server.calls
    assert [60.0, None] == waits


def test_an_optimistic_change_is_shown_and_taken_back() -> None:
    queries, server, _clock = layer(stale_time=math.inf)
    query = queries.get("t1")
    query.prefetch()
    shown: list[Any] = []

    def change(id: str, *, name: str) -> list[Any]:
        return [queries.get(id).change(lambda thing: attrs.evolve(thing, name=name))]

    rename = queries.mutation(queries.rename, optimistic=change)
    server.failure = NotFoundError("no such thing", status_code=404)
    subscription = query.subscribe(lambda state: shown.append((state.data, state.is_optimistic)))
    with pytest.raises(NotFoundError):
        rename("t1", name="new")
    subscription.close()

    assert [(Thing("t1", "new"), True), (Thing("t1", "one"), False)] == shown[:2]
    assert Thing("t1", "one") == query.data


def test_hooks_and_notices_tell_how_a_mutation_ended() -> None:
    notices: list[Notice] = []
    queries, server, _clock = layer(on_notify=notices.append)
    told: list[Any] = []
    rename = queries.mutation(
        queries.rename,
        on_success=lambda result: told.append(("success", result.name)),
        on_error=lambda error: told.append(("error", str(error))),
        on_settled=lambda result, error: told.append(("settled", result is None, error is None)),
    )

    rename("t1", name="new")
    server.failure = ApiConnectionError("gone")
    with pytest.raises(ApiConnectionError):
        rename("t1", name="newer")

    assert [("success", "new"), ("settled", False, True), ("error", "gone"), ("settled", True, False)] == told
    assert [("success", "things.rename"), ("error", "things.rename")] == [(one.kind, one.subject) for one in notices]
    assert "error" == rename.state.status


def test_a_cancelled_fetch_lands_nowhere() -> None:
    queries, server, _clock = layer(stale_time=math.inf)
    server.before = lambda: queries.get("t1").cancel()

    with pytest.raises(QueryCancelledError) as raised:
        queries.get("t1").get()

    assert isinstance(raised.value, WarpError)
    assert None is queries.get("t1").data


def test_an_interrupted_reader_leaves_the_fetch_to_another() -> None:
    queries, server, _clock = layer(stale_time=math.inf)

    def interrupted() -> None:
        raise KeyboardInterrupt

    server.before = interrupted
    with pytest.raises(KeyboardInterrupt):
        queries.get("t1").get()
    server.before = lambda: None

    assert Thing("t1", "one") == queries.get("t1").get()


def test_memory_is_bounded_and_what_nobody_asks_for_is_dropped() -> None:
    queries, _server, clock = layer(max_entries=10, cache_time=300.0, stale_time=math.inf)
    for page in range(100):
        queries.list(page=page).get()
    kept = len(queries.cache().entries)
    clock.seconds += 300
    queries.get("t1").get()

    assert 10 == kept
    assert 1 == len(queries.cache().entries)


def test_dehydrated_data_is_taken_by_the_same_account_alone() -> None:
    queries, _server, clock = layer(stale_time=100.0)
    queries.get("t1").get()
    queries.list().get()
    text = json.dumps(queries.dehydrate())
    again, other_server, _ = layer(clock, stale_time=100.0)
    stranger, _, _ = layer(clock, stale_time=100.0)
    stranger.credentials.open("another")
    clock.seconds += 40

    assert 2 == again.hydrate(json.loads(text))
    assert 0 == stranger.hydrate(json.loads(text))
    assert Thing("t1", "one") == again.get("t1").get()
    assert 0 == other_server.calls
    clock.seconds += 60
    again.get("t1").get()
    assert 1 == other_server.calls
    assert "Bearer" not in text


def test_what_was_hydrated_is_obsolete_after_a_mutation_too() -> None:
    queries, _server, clock = layer(stale_time=math.inf)
    queries.get("t1").get()
    again, _, _ = layer(clock, stale_time=math.inf)
    again.hydrate(queries.dehydrate())

    again.rename("t1", name="new")

    assert "new" == again.get("t1").get().name


def test_the_thread_polls_and_is_gone_after_closing() -> None:
    queries, server, _clock = layer(background=True)
    fetched = threading.Event()
    server.before = fetched.set

    query = queries.get("t1", poll=60)
    assert fetched.wait(10)
    queries.close()

    assert [] == [one for one in threading.enumerate() if one.name == "warp-queries"]
    with pytest.raises(RuntimeError, match="closed"):
        query.get()


def test_a_callback_that_raises_disturbs_nobody(caplog: pytest.LogCaptureFixture) -> None:
    queries, _server, _clock = layer()

    def broken(_state: object) -> None:
        raise ValueError("secret")

    queries.get("t1").subscribe(broken)

    assert Thing("t1", "one") == queries.get("t1").get()
    assert "ValueError" in caplog.text
    assert "secret" not in caplog.text


@pytest.mark.parametrize(
    "options",
    [{"stale_time": -1}, {"cache_time": "5"}, {"max_entries": 0}, {"max_entries": True}, {"stale_time": 10**400}],
    ids=["negative", "text", "none", "flag", "huge"],
)
def test_options_out_of_range_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(options))):
        layer(**options)


@pytest.mark.parametrize(("how", "error"), [({"polls": 1}, TypeError), ({"poll": 0}, ValueError)], ids=["name", "zero"])
def test_a_reading_refuses_what_it_cannot_do(how: dict[str, Any], error: type[Exception]) -> None:
    queries, _server, _clock = layer()

    with pytest.raises(error):
        queries.get("t1", **how)


def test_a_client_without_queries_is_refused_by_name() -> None:
    with pytest.raises(TypeError, match="object has no queries"):
        QueryClient(object())  # type: ignore[type-var] # that is the point
