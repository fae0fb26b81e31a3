"""
``warp call``: every operation of every installed client, made from its catalog.

The rule: nothing here knows an operation. What a method takes, gives and risks stands in its entry.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import click

from warp_client_core.catalog import PAGED, PENDING, Catalog, Entry, installed, load
from warp_client_core.catalog.invoking import invoke, masked, missing, plain
from warp_client_core.cli.audit import record
from warp_client_core.cli.building import ready
from warp_client_core.cli.consent import confirm
from warp_client_core.cli.exits import INTERRUPTED, USAGE, Ended
from warp_client_core.cli.options import dashed, given, made
from warp_client_core.cli.showing import Screen

TAKEN: Final[Mapping[str, str]] = {
    "limit": "--page-size", "reason": "--reason", "all": "", "yes": "", "json": "", "table": "", "set": "", "out": "",
    "dry_run": "", "timeout": "", "base_url": "", "idempotency_key": "", "help": "",
}  # fmt: skip
"""Parameters that share a name with an option of the command line, and the option that stands for them."""


class Calls(click.Group):
    """``warp call``: one group for each installed client."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The audiences."""
        return list(installed())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The methods of one audience."""
        package = installed().get(cmd_name)
        if package is None and ctx.resilient_parsing:
            return None  # somebody presses Tab
        if package is None:
            known = ", ".join(installed()) or "none; install warp-customer-client or another client"
            raise click.UsageError(f"there is no client {cmd_name!r}; installed: {known}", ctx)
        return Methods(cmd_name, load(package), help=f"Methods of {package}; METHOD --help tells what one takes.")


class Methods(click.Group):
    """The methods of one client."""

    def __init__(self, name: str, catalog: Catalog, **settings: Any) -> None:
        super().__init__(name, **settings, subcommand_metavar="METHOD [OPTIONS]")
        self._catalog = catalog

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Call paths."""
        return list(self._catalog.methods)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of one method."""
        entry = self._catalog.methods.get(cmd_name) or self._catalog.methods.get(cmd_name.replace("-", "_"))
        if entry is None and ctx.resilient_parsing:
            return None
        if entry is None:
            import difflib

            near = difflib.get_close_matches(cmd_name, self._catalog.methods, 3)
            said = f"; did you mean {' or '.join(near)}?" if near else ""
            raise click.UsageError(f"{self._catalog.audience} has no method {cmd_name!r}{said}", ctx)
        return method(self._catalog, entry)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The methods, without making a command of each."""
        with formatter.section("Methods"):
            formatter.write_dl([(path, entry.summary) for path, entry in self._catalog.methods.items()])


def method(catalog: Catalog, entry: Entry) -> click.Command:
    """The command of one method."""
    positional = [one.name for one in entry.parameters if one.positional]
    own = [
        click.Option(["--json/--table", "as_json"], default=None, help="JSON, or a table; JSON when piped."),
        click.Option(["--dry-run"], is_flag=True, help="Print the request, secrets masked, and send nothing."),
        click.Option(["--set", "further"], multiple=True, metavar="NAME=VALUE", help="Any parameter or custom field."),
        click.Option(["--timeout"], type=float, help="Seconds for each phase of a request."),
        click.Option(["--base-url"], help="Where the platform is."),
    ]
    if entry.reply.kind in PAGED:
        own.append(click.Option(["--all", "everything"], is_flag=True, help="Walk all pages."))
        own.append(click.Option(["--limit"], type=click.IntRange(1), help="At most so many items, over all pages."))
    if entry.reply.kind in ("text", "binary"):
        own.append(click.Option(["--out"], help="Write to this file."))
    if entry.safety == "keyed":
        own.append(click.Option(["--idempotency-key"], help="Repeat an earlier call under its key."))
    if entry.destructive:
        own.append(click.Option(["--yes"], is_flag=True, help="Do not ask."))
        if not any(one.name == "reason" for one in entry.parameters):
            own.append(click.Option(["--reason"], help="Why; written down in audit.jsonl."))
    arguments = [click.Argument(["positional"], nargs=-1, metavar=" ".join(f"[{one.upper()}]" for one in positional))]

    def run(**raw: Any) -> int | None:
        return Calling(catalog, entry, raw).run()

    text = [entry.summary, f"{entry.request}; {entry.safety}" + ("; destructive" if entry.destructive else "")]
    return click.Command(
        entry.path,
        params=[*(arguments if positional else []), *made(entry.parameters, catalog.schemas, taken=TAKEN), *own],
        callback=run,
        help="\n\n".join(text),
        short_help=entry.summary,
        deprecated=entry.deprecated,
        context_settings={"token_normalize_func": dashed},
        epilog="VALUE may be @FILE, or @- for standard input; nested values are JSON. Times without a zone are UTC.",
    )


