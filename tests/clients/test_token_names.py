"""What signs in, what keeps tokens and what events come as: found in every client, at no cost until it is used."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest

import warp_client_core

NAMES = [
    "FileTokenStore",
    "GoogleIdentityAuth",
    "MemoryTokenStore",
    "RawEvent",
    "RedisTokenStore",
    "SQLiteTokenStore",
    "SecondFactor",
    "TokenStore",
    "TokenStoreError",
    "Tokens",
]
PACKAGES = ["warp_client_core", "warp_customer", "warp_admin", "warp_netsuite"]
HEAVY = ("cryptography", "redis", "keyring", "sqlite3", "websockets", "httpx", "asyncio")


@pytest.mark.parametrize("package", PACKAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_package_has_the_names(package: str, name: str) -> None:
    """
    The same objects, whichever package they are taken from.
    """
    module = importlib.import_module(package)

    assert name in module.__all__
    assert getattr(warp_client_core, name) is getattr(module, name)


@pytest.mark.parametrize("package", PACKAGES)
def test_importing_a_package_loads_nothing_heavy(package: str) -> None:
    """
    Nor do the names of the stores that need no extra by themselves.
    """
    code = (
        f"import sys; import {package}; {package}.MemoryTokenStore, {package}.Tokens; "
        f"print([name for name in sys.modules if name.partition('.')[0] in {HEAVY!r}])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)

    assert "[]" == done.stdout.strip()
