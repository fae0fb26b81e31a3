"""
What all parts of the platform share: time, chance, events, and the records that more than one of them looks at.

One rule: the state belongs to one application. Records are in the form of the API, in the order of their creation. What
only one part looks at, that part keeps itself.
"""

from __future__ import annotations

import uuid
from collections import deque
from collections.abc import Callable
from datetime import datetime
from random import Random

import attrs

from warp_sandbox.clock import Action, Schedule
from warp_sandbox.events import KEPT, Events
from warp_sandbox.spec.document import Api
from warp_sandbox.spec.samples import sample
from warp_sandbox.warp.deliveries import Deliver, Delivery
from warp_sandbox.warp.files import File
from warp_sandbox.wire.exchange import Record


@attrs.define
class World:
    """
    The shared state of one sandbox.

    Attributes:
        api: The document.
        seed: The same seed and the same requests at the same times give the same records.
        schedule: What is due later; it is settled before every request.
        customer_id: The account that customers call for; empty when the document has no accounts.
        customers: By id.
        trunks: Of all customers, by id.
        numbers: Of the calling customer, by id.
        available: Numbers for sale, by E.164 number.
        partitions: Routing partitions by id; trunks name theirs.
        providers: Carriers by id; routes, rates and overrides name theirs.
        retired: When providers were deleted, by id.
        deliveries: The last thousand that were posted to webhooks, oldest first.
        deliver: Is handed every delivery and says whether it was taken; without it nothing leaves the sandbox.
        files: What links of replies lead to, by name.
        ticks: What a socket does with the time, as often as it likes; each publishes what went on meanwhile.
    """

    api: Api
    seed: int = 0
    schedule: Schedule = attrs.field(factory=Schedule)
    events: Events = attrs.field(factory=Events)
    customer_id: str = ""
    customers: dict[str, Record] = attrs.field(factory=dict)
    trunks: dict[str, Record] = attrs.field(factory=dict)
    numbers: dict[str, Record] = attrs.field(factory=dict)
    available: dict[str, Record] = attrs.field(factory=dict)
    partitions: dict[str, Record] = attrs.field(factory=dict)
    providers: dict[str, Record] = attrs.field(factory=dict)
    retired: dict[str, datetime] = attrs.field(factory=dict)
    deliveries: deque[Delivery] = attrs.field(factory=lambda: deque(maxlen=KEPT))
    deliver: Deliver | None = None
    files: dict[str, File] = attrs.field(factory=dict)
    ticks: list[Action] = attrs.field(factory=list)
    random: Random = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self.random = Random(self.seed)

    def tick(self, now: datetime) -> None:
        """Publish what went on by itself since the last tick: calls and gauges."""
        for publish in self.ticks:
            publish(now)

    def new_id(self) -> str:
        """A fresh id in the form of a UUID."""
        return str(uuid.UUID(int=self.random.getrandbits(128), version=4))

    def ids(self, purpose: str) -> Callable[[], str]:
        """A source of fresh ids of its own, in the form of UUIDs."""
        dice = self.dice(f"{purpose}/ids")
        return lambda: str(uuid.UUID(int=dice.getrandbits(128), version=4))

    def dice(self, purpose: str) -> Random:
        """A source of chance of its own, so that one part's draws do not change another's."""
        return Random(f"{self.seed}/{purpose}")

    def knows(self, *kinds: str) -> bool:
        """Whether the document has all of these schemas; without them a part has nothing to begin with."""
        schemas = self.api.tree.get("components", {}).get("schemas", {})
        return all(kind in schemas for kind in kinds)

    def example(self, kind: str) -> Record:
        """A fresh copy of the document's example of a schema."""
        record: Record = sample(self.api, f"/components/schemas/{kind}")
        return record
