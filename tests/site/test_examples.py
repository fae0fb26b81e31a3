"""Every example of the API pages runs as it stands there, in both flavours, each against a fresh platform."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.clients.cassettes.cases import CLIENTS, surface
from tests.docs.platforms import Switch, environment, free_port, listening_at, served
from tools.site.examples import FLAVOURS, Example, examples
from warp_sandbox import Sandbox

LISTENING = "oauth.authorize_in_browser"
"""It waits at its callback address, so that has to be a free port of this machine."""


@pytest.fixture(scope="module")
def platform() -> Iterator[tuple[Switch, str]]:
    """One socket for all examples."""
    with served() as found:
        yield found


def test_every_method_has_an_example_in_both_flavours() -> None:
    """
    None is left out.
    """
    wanted = {
        (client, call, flavour) for client in CLIENTS for call in surface(client)["methods"] for flavour in FLAVOURS
    }

    assert wanted == {(one.client, one.call, one.flavour) for one in examples()}
    assert len(examples()) == len(wanted)


@pytest.mark.parametrize("example", examples(), ids=str)
def test_example_runs(
    example: Example, platform: tuple[Switch, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    It ends without an error, and prints what it says it prints.
    """
    switch, address = platform
    # Making a platform costs more than an example does; those that only read share one.
    is_read = "read" == surface(example.client)["methods"][example.call].get("safety")
    if not (is_read and switch.is_untouched):
        switch.app = Sandbox()
    switch.is_untouched = is_read
    for name, value in environment(example.client, address).items():
        monkeypatch.setenv(name, value)

    if example.call == LISTENING:
        monkeypatch.setenv("NETSUITE_REDIRECT_URI", f"http://127.0.0.1:{free_port()}/callback")
        switch.app = listening_at(os.environ["NETSUITE_REDIRECT_URI"])

    exec(compile(example.code, str(example), "exec"), {"__name__": "__main__"})

    assert ("print(" in example.code) == bool(capsys.readouterr().out)
