"""A program that makes no query pays for none."""

from __future__ import annotations

import subprocess
import sys

import pytest

CODE = """
import sys
from warp_{client} import {kind}
client = {kind}(access_token="x", {more})
client.customers if hasattr(client, "customers") else client.trunks
print([name for name in sys.modules if ".query" in name or name.endswith(".queries")])
"""


@pytest.mark.parametrize(
    ("client", "kind", "more"),
    [
        ("customer", "CustomerClient", ""),
        ("admin", "AsyncAdminClient", ""),
        ("netsuite", "NetSuiteClient", "account_id='1'"),
    ],
)
def test_a_client_without_queries_imports_nothing_of_them(client: str, kind: str, more: str) -> None:
    code = CODE.format(client=client, kind=kind, more=more)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)

    assert "[]" == done.stdout.strip()
