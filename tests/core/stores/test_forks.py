"""
A process that forks while it uses a store.

The forking is done by a process of its own, because this one has threads.
"""

import pytest

from tests.core.stores.places import KINDS, Worker

IN_CHILD = """
    import faulthandler

    def in_child(work):
        # What the work gives back, done in a child, which has twenty seconds.
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
        return json.loads(text) if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0 else None
"""

HOLDS = """
    claim = store.claim(30)

    def look():
        seen = [claim.held(), store.claim(30) is None]
        claim.release()
        return seen + [store.claim(30) is None]

    say(in_child(look))
    say([claim.held(), store.claim(30) is None])
    claim.release()
    say([claim.held(), store.claim(30) is not None])
"""

USED = """
    store.save(Tokens("a-1"))
    before = store.read().version

    def change():
        return [store.load().access_token, store.swap(Tokens("a-2"), version=before), store.read().version > before]

    say(in_child(change))
    say([store.load().access_token, store.swap(Tokens("a-3"), version=before)])
"""

BUSY = """
    store.save(Tokens("a-0"))
    done = threading.Event()

    def hammer(name):
        while not done.is_set():
            store.save(Tokens(name))
            claim = store.claim(30)
            if claim is not None:
                claim.release()
            time.sleep(0.001)

    threads = [threading.Thread(target=hammer, args=[name]) for name in ("a-1", "a-2")]
    for thread in threads:
        thread.start()

    def change():
        store.save(Tokens("a-3"))
        return store.load().access_token[:2]

    answers = [in_child(change) for _ in range(25)]
    done.set()
    for thread in threads:
        thread.join()
    say(answers)
"""

ORPHAN = """
    claim = store.claim(3600)
    child = os.fork()
    if child == 0:
        say(os.getpid())
        told()
        os._exit(0)
    time.sleep(60)
"""


def answers_of(kind, address, code, count):
    with Worker(kind, address, f"{IN_CHILD}\n{code}") as worker:
        return [worker.heard() for _ in range(count)]


def test_a_child_neither_holds_nor_frees_the_claim_of_its_parent(place):
    child, parent, after = answers_of(place.kind, place.address, HOLDS, 3)

    # In memory the child has a store of its own, and so may claim.
    own = place.kind in ("memory", "adapted")
    assert [False, not own, not own] == child
    assert [True, True] == parent
    assert [False, True] == after


def test_a_used_store_goes_on_in_the_child(place):
    child, parent = answers_of(place.kind, place.address, USED, 2)

    assert ["a-1", True, True] == child
    assert (["a-1", True] if place.kind in ("memory", "adapted") else ["a-2", False]) == parent


def test_a_fork_in_the_middle_of_other_threads_work_hangs_nobody(place):
    (answers,) = answers_of(place.kind, place.address, BUSY, 1)

    assert ["a-"] * 25 == answers


@pytest.mark.parametrize("place", ["file", "sqlite"], indirect=True)
def test_a_child_that_lives_on_does_not_keep_the_claim_of_a_killed_parent(place):
    store = place.open()
    with Worker(place.kind, place.address, ORPHAN) as parent:
        parent.heard()
        assert store.claim(1) is None
        parent.kill()

        assert store.claim(1).held()
        parent.tell()


def test_every_kind_is_here():
    assert {"memory", "adapted", "file", "sqlite", "redis"} == set(KINDS)
