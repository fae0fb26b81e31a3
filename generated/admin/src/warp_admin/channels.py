"""The socket of the platform that this client listens to: its events and commands, and the type of each."""

from __future__ import annotations

from typing import Final

from warp_client_core.streaming import Channel

from . import models

CHANNEL: Final = Channel(
    name="/admin/ws",
    events={
        "billing.alert": lambda: models.BillingAlertEvent,
        "customer.alert": lambda: models.CustomerAlertEvent,
        "fraud.alert": lambda: models.FraudAlertEvent,
        "system.metrics": lambda: models.SystemMetrics,
        "trunk.registration": lambda: models.TrunkRegistrationEvent,
    },
    commands={
        "subscribe": lambda: models.SubscribeCommand,
    },
)
"""What `client.events` speaks; types are loaded when the first of their events arrives."""
