"""
Whether the platform may reach NetSuite, and how it comes to that.

One rule: the grant ends ``GRANT`` after somebody gave it. Once an authorization is begun, the sandbox's person at
NetSuite gives it ``THINKING`` seconds later; there is nobody else to do it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from urllib.parse import urlencode

from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Call, Handler, Record, Reply, stamp
from warp_sandbox.wire.replies import enveloped

GRANT = timedelta(days=7)
PAGE = timedelta(minutes=10)
THINKING = 5.0
_TOKEN = timedelta(hours=1)


class Consent:
    """The grant of one sandbox; the first request finds it freshly given."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._dice = world.dice("netsuite consent")
        self._given: datetime | None = None

    def handlers(self) -> Mapping[str, Handler]:
        """The operations on the authorization, by operationId."""
        return {"get_netsuite_auth_status": self._status, "init_netsuite_oauth": self._begin}

    def holds(self, now: datetime) -> bool:
        """Whether the platform may reach NetSuite now."""
        return now < self._since(now) + GRANT

    def _since(self, now: datetime) -> datetime:
        if self._given is None:
            self._given = now
        return self._given

    def _status(self, call: Call) -> Reply:
        given, holds = self._since(call.now), self.holds(call.now)
        refreshed = given + (call.now - given) // _TOKEN * _TOKEN
        shown = self._world.example("NetSuiteAuthStatus")
        status: Record = {
            "connected": holds,
            "account_id": shown["account_id"],
            "scope": shown["scope"],
            "expires_at": stamp(refreshed + _TOKEN) if holds else None,
            "refresh_expires_at": stamp(given + GRANT),
            "last_refreshed_at": stamp(refreshed if holds else given + GRANT),
            "needs_authorization": not holds,
        }
        return enveloped(call, status)

    def _begin(self, call: Call) -> Reply:
        shown = self._world.example("NetSuiteAuthInit")
        state = f"{self._dice.getrandbits(128):032x}"
        self._since(call.now)
        self._world.schedule.after(call.now, THINKING, self._grant)
        query = urlencode({"response_type": "code", "scope": "rest_webservices", "state": state})
        page = {"auth_url": f"{shown['auth_url']}?{query}", "state": state, "expires_at": stamp(call.now + PAGE)}
        return enveloped(call, page)

    def _grant(self, at: datetime) -> None:
        self._given = at
