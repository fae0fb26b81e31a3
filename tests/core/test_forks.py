"""Claims about `warp_client_core.forks`."""

import gc
import os
import subprocess
import sys
import textwrap

from warp_client_core import forks


class Noting:
    """Notes each fork that it hears of."""

    def __init__(self):
        self.children = []
        forks.register(self)

    def _after_fork(self):
        self.children.append(os.getpid())


def run_child(code):
    """What a fresh interpreter prints; a fork in this one would copy the threads of other tests."""
    command = [sys.executable, "-c", textwrap.dedent(code)]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)


LOCKED = """
    import os, sys, threading
    from warp_client_core import forks

    class Guarded:
        def __init__(self):
            self.lock = threading.Lock()
            forks.register(self)

        def _after_fork(self):
            self.lock = threading.Lock()

    class Broken(Guarded):
        def _after_fork(self):
            raise ValueError("cannot be put right")

    things = [{kinds}]
    held, done = threading.Event(), threading.Event()

    def hold():
        with things[-1].lock:
            held.set()
            done.wait(30)

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(30)
    if (child := os.fork()) == 0:
        os._exit(0 if things[-1].lock.acquire(timeout=5) else 1)
    print("child", os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    print("parent", things[-1].lock.locked())
    done.set()
    thread.join()
"""


def test_a_lock_held_by_another_thread_does_not_hang_the_child():
    done = run_child(LOCKED.format(kinds="Guarded()"))

    assert "child 0\nparent True\n" == done.stdout
    assert "" == done.stderr


def test_one_failure_is_reported_and_does_not_stop_the_others():
    done = run_child(LOCKED.format(kinds="Broken(), Broken(), Guarded()"))

    assert "child 0\nparent True\n" == done.stdout
    assert 2 == done.stderr.count("Broken (ValueError: cannot be put right)")


def test_grandchildren_are_put_right_too():
    done = run_child(
        """
        import os, sys
        from warp_client_core import forks

        class Counting:
            count = 0
            def _after_fork(self):
                self.count += 1

        one = Counting()
        forks.register(one)
        forks.register(one)
        for _ in range(2):
            if child := os.fork():
                os.waitpid(child, 0)
                os._exit(0)
        print(one.count, flush=True)
        """
    )

    assert "2\n" == done.stdout


def test_registering_keeps_nothing_alive():
    gc.collect()
    before = len(forks._REGISTERED)
    one = Noting()
    during = len(forks._REGISTERED)

    del one
    gc.collect()

    assert (before + 1, before) == (during, len(forks._REGISTERED))
