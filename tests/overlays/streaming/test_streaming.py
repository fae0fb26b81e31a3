"""Listening to the platform over a real socket, both clients and both flavours."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.overlays.live import KINDS, Live
from warp_client_core.errors import StreamError
from warp_client_core.streaming import RawEvent, Received

EVENTS = {
    "customer": {
        "metrics.update": "Metrics",
        "trunk.status": "TrunkStatusEvent",
        "call.active": "CallActiveEvent",
        "balance.low": "BalanceLowEvent",
        "message.delivered": "MessageDeliveredEvent",
    },
    "admin": {
        "system.metrics": "SystemMetrics",
        "customer.alert": "CustomerAlertEvent",
        "trunk.registration": "TrunkRegistrationEvent",
        "fraud.alert": "FraudAlertEvent",
        "billing.alert": "BillingAlertEvent",
    },
}
EACH = [(kind, name, model) for kind, events in EVENTS.items() for name, model in events.items()]
README = Path(__file__).parents[3] / "overlays" / "streaming" / "README.md"


def until(stream: Any, name: str) -> Received:
    """The next frame of that name."""
    for frame in stream.frames():
        if isinstance(frame, Received) and frame.event == name:
            return frame
    raise AssertionError(f"the stream ended before {name}")


async def auntil(stream: Any, name: str) -> Received:
    """The next frame of that name."""
    async for frame in stream.frames():
        if isinstance(frame, Received) and frame.event == name:
            return frame
    raise AssertionError(f"the stream ended before {name}")


@pytest.mark.parametrize(("kind", "name", "model"), EACH)
def test_each_event_of_the_platform_is_typed(live: Live, kind: str, name: str, model: str) -> None:
    """
    As the type that the document names, with the id that the platform gave it.
    """
    with live.client(kind) as client, client.events.connect(channels=[name]) as stream:
        until(stream, "subscribed")
        live.publish(name, kind=kind)

        frame = until(stream, name)

    assert (model, "evt_") == (type(frame.data).__name__, (frame.id or "")[:4])


@pytest.mark.anyio
@pytest.mark.parametrize("kind", list(KINDS))
async def test_async_callers_iterate_typed_events(live: Live, kind: str) -> None:
    """
    Answers of the platform about the connection are not among them.
    """
    name, model = next(iter(EVENTS[kind].items()))
    async with live.client(kind, asynchronous=True) as client, client.events.connect(channels=[name]) as stream:
        await auntil(stream, "subscribed")
        live.publish(name, kind=kind)

        async for event in stream:
            assert model == type(event).__name__
            break


def test_all_events_are_heard_without_channels(live: Live) -> None:
    """
    In the order in which they were published.
    """
    with live.client() as client, client.events.connect() as stream:
        stream.send("ping", {})
        until(stream, "pong")
        for name in EVENTS["customer"]:
            live.publish(name)

        found = [type(event).__name__ for _, event in zip(range(5), stream, strict=False)]

    assert list(EVENTS["customer"].values()) == found


def test_an_event_that_is_not_described_is_raw(live: Live) -> None:
    """
    Nothing is lost of what an older client does not know: here, the customer's event on a client without a channel.
    """
    from warp_client_core.streaming import Channel, EventStream

    with live.client() as client, EventStream(client, Channel()) as stream:
        stream.send("ping", {})
        payload = live.publish("trunk.status") if until(stream, "pong") else {}

        event = next(stream)

    assert isinstance(event, RawEvent)
    assert ("trunk.status", payload["trunk_id"]) == (event.event, event.payload["trunk_id"])


def test_a_subscription_narrows_to_a_trunk(live: Live) -> None:
    """
    Others of the account are not heard.
    """
    with live.client() as client, client.events.connect(channels=["trunk.status"], trunk_id="mine") as stream:
        until(stream, "subscribed")
        live.publish("trunk.status", trunk_id="other")
        live.publish("trunk.status", trunk_id="mine")

        assert "mine" == next(stream).trunk_id


@pytest.mark.parametrize("code", [1001, 1006, 1011, 1012])
def test_a_dropped_connection_loses_and_repeats_nothing(live: Live, code: int) -> None:
    """
    The stream resumes after the last event, so what happened meanwhile comes once and in order.
    """
    found: list[str] = []
    with live.client() as client, client.events.connect(channels=["trunk.status"]) as stream:
        until(stream, "subscribed")
        for number in range(30):
            live.publish("trunk.status", trunk_id=str(number))
            if number % 10 == 5:
                live.sandbox.sockets.drop(code)
        found += [next(stream).trunk_id for _ in range(30)]

    assert [str(number) for number in range(30)] == found
    assert 0 == live.open_sockets()


@pytest.mark.anyio
async def test_async_streams_resume_too(live: Live) -> None:
    """
    And subscribe anew: what they did not ask for stays away.
    """
    found: list[str] = []
    async with live.client(asynchronous=True) as client, client.events.connect(channels=["trunk.status"]) as stream:
        await auntil(stream, "subscribed")
        live.publish("trunk.status", trunk_id="before")
        live.sandbox.sockets.drop(1012)
        found.append((await anext(stream)).trunk_id)
        await auntil(stream, "subscribed")
        live.publish("balance.low")
        live.publish("trunk.status", trunk_id="after")
        found.append((await anext(stream)).trunk_id)

    assert ["before", "after"] == found


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_handshake_with_an_ended_token_renews_it(live: Live, kind: str) -> None:
    """
    The refresh token is spent once, and the stream opens.
    """
    with live.client(kind, access_token=None) as client:
        client.auth.login(email=f"somebody@{kind}.example.com", password="right")
        first = client.credentials.access_token
        live.sandbox.advance(4000)

        with client.events.connect() as stream:
            stream.send("ping", {})
            assert until(stream, "pong").data is not None

        assert client.credentials.access_token not in (None, first)


def test_credentials_that_are_refused_for_good_are_told(live: Live) -> None:
    """
    As an error of the tree that callers catch anyway, without the token.
    """
    with live.client(access_token="wrong-canary") as client, pytest.raises(StreamError) as caught:
        client.events.connect().connect()

    assert "wrong-canary" not in f"{caught.value!r} {caught.value}"


@pytest.mark.parametrize(
    ("kind", "wrong", "near"), [("customer", "trunk.statsu", "trunk.status"), ("admin", "fraud", "fraud.alert")]
)
def test_a_channel_that_does_not_exist_is_refused(kind: str, wrong: str, near: str) -> None:
    """
    Before anything is sent, with the nearest that does.
    """
    with KINDS[kind][0](access_token="x") as client, pytest.raises(ValueError, match=f"did you mean '{near}'"):
        client.events.connect(channels=[wrong])


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("channels", "trunk.status"),
        ("channels", []),
        ("queue_size", 0),
        ("overflow", "pile"),
        ("last_event_id", "a\nb"),
    ],
)
def test_an_option_that_cannot_work_is_refused(option: str, value: Any) -> None:
    """
    When it is given, not when the stream breaks.
    """
    with KINDS["customer"][0](access_token="x") as client, pytest.raises(ValueError, match=r"."):
        client.events.connect(**{option: value})


@pytest.mark.parametrize("package", ["warp_customer", "warp_admin"])
def test_a_client_without_events_loads_no_sockets(package: str) -> None:
    """
    Neither the library nor the runtime of streams, though the resource is touched.
    """
    name = {"warp_customer": "CustomerClient", "warp_admin": "AdminClient"}[package]
    code = (
        f"import sys, {package}\nclient = {package}.{name}(access_token='x')\nclient.events.connect\nclient.close()\n"
        "print([one for one in sys.modules if one.startswith(('websockets', 'warp_client_core.streaming'))])"
    )

    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert "[]" == told.strip()


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    By the wheel that the caller installed.
    """
    for one in [one for one in sys.modules if one.partition(".")[0] == "websockets"]:
        monkeypatch.delitem(sys.modules, one)
    for one in ("dialing", "wire"):
        monkeypatch.delitem(sys.modules, f"warp_client_core.streaming.{one}", raising=False)
    monkeypatch.setitem(sys.modules, "websockets", None)

    named = pytest.raises(ImportError, match=r'pip install "warp-admin-client\[streaming\]"')
    with KINDS["admin"][0](access_token="x", ws_url="ws://127.0.0.1:9/ws") as client, named:
        client.events.connect().connect()


def test_the_example_of_the_readme_works(live: Live, capsys: pytest.CaptureFixture[str], monkeypatch: Any) -> None:
    """
    As it stands there, for two events.
    """
    (example, *_) = re.findall(r"```python\n(.*?)```", README.read_text("utf-8"), re.S)
    live.sandbox.sockets.pace = 0.2
    moves = iter([lambda: live.publish("trunk.status", trunk_id="t1"), lambda: live.publish("balance.low")])

    def tick(_now: Any) -> None:
        next(moves, lambda: live.sandbox.sockets.drop(4403))()

    monkeypatch.setattr(live.sandbox.sockets, "_tick", tick)
    monkeypatch.setenv("WARP_API_URL", f"{live.address}/v1")
    monkeypatch.setenv("WARP_ACCESS_TOKEN", KINDS["customer"][3])

    with pytest.raises(StreamError):
        exec(example, {})

    first, second = capsys.readouterr().out.splitlines()
    assert ("t1 degraded", "USD") == (first, second.partition(" ")[2])
