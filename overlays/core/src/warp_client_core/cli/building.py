"""
Clients as the user of the command line set them up.

The rule: credentials of the environment go before stored ones, and a store without a key is an error, never a file in
plain text.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from warp_client_core.catalog import Catalog, client_class
from warp_client_core.cli.settings import has_credentials, home, remembered

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


def _in_environment(catalog: Catalog, name: str) -> bool:
    import os

    return bool(os.environ.get(catalog.environment.get(name, ""), "").strip())
