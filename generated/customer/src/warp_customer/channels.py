"""The socket of the platform that this client listens to: its events and commands, and the type of each."""

from __future__ import annotations

from typing import Final

from warp_client_core.streaming import Channel

from . import models

CHANNEL: Final = Channel(
    name="/ws",
    events={
        "balance.low": lambda: models.BalanceLowEvent,
        "call.active": lambda: models.CallActiveEvent,
        "message.delivered": lambda: models.MessageDeliveredEvent,
        "metrics.update": lambda: models.Metrics,
        "trunk.status": lambda: models.TrunkStatusEvent,
    },
    commands={
        "subscribe": lambda: models.SubscribeCommand,
    },
)
"""What `client.events` speaks; types are loaded when the first of their events arrives."""
