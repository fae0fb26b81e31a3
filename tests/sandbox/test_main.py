"""``warp-sandbox`` and ``python -m warp_sandbox``."""

from __future__ import annotations

import argparse
import sys

import pytest

from warp_sandbox.__main__ import application, greeting, main
from warp_sandbox.netsuite.tokens import ACCESS_TOKEN
from warp_sandbox.warp.auth import ADMIN_TOKEN, CUSTOMER_TOKEN


def options(**given):
    """What the command line gives without arguments, with some of it changed."""
    usual = {"seed": 0, "virtual_time": True, "rate_limit": None, "latency": 0.0, "control": False}
    return argparse.Namespace(**{**usual, **given})


@pytest.mark.parametrize("arguments", [["--port", "many"], ["serve", "--latency", "long"], ["operations", "all"]])
def test_wrong_option_ends_with_a_usage_error(arguments, capsys):
    """
    Nothing is served when the command line is not understood.
    """
    with pytest.raises(SystemExit) as caught:
        main(arguments)

    assert 2 == caught.value.code
    assert "usage: warp-sandbox" in capsys.readouterr().err


def test_greeting_has_addresses_and_credentials():
    """
    What is printed is enough to start.
    """
    text = greeting("http://127.0.0.1:8080")

    for part in ("http://127.0.0.1:8080/v1", "ws://127.0.0.1:8080/v1/admin/ws", "/services/rest", "Ctrl+C"):
        assert part in text
    for token in (CUSTOMER_TOKEN, ADMIN_TOKEN, ACCESS_TOKEN):
        assert token in text
    assert "_sandbox" not in text


def test_greeting_names_the_control_addresses_when_they_are_served():
    """
    They are told of only where they exist.
    """
    assert "POST http://127.0.0.1:8080/_sandbox/advance" in greeting("http://127.0.0.1:8080", has_control=True)


def test_one_port_serves_both_platforms(client_of):
    """
    Each answers below its own path, with its own credentials.
    """
    app = application(options())

    warp = client_of(app, token=CUSTOMER_TOKEN)("GET", "/account")
    netsuite = client_of(app, token=ACCESS_TOKEN, base="/services/rest")("GET", "/system/v1/serverTime")

    assert (200, 200) == (warp.status_code, netsuite.status_code)


def test_rate_limit_of_the_command_line_refuses(client_of):
    """
    The request after the limit is a 429.
    """
    client = client_of(application(options(rate_limit=1)), token=CUSTOMER_TOKEN)

    assert [200, 429] == [client("GET", "/account").status_code for _ in range(2)]


def test_control_is_there_only_when_asked_for(client_of):
    """
    Without the option nobody can move the time from outside.
    """
    replies = [
        client_of(application(options(control=asked)), base="")("POST", "/_sandbox/advance", json={"seconds": 1})
        for asked in (False, True)
    ]

    assert [404, 200] == [reply.status_code for reply in replies]


def test_time_of_the_machine_is_the_default(client_of):
    """
    Only a sandbox with virtual time can be moved.
    """
    app = application(options(virtual_time=False, control=True))

    reply = client_of(app, base="")("POST", "/_sandbox/advance", json={"seconds": 1})

    assert 400 == reply.status_code
    assert "VirtualClock" in reply.json()["message"]


def test_missing_extra_is_named(capsys, monkeypatch):
    """
    The wheel serves only with its extra.
    """
    monkeypatch.setitem(sys.modules, "uvicorn", None)

    assert 2 == main(["serve"])
    assert "warp-sandbox[serve]" in capsys.readouterr().err


def test_operations_are_listed(capsys):
    """
    One line each, with method, path, id and audience.
    """
    assert 0 == main(["operations"])

    lines = capsys.readouterr().out.splitlines()
    assert ["GET", "/v1/trunks/{trunk_id}", "get_trunk", "customer"] in [line.split() for line in lines]
    assert any("/services/rest/record/v1/customer" in line for line in lines)
