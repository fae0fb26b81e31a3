"""Grants by certificate when several processes want one, and when the answer to one is lost."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from tests.overlays.netsuite_oauth.simulated import Simulated, pem_of, public_pem, simulated
from warp_netsuite import AsyncNetSuiteClient, NetSuiteClient

WORKERS = 4


@pytest.fixture(scope="module")
def key() -> Any:
    """A key on a curve, which is made quickly."""
    return ec.generate_private_key(ec.SECP256R1())


@pytest.fixture
def at_home(document: Any, key: Any) -> Iterator[Simulated]:
    """A simulator that knows the certificate of `key`."""
    with simulated(document, certificate=public_pem(key)) as found:
        yield found


def test_processes_that_share_a_store_sign_one_assertion(at_home: Simulated, key: Any, tmp_path: Path) -> None:
    """
    Four processes begin at once without a token; one asks for it, and all are answered.
    """
    at_home.moment = datetime.now(UTC)
    private = tmp_path / "key.pem"
    private.write_bytes(pem_of(key))
    command = [sys.executable, "-m", "tests.overlays.netsuite_oauth.grant_worker", at_home.url, str(private)]
    command += [str(tmp_path / "store")]
    workers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(WORKERS)
    ]
    for worker in workers:
        assert worker.stdout is not None
        assert "ready\n" == worker.stdout.readline()

    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("\n")
        worker.stdin.flush()
    said = [worker.communicate(timeout=60)[0] for worker in workers]

    assert ["ConnectionCheck(ok=True, cause=None)\n"] * WORKERS == said
    assert 1 == len(at_home.sent) == len(at_home.assertions)


def test_a_grant_that_is_asked_for_again_is_signed_again(at_home: Simulated, key: Any) -> None:
    """
    The first answer is lost after NetSuite gave it; the id of an assertion is never sent twice.
    """
    at_home.state.oddities.script.extend(["lost-reply", "html-502"])
    with NetSuiteClient(**at_home.server(pem_of(key)), http_client=at_home.pool) as client:
        assert client.test_connection().ok

    ids = [one.claims["jti"] for one in at_home.assertions]
    assert 2 == len(ids) == len(set(ids))


@pytest.mark.anyio
async def test_async_callers_sign_again_alike(at_home: Simulated, key: Any) -> None:
    """
    Both flavours carry out the same steps.
    """
    at_home.state.oddities.script.append("lost-reply")
    arguments = {name: value for name, value in at_home.server(pem_of(key)).items() if name != "ambient"}
    at_home.moment = datetime.now(UTC)
    async with AsyncNetSuiteClient(**arguments) as client:
        assert (await client.test_connection()).ok

    assert 2 == len({one.claims["jti"] for one in at_home.assertions})
