"""
``cdrs.follow`` and ``messages.follow``.

The rule: arguments are checked when the method is called; nothing is sent until the first record is asked for.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from warp_client_core.resource import AsyncResource, Resource

if TYPE_CHECKING:
    from warp_client_core.streaming import StreamOptions

    from ...models import CDR, Message
    from .followings import AsyncFollowing, Following

OVERLAP: Final = 3600.0
PATIENCE: Final = 900.0


class CallFollowing(Resource):
    """Call records as calls end."""

    def follow(
        self,
        *,
        since: datetime,
        trunk_id: str | None = None,
        overlap: float = OVERLAP,
        patience: float = PATIENCE,
        options: StreamOptions | None = None,
    ) -> Following[CDR]:
        """
        Call records that are listed already, then new ones as calls end; each once, until closed.

        Listed records come in the order of the list, new ones in the order in which their records appear. After each
        break of the connection the list is read again. Read it in a ``with`` block, which closes the socket.

        Args:
            since: Give the records of calls that ended at this time or later; with time zone.
            trunk_id: Only calls of this trunk.
            overlap: Seconds before the last known point from which a list is read. A longer call is missed when it
                ends unseen: before the socket is open, or while it is broken.
            patience: Seconds for which the record of an ended call is looked for; after that it counts as ``missing``.
            options: How the connection is kept; channels, trunk and overflow are set by the following.

        Raises:
            WarpError: While reading: the stream or a request failed for good.
            ImportError: The library for sockets is missing: ``pip install "warp-customer-client[streaming]"``.
            ValueError: ``since`` has no time zone, or a number of seconds is below 0.
        """
        from .flow import Flow
        from .followings import Following, checked, stream_options
        from .subjects import calls

        checked(since, overlap, patience)
        subject = calls(trunk_id)
        flow = Flow(subject, since, overlap=overlap, patience=patience, ambient=self._client.ambient)
        return Following(self._client, flow, stream_options(subject, options, trunk_id))


class AsyncCallFollowing(AsyncResource):
    """As `CallFollowing`, for async callers."""

    def follow(
        self,
        *,
        since: datetime,
        trunk_id: str | None = None,
        overlap: float = OVERLAP,
        patience: float = PATIENCE,
        options: StreamOptions | None = None,
    ) -> AsyncFollowing[CDR]:
        """Call records as calls end, with ``async for``. Not a coroutine. Details: `CallFollowing.follow`."""
        from .flow import Flow
        from .followings import AsyncFollowing, checked, stream_options
        from .subjects import calls

        checked(since, overlap, patience)
        subject = calls(trunk_id)
        flow = Flow(subject, since, overlap=overlap, patience=patience, ambient=self._client.ambient)
        return AsyncFollowing(self._client, flow, stream_options(subject, options, trunk_id))


class MessageFollowing(Resource):
    """Sent messages as their outcome becomes known."""

    def follow(
        self,
        *,
        since: datetime,
        overlap: float = OVERLAP,
        patience: float = PATIENCE,
        options: StreamOptions | None = None,
    ) -> Following[Message]:
        """
        Sent messages whose outcome is known, then others as it becomes known; each once, until closed.

        Received messages are not among them: the socket does not tell of those. Order, healing and closing are those
        of `CallFollowing.follow`.

        Args:
            since: Give the messages whose outcome is from this time or later; with time zone.
            overlap: Seconds before the last known point from which a list is read. A message that was sent earlier is
                missed when its outcome comes unseen: before the socket is open, or while it is broken.
            patience: Seconds for which a reported message is looked for; after that it counts as ``missing``.
            options: How the connection is kept; channels, trunk and overflow are set by the following.

        Raises:
            WarpError: While reading: the stream or a request failed for good.
            ImportError: The library for sockets is missing: ``pip install "warp-customer-client[streaming]"``.
            ValueError: ``since`` has no time zone, or a number of seconds is below 0.
        """
        from .flow import Flow
        from .followings import Following, checked, stream_options
        from .subjects import sent_messages

        checked(since, overlap, patience)
        subject = sent_messages()
        flow = Flow(subject, since, overlap=overlap, patience=patience, ambient=self._client.ambient)
        return Following(self._client, flow, stream_options(subject, options, None))


class AsyncMessageFollowing(AsyncResource):
    """As `MessageFollowing`, for async callers."""

    def follow(
        self,
        *,
        since: datetime,
        overlap: float = OVERLAP,
        patience: float = PATIENCE,
        options: StreamOptions | None = None,
    ) -> AsyncFollowing[Message]:
        """Sent messages as their outcome becomes known. Not a coroutine. Details: `MessageFollowing.follow`."""
        from .flow import Flow
        from .followings import AsyncFollowing, checked, stream_options
        from .subjects import sent_messages

        checked(since, overlap, patience)
        subject = sent_messages()
        flow = Flow(subject, since, overlap=overlap, patience=patience, ambient=self._client.ambient)
        return AsyncFollowing(self._client, flow, stream_options(subject, options, None))
