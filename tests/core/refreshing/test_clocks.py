"""Claims about time: which clock tokens go by when that of this machine is wrong, or is set."""

import os
import subprocess
import sys
import textwrap
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest

from tests.core.conftest import World
from tests.core.refreshing.conftest import GET
from warp_client_core import MemoryTokenStore, Tokens
from warp_client_core.steps import Ambient


class Skewed(World):
    """The server's time is right; the wall clock of this machine is off by some seconds."""

    off = 0.0

    @property
    def ambient(self):
        wall = lambda: datetime.fromtimestamp(self.seconds + self.off, UTC)  # noqa: E731 -- read at each call
        return Ambient(clock=lambda: self.seconds, now=wall, chance=lambda: 1.0, sleep=self._sleep, asleep=self._asleep)

    def reply(self, _request):
        """What the server answers to a request for data, with its time."""
        date = format_datetime(datetime.fromtimestamp(self.seconds, UTC), usegmt=True)
        return httpx.Response(200, json={"data": {}}, headers={"Date": date})


@pytest.fixture
def skewed():
    return Skewed()


@pytest.mark.parametrize("hours", [-1, 1])
def test_the_first_reply_of_any_kind_corrects_the_clock(drive, issuer, skewed, hours):
    """
    Tokens that were kept elsewhere end by the server's time: nothing is renewed too late, and one renewal at most too
    early.
    """
    skewed.off = hours * 3600
    issuer.on_data = skewed.reply
    store = MemoryTokenStore(Tokens("access-1", "refresh-1", skewed.seconds + 7_000))
    client = drive.build(issuer, token_store=store, ambient=skewed.ambient)

    drive.send(client, GET.call())
    skewed.seconds += 7_000 - 245
    drive.send(client, GET.call())
    before, skew = len(issuer.renewals), client.credentials.skew
    skewed.seconds += 10
    drive.send(client, GET.call())

    assert (-hours * 3600, 0, 1) == (skew, before, len(issuer.renewals))


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_refusal_tells_the_time_too(drive, issuer, skewed, hours):
    """
    The clock was set wrong after the first reply had told the time.
    """
    issuer.on_data = skewed.reply
    client = drive.build(issuer, ambient=skewed.ambient)
    drive.send(client, GET.call())
    skewed.off = hours * 3600
    date = skewed.reply(None).headers["date"]
    issuer.on_data = lambda request: httpx.Response(401, headers={"Date": date}) if len(issuer.data) == 2 else None
    issuer.headers = {}

    drive.send(client, GET.call())

    assert len(issuer.renewals) == 1
    assert ["access-1", "access-1", "access-2"] == issuer.data


@pytest.mark.parametrize("step", [-3600, 3600, 10**6])
def test_a_wall_clock_that_is_set_while_we_run_does_not_matter(drive, issuer, skewed, step):
    """
    As NTP does after a start without network: the steady clock goes on, and tokens are timed by it.
    """
    client = drive.build(issuer, ambient=skewed.ambient)
    drive.send(client, GET.call())

    skewed.off = step
    skewed.seconds += 3600 - 245
    drive.send(client, GET.call())
    before = len(issuer.renewals)
    skewed.seconds += 10
    drive.send(client, GET.call())

    assert (1, 2) == (before, len(issuer.renewals))


def test_the_time_is_learnt_once(drive, issuer, skewed):
    """
    Later replies cost a comparison.
    """
    issuer.on_data = skewed.reply
    issuer.valid.add("access-1")
    client = drive.build(issuer, ambient=skewed.ambient)
    drive.send(client, GET.call())

    skewed.off = 3600
    drive.send(client, GET.call())

    assert 0 == client.credentials.skew


SUMMER = """
    import os, time
    import tests.conftest
    from datetime import datetime
    from tests.core.refreshing.conftest import GET, Issuer, sync_client
    from warp_client_core.steps import REAL_WORLD

    assert time.daylight
    issuer = Issuer()
    client = sync_client(issuer)
    client.send(GET.call())
    print(round(client.credentials.tokens.expires_at - time.time()), REAL_WORLD.now().utcoffset())
"""


@pytest.mark.parametrize("zone", ["CET-1CEST,M3.5.0,M10.5.0/3", "AEST-10AEDT,M10.1.0,M4.1.0/3"])
def test_summer_time_does_not_matter(zone):
    """
    Times that are kept are UTC, in a zone of either hemisphere.
    """
    command = [sys.executable, "-c", textwrap.dedent(SUMMER)]
    environment = {**os.environ, "TZ": zone}

    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60, env=environment)

    assert done.stdout.split() == ["3600", str(timedelta(0))]
