"""``python -m warp_sandbox``."""

from __future__ import annotations

import pytest

from warp_sandbox.__main__ import both, greeting, main
from warp_sandbox.netsuite.tokens import ACCESS_TOKEN
from warp_sandbox.warp.auth import ADMIN_TOKEN, CUSTOMER_TOKEN


def test_wrong_option_ends_with_a_usage_error(capsys):
    """
    Nothing is served when the command line is not understood.
    """
    with pytest.raises(SystemExit) as caught:
        main(["--port", "many"])

    assert 2 == caught.value.code
    assert "--port" in capsys.readouterr().err


def test_greeting_has_addresses_and_credentials():
    """
    What is printed is enough to start.
    """
    text = greeting("http://127.0.0.1:8080")

    for part in ("http://127.0.0.1:8080/v1", "/services/rest", CUSTOMER_TOKEN, ADMIN_TOKEN, ACCESS_TOKEN, "Ctrl+C"):
        assert part in text


def test_one_port_serves_both_platforms(client_of):
    """
    Each answers below its own path, with its own credentials.
    """
    app = both(0)

    warp = client_of(app, token=CUSTOMER_TOKEN)("GET", "/account")
    netsuite = client_of(app, token=ACCESS_TOKEN, base="/services/rest")("GET", "/system/v1/serverTime")

    assert (200, 200) == (warp.status_code, netsuite.status_code)
