"""``warp rates validate`` and ``warp rates import``: rate decks by the same code as from a program."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from warp_client_core.commands import FAULTY, Command, Terminal, argument, option

_DATE: Mapping[str, Any] = {"type": "string", "format": "date"}


def validate() -> Command:
    """The command that looks at a deck and sends nothing."""
    parameters = (
        argument("deck", "The deck: a CSV file."),
        option("effective_date", "Day the rates shall take effect.", **_DATE),
        option("faults", "Write the faults to this CSV file."),
    )
    return Command("Check a rate deck; sends nothing.", parameters, _validate, sends=False)


def import_rates() -> Command:
    """The command that checks a deck and uploads it."""
    parameters = (
        argument("deck", "The deck: a CSV or Excel file."),
        option("provider", "Id of the provider that the deck belongs to; left out for the general deck."),
        option("effective_date", "Day the rates take effect; replaces the date of every row.", **_DATE),
        option("notify_customers", "Tell affected customers about the new rates.", type="boolean"),
        option("validate", "Check the deck first; on by default.", type="boolean"),
    )
    return Command("Check a rate deck and upload it.", parameters, _import)


def _validate(terminal: Terminal, values: Mapping[str, Any]) -> int | None:
    from .validation import validate_deck

    report = validate_deck(values["deck"], effective_date=values.get("effective_date"))
    issues = [("error", one) for one in report.errors] + [("warning", one) for one in report.warnings]
    if values.get("faults"):
        report.write_csv(values["faults"])
    terminal.show(
        [
            {"severity": kind, "line": one.line, "column": one.column, "code": one.code, "message": one.message}
            for kind, one in issues
        ]
    )
    terminal.say(str(report).partition("\n")[0])
    return None if report.ok else FAULTY


def _import(terminal: Terminal, values: Mapping[str, Any]) -> int | None:
    given = {name: value for name, value in values.items() if name not in ("deck", "provider")}
    provider = values.get("provider")
    with terminal.client() as client, terminal.progress("upload") as draw:
        sent: list[tuple[int, int | None]] = []

        def on_progress(done: int, total: int | None) -> None:
            sent[:] = [(done, total)]
            draw(done, total)

        try:
            if provider:
                job = client.providers.import_rates(provider, values["deck"], on_progress=on_progress, **given)
            else:
                job = client.rates.import_rates(values["deck"], on_progress=on_progress, **given)
        except KeyboardInterrupt:
            # What is not there as a whole is not taken; what is may be carried out without us.
            whole = bool(sent) and sent[0][0] == sent[0][1]
            terminal.say("the deck has arrived and may be imported" if whole else "nothing was imported")
            raise
    terminal.show(job)
    return None
