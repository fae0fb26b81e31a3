"""
Asks NetSuite from a process of its own, signed in by certificate: ``python -m ... <url> <key file> <store>``.

Says whether NetSuite answered.
"""

from __future__ import annotations

import sys
from pathlib import Path

from warp_client_core import FileTokenStore
from warp_netsuite import NetSuiteClient
from warp_sandbox.netsuite.integrations import ACCOUNT, CERTIFICATE_ID, SERVER_CLIENT_ID

KEYS = {"k1": bytes(32)}


def main(url: str, key: str, store: str) -> None:
    """Ask for the time, at the same moment as the others."""
    with NetSuiteClient(
        account_id=ACCOUNT,
        base_url=f"{url}/services/rest",
        token_url=f"{url}/services/rest/auth/oauth2/v1/token",
        client_id=SERVER_CLIENT_ID,
        certificate_id=CERTIFICATE_ID,
        private_key=Path(key),
        token_store=FileTokenStore(store, keys=KEYS),
    ) as client:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        sys.stdout.write(f"{client.test_connection()}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
