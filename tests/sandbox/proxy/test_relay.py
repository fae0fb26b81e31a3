"""What comes over the wire for each fault, and whether the server was reached."""

import pytest

from tests.sandbox.proxy.conftest import REPLY_BODY, REQUEST
from warp_sandbox.proxy.faults import (
    Append,
    Blackhole,
    BreakReply,
    Drip,
    Ending,
    Garbage,
    Interim,
    Mismeasure,
    Part,
    Pass,
    ResetAccepted,
    ResetRequest,
)

HEAD = b"HTTP/1.1 200 As Ordered\r\nContent-Type: application/json\r\nContent-Length: 27\r\n\r\n"
REPLY = HEAD + REPLY_BODY


def test_without_a_fault_bytes_pass_unchanged(proxy, origin, wire):
    with wire() as one:
        one.send()

        assert REPLY == one.until(REPLY_BODY)
        one.send()
        assert REPLY == one.until(REPLY_BODY)
    proxy.settle()

    assert [REQUEST, REQUEST] == [bytes(request) for request in origin.requests]
    assert {"/orders": 2} == proxy.record.forwarded()


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (BreakReply(Part.START, Ending.RESET), (b"", "reset")),
        (BreakReply(Part.START, Ending.CLOSE), (b"", "closed")),
        (BreakReply(Part.HEAD, Ending.CLOSE), (HEAD[: len(HEAD) // 2], "closed")),
        (BreakReply(Part.BODY, Ending.CLOSE), (HEAD + REPLY_BODY[:13], "closed")),
        (BreakReply(Part.BODY, Ending.HALF), (HEAD + REPLY_BODY[:13], "closed")),
        (Garbage(b"\x00junk"), (b"\x00junk", "closed")),
        (
            Mismeasure(+3),
            (REPLY.replace(b"Content-Length: 27", b"Content-Length: 30\r\nConnection: close"), "closed"),
        ),
        (
            Mismeasure(-3),
            (REPLY.replace(b"Content-Length: 27", b"Content-Length: 24\r\nConnection: close"), "closed"),
        ),
    ],
    ids=str,
)
def test_a_broken_reply_reached_the_server_and_ends_as_ordered(proxy, origin, wire, fault, expected):
    proxy.order(fault)

    with wire() as one:
        one.send()
        assert expected == one.until_end()
    proxy.settle()

    assert 1 == len(origin.requests)
    assert {"/orders": 1} == proxy.record.forwarded()


@pytest.mark.parametrize("part", [Part.HEAD, Part.BODY])
def test_a_reset_takes_what_was_not_read_with_it(proxy, wire, part):
    """How much arrives before an RST is up to the kernel; that it is an RST is not."""
    proxy.order(BreakReply(part, Ending.RESET))

    with wire() as one:
        one.send()
        content, end = one.until_end()

    assert REPLY.startswith(content)
    assert "reset" == end


@pytest.mark.parametrize(
    ("fault", "sent"),
    [
        (ResetRequest(), REQUEST[:1]),
        (ResetRequest(20), REQUEST[:20]),
        (ResetRequest(4, of_body=True), REQUEST[:-1]),
    ],
    ids=str,
)
def test_a_request_that_is_cut_never_reaches_the_server(proxy, origin, wire, fault, sent):
    proxy.order(fault)

    with wire() as one:
        one.send(sent)
        assert (b"", "reset") == one.until_end()
    proxy.settle()

    assert [] == origin.requests
    assert {} == proxy.record.forwarded()


def test_a_connection_may_be_reset_before_the_client_has_it(proxy, origin, wire):
    proxy.order(ResetAccepted())

    try:
        with wire() as one:
            end = one.until_end()
    except ConnectionResetError:
        end = (b"", "reset")
    with wire() as other:
        other.send()
        other.until(REPLY_BODY)

    assert (b"", "reset") == end
    assert 1 == len(origin.requests)


def test_a_swallowed_request_is_noted_and_not_passed_on(proxy, origin, wire):
    proxy.order(Blackhole())

    with wire() as one:
        one.send()
        one.end_sending()
        assert (b"", "closed") == one.until_end()
    proxy.settle()

    (exchange,) = proxy.record
    assert [] == origin.requests
    assert ("/orders", "k1", False) == (exchange.path, exchange.header("Idempotency-Key"), exchange.forwarded)


def test_silence_lasts_until_the_client_gives_up(proxy, origin, wire):
    proxy.order(BreakReply(Part.BODY, Ending.SILENCE))

    with wire() as one:
        one.send()
        assert HEAD + REPLY_BODY[:13] == one.until(REPLY_BODY[:13])
        assert 1 == proxy.open_connections
    proxy.settle()

    assert 0 == proxy.open_connections


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (Drip(0.0, size=10), REPLY),
        (Drip(0.0, size=3, skip=Part.BODY), REPLY),
        (Interim(2, status=102), b"HTTP/1.1 102 Interim\r\nLink: </style.css>\r\n\r\n" * 2 + REPLY),
        (Append(b"HTTP/1.1 200 OK\r\n\r\n"), REPLY + b"HTTP/1.1 200 OK\r\n\r\n"),
    ],
    ids=str,
)
def test_a_complete_reply_leaves_the_connection_open(proxy, wire, fault, expected):
    proxy.order(fault)

    with wire() as one:
        one.send()
        assert expected == one.until(expected[-10:])
        one.send()
        assert REPLY == one.until(REPLY_BODY)


def test_faults_are_given_in_order_and_then_for_good(proxy, wire):
    proxy.order(Garbage(b"1"), Pass(), then=Garbage(b"2"))
    found = []

    for _ in range(4):
        with wire() as one:
            one.send(REQUEST.replace(b"Host", b"Connection: close\r\nHost"))
            found.append(one.until_end()[0])

    assert [b"1", REPLY, b"2", b"2"] == found


def test_a_client_that_goes_away_in_the_midst_of_a_request_is_forgotten(proxy, origin, wire):
    with wire() as one:
        one.send(REQUEST[:30])
        one.reset()
    proxy.settle()

    assert [] == origin.requests
    assert 0 == proxy.open_connections