class Calling:
    """One use of a method, from texts to a result on the screen."""

    def __init__(self, catalog: Catalog, entry: Entry, raw: Mapping[str, Any]) -> None:
        self._catalog, self._entry, self._raw = catalog, entry, raw
        self._screen = Screen(as_json=raw.get("as_json"))
        self._settings = {"base_url": raw.get("base_url"), "timeout": raw.get("timeout")}

    def run(self) -> int | None:
        """Do it; gives the exit code."""
        entry, catalog, raw = self._entry, self._catalog, self._raw
        values = self._values()
        if raw["dry_run"]:
            return self._plan(values)
        if names := missing(entry, values):
            raise Ended(
                USAGE, f"{entry.path} needs {', '.join(names)}", f"warp call {entry.audience} {entry.path} --help"
            )
        reason = confirm(catalog, entry, values, yes=bool(raw.get("yes")), reason=raw.get("reason"))
        with ready(catalog, entry, self._settings) as client:
            record(entry, values, reason, "begun")
            try:
                result = invoke(client, entry, values, options=self._options())
                code = self._give(result)
            except BaseException as error:
                record(entry, values, reason, f"failed: {type(error).__name__}")
                if isinstance(error, KeyboardInterrupt) and entry.safety != "read":
                    advice = "it may have been carried out: look before you repeat it"
                    raise Ended(INTERRUPTED, "interrupted", advice) from error
                raise
            record(entry, values, reason, "done")
        return code

    def _values(self) -> dict[str, Any]:
        entry = self._entry
        texts = {name[2:]: text for name, text in self._raw.items() if name.startswith("p_")}
        by_position = [one.name for one in entry.parameters if one.positional]
        words = self._raw.get("positional", ())
        if len(words) > len(by_position):
            most = f"{len(by_position)} argument{'' if len(by_position) == 1 else 's'}"
            raise click.UsageError(f"{entry.path} takes {most}, not {len(words)}")
        for name, word in zip(by_position, words, strict=False):
            if texts.get(name) not in (None, ()):
                raise click.UsageError(f"{name} is given twice")
            many = isinstance(texts.get(name), tuple)
            texts[name] = (word,) if many else word
        return given(entry.parameters, self._catalog.schemas, texts, self._raw.get("further", ()), custom=entry.custom)

    def _options(self) -> Any:
        from warp_client_core.options import RequestOptions

        key = self._raw.get("idempotency_key")
        return RequestOptions(idempotency_key=key) if key else None

    def _give(self, result: Any) -> int | None:
        raw, kind, screen = self._raw, self._entry.reply.kind, self._screen
        if self._entry.needs == PENDING:
            # Signing in by two commands keeps the tokens, so there is no need to show them.
            result = masked(plain(result), frozenset(self._entry.reply.secrets))
        if kind == "stream":
            with result as stream:
                for one in stream:
                    screen.line(one)
        elif kind in PAGED:
            self._give_page(result)
        elif raw.get("out"):
            written(Path(raw["out"]), result.encode() if isinstance(result, str) else result)
            screen.say(f"written to {raw['out']}")
        elif isinstance(result, bytes):
            screen.content(result)
        elif isinstance(result, str):
            screen.show(result) if raw.get("as_json") else screen.text(result)
        elif kind != "nothing" and result is not None:
            screen.show(result)
        else:
            screen.show(None) if raw.get("as_json") else screen.say("done")
        return None

    def _give_page(self, page: Any) -> None:
        limit = self._raw.get("limit")
        items: Iterable[Any] = page if self._raw.get("everything") or limit else page.items
        self._screen.show(list(itertools.islice(items, limit)))
        if page.has_next and not self._raw.get("everything") and not limit:
            total = getattr(page.meta, "total", None)
            self._screen.say(
                f"one page of {len(page.items)}{f' of {total}' if total else ''} items; --all walks all of them"
            )

    def _plan(self, values: dict[str, Any]) -> int | None:
        from warp_client_core.cli.planning import (
            Planned,
            as_json,
            as_text,
            described,
            listening,
            secret_names,
            unsent,
        )

        entry, catalog = self._entry, self._catalog
        for one in entry.parameters:
            if one.found and one.name not in values:
                values[one.name] = one.name.upper()
                self._screen.say(f"{one.name} is found when the request is sent")
            elif one.required and one.name not in values:
                raise Ended(USAGE, f"{entry.path} needs {', '.join(missing(entry, values))}", "see --help")
        secrets = secret_names(entry, catalog.schemas)
        with ready(catalog, entry, self._settings, **unsent(catalog)) as client:
            try:
                result = invoke(client, entry, values, options=self._options())
            except Planned as planned:
                plan = described(planned.request, secrets)
            else:
                if entry.reply.kind != "stream":
                    self._screen.say(f"{entry.path} sends nothing")
                    if self._raw.get("as_json"):
                        self._screen.text(as_json(None))
                    return None
                del result
                plan = listening(client.settings.ws_url)
        self._screen.text(as_json(plan) if self._raw.get("as_json") else as_text(plan))
        return None


def written(path: Path, content: bytes) -> None:
    """Write a file as a whole: it appears under its name once it is complete."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
