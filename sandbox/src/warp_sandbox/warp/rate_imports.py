"""
The import of rate decks: a file goes in, a job with its row-level issues comes back, and rates go into the decks.

One rule: rows are judged one by one and at once, since no operation polls a job. Up to ``AT_ONCE`` rows are in force
with the reply; a longer deck is ``processing`` and takes a second per thousand rows, in which another import into the
same deck is a 409. Excel files of the old binary format are ``queued`` and never read.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from warp_sandbox.errors import Refusal, invalid
from warp_sandbox.warp.rate_imports_deck import Deck, csv_lines, read_deck
from warp_sandbox.warp.rate_imports_excel import excel_lines
from warp_sandbox.warp.rates import Rates
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Call, Handler, Record, Reply, Upload, stamp
from warp_sandbox.wire.replies import enveloped

AT_ONCE = 1000
ISSUES = 100
"""Of each kind at most so many issues are told; ``rows_rejected`` counts all."""
CSV = "text/csv"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OLD_EXCEL = "application/vnd.ms-excel"
UNSAID = "application/octet-stream"
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"


class RateImports:
    """
    The import operations of one sandbox.

    Attributes:
        jobs: By id.
    """

    def __init__(self, world: World, rates: Rates) -> None:
        self._world = world
        self._rates = rates
        self._busy: set[str | None] = set()
        self.jobs: dict[str, Record] = {}

    def handlers(self) -> Mapping[str, Handler]:
        """Both imports, by operationId."""
        return {"import_provider_rates": self._import_provider, "import_rates": self._import}

    def _import_provider(self, call: Call) -> Reply:
        if call.path["provider_id"] not in self._world.providers:
            raise Refusal(404, "There is no such provider.")
        return self._begin(call, call.path["provider_id"])

    def _import(self, call: Call) -> Reply:
        provider_id = call.body.get("provider_id")
        if provider_id is not None and provider_id not in self._world.providers:
            raise invalid("provider_id", "There is no such provider.")
        return self._begin(call, provider_id)

    def _begin(self, call: Call, provider_id: str | None) -> Reply:
        upload, day = call.uploads["file"], call.body.get("effective_date")
        deck = _read(upload, day)
        if provider_id in self._busy:
            raise Refusal(409, "An import into this deck is still running.")
        job: Record = {
            "job_id": f"imp-{7001 + len(self.jobs)}",
            "status": "queued",
            "provider_id": provider_id,
            "filename": upload.filename,
            "effective_date": day,
            "rows_total": None,
            "rows_imported": None,
            "rows_rejected": None,
            "errors": [],
            "warnings": [],
            "created_at": stamp(call.now),
            "completed_at": None,
        }
        self.jobs[job["job_id"]] = job
        if deck is not None:
            self._run(job, deck, call.now)
        return enveloped(call, job)

    def _run(self, job: Record, deck: Deck, now: datetime) -> None:
        job.update(
            status="processing",
            rows_total=deck.rows,
            rows_imported=0,
            rows_rejected=deck.rejected,
            errors=list(deck.errors[:ISSUES]),
            warnings=list(deck.warnings[:ISSUES]),
        )
        if deck.rows <= AT_ONCE:
            self._finish(job, deck, now)
        else:
            self._busy.add(job["provider_id"])
            self._world.schedule.after(now, deck.rows / 1000, lambda at: self._finish(job, deck, at))

    def _finish(self, job: Record, deck: Deck, at: datetime) -> None:
        self._busy.discard(job["provider_id"])
        if job["provider_id"] is None or job["provider_id"] in self._world.providers:
            self._rates.take({**rate, "provider_id": job["provider_id"]} for rate in deck.rates)
        imported = deck.rows - deck.rejected
        status = "completed" if not deck.rejected else "partial" if imported else "failed"
        job.update(status=status, rows_imported=imported, completed_at=stamp(at))


def _read(upload: Upload, day: str | None) -> Deck | None:
    kind = upload.content_type.partition(";")[0].strip().lower()
    if kind not in (CSV, EXCEL, OLD_EXCEL, UNSAID):
        raise invalid("file", "Must be CSV or Excel, and its part must say so.")
    if kind != CSV and upload.content.startswith(_OLE):
        return None
    if kind != CSV and upload.content.startswith(_ZIP):
        return read_deck(excel_lines(upload.content), day)
    if kind == EXCEL:
        raise invalid("file", "Is not an Excel file.")
    return read_deck(csv_lines(upload.content), day)
