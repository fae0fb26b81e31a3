"""
Steady, an independent server that knows only an OpenAPI document and judges every request by it.

One rule: the judge is another program in another language, by people who never saw this one.
"""

from __future__ import annotations

import contextlib
import json
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "tools" / "judge" / "node_modules" / ".bin" / "steady"


@contextlib.contextmanager
def judging(document: Path, *, timeout: float = 30.0) -> Iterator[str]:
    """
    A judge of one document; yields its address. Requests that break the document are answered with 400.

    Raises:
        RuntimeError: It did not start in time.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [str(PROGRAM), "--host", "127.0.0.1", "--port", str(port), "--log-format", "json", str(document)]
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=ROOT)
        try:
            _wait(process, log, timeout)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout)


def _wait(process: subprocess.Popen[bytes], log: IO[bytes], timeout: float) -> None:
    """Wait for the line of the log that says it listens."""
    ends = time.monotonic() + timeout
    while time.monotonic() < ends and process.poll() is None:
        log.seek(0)
        if any(_is_startup(line) for line in log):
            return
        time.sleep(0.1)
    log.seek(0)
    raise RuntimeError(f"the judge did not start: {log.read().decode(errors='replace')[-2000:]}")


def _is_startup(line: bytes) -> bool:
    with contextlib.suppress(ValueError):
        return bool(json.loads(line).get("type") == "startup")
    return False
