"""
The audit trail of services: who changed what and when.

One rule: an entry never holds a secret, neither a credential nor a setting whose name says that it is one.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Call, Record, stamp

MASK = "********"
_SECRET = re.compile("secret|password|token|credential|certificate|api_?key|private", re.IGNORECASE)
_DONE = {
    "create": "Created.",
    "test": "Tested.",
    "rotate_credentials": "Credentials rotated.",
    "enable": "Enabled.",
    "disable": "Disabled.",
}


class History:
    """
    The audit entries of one sandbox, in the order in which they came; the first is the document's example.

    Attributes:
        actor: Id and address of whoever acts; all admins of the sandbox are one person.
    """

    def __init__(self, world: World) -> None:
        shown = world.example("AuditEntry") if world.knows("AuditEntry") else {}
        self._entries: list[Record] = [shown] if shown else []
        self.actor = {name: shown.get(name) for name in ("actor_id", "actor_email")}
        self._count = 88210

    def of(self, service_id: str) -> list[Record]:
        """The entries about a service."""
        return [one for one in self._entries if one["resource_id"] == service_id]

    def add(
        self,
        call: Call,
        service_id: str,
        action: str,
        old: Record,
        new: Record,
        *,
        fault: str = "",
        at: datetime | None = None,
    ) -> None:
        """Put down what a call did to a service; ``at`` when it happened later than the call."""
        self._count += 1
        self._entries.append(
            {
                "id": f"aud-{self._count}",
                "action": action,
                **self.actor,
                "resource_type": "service",
                "resource_id": service_id,
                "old_values": _masked(old) or None,
                "new_values": _masked(new) or None,
                "summary": _DONE.get(action, f"Changed {', '.join(sorted(new))}."),
                "ip_address": None,
                "user_agent": call.headers.get("user-agent"),
                "error_message": fault or None,
                "success": not fault,
                "created_at": stamp(at or call.now),
            }
        )


def _masked(value: Any, *, is_secret: bool = False) -> Any:
    if isinstance(value, dict):
        return {key: _masked(one, is_secret=is_secret or bool(_SECRET.search(key))) for key, one in value.items()}
    if isinstance(value, list):
        return [_masked(one, is_secret=is_secret) for one in value]
    return MASK if is_secret and value is not None else value
