"""
What the sandbox keeps between requests.

One rule: the state belongs to one application. Records are in the form of the API, in the order of their creation.
"""

from __future__ import annotations

import uuid
from random import Random

import attrs

from warp_sandbox.wire.exchange import Record


@attrs.define
class State:
    """
    The records of one sandbox.

    Attributes:
        random: Source of every id; the same seed and the same requests give the same ids.
        customer_id: The account that customers call for; empty when the document has no accounts.
        customers: By id.
        trunks: Of all customers, by id.
        numbers: Of the calling customer, by id.
        available: Numbers for sale, by E.164 number.
    """

    random: Random
    customer_id: str = ""
    customers: dict[str, Record] = attrs.field(factory=dict)
    trunks: dict[str, Record] = attrs.field(factory=dict)
    numbers: dict[str, Record] = attrs.field(factory=dict)
    available: dict[str, Record] = attrs.field(factory=dict)

    def new_id(self) -> str:
        """A fresh id in the form of a UUID."""
        return str(uuid.UUID(int=self.random.getrandbits(128), version=4))
