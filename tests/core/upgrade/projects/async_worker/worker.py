"""A worker that sends messages and follows what becomes of them."""

import asyncio

from warp_customer import AsyncCustomerClient as Warp
from warp_customer import calls
from warp_customer.models import Message, MessageStatus


class Worker:
    def __init__(self, warp: Warp, queue: "asyncio.Queue[str]") -> None:
        self._warp = warp
        self._queue = queue

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            while number := await self._queue.get():
                group.create_task(self.notify(number))

    async def notify(self, number: str) -> None:
        message = await self._warp.messages.send_sms(from_="+13035550100", to=number, body="Hello", trunk_id="t1")
        while not self.is_over(message):
            await asyncio.sleep(1)
            message = await self._warp.messages.get(message.message_id)

    def is_over(self, message: Message) -> bool:
        match message.status:
            case MessageStatus.DELIVERED | MessageStatus.FAILED:
                return True
        return message.status == "expired"


async def main() -> None:
    async with Warp() as warp:
        reply = await warp.send(calls.trunks.get("t1"))
        first = await warp.trunks.list(status="active")
        async for trunk in first:
            await warp.messages.send_sms(from_="1", to="2", body=f"{trunk.name} {trunk.active_calls}")
        assert reply.data.max_channels
        await Worker(warp, asyncio.Queue()).run()


asyncio.run(main())
