"""
The emulator of Firebase Authentication: another program, by Google, that answers as the real service does.

One rule: accounts are made and looked at through its own administration, and each test makes its own.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import httpx

from tests.core.google.rig import NUMBERS, Person
from warp_sandbox.identity.sign_in import custom_token

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = ROOT / "tools" / "firebase" / "emulator.js"
PROJECT = "demo-warp"


class Emulated:
    """An emulator at an address, with what tests need of a service."""

    key = "any-key-will-do"

    def __init__(self, host):
        self.host = host
        self._admin = httpx.Client(base_url=f"http://{host}", headers={"Authorization": "Bearer owner"}, timeout=30)
        mfa = {"mfa": {"state": "ENABLED", "enabledProviders": ["PHONE_SMS"]}}
        self._ask("PATCH", f"v2/projects/{PROJECT}/config?updateMask=mfa", mfa)

    def person(self):
        return self._add(f"v1/projects/{PROJECT}/accounts")

    def with_sms(self):
        factor = {"displayName": "Mobile", "phoneInfo": f"+1212555{next(NUMBERS) % 10_000:04d}"}
        return self._add(f"v1/projects/{PROJECT}/accounts", emailVerified=True, mfaInfo=[factor])

    def in_tenant(self):
        """A person of a tenant, and the tenant."""
        made = self._ask(
            "POST", f"v2/projects/{PROJECT}/tenants", {"displayName": "alpha", "allowPasswordSignup": True}
        )
        return self._add(f"v1/projects/{PROJECT}/tenants/{made['tenantId']}/accounts"), made["tenantId"]

    def custom_token(self, uid):
        return custom_token(uid, datetime.now(UTC))

    def disable(self, person):
        found = self._ask("POST", f"v1/projects/{PROJECT}/accounts:lookup", {"email": [person.email]})
        changed = {"localId": found["users"][0]["localId"], "disableUser": True}
        self._ask("POST", f"v1/projects/{PROJECT}/accounts:update", changed)

    def code(self, _factor, _person):
        """The code of the SMS that was sent last."""
        reply = self._admin.get(f"/emulator/v1/projects/{PROJECT}/verificationCodes")
        return reply.raise_for_status().json()["verificationCodes"][-1]["code"]

    def new_second(self):
        """Wait until a new token differs from the last one: tokens of one second are alike, since nobody signs them."""
        time.sleep(1.05 - time.time() % 1)

    def close(self):
        self._admin.close()

    def _add(self, path, **more):
        person = Person(f"user-{next(NUMBERS)}@emulated.example.com")
        self._ask("POST", path, {"email": person.email, "password": person.password, **more})
        return person

    def _ask(self, method, path, body):
        reply = self._admin.request(method, f"/identitytoolkit.googleapis.com/{path}", json=body)
        assert 200 == reply.status_code, reply.text
        return reply.json()


@contextlib.contextmanager
def emulating(*, timeout: float = 300.0) -> Iterator[Emulated]:
    """
    An emulator of its own, which takes a minute or two to start on a busy machine.

    Raises:
        RuntimeError: It did not start in time.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {**os.environ, "CI": "1"}
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as log:
        command = ["node", str(PROGRAM), "127.0.0.1", str(port), PROJECT]
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, env=environment)
        try:
            _wait(process, log, timeout)
            with contextlib.closing(Emulated(f"127.0.0.1:{port}")) as emulated:
                yield emulated
        finally:
            process.terminate()
            process.wait(30)


def _wait(process: subprocess.Popen[bytes], log: IO[bytes], timeout: float) -> None:
    """Wait for the line that says it listens."""
    ends = time.monotonic() + timeout
    while time.monotonic() < ends and process.poll() is None:
        log.seek(0)
        if b"listening" in log.read():
            return
        time.sleep(0.2)
    log.seek(0)
    raise RuntimeError(f"the emulator did not start: {log.read().decode(errors='replace')[-2000:]}")
