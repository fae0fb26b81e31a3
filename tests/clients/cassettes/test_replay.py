"""Every remote method of both flavours, against its cassette and nothing else."""

from __future__ import annotations

import socket

import pytest

from tests.clients.cassettes.cases import Case, cases
from tests.clients.cassettes.replaying import FLAVOURS, NetworkReached, no_network, replay


@pytest.mark.anyio
@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("case", cases(), ids=str)
async def test_the_method_is_the_recorded_one(case: Case, flavour: str) -> None:
    """
    It asks for what was recorded, gives back what the reply says, and raises the typed error.
    """
    await replay(case, flavour)


def test_a_replay_cannot_reach_the_network() -> None:
    """
    Not even this machine.
    """
    with socket.create_server(("127.0.0.1", 0)) as server, no_network(), pytest.raises(NetworkReached):
        socket.create_connection(server.getsockname())
