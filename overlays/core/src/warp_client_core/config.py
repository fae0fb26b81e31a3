"""
Takes what a caller left out from the environment.

The rule: the environment is read when a client is built, never at import, and an empty variable counts as not set.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

PLATFORM: Final[Mapping[str, str]] = {
    "base_url": "WARP_API_URL",
    "ws_url": "WARP_WS_URL",
    "access_token": "WARP_ACCESS_TOKEN",
    "refresh_token": "WARP_REFRESH_TOKEN",
    "api_key": "WARP_API_KEY",
}
"""Option to variable for the clients of the platform itself."""


def environment(variables: Mapping[str, str], environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """
    The options that the environment sets.

    Args:
        variables: Option to name of its variable.
        environ: Where to look; None for the environment of this process.
    """
    if environ is None:
        import os

        environ = os.environ
    found = ((option, environ.get(variable, "").strip()) for option, variable in variables.items())
    return {option: value for option, value in found if value}
