"""Following call records and messages of a platform on a real socket, across breaks of the connection."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.overlays.live import Live
from warp_client_core.errors import ServerError, StreamError, WarpError
from warp_client_core.streaming import StreamOptions
from warp_customer import CustomerClient

HOUR = timedelta(hours=1)
QUICK = StreamOptions(first_wait=0.05, longest_wait=0.1, max_attempts=None)
README = Path(__file__).parents[3] / "overlays" / "following" / "README.md"


class Reading:
    """Reads a following in a thread of its own, until it is closed."""

    def __init__(self, following: Any) -> None:
        self.following = following
        self.found: list[Any] = []
        self.error: Exception | None = None
        self._news = threading.Condition()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        try:
            for record in self.following:
                with self._news:
                    self.found.append(record)
                    self._news.notify_all()
        except WarpError as error:
            self.error = error

    def wait(self, enough: Callable[[list[Any]], bool]) -> list[Any]:
        """What was found, once it is enough."""
        with self._news:
            assert self._news.wait_for(lambda: enough(self.found), timeout=20)
            return list(self.found)

    def end(self) -> None:
        """Close it and wait for the thread."""
        self.following.close()
        self._thread.join(10)
        assert not self._thread.is_alive()


def listed(live: Live, since: datetime) -> set[str]:
    """Ids of the calls that ended since then, as the platform lists them now."""
    with live.client() as client:
        found = client.cdrs.list(date_from=since - HOUR, date_to=live.sandbox.clock() + HOUR)
        return {one.id for one in found if one.end_time is not None and one.end_time >= since}


def sms(client: Any, to: str = "+12125550123") -> Any:
    """Send a message from a number of the account."""
    sender = next(one.number for one in client.numbers.list() if one.sms_enabled)
    return client.messages.send_sms(from_=sender, to=to, body="Hello")


@pytest.mark.parametrize("codes", [(), (1012,), (1006, 1001, 1006)])
def test_each_call_is_given_once_whatever_breaks(live: Live, codes: tuple[int, ...]) -> None:
    """
    Listed ones, those that end while the socket is open, and those that end while it is not.
    """
    since = live.sandbox.clock() - HOUR
    live.sandbox.advance(1)
    with live.client() as client:
        reading = Reading(client.cdrs.follow(since=since, options=QUICK))
        reading.wait(lambda found: len(found) > 10)
        for code in (*codes, None):
            live.sandbox.advance(300)
            if code is not None:
                live.sandbox.sockets.drop(code)
            live.sandbox.advance(300)
        wanted = listed(live, since)
        found = reading.wait(lambda found: len(found) >= len(wanted))
        reading.end()

    assert sorted(wanted) == sorted(one.id for one in found)
    assert (None, 0, 0) == (reading.error, reading.following.missing, live.open_sockets())


@pytest.mark.anyio
async def test_async_callers_follow_calls(live: Live) -> None:
    """
    With a break in between; leaving the block closes the socket.
    """
    since = live.sandbox.clock() - HOUR
    found: list[str] = []
    async with live.client(asynchronous=True) as client, client.cdrs.follow(since=since, options=QUICK) as records:
        before = len(await asyncio.to_thread(listed, live, since))
        async for record in records:
            found.append(record.id)
            if len(found) == before:
                live.sandbox.sockets.drop(1006)
                live.sandbox.advance(900)
                wanted = await asyncio.to_thread(listed, live, since)
            if len(found) > before and len(found) == len(wanted):
                break

    assert sorted(wanted) == sorted(found)
    assert before < len(found)


def test_each_message_is_given_once_with_its_outcome(live: Live) -> None:
    """
    Delivered or not, across a break.
    """
    since = live.sandbox.clock()
    with live.client() as client:
        reading = Reading(client.messages.follow(since=since, options=QUICK))
        first = sms(client).message_id
        live.sandbox.advance(3600)
        reading.wait(lambda found: first in [one.message_id for one in found])
        live.sandbox.sockets.drop(1006)
        second = sms(client).message_id
        live.sandbox.advance(3600)
        found = reading.wait(lambda found: second in [one.message_id for one in found])
        reading.end()

    assert [first, second] == [one.message_id for one in found if one.message_id in (first, second)]
    assert {"delivered"} == {str(one.status) for one in found[-2:]}


def test_a_record_that_is_listed_late_is_given_when_it_is(live: Live) -> None:
    """
    The platform has no record of a message at first.
    """
    since = live.sandbox.clock()
    with live.client() as client:
        reading = Reading(client.messages.follow(since=since, options=QUICK))
        while not live.sandbox.sockets.open:
            threading.Event().wait(0.01)
        live.sandbox.script(["operation=get_message;status=404;times=2"])
        sent = sms(client).message_id
        live.sandbox.advance(3600)
        found = reading.wait(lambda found: sent in [one.message_id for one in found])
        reading.end()

    assert 1 == [one.message_id for one in found].count(sent)


def test_an_error_of_a_request_ends_the_reading(live: Live) -> None:
    """
    As it is, and no socket stays open.
    """
    with live.client(max_retries=0) as client:
        live.sandbox.script(["operation=list_cdrs;status=500"])
        with pytest.raises(ServerError):
            next(client.cdrs.follow(since=live.sandbox.clock()))

    assert 0 == live.open_sockets()


def test_an_error_of_the_stream_ends_the_reading(live: Live) -> None:
    """
    Here, a token that is not valid.
    """
    with live.client(access_token="wrong") as client, pytest.raises(StreamError):
        next(client.cdrs.follow(since=live.sandbox.clock()))


@pytest.mark.parametrize("resource", ["cdrs", "messages"])
@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"since": datetime(2026, 1, 15)}, ValueError),
        ({"since": "2026-01-15"}, TypeError),
        ({"since": datetime(2026, 1, 15, tzinfo=UTC), "overlap": -1}, ValueError),
        ({"since": datetime(2026, 1, 15, tzinfo=UTC), "patience": float("nan")}, ValueError),
    ],
)
def test_what_cannot_be_followed_from_is_refused(resource: str, given: Any, error: type[Exception]) -> None:
    """
    When the method is called, not when the first record is asked for.
    """
    with CustomerClient(access_token="x", ws_url="ws://127.0.0.1:9/ws") as client, pytest.raises(error):
        getattr(client, resource).follow(**given)


def test_the_example_of_the_readme_works(live: Live, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    As it stands there, until the platform refuses the socket; its clock is that of the platform.
    """
    (example, *_) = re.findall(r"```python\n(.*?)```", README.read_text("utf-8"), re.S)
    example = example.replace("datetime.now(UTC)", "now")
    wanted = listed(live, live.sandbox.clock() - HOUR)
    live.sandbox.sockets.pace = 0.5
    monkeypatch.setattr(live.sandbox.sockets, "_tick", lambda _now: live.sandbox.sockets.drop(4403))
    monkeypatch.setenv("WARP_API_URL", f"{live.address}/v1")
    monkeypatch.setenv("WARP_WS_URL", f"{live.address.replace('http', 'ws')}/v1/ws")
    monkeypatch.setenv("WARP_ACCESS_TOKEN", "sandbox-customer-token")

    with pytest.raises(StreamError):
        exec(example, {"now": live.sandbox.clock()})

    assert wanted == {line.partition(" ")[0] for line in capsys.readouterr().out.splitlines()}
