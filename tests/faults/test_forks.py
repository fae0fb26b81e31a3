"""
A process that forks while a client is in use.

The forking is done by a process of its own, because this one has threads; the server is here.
"""

import json
import subprocess
import sys
import textwrap

import pytest

PRELUDE = """
import faulthandler, json, os, sys
from warp_client_core.calls import Operation, Safety
from warp_client_core.driver import AsyncClient, SyncClient
from warp_client_core.replies import Enveloped

url = sys.argv[1]
READ = Operation("read", "GET", "/{id}", Safety.READ, Enveloped(dict))

def ask(client, name):
    return client.send(READ.call(name)).data["id"]

def in_child(work):
    # What the work gives back, done in a child, which has twenty seconds; None when it fails.
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        faulthandler.dump_traceback_later(20, exit=True)
        try:
            os.write(writing, json.dumps(work()).encode())
        except BaseException as error:
            sys.stderr.write(repr(error))
            os._exit(2)
        os._exit(0)
    os.close(writing)
    with open(reading) as pipe:
        text = pipe.read()
    _, status = os.waitpid(child, 0)
    return json.loads(text) if os.waitstatus_to_exitcode(status) == 0 else None
"""


def played(code, url):
    """What a program prints as JSON."""
    program = [sys.executable, "-c", PRELUDE + textwrap.dedent(code), url]
    done = subprocess.run(program, capture_output=True, text=True, timeout=60, check=False)

    assert "" == done.stderr
    return json.loads(done.stdout)


def test_parent_and_child_each_use_connections_of_their_own(origin):
    found = played(
        """
        with SyncClient(base_url=url) as client:
            before = ask(client, "parent-1")
            child = in_child(lambda: [ask(client, "child-1"), ask(client, "child-2")])
            print(json.dumps([before, child, ask(client, "parent-2")]))
        """,
        origin.url,
    )

    assert ["/parent-1", ["/child-1", "/child-2"], "/parent-2"] == found
    assert [["/child-1", "/child-2"], ["/parent-1", "/parent-2"]] == sorted(origin.connections)


def test_a_child_that_closes_the_client_leaves_it_open_for_the_parent(origin):
    found = played(
        """
        with SyncClient(base_url=url) as client:
            ask(client, "parent-1")
            child = in_child(lambda: [ask(client, "child-1"), client.close()])
            print(json.dumps([child, ask(client, "parent-2")]))
        """,
        origin.url,
    )

    assert [["/child-1", None], "/parent-2"] == found
    assert [["/child-1"], ["/parent-1", "/parent-2"]] == sorted(origin.connections)


def test_a_child_of_an_async_program_uses_connections_of_its_own(origin):
    found = played(
        """
        import asyncio

        async def aask(client, *names):
            return [(await client.send(READ.call(name))).data["id"] for name in names]

        async def closed(client, *names):
            async with client:
                return await aask(client, *names)

        async def main():
            async with AsyncClient(base_url=url) as client:
                before = await aask(client, "parent-1")
                child = in_child(lambda: threaded(lambda: asyncio.run(closed(client, "child-1"))))
                return [before, child, await aask(client, "parent-2")]

        def threaded(work):
            # A forked event loop still counts as running in its thread.
            from concurrent.futures import ThreadPoolExecutor

            with ThreadPoolExecutor(1) as threads:
                return threads.submit(work).result()

        print(json.dumps(asyncio.run(main())))
        """,
        origin.url,
    )

    assert [["/parent-1"], ["/child-1"], ["/parent-2"]] == found
    assert [["/child-1"], ["/parent-1", "/parent-2"]] == sorted(origin.connections)


@pytest.mark.parametrize(
    "lock",
    ["client.credentials._lock", "client._flights._lock", "client._budget._lock", "client._pool._lock"],
)
def test_a_lock_that_a_thread_held_at_the_fork_is_free_in_the_child(origin, lock):
    found = played(
        f"""
        with SyncClient(base_url=url) as client:
            ask(client, "parent-1")
            lock = {lock}
            lock.acquire()
            child = in_child(lambda: {lock}.acquire(timeout=5))
            print(json.dumps([child, lock.locked()]))
            lock.release()
        """,
        origin.url,
    )

    assert [True, True] == found


def test_a_child_may_call_while_other_threads_of_the_parent_do(origin):
    found = played(
        """
        import threading

        def busily(stop):
            while not stop.is_set():
                ask(client, "busy")

        with SyncClient(base_url=url) as client:
            ask(client, "busy")  # a fork during the imports of the first call is beyond what a library can put right
            stop = threading.Event()
            threads = [threading.Thread(target=busily, args=[stop]) for _ in range(4)]
            for thread in threads:
                thread.start()
            children = [in_child(lambda: ask(client, "child")) for _ in range(5)]
            stop.set()
            for thread in threads:
                thread.join()
            print(json.dumps(children))
        """,
        origin.url,
    )

    assert ["/child"] * 5 == found
    assert all(set(paths) in ({"/busy"}, {"/child"}) for paths in origin.connections)
