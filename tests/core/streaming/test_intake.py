"""Claims about messages that are put in order."""

import pytest

from warp_client_core.errors import StreamError
from warp_client_core.streaming.intake import WINDOW, Intake
from warp_client_core.streaming.values import Gap

from .conftest import frame


@pytest.fixture
def intake():
    return Intake(frozenset({"balance.low"}))


def placed(intake, text):
    return intake.place(intake.read(text.encode()))


def test_numbers_in_order_have_no_gap(intake):
    """
    The first may be any: counting may have begun before.
    """
    assert [(True, None)] * 3 == [placed(intake, frame(number)) for number in (5, 6, 7)]


def test_a_skipped_number_is_a_gap(intake):
    """
    With the first and the last that is missing.
    """
    placed(intake, frame(1))

    assert (True, Gap(2, 4)) == placed(intake, frame(5))


def test_a_new_connection_counts_anew(intake):
    """
    Its first number is no gap and no duplicate.
    """
    placed(intake, frame(9))

    intake.connected()

    assert (True, None) == placed(intake, frame(10, seq=1))


def test_an_id_that_came_before_is_a_duplicate(intake):
    """
    Across connections; it is counted, and its number is not missing afterwards.
    """
    placed(intake, frame(1))
    intake.connected()
    placed(intake, frame(2, seq=1))

    again = placed(intake, frame(1, seq=2))

    assert (False, None) == again
    assert (True, None) == placed(intake, frame(3, seq=3))
    assert 1 == intake.duplicates


def test_ids_are_forgotten_in_the_end(intake):
    """
    The window has a size, so that a stream may last for ever.
    """
    for number in range(1, WINDOW + 2):
        placed(intake, frame(number))

    assert (True, False) == tuple(placed(intake, frame(number, seq=None))[0] for number in (1, WINDOW))


def test_an_event_that_comes_late_is_an_event(intake):
    """
    It is given, and does not turn back what the stream resumes from.
    """
    for number in (1, 3):
        placed(intake, frame(number))

    late = placed(intake, frame(2))

    assert ((True, None), 1, "e3") == (late, intake.late, intake.last_event_id)


@pytest.mark.parametrize("name", ["x" * 300, "caf\u00e9", "two\nlines", "nul\x00"])
def test_an_id_that_no_header_field_can_hold_is_none(intake, name):
    """
    The stream resumes from the one before.
    """
    placed(intake, frame(1))

    assert ((True, None), "e1") == (placed(intake, frame(2, id=name)), intake.last_event_id)


def test_gaps_do_not_fill_memory(intake):
    """
    What is missing is remembered as far back as ids are.
    """
    for number in range(1, 60):
        placed(intake, frame(number * WINDOW))

    assert 2 * WINDOW >= len(intake._missing)


def test_a_number_that_comes_again_without_an_id_is_a_duplicate(intake):
    """
    Unless it was missing.
    """
    for number in (1, 3):
        placed(intake, frame(number, id=None))

    found = [placed(intake, frame(number, id=None))[0] for number in (2, 2, 3)]

    assert [True, False, False] == found


def test_answers_do_not_move_what_a_stream_resumes_from(intake):
    """
    Their ids are the connection's own, and come again on the next one.
    """
    placed(intake, frame(1))

    found = [placed(intake, frame(2, "pong", id="ctl_1", seq=None)) for _ in range(2)]

    assert ([(True, None)] * 2, "e1") == (found, intake.last_event_id)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not json",
        b"[]",
        b"17",
        b"{}",
        b'{"event": 5}',
        b'{"event": "", "payload": {}}',
        b'{"event": "x", "payload": {}',
        b'{"event": "$error", "payload": {}}',
        b'{"type": "$connected"}',
        b'{"event": "\xff\xfe", "payload": {}}',
        b'{"event": "' + b"x" * 300 + b'", "payload": {}}',
        b"[" * 100_000,
    ],
)
def test_a_message_without_an_event_is_an_error(intake, data):
    """
    It is counted; names with a dollar are the stream's own.
    """
    assert isinstance(intake.read(data), StreamError)
    assert 1 == intake.malformed


@pytest.mark.parametrize("name", ["error", "connected", "max_reconnect_exceeded"])
def test_server_names_do_not_collide_with_own_ones(intake, name):
    """
    An event of the server that is called error is an event.
    """
    assert name == intake.read(frame(1, name).encode()).event
