"""Claims about the states of a stream, without a socket or a clock."""

import pytest

from warp_client_core import Gap, StreamError, StreamState
from warp_client_core.streaming import Channel, StreamOptions
from warp_client_core.streaming.attempts import Dial, GiveUp
from warp_client_core.streaming.inbox import Told
from warp_client_core.streaming.machine import End, Machine
from warp_client_core.streaming.outbox import Command

from .conftest import frame


def machine(clean=str, **options):
    return Machine(Channel(), StreamOptions(**options), chance=lambda: 1.0, clean=clean)


def opened(**options):
    made = machine(**options)
    made.begin()
    made.attempts.dialled()
    made.opened(0.0)
    return made


def told(made):
    found = []
    while (item := made.inbox.take()) is not None:
        if isinstance(item, Told):
            found.append((item.event, item.data))
    return found


def test_states_of_a_life():
    """
    From closed to closed.
    """
    made = machine()
    states = [made.state]
    for step in (
        made.begin,
        lambda: made.refused(503, 0.0),
        lambda: made.opened(1.0),
        lambda: made.lost(End(), 2.0),
        lambda: made.opened(3.0),
        made.closing,
        lambda: made.ended(None),
    ):
        step()
        states.append(made.state)

    names = ["CLOSED", "CONNECTING", "CONNECTING", "OPEN", "RECONNECTING", "OPEN", "CLOSING", "CLOSED"]
    assert names == [state.name for state in states]


def test_a_stream_that_is_closing_does_not_come_back():
    """
    Whatever happens meanwhile.
    """
    made = opened()
    made.closing()

    moves = [made.lost(End(), 1.0), made.refused(503, 1.0), made.failed(OSError("gone"), 1.0)]

    assert {GiveUp} == {type(move) for move in moves}
    assert StreamState.CLOSING is made.state


def test_nothing_follows_the_end():
    """
    The first end counts.
    """
    made = opened()
    error = StreamError("over")
    made.ended(error)

    made.ended(None)
    made.closing()

    assert (StreamState.CLOSED, error) == (made.state, made.error)


@pytest.mark.parametrize(("code", "delay"), [(1006, 1.0), (1012, 1.0), (1013, 1.0), (4429, 1.0), (1000, 1.0)])
def test_a_lost_connection_is_dialled_again(code, delay):
    """
    After the first wait.
    """
    assert Dial(delay) == opened().lost(End(code=code), 1.0)


@pytest.mark.parametrize("code", [1013, 4429])
def test_who_is_overloaded_is_left_in_peace_for_a_while(code):
    """
    Even with a drawn wait of nothing.
    """
    made = Machine(Channel(), StreamOptions(), chance=lambda: 0.0)
    made.begin()
    made.opened(0.0)

    assert Dial(1.0) == made.lost(End(code=code), 1.0)


def test_credentials_that_cannot_be_renewed_are_final():
    """
    One that can be is worth an attempt.
    """
    moves = [opened().refused(401, 1.0, can_renew=can) for can in (True, False)]

    assert [Dial(0.0, renew=True), GiveUp] == [moves[0], type(moves[1])]


def test_a_renewal_that_failed_comes_with_the_next_attempt():
    """
    After a wait.
    """
    assert Dial(1.0, renew=True) == opened().not_renewed(StreamError("later"), 1.0, is_final=False)


def test_what_a_server_says_is_cleaned():
    """
    It may repeat what it was sent.
    """
    made = opened(clean=lambda text: text.replace("secret", "***"))

    made.lost(End(code=4403, reason="bad secret\nforged: line"), 1.0)

    ((_, error),) = [one for one in told(made) if one[0] == "$error"]
    assert "bad *** forged: line" == error.reason
    assert "secret" not in str(error)


def test_commands_come_back_with_the_end():
    """
    Of their own accord or with the error.
    """
    ended, closed = opened(), opened()
    error = StreamError("over")
    for made in (ended, closed):
        made.outbox.add(Command("note", 1, "{}"))

    ended.ended(error)
    closed.ended(None)

    ((_, left),) = [one for one in told(closed) if one[0] == "$error"]
    assert ((("note", 1),),) * 2 == (error.unsent, left.unsent)


def test_a_gap_nobody_can_measure_is_told_once_for_each_reconnect():
    """
    Not for the first connection, and not where there is an id to resume from.
    """
    made = opened()
    made.lost(End(), 1.0)
    made.opened(2.0)
    made.message(frame(1).encode())
    made.lost(End(), 3.0)
    made.opened(4.0)

    assert [Gap()] == [data for event, data in told(made) if event == "$gap"]
