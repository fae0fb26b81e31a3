"""Claims about `warp_client_core.steps`."""

import asyncio
from datetime import UTC

from warp_client_core.steps import REAL_WORLD, Received


def test_the_real_world_moves_on():
    before, earlier = REAL_WORLD.clock(), REAL_WORLD.now()

    REAL_WORLD.sleep(0)
    asyncio.run(REAL_WORLD.asleep(0))

    assert REAL_WORLD.clock() >= before
    assert REAL_WORLD.now() >= earlier
    assert earlier.tzinfo is UTC


def test_keys_of_the_real_world_are_never_the_same():
    assert len({REAL_WORLD.new_key() for _ in range(100)}) == 100


def test_chances_of_the_real_world_are_between_zero_and_one():
    assert all(0 <= REAL_WORLD.chance() <= 1 for _ in range(100))


def test_only_statuses_from_200_to_299_are_a_success():
    assert [code for code in (199, 200, 204, 299, 300, 404) if Received(code, {}).is_success] == [200, 204, 299]
