"""`warp netsuite authorize` shows the consent page and keeps what comes of it."""

import contextlib
import webbrowser
from types import SimpleNamespace

import pytest

from warp_netsuite.overlays.netsuite_oauth.commands import authorize

PAGE = "https://1.app.netsuite.com/consent"


class Screen:
    """A terminal whose client asks for a browser and is content."""

    dry_run = False

    def __init__(self):
        self.shown, self.said, self.asked = [], [], {}

    @contextlib.contextmanager
    def client(self, *, keep_tokens=False):
        def authorize_in_browser(*, open_browser, **further):
            self.asked = {**further, "opened": open_browser(PAGE), "kept": keep_tokens}

        yield SimpleNamespace(oauth=SimpleNamespace(authorize_in_browser=authorize_in_browser, refresh_expires_at=None))

    def show(self, value):
        self.shown.append(value)

    def say(self, text):
        self.said.append(text)


@pytest.mark.parametrize(("browser", "opens"), [(None, [PAGE]), (False, [])], ids=["browser", "address only"])
def test_consent_page_is_told_and_opened_unless_told_otherwise(monkeypatch, browser, opens):
    opened = []
    monkeypatch.setattr(webbrowser, "open", lambda address: opened.append(address) or True)
    screen = Screen()

    authorize().run(screen, {"browser": browser, "wait": 5.0})

    assert (opens, [f"consent page: {PAGE}"]) == (opened, screen.said)
    assert {"timeout": 5.0, "scope": None, "opened": True, "kept": True} == screen.asked
    assert [{"signed_in": True, "consent_ends": None}] == screen.shown
