"""
Clients as the user of the command line set them up.

The rule: credentials of the environment go before stored ones, and a store without a key is an error, never a file in
plain text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from warp_client_core.catalog import PENDING, PLATFORM, Catalog, Entry, client_class, installed, load
from warp_client_core.cli.exits import USAGE, Ended
from warp_client_core.cli.settings import has_credentials, home, remember, remembered

if TYPE_CHECKING:
    from warp_client_core.steps import Ambient

GOOGLE = "google"
PASSWORD = "password"
BROWSER = "browser"


def store(audience: str) -> Any:
    """
    The encrypted store of a client's tokens.

    Raises:
        TokenStoreError: There is no key.
        ImportError: The extra ``stores`` is not installed.
    """
    from warp_client_core.stores.files import FileTokenStore

    # Made here, since the store closes its own folder to others and not the one above.
    home().mkdir(mode=0o700, parents=True, exist_ok=True)
    return FileTokenStore(home() / "tokens", slot=audience)


def build(catalog: Catalog, given: Mapping[str, Any], *, keep_tokens: bool = False, **further: Any) -> Any:
    """
    A sync client.

    Args:
        catalog: Which.
        given: Constructor arguments from the command line.
        keep_tokens: Keep what it signs in with, whether somebody signed in before or not.
        further: Other constructor arguments.

    Raises:
        WarpError, ValueError: It cannot be built.
    """
    known = remembered(catalog.audience)
    settings = {name: value for name, value in given.items() if value is not None}
    for name in ("base_url", "ws_url", "account_id"):
        if known.get(name) and name not in settings and not _in_environment(catalog, name):
            settings[name] = known[name]
    if keep_tokens or (known.get("sign_in") and not has_credentials(catalog) and "access_token" not in further):
        if known.get("sign_in") == GOOGLE and not keep_tokens:
            from warp_client_core import GoogleIdentityAuth

            settings["auth"] = GoogleIdentityAuth(email=known["email"], token_store=store(catalog.audience))
        else:
            settings["token_store"] = store(catalog.audience)
    return client_class(catalog)(**settings, **further)


@contextmanager
def ready(catalog: Catalog, entry: Entry, given: Mapping[str, Any], **further: Any) -> Iterator[Any]:
    """
    A client that has what the method needs, closed at the end.

    Args:
        catalog: Which.
        entry: The method.
        given: Constructor arguments from the command line.
        further: Other constructor arguments.

    Raises:
        Ended: The method asks the platform, and no client for that is installed.
        WarpError, ValueError: It cannot be built.
    """
    if entry.needs == PLATFORM:
        platforms = [one for one in map(load, installed().values()) if one.reasons]
        if not platforms:
            raise Ended(USAGE, f"{entry.path} asks the platform, for which no client is installed", "see `warp config`")
        with (
            build(platforms[0], given, **further) as platform,
            # What was given is about the platform, and this one sends nothing.
            build(catalog, {}, platform=platform, **further) as client,
        ):
            yield client
    elif entry.needs == PENDING:
        with _resumed(catalog, given, further) as client:
            yield client
    else:
        with build(catalog, given, **further) as client:
            yield client


@contextmanager
def _resumed(catalog: Catalog, given: Mapping[str, Any], further: Mapping[str, Any]) -> Iterator[Any]:
    """A client that goes on where an earlier command left off; what it leaves off in turn is kept when it ends."""
    from warp_client_core.tokens import Tokens

    waiting = store(f"{catalog.audience}.pending")
    left = waiting.load()
    # Who brings tokens along only looks at what would be sent.
    keeps = not further
    with build(catalog, given, keep_tokens=keeps, **further) as client:
        if left is not None and left.access_token:
            client.authorizations.resume(left.access_token, *_times(client.ambient))
        try:
            yield client
        finally:
            # In every case: what was gone on with is spent, whatever came of it.
            if keeps:
                waiting.save(Tokens(client.authorizations.suspended(*_times(client.ambient))))
    kept = store(catalog.audience).load()
    if keeps and kept is not None and kept.access_token:
        known = remembered(catalog.audience)
        remember(catalog.audience, {"sign_in": BROWSER, **known})


def _times(ambient: Ambient) -> tuple[float, float]:
    """The clock of this process, and the time that others share, in seconds."""
    return ambient.clock(), ambient.now().timestamp()


def _in_environment(catalog: Catalog, name: str) -> bool:
    import os

    return bool(os.environ.get(catalog.environment.get(name, ""), "").strip())
