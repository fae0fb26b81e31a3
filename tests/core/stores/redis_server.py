"""A real Redis server of the tests' own, on a free port of this machine."""

import contextlib
import os
import shutil
import socket
import subprocess
import time

PROGRAM = shutil.which("redis-server")
REQUIRED = os.environ.get("WARP_REQUIRE_REDIS") == "1"


class RedisServer:
    """Keeps its files in a folder, nothing of them beyond its end."""

    def __init__(self, folder):
        self._folder = folder
        self.port = _free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._process = None
        self.start()

    def start(self):
        """Run, with nothing kept from before, and wait until the port answers."""
        command = [PROGRAM, "--bind", "127.0.0.1", "--port", str(self.port), "--save", "", "--dir", str(self._folder)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + 30
        while not self._answers():
            assert self._process.poll() is None, "redis-server ended at once"
            assert time.monotonic() < end, "redis-server does not answer"
            time.sleep(0.02)

    def stop(self):
        """End it as by ``kill -9``."""
        self._process.kill()
        self._process.wait(20)

    def _answers(self):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=5) as link:
            link.sendall(b"PING\r\n")
            return link.recv(16) == b"+PONG\r\n"
        return False


@contextlib.contextmanager
def running(folder):
    """A server for as long as the block lasts."""
    assert PROGRAM, "WARP_REQUIRE_REDIS=1, and there is no redis-server"
    server = RedisServer(folder)
    try:
        yield server
    finally:
        server.stop()


def _free_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]
