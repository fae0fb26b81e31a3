"""Every block of docs/queries.md runs, in order, against the platform."""

from __future__ import annotations

import re
from pathlib import Path

from warp_sandbox import Sandbox, connected

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "queries.md"


def test_the_document_runs_as_it_stands() -> None:
    """
    The eleven hooks are among it, a line each.
    """
    blocks = re.findall(r"```python\n(.*?)```", DOCUMENT.read_text("utf-8"), re.S)
    with connected(Sandbox(), "customer") as client:
        names = {
            "client": client,
            "trunk_id": client.trunks.create(name="edge-1").id,
            "method_id": client.payment_methods.list()[0].id,
            "area_code": "303",
        }
        for block in blocks:
            exec(compile(block, str(DOCUMENT), "exec"), names)

    hooks = set(re.findall(r"# (use\w+)", "".join(blocks)))
    assert 11 == len(hooks)
