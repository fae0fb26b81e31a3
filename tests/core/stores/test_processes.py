"""Several processes at one store, and what is left when one of them is killed."""

import contextlib
import time

import pytest

from tests.core.stores.places import Worker
from warp_client_core.tokens import Tokens

COMPETE = """
    say("ready")
    name, won = told(), []
    while len(won) < 8:
        version = store.read().version
        if store.swap(Tokens(f"{name}-{len(won)}", f"r-{name}"), version=version):
            won.append(version)
    say(won)
"""

TAKE_TURNS = """
    say("ready")
    marker, turns = told(), 0
    while turns < 5:
        claim = store.claim(30)
        if claim is None:
            time.sleep(0.001)
            continue
        os.close(os.open(marker, os.O_CREAT | os.O_EXCL))
        assert claim.held()
        os.unlink(marker)
        claim.release()
        turns += 1
    say(turns)
"""

HOLD = """
    claim = store.claim(float(told()))
    say(claim is not None and claim.held())
    told()
"""

WRITE = """
    say("ready")
    told()
    number = 0
    while True:
        number += 1
        store.save(Tokens(f"access-{number}", f"refresh-{number}" * 50))
"""


def answers_of_eight(place, code, word):
    """What eight processes say at last, let go together."""
    with contextlib.ExitStack() as stack:
        workers = [stack.enter_context(Worker(place.kind, place.address, code)) for _ in range(8)]
        assert ["ready"] * 8 == [worker.heard() for worker in workers]
        for number, worker in enumerate(workers):
            worker.tell(word(number))
        return [worker.heard() for worker in workers]


def test_one_of_eight_processes_wins_each_version(shared_place):
    answers = answers_of_eight(shared_place, COMPETE, lambda number: f"p{number}")

    won = [version for answer in answers for version in answer]
    last = shared_place.open().read()
    assert 64 == len(won) == len(set(won))
    assert last.version > max(won)
    assert last.tokens.access_token.endswith("-7")


def test_eight_processes_take_turns(shared_place, tmp_path):
    answers = answers_of_eight(shared_place, TAKE_TURNS, lambda _number: str(tmp_path / "marker"))

    assert [5] * 8 == answers


@pytest.mark.parametrize("place", ["file", "sqlite"], indirect=True)
def test_a_killed_holder_leaves_its_claim_at_once(place):
    store = place.open()
    with Worker(place.kind, place.address, HOLD) as holder:
        holder.tell("3600")
        assert holder.heard() is True
        assert store.claim(1) is None
        holder.kill()

        assert store.claim(1).held()


@pytest.mark.parametrize("place", ["redis"], indirect=True)
def test_a_killed_holder_leaves_its_lease_in_time(place):
    store = place.open()
    with Worker(place.kind, place.address, HOLD) as holder:
        holder.tell("3")
        assert holder.heard() is True
        holder.kill()
        waited = time.monotonic()

        assert store.claim(1) is None
        while (claim := store.claim(30)) is None:
            assert time.monotonic() < waited + 20
            time.sleep(0.02)
        assert claim.held()


@pytest.mark.parametrize("wait", [0.01, 0.05, 0.1])
def test_a_killed_writer_leaves_the_old_tokens_or_the_new(shared_place, wait):
    store = shared_place.open()
    store.save(Tokens("access-0", "refresh-0" * 50))
    with Worker(shared_place.kind, shared_place.address, WRITE) as writer:
        writer.heard()
        writer.tell()
        before = store.read().version
        while store.read().version == before:
            time.sleep(0.001)
        time.sleep(wait)
        writer.kill()

    found = store.read()
    number = found.tokens.access_token.partition("-")[2]
    assert f"refresh-{number}" * 50 == found.tokens.refresh_token
    assert found.version > before
    assert store.swap(Tokens("next"), version=found.version)
