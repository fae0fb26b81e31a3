"""
The flows, run as they stand: over a real socket, undisturbed and under a schedule of faults.

One rule: what goes wrong on the way is the client's to mend; the platform ends in the same state.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from warp_sandbox import Sandbox, SandboxTransport
from warp_sandbox.server import running

FOLDER = Path(__file__).parent
FLOWS = sorted(file.stem for file in FOLDER.glob("*.md"))
READS = {
    "customer": (
        "get_account",
        "get_balance",
        "search_numbers",
        "list_numbers",
        "get_trunk",
        "get_message",
        "list_cdrs",
    ),
    "admin": ("list_providers", "list_rates", "get_margin_analysis", "list_customers", "get_customer", "list_disputes"),
    "netsuite": ("list_netsuite_customers", "get_netsuite_customer", "list_netsuite_sync_history"),
}
WRITES = {
    "customer": ("create_trunk", "order_numbers", "send_sms", "export_cdrs", "recharge_balance"),
    "admin": ("import_provider_rates", "suspend_customer", "update_customer", "resolve_dispute"),
    "netsuite": ("create_netsuite_customer", "update_netsuite_customer"),
}
"""Writes that may not be repeated; a token that has ended is the one refusal after which they are."""
SHOWN = (
    "/v1/billing/balance",
    "/v1/messages",
    "/v1/numbers?limit=100",
    "/v1/admin/trunks?limit=100",
    "/v1/admin/customers?limit=100",
    "/v1/admin/rates?limit=100",
    "/v1/admin/billing/disputes?limit=100",
    "/v1/netsuite/sync/history?limit=100&offset=0",
    "/services/rest/record/v1/customer?limit=1000",
)
KINDS = (
    "status=503;retry-after=0",
    "status=401",
    "reset",
    "cut",
    "status=429;retry-after=0",
    "html",
    "lost",
    "status=500",
)


def schedule(flow: str) -> list[str]:
    """A fault for each read of a flow, all kinds in turn, and an ended token for each write."""
    reads = [f"{KINDS[index % len(KINDS)]};operation={name}" for index, name in enumerate(READS[flow])]
    return [*reads, *(f"status=401;operation={name}" for name in WRITES[flow])]


def run(flow: str, faults: list[str]) -> dict[str, Any]:
    """Run a flow's blocks in one namespace; gives back what the platform holds afterwards."""
    text = (FOLDER / f"{flow}.md").read_text("utf-8")
    sandbox = Sandbox()
    sandbox.script(faults)
    with running(sandbox) as address:
        names: dict[str, Any] = {"address": address, "sandbox": sandbox}
        for block in re.finditer(r"```python\n(.*?)```", text, re.S):
            lines_before = "\n" * text[: block.start(1)].count("\n")
            try:
                exec(compile(lines_before + block[1], str(FOLDER / f"{flow}.md"), "exec"), names)
            except BaseException:
                names["client"].close()
                raise
    assert [] == sandbox.scripted
    return state(sandbox)


def state(sandbox: Sandbox) -> dict[str, Any]:
    """What the platform shows to those who ask, and the events that were published."""
    with httpx.Client(transport=SandboxTransport(sandbox), base_url="https://platform.example.test") as asking:
        shown = {path: asked(asking, path) for path in SHOWN}
    return {**shown, "events": [(event.name, event.payload) for event in sandbox.world.events.log]}


def asked(asking: httpx.Client, path: str) -> Any:
    """The data at a path, for whoever may see it; what every reply has anew is left out."""
    if path.startswith("/services/"):
        credentials = {"Authorization": "Bearer sandbox-netsuite-token"}
    else:
        role = "admin" if path.startswith(("/v1/admin", "/v1/netsuite")) else "customer"
        credentials = {"X-API-Key": f"sandbox-{role}-key"}
    reply = asking.get(path, headers=credentials).raise_for_status().json()
    return reply.get("data", reply)


@pytest.mark.parametrize("flow", FLOWS)
def test_flow_ends_in_the_same_state_whatever_fails_on_the_way(flow: str) -> None:
    """
    The flow does what it says, undisturbed and disturbed, and leaves the same platform behind.
    """
    undisturbed = run(flow, [])
    disturbed = run(flow, schedule(flow))

    assert undisturbed == disturbed


def test_a_flow_that_is_not_mended_fails() -> None:
    """
    A fault that lasts longer than the client tries is not hidden.
    """
    from warp_customer import ServerError

    with pytest.raises(ServerError):
        run("customer", ["status=503;retry-after=0;operation=get_account;times=10"])
