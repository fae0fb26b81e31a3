"""``warp netsuite authorize``: a user consents in the browser, and what comes of it is kept for later commands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from warp_client_core.commands import Command, Terminal, option


def authorize() -> Command:
    """The command."""
    parameters = (
        option("scope", "Scopes, separated by spaces; those of the client by default."),
        option("wait", "Seconds to wait for the user; 300 by default.", type="number"),
        option("browser", "Open the browser; when false, the address is printed only.", type="boolean"),
    )
    return Command("Sign in to NetSuite: opens the consent page in the browser.", parameters, _run)


def _run(terminal: Terminal, values: Mapping[str, Any]) -> int | None:
    import webbrowser

    def shown(address: str) -> bool:
        terminal.say(f"consent page: {address}")
        return True if values.get("browser") is False else webbrowser.open(address)

    if terminal.dry_run:
        with terminal.client() as client:
            terminal.plan("GET", client.oauth.build_authorize_url(scope=values.get("scope")))
        return None
    with terminal.client(keep_tokens=True) as client:
        client.oauth.authorize_in_browser(
            open_browser=shown, timeout=values.get("wait") or 300.0, scope=values.get("scope")
        )
        ends = client.oauth.refresh_expires_at
    terminal.show({"signed_in": True, "consent_ends": ends})
    return None
