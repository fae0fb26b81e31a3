"""
Asks NetSuite with many tasks from a process of its own: ``python -m ... <base url> <redis url> <tasks> <most>``.

Says what failed, and nothing when all went well.
"""

from __future__ import annotations

import asyncio
import sys

from warp_client_core import RedisTokenStore, Tokens
from warp_netsuite import AsyncNetSuiteClient
from warp_sandbox.netsuite.tokens import ACCESS_TOKEN

KEYS = {"k1": bytes(32)}


async def main(base_url: str, redis_url: str, tasks: str, most: str) -> None:
    """Fetch a customer with each task."""
    store = RedisTokenStore(redis_url, keys=KEYS)
    store.save(Tokens(ACCESS_TOKEN))
    async with AsyncNetSuiteClient(
        base_url=base_url, token_store=store, max_concurrency=int(most), max_retries=0, timeout=60
    ) as client:
        # All processes begin at the same moment, else they would hardly meet.
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        await asyncio.gather(*(client.customers.get("647") for _ in range(int(tasks))))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
