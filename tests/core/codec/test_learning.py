"""Threads that meet a type for the first time at the same moment read it all the same."""

import os
import subprocess
import sys
import textwrap

FIRST = """
    import sys, threading
    from warp_client_core import codec
    from warp_customer import models

    sys.setswitchinterval(1e-6)
    barrier = threading.Barrier(8)
    read = []

    def work():
        barrier.wait()
        for name in ("Account", "Customer", "Trunk", "Invoice", "PortOrder"):
            kind = getattr(models, name, None)
            if kind is not None:
                codec.read_envelope(list[kind], b'{"data": []}', None)
        read.append(1)

    threads = [threading.Thread(target=work) for _ in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    print(len(read))
"""


def test_eight_threads_may_meet_a_type_first():
    command = [sys.executable, "-c", textwrap.dedent(FIRST)]

    for _ in range(3):
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=dict(os.environ))

        assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "8", "")
