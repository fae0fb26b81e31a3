"""``warp cdrs export``: starts an export and fetches its file, when the reply says where that is."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from warp_client_core.commands import NOT_READY, Command, Terminal, option
from warp_client_core.errors import WarpError
from warp_client_core.raw import raw_call

FORMATS = ("csv", "json", "pdf", "parquet")


def export() -> Command:
    """The command."""
    return Command(
        "Export call records to a file.",
        (
            option("date_from", "Start of the time range.", required=True, type="string", format="date-time"),
            option("date_to", "End of the time range.", required=True, type="string", format="date-time"),
            option("out", "The file to write.", required=True),
            option("format", "File format; csv by default.", type="string", examples=list(FORMATS)),
            option("trunk_id", "Only calls of this trunk."),
        ),
        _run,
    )


def _run(terminal: Terminal, values: Mapping[str, Any]) -> int | None:
    wanted = {"format": "csv", **values}
    out = wanted.pop("out")
    _check(Path(out))
    with terminal.client() as client:
        job = client.cdrs.export(**wanted)
        if not job.download_url:
            terminal.show({"export_id": job.export_id, "status": str(job.status)})
            terminal.say(f"the export {job.export_id} is not ready yet; nothing was written to {out}")
            return NOT_READY
        call = raw_call("GET", job.download_url)
        try:
            with terminal.progress("download") as on_progress:
                client.download(call, out, on_progress=on_progress)
        except (WarpError, OSError):
            # The export is there and was paid for with a request; whoever knows its address can fetch it later.
            terminal.show({"export_id": job.export_id, "status": str(job.status), "download_url": job.download_url})
            raise
        terminal.show({"export_id": job.export_id, "records": job.record_count, "file": str(out)})
    return None


def _check(out: Path) -> None:
    """Refuse a place where no file can be written, before the platform makes one."""
    if out.exists() and not out.is_file():
        raise ValueError(f"--out: {out} exists and is not a regular file")
    if not out.parent.is_dir():
        raise ValueError(f"--out: there is no folder {out.parent}")
    if not os.access(out.parent, os.W_OK):
        raise ValueError(f"--out: nothing can be written to the folder {out.parent}")
