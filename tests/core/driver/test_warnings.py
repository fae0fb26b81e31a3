"""Claims about what clients warn of; each holds for both flavours unless its name says otherwise."""

import asyncio
import gc
import warnings

import attrs
import httpx
import pytest

from warp_client_core.calls import Operation, Safety
from warp_client_core.driver import AsyncClient, SyncClient
from warp_client_core.replies import Enveloped, Paged


@attrs.frozen(kw_only=True)
class Trunk:
    id: str


OLD: Operation = Operation("get_route", "GET", "/routes/{id}", Safety.READ, Enveloped(Trunk), deprecated=True)
OLD_LIST: Operation = Operation("list_routes", "GET", "/routes", Safety.READ, Paged(Trunk), deprecated=True)
GET: Operation = Operation("get_trunk", "GET", "/trunks/{id}", Safety.READ, Enveloped(Trunk))
URL = "https://api.example.com"


@pytest.fixture
def shown():
    """The warnings of a test."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield caught


def ok():
    return httpx.Response(200, json={"data": {"id": "t1"}})


def test_a_deprecated_operation_warns_once_at_the_line_of_the_caller(shown, platform):
    client = SyncClient(base_url=URL, http_client=httpx.Client(transport=httpx.MockTransport(platform(ok(), ok()))))

    for _ in range(2):
        client.send(OLD.call("t1"))

    assert [(DeprecationWarning, __file__)] == [(one.category, one.filename) for one in shown]
    assert "get_route" in str(shown[0].message)


def test_a_deprecated_operation_warns_once_at_the_line_that_awaits_it(shown, platform):
    transport = httpx.MockTransport(platform(ok(), ok()))
    client = AsyncClient(base_url=URL, http_client=httpx.AsyncClient(transport=transport))

    async def main():
        for _ in range(2):
            await client.send(OLD.call("t1"))

    asyncio.run(main())

    line = main.__code__.co_firstlineno + 2
    assert [(DeprecationWarning, __file__, line)] == [(one.category, one.filename, one.lineno) for one in shown]


def test_a_deprecated_list_warns_once_for_all_its_pages(shown, flavour, platform):
    assert 3 == len(flavour.items(flavour.build(platform(trunks=3)), OLD_LIST.call()))

    assert 1 == len(shown)


def test_a_deprecated_stream_warns(shown, flavour, platform):
    flavour.read_streamed(flavour.build(platform(ok())), OLD.call("t1"))

    assert [DeprecationWarning] == [one.category for one in shown]


def test_other_operations_do_not_warn(shown, flavour, platform):
    flavour.send(flavour.build(platform(ok())), GET.call("t1"))

    assert [] == shown


@pytest.fixture
def own(flavour, platform):
    """Makes a client that opens its own connections, over a function in place of a network."""

    def own():
        transport = httpx.MockTransport(platform(ok(), ok()))
        return (SyncClient if flavour.name == "sync" else AsyncClient)(base_url=URL, transport=lambda **_: transport)

    return own


def test_a_client_that_is_not_closed_says_where_it_was_made(shown, flavour, own):
    client = own()
    flavour.send(client, GET.call("t1"))

    del client
    gc.collect()

    (warning,) = shown
    name, remedy = ("SyncClient", "close()") if flavour.name == "sync" else ("AsyncClient", "aclose()")
    assert (ResourceWarning, __file__) == (warning.category, warning.filename)
    assert f"a {name} with open connections was never closed" in str(warning.message)
    assert f"or call {remedy}" in str(warning.message)
    assert "in test_a_client_that_is_not_closed_says_where_it_was_made" in str(warning.message)


def test_a_client_that_sent_nothing_need_not_be_closed(shown, own):
    own()
    gc.collect()

    assert [] == shown


def test_a_client_that_is_closed_says_nothing(shown, flavour, own):
    client = own()
    flavour.send(client, GET.call("t1"))
    flavour.close(client)

    del client
    gc.collect()

    assert [] == shown


def test_a_copy_keeps_connections_in_use(shown, flavour, own):
    client = own()
    copy = client.with_options(timeout=1.0)
    del client
    gc.collect()

    flavour.send(copy, GET.call("t1"))

    assert [] == shown
    del copy
    gc.collect()
    assert 1 == len(shown)


def test_connections_of_the_caller_are_the_callers_to_close(shown, flavour, platform):
    client = flavour.build(platform(ok()))
    flavour.send(client, GET.call("t1"))

    del client
    gc.collect()

    assert [] == [one for one in shown if "SyncClient" in str(one.message) or "AsyncClient" in str(one.message)]
