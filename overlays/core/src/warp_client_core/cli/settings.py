"""
What ``warp`` remembers between runs, and where each setting of a client comes from.

The rule: the file holds nothing secret; tokens are in the encrypted store beside it. What is given on the command line
goes before the environment, the environment before what is remembered, and that before the client's own value.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from warp_client_core.catalog import Catalog
from warp_client_core.cli.exits import USAGE, Ended

HOME: Final = "WARP_HOME"
SECRET: Final = frozenset({"access_token", "refresh_token", "api_key", "client_secret", "private_key"})
CREDENTIALS: Final = ("access_token", "refresh_token", "api_key", "private_key")
FURTHER: Final = ("WARP_HOME", "WARP_TOKEN_KEYS", "WARP_AUTH_API_KEY", "WARP_AUTH_DOMAIN", "NO_COLOR")


class Setting(NamedTuple):
    """One setting of a client; ``source`` says where its value is from."""

    name: str
    value: str
    source: str


def home(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder of this program, whether it is there or not."""
    return Path(environ.get(HOME) or "~/.warp").expanduser()


def remembered(audience: str) -> dict[str, Any]:
    """What is remembered of a client."""
    file = home() / "settings.json"
    try:
        table = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise Ended(USAGE, f"{file} cannot be read: {error}", "mend or delete it") from error
    found = table.get(audience) if isinstance(table, dict) else None
    return dict(found) if isinstance(found, dict) else {}


def remember(audience: str, values: Mapping[str, Any] | None) -> None:
    """Remember these values of a client in place of others; None forgets it. The file is replaced as a whole."""
    file = home() / "settings.json"
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        table = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        table = {}
    if not isinstance(table, dict):
        table = {}
    table.pop(audience, None)
    if values is not None:
        table[audience] = dict(values)
    part = file.with_name(f"settings.{os.getpid()}.part")
    part.write_text(json.dumps(table, indent=1, sort_keys=True) + "\n", "utf-8")
    os.replace(part, file)


def has_credentials(catalog: Catalog, environ: Mapping[str, str] = os.environ) -> bool:
    """Whether the environment signs this client in, so that no stored tokens are used."""
    return any(environ.get(catalog.environment.get(name, ""), "").strip() for name in CREDENTIALS)


def settings_of(catalog: Catalog, given: Mapping[str, Any], environ: Mapping[str, str] = os.environ) -> list[Setting]:
    """Every setting of a client that has a value, secrets masked, and those that have none."""
    known = remembered(catalog.audience)
    found = []
    for name, variable in catalog.environment.items():
        value, source = "", "not set"
        if known.get(name):
            value, source = str(known[name]), str(home() / "settings.json")
        if environ.get(variable, "").strip():
            value, source = environ[variable].strip(), f"environment: {variable}"
        if given.get(name):
            value, source = str(given[name]), f"command line: --{name.replace('_', '-')}"
        found.append(Setting(name, "***" if value and name in SECRET else value, source))
    if known.get("sign_in") and not has_credentials(catalog, environ):
        found.append(Setting("tokens", "***", f"{home() / 'tokens'} ({known['sign_in']})"))
    for variable in FURTHER:
        if environ.get(variable):
            shown = "***" if variable in ("WARP_TOKEN_KEYS", "WARP_AUTH_API_KEY") else environ[variable]
            found.append(Setting(variable, shown, "environment"))
    return found
