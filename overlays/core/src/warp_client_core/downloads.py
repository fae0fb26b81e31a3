"""
Large replies into files, gone on with where they broke off.

`warp_client_core.transfer` decides; this module asks and writes. The rule: the target is whole or untouched.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from warp_client_core.errors import WarpError
from warp_client_core.partial_file import AsyncPartialFile, PartialFile
from warp_client_core.transfer import DEFAULT_ATTEMPTS, Transfer

if TYPE_CHECKING:
    from warp_client_core.async_client import AsyncClient
    from warp_client_core.calls import Call
    from warp_client_core.options import RequestOptions
    from warp_client_core.sync_client import SyncClient

Progress: TypeAlias = Callable[[int, int | None], object]
"""Told the bytes in the file, and those of the whole where the server says so. The first goes down on a new start."""


def download(
    client: SyncClient,
    call: Call[Any],
    path: str | os.PathLike[str],
    *,
    options: RequestOptions | None = None,
    on_progress: Progress | None = None,
    attempts: int = DEFAULT_ATTEMPTS,
) -> Path:
    """
    Write the reply to a call to a file, which appears under its name only when it is whole.

    A transfer that breaks off is gone on with where it broke off, when the server names the version of what it sends
    (a strong ``ETag``, or ``Last-Modified``), and starts over when it does not or the content has changed.

    Args:
        client: Sends the requests, each with the client's own policy of retries.
        call: A call that reads.
        path: The file; an existing one is replaced. The unfinished file stands beside it, ``.part`` at its end.
        options: For each request. A deadline holds for all of them together, waits included; without one there is none.
        on_progress: Called after each piece that is written.
        attempts: Most requests, the first included.

    Returns:
        The path.

    Raises:
        WarpError: See `warp_client_core.errors`; the last one after ``attempts`` requests. Nothing is left then.
        OSError: The file cannot be written.
        ValueError: The call does not read, the options set a range, or ``attempts`` is less than 1.
    """
    ambient = client.ambient
    transfer = Transfer(call, options, attempts=attempts, clock=ambient.clock)
    with PartialFile(path) as file:
        while not transfer.is_complete:
            try:
                with client.stream(call, transfer.request()) as reply:
                    file.cut(transfer.begin(reply.status_code, reply.headers))
                    for piece in reply.iter_bytes():
                        transfer.take(len(piece))
                        file.write(piece)
                        if on_progress is not None:
                            on_progress(transfer.position, transfer.total)
                transfer.end()
            except WarpError as error:
                pause = transfer.again(error, chance=ambient.chance())
                if pause is None:
                    raise
                ambient.sleep(pause)
        return file.commit()


async def adownload(
    client: AsyncClient,
    call: Call[Any],
    path: str | os.PathLike[str],
    *,
    options: RequestOptions | None = None,
    on_progress: Progress | None = None,
    attempts: int = DEFAULT_ATTEMPTS,
) -> Path:
    """As `download`, for an async client. The file is written in threads; ``on_progress`` runs in the event loop."""
    ambient = client.ambient
    transfer = Transfer(call, options, attempts=attempts, clock=ambient.clock)
    async with AsyncPartialFile(path) as file:
        while not transfer.is_complete:
            try:
                async with client.stream(call, transfer.request()) as reply:
                    await file.cut(transfer.begin(reply.status_code, reply.headers))
                    async with contextlib.aclosing(reply.aiter_bytes()) as pieces:
                        async for piece in pieces:
                            transfer.take(len(piece))
                            await file.write(piece)
                            if on_progress is not None:
                                on_progress(transfer.position, transfer.total)
                transfer.end()
            except WarpError as error:
                pause = transfer.again(error, chance=ambient.chance())
                if pause is None:
                    raise
                await ambient.asleep(pause)
        return await file.commit()
