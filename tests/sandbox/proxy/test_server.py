"""Where the proxy listens, and that it ends."""

import threading

import pytest

from tests.sandbox.proxy.conftest import REPLY_BODY, Wire
from warp_sandbox.errors import ServerStuck
from warp_sandbox.proxy.faults import Blackhole
from warp_sandbox.proxy.server import FaultProxy


def test_refusing_resets_what_is_open_and_keeps_the_port(proxy, wire):
    with wire() as one:
        one.send()
        one.until(REPLY_BODY)
        proxy.refuse()
        assert (b"", "reset") == one.until_end()
        with pytest.raises(ConnectionRefusedError):
            wire()
        proxy.listen()
        with wire() as other:
            other.send()
            assert other.until(REPLY_BODY)


def test_dropping_closes_what_is_open_and_goes_on_listening(proxy, wire):
    with wire() as idle:
        idle.send()
        idle.until(REPLY_BODY)
        proxy.drop()

        assert 0 == proxy.open_connections
        assert b"" == idle.until_end()[0]
    with wire() as other:
        other.send()
        assert other.until(REPLY_BODY)


def test_the_proxy_ends_with_the_block_whatever_is_going_on(origin):
    with FaultProxy(origin.port) as proxy:
        proxy.order(Blackhole())
        one = Wire(proxy.port)
        one.send()

    with one:
        assert b"" == one.until_end()[0]
    with pytest.raises(ConnectionRefusedError):
        Wire(proxy.port)


def test_the_proxy_ends_by_itself(origin):
    before = set(threading.enumerate())

    with FaultProxy(origin.port, lifetime=0.05) as proxy:
        for thread in set(threading.enumerate()) - before:
            thread.join(10)

        with pytest.raises(ConnectionRefusedError):
            Wire(proxy.port)
        with pytest.raises(ServerStuck, match="has ended"):
            proxy.settle()


def test_two_proxies_do_not_meet(origin):
    with FaultProxy(origin.port) as one, FaultProxy(origin.port) as other:
        assert one.url != other.url


def test_settling_with_an_open_connection_is_told_rather_than_waited_for(proxy, wire, monkeypatch):
    monkeypatch.setattr("warp_sandbox.proxy.thread.PATIENCE", 0.1)

    with wire() as one:
        one.send()
        one.until(REPLY_BODY)
        with pytest.raises(ServerStuck, match=r"within 0\.1 seconds"):
            proxy.settle()
