"""
Commands that overlays of the installed clients bring.

The rule: their names come from entry points alone; what stands behind a name is loaded when it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Final

import click

from warp_client_core.catalog import Catalog, load
from warp_client_core.cli.building import BROWSER, build
from warp_client_core.cli.options import dashed, given, made
from warp_client_core.cli.settings import remember, remembered
from warp_client_core.cli.showing import Screen
from warp_client_core.cli.signing_in import order
from warp_client_core.commands import Command

GROUP: Final = "warp_client_core.commands"
"""Entry points of commands: ``group.name`` to a function that gives a `Command`."""

_OWN: Final[Mapping[str, str]] = dict.fromkeys(
    ("json", "table", "client", "base_url", "timeout", "help", "dry_run"), ""
)


def offered() -> dict[str, dict[str, list[EntryPoint]]]:
    """Group -> command -> where it is; several clients may offer one command."""
    found: dict[str, dict[str, list[EntryPoint]]] = {}
    for point in sorted(entry_points(group=GROUP), key=lambda one: (one.name, one.value)):
        group, _, name = point.name.partition(".")
        found.setdefault(group, {}).setdefault(name, []).append(point)
    return found


class Offered(click.Group):
    """The commands of one group."""

    def __init__(self, name: str, points: Mapping[str, list[EntryPoint]]) -> None:
        super().__init__(name, help=f"{', '.join(points)}: see --help of each.")
        self._points = points

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names."""
        return list(self._points)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One of them."""
        points = self._points.get(cmd_name)
        return made_of(cmd_name, points) if points else None


def made_of(name: str, points: list[EntryPoint]) -> click.Command:
    """The command at an entry point."""
    find: Callable[[], Command] = points[0].load()
    command = find()
    by_audience = {catalog.audience: catalog for catalog in sorted(map(_catalog, points), key=order)}
    positional = [one for one in command.parameters if one.positional]
    own = [
        click.Option(["--json/--table", "as_json"], default=None, help="JSON, or a table; JSON when piped."),
        click.Option(["--timeout"], type=float, help="Seconds for each phase of a request."),
        click.Option(["--base-url"], help="Where the platform is."),
        click.Option(["--ws-url"], help="Where its event streams are.", hidden="events" not in str(points[0].name)),
        click.Option(
            ["--client"], type=click.Choice(list(by_audience)), help="Which client.", hidden=len(by_audience) < 2
        ),
    ]
    if command.sends:
        own.append(click.Option(["--dry-run"], is_flag=True, help="Print the first request, and send nothing."))
    arguments = [click.Argument([f"p_{one.name}"], metavar=one.name.upper()) for one in positional]

    def run(**raw: Any) -> int | None:
        catalog = by_audience[raw["client"] or next(iter(by_audience))]
        texts = {key[2:]: value for key, value in raw.items() if key.startswith("p_")}
        values = given(command.parameters, {}, texts)
        wanting = [one for one in command.parameters if one.required and one.name not in values]
        if wanting:
            raise click.UsageError(f"missing: {', '.join('--' + one.name.replace('_', '-') for one in wanting)}")
        settings = {key: raw[key] for key in ("timeout", "base_url", "ws_url")}
        console = Console(Screen(as_json=raw["as_json"]), catalog, settings, dry_run=raw.get("dry_run", False))
        return console.planned(command, values) if console.dry_run else command.run(console, values)

    options = made([one for one in command.parameters if not one.positional], {}, taken=_OWN)
    return click.Command(
        name,
        params=[*arguments, *options, *own],
        callback=run,
        help=command.summary,
        context_settings={"token_normalize_func": dashed},
    )


def _catalog(point: EntryPoint) -> Catalog:
    return load(point.value.partition(".")[0])


class Console:
    """The `Terminal` of a command."""

    def __init__(self, screen: Screen, catalog: Catalog, settings: Mapping[str, Any], *, dry_run: bool) -> None:
        self._screen, self._catalog, self._settings = screen, catalog, settings
        self.dry_run = dry_run

    def planned(self, command: Command, values: Mapping[str, Any]) -> int | None:
        """Run a command up to its first request, and print that."""
        from warp_client_core.cli.planning import Planned, described, secret_names

        try:
            return command.run(self, values)
        except Planned as planned:
            self._print(described(planned.request, secret_names(None, self._catalog.schemas)))
        return None

    @contextmanager
    def client(self, *, keep_tokens: bool = False) -> Iterator[Any]:
        """The client as the user set it up; kept tokens are remembered once all went well."""
        if self.dry_run:
            from warp_client_core.cli.planning import unsent

            with build(self._catalog, self._settings, **unsent(self._catalog)) as client:
                yield client
            return
        with build(self._catalog, self._settings, keep_tokens=keep_tokens) as client:
            yield client
        if keep_tokens:
            known = {**remembered(self._catalog.audience), "sign_in": BROWSER}
            remember(self._catalog.audience, known)

    def show(self, value: object) -> None:
        """Print a result."""
        self._screen.show(value)

    def line(self, value: object) -> None:
        """Print one value as a line of JSON."""
        self._screen.line(value)

    def say(self, text: str) -> None:
        """Tell the user something that is no result."""
        self._screen.say(text)

    def plan(self, method: str, url: str) -> None:
        """Print a request that no client sends."""
        from warp_client_core.cli.planning import listening, opened

        self._print(listening(url) if url.startswith("ws") else opened(method, url))

    def _print(self, plan: Mapping[str, Any]) -> None:
        from warp_client_core.cli.planning import as_json, as_text

        self._screen.text(as_json(plan) if self._screen.as_json_asked else as_text(plan))

    def progress(self, label: str) -> AbstractContextManager[Callable[[int, int | None], None]]:
        """A bar on standard error."""
        return self._screen.progress(label)
