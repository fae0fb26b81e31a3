"""Claims about the queue of events, and that of commands."""

import pytest

from warp_client_core.codec.event_frames import read_frame
from warp_client_core.errors import StreamError
from warp_client_core.streaming import inbox as inbox_module
from warp_client_core.streaming.inbox import MOST_BYTES, MOST_TOLD, Inbox, Told
from warp_client_core.streaming.outbox import Command, Outbox
from warp_client_core.streaming.values import ERROR, Received

from .conftest import frame


def filled(overflow, count, size=3):
    inbox = Inbox(size, overflow)
    for number in range(1, count + 1):
        inbox.put(read_frame(frame(number).encode()))
    return inbox


def emptied(inbox):
    found = []
    while (item := inbox.take()) is not None:
        found.append(item.event if isinstance(item, Told) else item.seq)
    return found


@pytest.mark.parametrize(
    ("overflow", "left", "dropped"),
    [
        ("block", [1, 2, 3, 4, 5], 0),
        ("drop_oldest", [3, ERROR, 4, 5], 2),
        ("drop_newest", [1, 2, 3, ERROR], 2),
        ("error", [1, 2, 3], 0),
    ],
)
def test_what_is_left_of_five_events_in_a_queue_for_three(overflow, left, dropped):
    """
    Dropping is counted, and told once.
    """
    inbox = filled(overflow, 5)

    assert (left, dropped, overflow == "error") == (emptied(inbox), inbox.dropped, inbox.has_overflown)


def test_what_the_stream_tells_of_itself_is_never_dropped():
    """
    Nor does it take the place of events.
    """
    inbox = Inbox(1, "drop_oldest")
    for _ in range(5):
        inbox.tell("$connected", 1)
    for number in (1, 2):
        inbox.put(read_frame(frame(number).encode()))

    assert ["$connected"] * 5 + [ERROR, 2] == emptied(inbox)


def test_gaps_without_number_do_not_fill_memory():
    """
    A server can cause them at any rate; what is told of the connection stays.
    """
    inbox = Inbox(10, "drop_oldest")
    inbox.tell("$connected", 1)
    for number in range(MOST_TOLD + 100):
        inbox.tell("$gap", number)

    assert (MOST_TOLD + 10, 91) == (len(inbox), inbox.dropped)
    assert "$connected" == inbox.take().event
    assert 91 == inbox.take().data


def test_dropping_is_told_again_after_it_ended():
    """
    Once for each time the queue runs full.
    """
    inbox = filled("drop_newest", 5)
    emptied(inbox)
    for number in range(5):
        inbox.put(read_frame(frame(number).encode()))

    assert 1 == emptied(inbox).count(ERROR)


def test_a_queue_that_blocks_spills_over_first(monkeypatch):
    """
    So that signs of life behind the events are seen; reading ends with the bytes, and goes on at half of the queue.
    """
    monkeypatch.setattr(inbox_module, "SPILL", 200)
    inbox = filled("block", 4)
    assert not inbox.blocks
    while not inbox.blocks:
        inbox.put(read_frame(frame(9).encode()))

    seen = []
    while inbox.take() is not None:
        seen.append(inbox.has_room_again())

    assert (1, True) == (sum(seen), seen.index(True) > 0)
    assert not inbox.blocks


def test_few_large_events_fill_the_queue_as_well():
    """
    It is bounded in bytes.
    """
    inbox = Inbox(1_000, "drop_newest")
    large = read_frame(b'{"event": "a", "payload": "' + b"x" * (MOST_BYTES // 3) + b'"}')
    for _ in range(4):
        inbox.put(large)

    assert (2, 2) == (inbox.count, inbox.dropped)


def test_answers_make_way_for_events():
    """
    A full queue drops them without a word.
    """
    inbox = filled("drop_oldest", 3)

    inbox.put(read_frame(b'{"event": "pong", "payload": {}}'), is_answer=True)

    assert ([1, 2, 3], 0) == (emptied(inbox), inbox.dropped)


def test_what_callbacks_had_is_kept_within_bounds():
    """
    The oldest make room.
    """
    inbox = Inbox(2, "block")
    for number in range(3):
        inbox.keep(Received("a", number), 10)

    assert [1, 2, None] == [one and one.data for one in (inbox.take_kept() for _ in range(3))]


def command(name="ping", payload=None):
    return Command(name, payload, f'{{"event": "{name}", "payload": {payload}}}')


def sent(outbox):
    found = []
    while (head := outbox.head) is not None:
        found.append((head.event, head.payload))
        outbox.sent(head)
    return found


def test_commands_keep_their_order_over_a_break():
    """
    What was not sent goes with the next connection.
    """
    outbox = Outbox(1_000)
    for number in range(3):
        outbox.add(command(payload=number))
    outbox.opened()
    outbox.sent(outbox.head)
    outbox.lost()
    outbox.opened()

    assert [("ping", 1), ("ping", 2)] == sent(outbox)


def test_commands_are_uncertain_until_they_arrived():
    """
    Subscriptions are not, since every connection is told them; a new connection counts anew.
    """
    outbox = Outbox(1_000)
    outbox.add(command("subscribe"))
    outbox.opened()
    for number in range(3):
        outbox.add(command(payload=number))
    sent(outbox)
    outbox.arrived(2)

    assert (4, (("ping", 1), ("ping", 2))) == (outbox.count, outbox.uncertain)
    outbox.lost()
    outbox.opened()
    assert (0, ()) == (outbox.count, outbox.uncertain)


def test_subscriptions_go_first_once_and_in_their_order():
    """
    On every connection; the same one said twice is one, and counts where it was said last.
    """
    outbox = Outbox(1_000)
    for number in (1, 2, 1):
        outbox.add(command("subscribe", number))
    outbox.add(command())
    outbox.opened()
    first = sent(outbox)
    outbox.add(command("subscribe", 3))
    outbox.lost()
    outbox.opened()

    assert [("subscribe", 2), ("subscribe", 1), ("ping", None)] == first
    assert [("subscribe", 2), ("subscribe", 1), ("subscribe", 3)] == sent(outbox)


def test_a_command_is_refused_when_too_much_waits():
    """
    Nothing that was accepted is lost by it.
    """
    outbox = Outbox(60)
    outbox.add(command(payload=1))
    with pytest.raises(StreamError, match="max_pending_bytes"):
        outbox.add(command(payload="x" * 40))

    assert (("ping", 1),) == outbox.unsent
