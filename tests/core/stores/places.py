"""Where the stores under test keep their tokens; for this process and for those that it starts."""

import json
import os
import pathlib
import subprocess
import sys
import textwrap

from warp_client_core.stores import FileTokenStore, RedisTokenStore, SQLiteTokenStore, sharing
from warp_client_core.tokens import MemoryTokenStore

KEYS = {"k1": bytes(range(32))}
SHARED = ("file", "sqlite", "redis")
KINDS = ("memory", "adapted", *SHARED)
ROOT = pathlib.Path(__file__).parents[3]


class Plain:
    """A caller's own store: nothing but load, save and clear, and not hashable."""

    __hash__ = None

    def __init__(self):
        self.tokens = None

    def load(self):
        return self.tokens

    def save(self, tokens):
        self.tokens = tokens

    def clear(self):
        self.tokens = None


def opened(kind, address, *, slot="default", keys=KEYS):
    """A store of a kind; ``address`` is a path or URL."""
    if kind == "memory":
        return MemoryTokenStore(slot=slot)
    if kind == "adapted":
        return sharing(Plain())
    if kind == "file":
        return FileTokenStore(address, keys=keys, slot=slot)
    if kind == "sqlite":
        return SQLiteTokenStore(address, keys=keys, slot=slot)
    return RedisTokenStore(address, keys=keys, slot=slot, timeout=20)


class Worker:
    """A process that has a store in its hands and does what it is told; talks in lines."""

    PRELUDE = """
        import json, os, signal, sys, threading, time
        from tests.core.stores.places import KEYS, opened
        from warp_client_core.tokens import Tokens

        signal.alarm(120)
        kind, address = sys.argv[1:3]
        store = opened(kind, address)

        def say(thing):
            print(json.dumps(thing), flush=True)

        def told():
            return sys.stdin.readline().strip()
    """

    def __init__(self, kind, address, code):
        program = textwrap.dedent(self.PRELUDE) + textwrap.dedent(code)
        self.process = subprocess.Popen(
            [sys.executable, "-c", program, kind, str(address)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, "WARP_TOKEN_KEYS": ""},
        )

    def heard(self):
        """The next thing that it says."""
        line = self.process.stdout.readline()
        assert line, f"the process ended with {self.process.wait(10)} and said nothing"
        return json.loads(line)

    def tell(self, text="go"):
        """Let it go on."""
        self.process.stdin.write(f"{text}\n")
        self.process.stdin.flush()

    def kill(self):
        """End it as by ``kill -9``, and wait for that."""
        self.process.kill()
        self.process.wait(20)

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.process.kill()
        self.process.communicate()
